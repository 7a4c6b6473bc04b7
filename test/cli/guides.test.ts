import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanUp, startBuiltServer } from '../support/built-server.ts';
import { runCli } from '../support/cli.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-guides-'));
chmodSync(folder, 0o755); // run by root, PostgreSQL has an account of its own that must get in
afterAll(cleanUp);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a reader of a guide types: its blocks without a language, one after the other. */
function commandsOf(guide: string): string[] {
  const text = readFileSync(new URL(`../../docs/guides/${guide}.md`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].flatMap(([, language, block = '']) =>
    language === '' ? [block] : [],
  );
}

/** Types them in a shell, with the key and the address of a server; the first command that fails ends it. */
async function follow(guide: string, url: string, key: string): Promise<string> {
  const script = commandsOf(guide)
    .join('\n')
    .replace(/^export KEY=.*$/m, `export KEY=${key}`)
    .replace(/^URL=.*$/m, `URL=${url}`)
    .replaceAll(/^npm run cli .*$/gm, 'true');
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    maxBuffer: 10_000_000,
  });
  return stdout;
}

describe('the guides, followed on the demo organization', async () => {
  const data = join(folder, 'data');
  const server = await startBuiltServer({ DEMO: '1', DATA_DIR: data });
  const keys = server.lines.flatMap((line) => /ig_live_\w+/.exec(line)?.[0] ?? []);
  const key = keys[1] ?? '';

  // what each of them must have come to, in the words of its answers
  it.each([
    ['blind-abc-count', ['IN_PROGRESS', 'REVIEW', 'SELF_APPROVAL', 'RESOLVED', 'ADJ-', 'accuracyPercent']],
    [
      'recall-a-lot',
      ['"held":24', 'STOCK_ON_HOLD', '"kind":"DESTRUCTION"', 'releasedReservations', 'RELEASED'],
    ],
    ['month-end-expiry', ['daysPastExpiry', 'ADJ-', 'TR-', 'items: 0, quantity: 0, value: 0']],
    [
      'transfer-with-a-shortage',
      [
        'shortfalls',
        'IN_TRANSIT',
        '"status":"PARTIALLY_RECEIVED"',
        '"short":20',
        '"writtenOff":20',
        '"status":"RECEIVED"',
      ],
    ],
    [
      'replenishment-run',
      [
        'must not be above the reorder point, which is 8',
        'by transfer from DC-EAST, which has',
        'to be bought: no other location has more than its own maximum',
        'no maximum is set',
        'drafted again: 0',
        '"status":"ORDERED"',
        'EXCEEDS_ORDERED',
        'received 24 with the transfer, RECEIVED',
        'by itself: 1 draft of 20',
      ],
    ],
    [
      'ward-weekly-request',
      [
        "'TBL-001', 12, 0,",
        'Lantern',
        '204',
        'DUPLICATE',
        'stockrequests.approve',
        "[ 'LGT-006', 5, 3, 3 ]",
        'CONSUMPTION',
        "[ 'TBL-001', 6, 5, 'One mug was broken' ]",
        '"costCentre":"CC-3100"',
        "[ 'TBL-001', 6, 6, 0 ]",
        'ISSUED > PICKING',
        'PICKING > ISSUED',
      ],
    ],
  ])('%s', async (guide, words) => {
    const said = await follow(guide, server.url, key);
    for (const word of words) expect(said).toContain(word);
    const { json } = await runCli({ DATA_DIR: data }, 'verify', '--org', 'demo', '--json');
    expect(json).toMatchObject({ ok: true, differences: [] });
  });
});

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acts } from '../ground/acts.ts';
import { inParallel } from '../ground/client.ts';
import { commandLine } from '../ground/command-line.ts';
import { endGatewayProcesses, startGatewayProcess } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** 31: the demo and a busy organization exported, and restored into an empty database, from where they are exported again. */
export const moved: Scenario = {
  name: 'export and restore',
  promises: [31, 3],
  async run({ cluster, times }) {
    const from = await cluster.database();
    const gateway = await startGatewayProcess(from);
    await commandLine(from, 'demo');
    const busy = await Organization.make(from, [gateway]);
    const skus = Array.from({ length: 500 }, (_, n) => `S${n}`);
    await busy.masterData(skus, ['L1', 'L2']);
    for (let n = 0; n < times(40, 4); n++) {
      await busy.stock(
        n % 2 ? 'L1' : 'L2',
        skus.map((globalSku) => ({ globalSku, quantity: 1 + n })),
      );
    }
    await inParallel(times(200, 20), 8, (n) => acts.adjust(busy, `S${n % 500}`, 'L1', -0.5));
    await endGatewayProcesses();
    const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-moved-'));
    const to = await cluster.database();
    const conditions: Record<string, boolean> = {};
    const words: string[] = [];
    for (const slug of ['demo', busy.slug]) {
      const [first, second] = ['first', 'second'].map((name) => join(folder, `${slug}-${name}.jsonl`)) as [
        string,
        string,
      ];
      await commandLine(from, 'org', 'export', slug, first);
      await commandLine(to, 'org', 'restore', first);
      await commandLine(to, 'org', 'export', slug, second);
      const lines = content(first);
      conditions[`${slug}: identical`] = digest(lines) === digest(content(second));
      conditions[`${slug}: it has content`] = lines.length > 1_000;
      const verified = await commandLine(to, 'verify', '--org', slug);
      conditions[`${slug}: verify clean`] = verified.ok;
      words.push(`${lines.length.toLocaleString('en')} rows, ${(statSync(first).size / 1e6).toFixed(1)} MB`);
    }
    rmSync(folder, { recursive: true });
    await cluster.drop(from);
    await cluster.drop(to);
    return [
      finding(
        31,
        `two organizations (${words.join('; ')}) exported, restored, exported again: identical`,
        conditions,
      ),
    ];
  },
};

/** The lines of an archive between its head, which has the moment of the export, and its end, which has its checksum. */
const content = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n').slice(1, -1);

const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

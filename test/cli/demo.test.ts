import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type BuiltServer, cleanUp, startBuiltServer } from '../support/built-server.ts';
import { runCli } from '../support/cli.ts';
import { type Answer, startGateway } from '../support/gateway.ts';

afterAll(cleanUp);

const keysIn = (lines: readonly string[]) => lines.flatMap((line) => /ig_live_\w+/.exec(line)?.[0] ?? []);

/** What a key is answered. */
const ask = async ({ url }: BuiltServer, key: string, query: string): Promise<Answer['body']> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

const stop = async (server: BuiltServer) => {
  server.process.kill('SIGTERM');
  await server.ended;
  if (server.process.exitCode === null && server.process.signalCode === null)
    await once(server.process, 'exit');
};

describe('the first start on a database of our own', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'inventory-gateway-demo-'));
  chmodSync(dataDir, 0o755); // run by root, PostgreSQL has an account of its own that must get in
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const settings = { DEMO: '1', DATA_DIR: dataDir };

  it('loads the demo and prints two keys and the addresses, for people and not in the logs', async () => {
    const server = await startBuiltServer(settings);
    const [reader, admin, ...more] = keysIn(server.lines);
    expect(more).toEqual([]);
    for (const path of ['/', '/graphql', '/graphiql', '/docs', '/openapi.json'])
      expect(server.lines.join('\n')).toMatch(new RegExp(`${server.url}${path} `));
    const logs = server.lines.filter((line) => line.startsWith('{'));
    expect(keysIn(logs)).toEqual([]);
    expect(logs.every((line) => JSON.parse(line))).toBe(true);

    const read = '{ products { totalCount } stockItems { totalCount } apiKeys { nodes { name scopes } } }';
    const { data } = await ask(server, reader ?? '', read);
    expect(data.products.totalCount).toBe(250);
    expect(data.apiKeys.nodes).toHaveLength(2);
    const write = 'mutation { upsertCategories(input: {categories: [{name: "New"}]}) { categories { id } } }';
    expect((await ask(server, reader ?? '', write)).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await ask(server, admin ?? '', write)).errors).toBeUndefined();

    // another process, while the server runs
    const verified = await runCli({ DATA_DIR: dataDir }, 'verify', '--org', 'demo', '--json');
    expect(verified.json).toMatchObject({ ok: true, differences: [] });
    await stop(server);
    const later = await startBuiltServer(settings);
    expect(keysIn(later.lines)).toEqual([]);
    expect(later.lines.join('\n')).toContain('npm run cli -- key create');
    expect((await ask(later, reader ?? '', '{ products { totalCount } }')).data.products.totalCount).toBe(
      250,
    );
    await stop(later);
  });
});

describe('the demo organization', async () => {
  const gateway = await startGateway();
  const made = await runCli(gateway.environment, 'demo', '--json');
  const key: string = made.json.apiKeys[0].plaintextKey;
  const get = async (path: string) =>
    (await gateway.call('GET', path, undefined, { authorization: `Bearer ${key}` })).body;
  const [{ orgId }] = (await gateway.asOwner<{ orgId: number }>(
    0,
    'select org_id as "orgId" from organization',
  )) as [{ orgId: number }];
  const column = async (sql: string) =>
    (await gateway.asOwner<{ value: string }>(orgId, sql)).map(({ value }) => value);

  it('is made once by hand, in any database', async () => {
    expect(made.json).toMatchObject({
      organization: { slug: 'demo' },
      apiKeys: [
        { name: 'demo read-only', apiKey: { scopes: ['*.read'] } },
        { name: 'demo admin', apiKey: { scopes: ['*'] } },
      ],
    });
    const again = await runCli(gateway.environment, 'demo', '--json');
    expect(again).toMatchObject({ code: 1, error: { code: 'DUPLICATE' } });
  });

  it('has books that agree', async () => {
    const { json } = await runCli(gateway.environment, 'verify', '--json');
    expect(json).toMatchObject({ ok: true, differences: [] });
    expect(json.checked.movements).toBeGreaterThan(900);
  });

  it('has cells that are OK, LOW and CRITICAL in every channel', async () => {
    const { products, channels } = await get('/api/inventory/channel-location?locationId=DC-EAST&limit=200');
    expect(channels).toHaveLength(4);
    for (const { channelId } of channels) {
      const severities = products.flatMap(
        (product: { channels: { channelId: string; severity: string }[] }) =>
          product.channels.filter((cell) => cell.channelId === channelId).map(({ severity }) => severity),
      );
      expect(new Set(severities)).toEqual(new Set(['OK', 'LOW', 'CRITICAL']));
    }
  });

  it('has stock, lots and documents in every state', async () => {
    expect(
      await column('select distinct condition as value from stock_item where on_hand > 0 order by 1'),
    ).toEqual(['AVAILABLE', 'DAMAGED', 'DESTRUCTION', 'EXPIRED', 'QUARANTINE']);
    expect(
      await column(`select distinct case when t.status = 'RECALLED' then 'recalled' when t.expiry_date < current_date then 'expired'
        when t.expiry_date < current_date + 30 then 'soon' when t.expiry_date is null then 'none' else 'good' end as value
        from lot t join stock_item i on i.lot_id = t.id and i.on_hand > 0 order by 1`),
    ).toEqual(['expired', 'good', 'none', 'recalled', 'soon']);
    expect(await column('select distinct type as value from stock_document order by 1')).toEqual([
      'ADJUSTMENT',
      'ISSUE',
      'LOT_CORRECTION',
      'RECEIPT',
      'RECORD_STOCK',
      'REVERSAL',
    ]);
    expect(await column('select distinct status as value from reservation order by 1')).toEqual([
      'ACTIVE',
      'COMMITTED',
      'RELEASED',
    ]);
    expect(await column('select distinct status as value from stock_request order by 1')).toEqual([
      'APPROVED',
      'CANCELLED',
      'DRAFT',
      'ISSUED',
      'PICKING',
      'REJECTED',
      'SUBMITTED',
    ]);
    const [lapsed] = await column(
      `select reference as value from reservation where status = 'ACTIVE' and expires_at < now()`,
    );
    expect(lapsed).toBe('BASKET-101');
    const [days] = await column(
      `select extract(day from now() - min(posted_at))::int::text as value from movement where posted_at <= now()`,
    );
    expect(Number(days)).toBeGreaterThanOrEqual(42);
    expect(await column('select count(*)::text as value from movement where posted_at > now()')).toEqual([
      '0',
    ]);
  });

  it('is the same every time, but for its days', async () => {
    const story = () =>
      column(`select string_agg(p.global_sku || ' ' || m.type || ' ' || m.quantity_delta || ' ' || m.balance_after, ', ' order by m.seq) as value
        from movement m join product p on p.id = m.product_id`);
    const other = await startGateway();
    await runCli(other.environment, 'demo');
    const [{ orgId: twin }] = (await other.asOwner<{ orgId: number }>(
      0,
      'select org_id as "orgId" from organization',
    )) as [{ orgId: number }];
    const [told] = await other.asOwner<{ value: string }>(
      twin,
      `select string_agg(p.global_sku || ' ' || m.type || ' ' || m.quantity_delta || ' ' || m.balance_after, ', ' order by m.seq) as value
        from movement m join product p on p.id = m.product_id`,
    );
    expect([told?.value]).toEqual(await story());
  });
});

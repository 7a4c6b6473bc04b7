// RAW-OURS: the bare server over this project's own tables and SQL. It asks a gateway in its own process for one answer of
// each kind, records the statements, and from then on sends just those, prepared, on connections of the same role.
import pg from 'pg';
import { createApp, listen as listenApp } from '../../src/app.ts';
import { columnTypes } from '../../src/platform/database/types.ts';
import { readSettings } from '../../src/settings.ts';
import { send } from '../../test/faults/ground/client.ts';
import { itemFields, pageOfItems } from '../workloads/items-document.ts';
import { listen, Replay, record } from './recorded.ts';
import { serveBare } from './server.ts';

const {
  BENCH_DATABASE_URL = '',
  BENCH_ORG = '',
  BENCH_KEY = '',
  BENCH_ITEM = '',
  BENCH_SKUS = '',
  BENCH_LOCATION = '',
} = process.env;
const skus = BENCH_SKUS.split(',');

listen();
const app = await createApp({
  settings: readSettings({ LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0', RATE_LIMIT_PER_HOUR: '0' }),
  databaseUrl: BENCH_DATABASE_URL,
  sweeps: false,
});
const server = await listenApp(app, '127.0.0.1', 0);
const address = server.address();
const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

async function ask(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const reply = await send(base, BENCH_KEY, method, path, body, headers);
  if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** A multiple of every page size, and a number that nothing else has. */
const OFFSET = 300;
const KEY = 'bench-recorded-key';
/** A quantity that nothing else has. */
const BEFORE = '7777.1234';
const AFTER = '7778.1234';

await ask('GET', '/api/inventory?limit=1');
const list = new Replay(
  'list',
  await record(() => ask('GET', `/api/inventory?limit=20&page=${OFFSET / 20 + 1}`)),
);
const matrix = new Replay(
  'matrix',
  await record(() =>
    ask(
      'GET',
      `/api/inventory/channel-location?locationId=${BENCH_LOCATION}&limit=50&page=${OFFSET / 50 + 1}`,
    ),
  ),
);
const check = new Replay(
  'check',
  await record(() =>
    ask('POST', '/api/inventory/availability/check', {
      channelId: 'DTC',
      lines: skus.map((globalSku) => ({ globalSku, quantity: 5 })),
    }),
  ),
);
const items = new Replay(
  'items',
  await record(() =>
    ask('POST', '/graphql', { query: pageOfItems, variables: { first: 100, offset: OFFSET } }),
  ),
);
const correction = (change: object) => ({ inventoryItemId: BENCH_ITEM, reasonCode: 'CORRECTION', ...change });
await ask('POST', '/api/inventory/adjust', correction({ newQuantity: Number(BEFORE) }));
const adjustments = await record(() =>
  ask('POST', '/api/inventory/adjust', correction({ quantityDelta: 1 }), { 'idempotency-key': KEY }),
);
const recordedNumber = /ADJ-[0-9-]+/.exec(JSON.stringify(adjustments))?.[0] ?? '';
const adjust = new Replay('adjust', adjustments, ['doc', 'mov', 'aud', 'evt']);
server.closeAllConnections();
server.close();
await app.close();

const pool = new pg.Pool({
  connectionString: BENCH_DATABASE_URL,
  max: 12,
  types: columnTypes() as unknown as pg.CustomTypesConfig,
  options: `-c app.org_id=${BENCH_ORG} -c timezone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off`,
});

async function onOne<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const totalOf = (rows: Record<string, unknown>[] | undefined) => Number(rows?.[0]?.total);
const pageOf = (query: URLSearchParams) => {
  const [limit, page] = [Number(query.get('limit')), Number(query.get('page') ?? 1)];
  return { limit, page, offset: (page - 1) * limit };
};
let made = 0;

/** The same transaction: only what is on hand has to be read before it can be written. */
function adjusted(id: string, key: string) {
  const given = new Map<unknown, unknown>([
    [BENCH_ITEM, id],
    [KEY, key],
    [recordedNumber, `ADJ-RAW-${process.pid}-${++made}`],
  ]);
  return onOne(async (client) => {
    await client.query('begin');
    try {
      const answers = await adjust.run(client, given, (recorded, now) => {
        if (Number(recorded) !== Number(BEFORE) || given.has(BEFORE)) return;
        given.set(BEFORE, String(Number(now)));
        given.set(AFTER, String(Number(now) + 1));
      });
      await client.query('commit');
      return answers;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  });
}

serveBare({
  '/api/inventory': ({ query }) =>
    onOne(async (client) => {
      const { limit, page, offset } = pageOf(query);
      const [found, totals] = await list.run(client, new Map([[OFFSET, offset]]));
      return { items: found?.slice(0, limit), pagination: { page, pageSize: limit, total: totalOf(totals) } };
    }),
  '/api/inventory/channel-location': ({ query }) =>
    onOne(async (client) => {
      const { limit, page, offset } = pageOf(query);
      const given = new Map<unknown, unknown>([
        [OFFSET, offset],
        [BENCH_LOCATION, query.get('locationId')],
      ]);
      const [, products, totals] = await matrix.run(client, given);
      return {
        products,
        pagination: { page, pageSize: limit, total: totalOf(totals) },
      };
    }),
  '/api/inventory/availability/check': ({ body }) =>
    onOne(async (client) => {
      const wanted: { globalSku: string }[] = body.lines;
      const given = new Map(skus.map((sku, n) => [sku, wanted[n]?.globalSku]));
      const answers = await check.run(client, given as Map<unknown, unknown>);
      return { available: true, lines: answers.at(-1) };
    }),
  '/api/inventory/adjust': async ({ body, key }) => {
    const answers = await adjusted(body.inventoryItemId, key);
    return { item: answers.at(-3)?.[0] ?? {}, adjustment: { statements: answers.length } };
  },
  '/graphql': ({ body: { variables } }) =>
    onOne(async (client) => {
      const [nodes] = await items.run(client, new Map([[OFFSET, variables.offset]]));
      const fields = nodes?.slice(0, 100).map((node) => pick(node));
      return { data: { stockItems: { nodes: fields } } };
    }),
});

/** The fields that were asked for. */
const pick = (node: Record<string, unknown>) =>
  Object.fromEntries(itemFields.map((field) => [field, node[field]]));

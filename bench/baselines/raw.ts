// RAW: node:http, pg and prepared statements over tables that hold what is asked for and nothing else. Started by the bench
// with BENCH_DATABASE_URL.
import pg from 'pg';
import { rawSql } from './raw.sql.ts';
import { serveBare } from './server.ts';

type Row = Record<string, string | null>;
type Runner = Pick<pg.Pool, 'query'>;

// the gateway's own number
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 12 });

async function run(on: Runner, name: keyof typeof rawSql, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await on.query<Row>({ name, text: rawSql[name], values });
  return rows;
}

const asItem = (row: Row) => ({
  id: row.id,
  globalSku: row.sku,
  productName: row.product_name,
  locationName: row.location_name,
  binName: row.bin,
  lotNumber: row.lot,
  expiryDate: row.expiry,
  condition: row.condition,
  quantityOnHand: Number(row.on_hand),
  quantityReserved: Number(row.reserved),
  unitCost: Number(row.unit_cost),
  totalValue: Number(row.on_hand) * Number(row.unit_cost),
  updatedAt: row.updated_at,
});

async function list(limit: number, offset: number) {
  const items = await run(pool, 'list', [limit, offset]);
  return items.map(asItem);
}

async function matrix(location: string, limit: number, offset: number) {
  const rows = await run(pool, 'matrix', [location, limit, offset]);
  const products = new Map<
    string | null,
    { globalSku: string | null; productName: unknown; channels: unknown[] }
  >();
  for (const row of rows) {
    const sku = row.sku ?? null;
    const product = products.get(sku) ?? { globalSku: sku, productName: row.product_name, channels: [] };
    products.set(sku, product);
    const atp = Number(row.atp);
    const severity = atp <= Number(row.critical) ? 'CRITICAL' : atp <= Number(row.low) ? 'LOW' : 'OK';
    product.channels.push({
      channelName: `Channel ${row.channel}`,
      onHand: Number(row.on_hand),
      reserved: Number(row.reserved),
      available: Number(row.available),
      atp,
      severity,
    });
  }
  return [...products.values()];
}

/** First expired, first out, product by product. */
async function check(lines: { globalSku: string; quantity: number }[], channel: string) {
  const rows = await run(pool, 'check', [lines.map(({ globalSku }) => globalSku), channel]);
  const answers = lines.map(({ globalSku, quantity }) => {
    const mine = rows.filter(({ sku }) => sku === globalSku);
    const promised =
      mine.reduce((sum, { available }) => sum + Number(available), 0) - Number(mine[0]?.safety ?? 0);
    const picks: unknown[] = [];
    let left = quantity;
    for (const { id, location, lot, expiry, available } of mine) {
      const taken = Math.min(left, Number(available));
      if (taken <= 0) continue;
      picks.push({
        inventoryItemId: id,
        locationId: location,
        lotNumber: lot,
        expiryDate: expiry,
        quantity: taken,
      });
      left -= taken;
    }
    return { globalSku, requested: quantity, available: promised >= quantity && left <= 0, picks };
  });
  return { available: answers.every(({ available }) => available), lines: answers };
}

/** One durable transaction: key, balance, movement, audit, event, answer. */
async function adjust(id: string, delta: number, reason: string, key: string) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await run(client, 'claim', [key]);
    const [locked] = await run(client, 'lock', [id]);
    const before = Number(locked?.on_hand);
    const after = before + delta;
    const [item] = await run(client, 'balance', [id, after]);
    const [movement] = await run(client, 'move', [id, delta, after, reason]);
    await run(client, 'audit', ['stock.adjust', id, before, after]);
    await run(client, 'event', ['stock.adjusted', JSON.stringify({ id, before, after })]);
    const answer = {
      item: asItem(item as Row),
      adjustment: { id: movement?.id, reasonCode: reason, before, after },
    };
    await run(client, 'keep', [key, JSON.stringify(answer)]);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

serveBare({
  '/api/inventory': async ({ query }) => {
    const [limit, page] = [Number(query.get('limit')), Number(query.get('page') ?? 1)];
    const [items, totals] = await Promise.all([list(limit, (page - 1) * limit), run(pool, 'total')]);
    return { items, pagination: { page, pageSize: limit, total: Number(totals[0]?.total) } };
  },
  '/api/inventory/channel-location': async ({ query }) => {
    const location = String(query.get('locationId'));
    const [limit, page] = [Number(query.get('limit')), Number(query.get('page') ?? 1)];
    const [products, totals] = await Promise.all([
      matrix(location, limit, (page - 1) * limit),
      run(pool, 'matrixTotal', [location]),
    ]);
    return { products, pagination: { page, pageSize: limit, total: Number(totals[0]?.total) } };
  },
  '/api/inventory/adjust': ({ body, key }) =>
    adjust(body.inventoryItemId, body.quantityDelta, body.reasonCode, key),
  '/api/inventory/availability/check': ({ body }) => check(body.lines, body.channelId),
  '/graphql': async ({ body: { variables } }) => ({
    data: { stockItems: { nodes: await list(variables.first, variables.offset) } },
  }),
});

import { expect } from 'vitest';
import { furnish, type Shop } from './factories.ts';
import type { Caller } from './gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const classification = `query($filter: AbcFilterInput, $fromDate: Date, $toDate: Date, $basis: AbcBasis, $sort: AbcProductSortInput,
    $first: Int! = 100, $after: String, $offset: Int) {
  answer: abcClassification(filter: $filter, fromDate: $fromDate, toDate: $toDate, basis: $basis, sort: $sort, first: $first,
    after: $after, offset: $offset) {
    basis fromDate toDate totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor }
    classes { A { products value share } B { products value share } C { products value share } }
    nodes { productMasterId globalSku productName class value share cumulativeShare lastCountedAt dueDate daysOverdue due } } }`;

export const ask = (caller: Caller, variables: object = {}) => caller.graphql(classification, variables);

export async function classified(shop: Shop, variables: object = {}, caller = shop.caller): Promise<Any> {
  const { body } = await ask(caller, variables);
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return body.data.answer;
}

export const skus = ({ nodes }: { nodes: { globalSku: string }[] }) =>
  nodes.map(({ globalSku }) => globalSku).join(' ');
export const at = (locationId: string, more: object = {}) => ({ filter: { locationId, ...more } });

/** Products with stock at L1, each of so many units at a cost, some of which are then issued. */
export async function trade(
  shop: Shop,
  products: Record<string, { units: number; cost: number; issued?: number }>,
  location = 'L1',
): Promise<void> {
  const known = Object.keys(products).filter((sku) => !shop.ids[sku]);
  // ids in the order of the SKUs, for ties
  await furnish(shop, {
    products: known.map((sku) => ({ id: `prd-${sku}`, globalSku: sku, name: `Name ${sku}` })),
  });
  const entries = Object.entries(products);
  const lines = entries.map(([sku, { units, cost }]) => ({ sku, quantity: units, unitCost: cost }));
  await shop.receive(location, ...lines);
  for (const [sku, { issued = 0 }] of entries) if (issued > 0) await issue(shop, sku, issued, location);
}

/** Lets something leave by a reservation. @returns the issue. */
export async function issue(shop: Shop, sku: string, quantity: number, locationId = 'L1') {
  const { id } = await shop.reserve('DTC', [{ sku, locationId, quantity }]);
  return (await shop.run('commitReservation', { id })).reservation.issue;
}

export const basics = { locations: ['L1', 'L2'], channels: ['DTC'] };
export const consumed = {
  P1: { units: 100, cost: 10, issued: 70 },
  P2: { units: 100, cost: 1.5, issued: 100 },
  P3: { units: 900, cost: 1, issued: 100 },
  P4: { units: 1_000, cost: 1, issued: 50 },
  P5: { units: 5_000, cost: 9 },
};

export async function countedDaysAgo(shop: Shop, days: Record<string, number>, location = 'L1') {
  for (const [sku, ago] of Object.entries(days))
    await shop.sql(
      'update stock_item set last_counted_at = $4 where org_id = $1 and product_id = $2 and location_id = $3',
      shop.ids[sku],
      shop.ids[location],
      shop.inMinutes(-ago * 24 * 60),
    );
}

export async function stockedDaysAgo(shop: Shop, sku: string, days: number) {
  await shop.sql(
    'update availability set created_at = $3 where org_id = $1 and product_id = $2',
    shop.ids[sku],
    shop.inMinutes(-days * 24 * 60),
  );
}

interface Move {
  /** Left out: so many days ago. */
  at?: string;
  product: number;
  place: string;
  quantity: number;
  cost: string;
  type: string;
  daysAgo: number;
}

export const issued: Move = { product: 0, place: 'L1', quantity: -1, cost: '1', type: 'ISSUE', daysAgo: 0 };

/** Six products at two locations, with values on hand and movements, past all commands. */
export async function putLedger(shop: Shop, moves: readonly Move[], onHand: readonly number[]) {
  await shop.sql(
    `insert into product (org_id, id, global_sku, name, unit, unit_cost, safety_stock, reorder_point, lot_controlled, expiry_controlled, status)
     select $1, 'p' || n, 'P' || n, 'P', 'each', 1, 0, 0, false, false, 'ACTIVE' from generate_series(0, 5) n`,
  );
  const values = Array.from({ length: 12 }, (_, index) => onHand[index] ?? 0);
  const rows = values.map((value, index) => ({
    id: `p${index >> 1}`,
    place: shop.ids[index % 2 ? 'L2' : 'L1'],
    value,
  }));
  await shop.sql(
    `insert into availability (org_id, id, product_id, location_id, on_hand, value)
     select $1, 'a' || id || place, id, place, value, value from jsonb_to_recordset($2::jsonb) as r(id text, place text, value numeric)`,
    JSON.stringify(rows),
  );
  await shop.sql(
    `insert into stock_item (org_id, id, product_id, location_id, condition, on_hand, unit_cost, promisable, allow_negative)
     select $1, 'i' || id || place, id, place, 'AVAILABLE', value, 1, true, false from jsonb_to_recordset($2::jsonb) as r(id text, place text, value numeric)`,
    JSON.stringify(rows),
  );
  await shop.sql(
    `insert into stock_document (org_id, id, number, type, status, effective_date, line_count, created_by)
     values ($1, 'd', 'D-1', 'ISSUE', 'POSTED', '2026-01-01', 1, 'test')`,
  );
  const movements = moves.map((move, n) => ({
    ...move,
    n,
    product: `p${move.product}`,
    place: shop.ids[move.place],
    at: move.at ?? shop.inMinutes(-move.daysAgo * 24 * 60),
  }));
  await shop.sql(
    `insert into movement (org_id, id, document_id, line_no, item_id, product_id, location_id, quantity_delta, balance_after, unit_cost,
       type, effective_date, posted_at, posted_by, day, cost_after)
     select $1, 'm' || n, 'd', n, 'i' || product || place, product, place, quantity, 0, cost, type, '2026-01-01', at, 'test', at::date, cost
     from jsonb_to_recordset($2::jsonb) as r(n int, product text, place text, quantity numeric, cost numeric, type text, at timestamptz)`,
    JSON.stringify(movements),
  );
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { Refusals } from '../errors.rules.ts';
import { mostRows } from '../row-count.query.ts';
import type { Condition } from './conditions.rules.ts';
import {
  checkReference,
  type ResolvedRow,
  type RowBin,
  type RowLocation,
  type RowLot,
  type RowProduct,
  type StockRowReference,
} from './stock-row.rules.ts';

interface Found {
  itemRef: string | null;
  itemId: string | null;
  itemCondition: Condition | null;
  product: RowProduct | null;
  location: RowLocation | null;
  bin: (RowBin & { locationId: string }) | null;
  lot: (RowLot & { productId: string }) | null;
}

/** Which parts of a row may be missing or switched off. */
export interface ResolveOptions {
  /** A lot number without a lot is kept for the command to make one. */
  newLots?: boolean;
  /** Stock of inactive products and places may be touched: what was promised still leaves, what was wrong is undone. */
  inactive?: boolean;
  /** Stands for the location of a row that names none, or one that is not known. */
  anywhere?: RowLocation;
}

/** What a row names as far as it is there, and everything that is wrong with it. */
export interface JudgedRow {
  /** The row, where product, location and lot are known; it may still be refused. */
  row: ResolvedRow | null;
  product: RowProduct | null;
  /** The lot, where it is one of the product. */
  lot: RowLot | null;
  refusals: Refusals;
}

/**
 * Finds everything that stock rows name, in one statement however many rows there are.
 * @throws VALIDATION_FAILED, NOT_FOUND, INACTIVE, BIN_OF_ANOTHER_LOCATION, LOT_OF_ANOTHER_PRODUCT; each names the field.
 */
export async function resolveRows(
  tx: Tx,
  rows: readonly (StockRowReference & { at: string })[],
  options: ResolveOptions = {},
): Promise<ResolvedRow[]> {
  const refusals = new Refusals();
  for (const row of rows) checkReference(refusals, row.at, row);
  refusals.throwIfAny();
  const found = await findRows(tx, rows);
  const resolved = rows.map((row, index) => resolve(row, found[index], refusals, options));
  refusals.throwIfAny();
  return resolved as ResolvedRow[];
}

/** Judges each row by itself, as {@link resolveRows} judges them together, without refusing the request. */
export async function judgeRows(
  tx: Tx,
  rows: readonly { reference: StockRowReference & { at: string }; options: ResolveOptions }[],
): Promise<JudgedRow[]> {
  const found = await findRows(
    tx,
    rows.map(({ reference }) => reference),
  );
  return rows.map(({ reference, options }, index) => {
    const refusals = new Refusals();
    const row = resolve(reference, found[index], refusals, options);
    const { product = null, lot = null } = found[index] ?? {};
    return { row, product, lot: lot?.productId === product?.id ? lot : null, refusals };
  });
}

/**
 * The ids are looked up first, each fenced by `offset 0`, and the rows are found by them: under row-level security a condition
 * with a query in it may not be looked up in an index, and every product, bin and lot of the organization would be read for
 * each row.
 */
async function findRows({ db, orgId }: Tx, rows: readonly StockRowReference[]): Promise<Found[]> {
  const input = JSON.stringify(
    rows.map((row, ord) => ({ ord, ...row, at: undefined, condition: row.condition ?? 'AVAILABLE' })),
  );
  const result = await sql<Found>`
    select i0.id as "itemRef", i.id as "itemId", i0.condition as "itemCondition",
      case when p.id is not null then jsonb_build_object('id', p.id, 'globalSku', p.global_sku, 'name', p.name, 'status', p.status,
        'unitCost', p.unit_cost::text, 'lotControlled', p.lot_controlled, 'expiryControlled', p.expiry_controlled) end as product,
      case when l.id is not null then jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'status', l.status,
        'timezone', l.timezone, 'allowNegative', l.allow_negative_stock) end as location,
      case when b.id is not null then jsonb_build_object('id', b.id, 'code', b.code, 'name', b.name, 'status', b.status,
        'blocked', b.blocked, 'locationId', b.location_id) end as bin,
      case when t.id is not null then jsonb_build_object('id', t.id, 'number', t.number, 'expiryDate', t.expiry_date,
        'status', t.status, 'productId', t.product_id) end as lot
    from (select * from jsonb_to_recordset(${input}::jsonb) as r(ord int, "inventoryItemId" text, "productMasterId" text, "globalSku" text,
      "locationId" text, "binId" text, "lotId" text, "lotNumber" text, condition text) limit ${mostRows(rows)}) r
    left join stock_item i0 on i0.org_id = ${orgId} and i0.id = r."inventoryItemId"
    left join lateral (select coalesce(i0.product_id, r."productMasterId",
      (select x.id from product x where x.org_id = ${orgId} and x.global_sku = r."globalSku")) as id offset 0) pk on true
    left join product p on p.org_id = ${orgId} and p.id = pk.id
    left join lateral (select coalesce(i0.location_id,
      (select x.id from location x where x.org_id = ${orgId} and x.id = r."locationId"),
      (select x.id from location x where x.org_id = ${orgId} and x.code = r."locationId")) as id offset 0) lk on true
    left join location l on l.org_id = ${orgId} and l.id = lk.id
    left join lateral (select coalesce(i0.bin_id,
      (select x.id from bin x where x.org_id = ${orgId} and x.location_id = l.id and x.code = r."binId"),
      (select x.id from bin x where x.org_id = ${orgId} and x.id = r."binId")) as id offset 0) bk on true
    left join bin b on b.org_id = ${orgId} and b.id = bk.id
    left join lateral (select coalesce(i0.lot_id, r."lotId",
      (select x.id from lot x where x.org_id = ${orgId} and x.product_id = p.id and x.number = r."lotNumber")) as id offset 0) tk on true
    left join lot t on t.org_id = ${orgId} and t.id = tk.id
    left join lateral (select x.id from stock_item x where x.org_id = ${orgId} and x.product_id = p.id and x.location_id = l.id
      and x.bin_id is not distinct from b.id and x.lot_id is not distinct from t.id
      and x.condition = coalesce(i0.condition, r.condition) limit 1) i on true
    order by r.ord`.execute(db);
  return result.rows;
}

/** @returns the row, or null where it cannot be told what it is; what is refused may be returned, too. */
function resolve(
  row: StockRowReference & { at: string },
  found: Found | undefined,
  refusals: Refusals,
  options: ResolveOptions,
): ResolvedRow | null {
  if (!found) return null;
  const { at } = row;
  if (
    row.inventoryItemId != null &&
    !refusals.check(
      found.itemRef !== null,
      'NOT_FOUND',
      `${at}inventoryItemId`,
      'there is no such inventory item',
    )
  ) {
    return null;
  }
  const { product, bin, lot } = found;
  checkProduct(row, product, refusals, options);
  if (row.locationId != null || !options.anywhere) checkLocation(row, found.location, refusals, options);
  if (found.location) checkBin(row, bin, found.location, refusals, options);
  const location = found.location ?? options.anywhere ?? null;
  const lotKnown = product !== null && checkLot(row, lot, product, refusals, options);
  if (!product || !location || !lotKnown) return null;
  return {
    at,
    itemId: found.itemId,
    product,
    location,
    bin,
    lot,
    newLotNumber: lot === null ? (row.lotNumber ?? null) : null,
    condition: found.itemCondition ?? row.condition ?? 'AVAILABLE',
  };
}

function checkProduct(
  { at, ...row }: StockRowReference & { at: string },
  product: RowProduct | null,
  refusals: Refusals,
  options: ResolveOptions,
): void {
  const field =
    row.inventoryItemId != null
      ? 'inventoryItemId'
      : row.productMasterId != null
        ? 'productMasterId'
        : 'globalSku';
  refusals.check(product !== null, 'NOT_FOUND', at + field, 'there is no such product');
  if (!product) return;
  refusals.check(
    row.globalSku == null || row.globalSku === product.globalSku,
    'VALIDATION_FAILED',
    `${at}globalSku`,
    `is not the SKU of that product, which is ${product.globalSku}`,
  );
  refusals.check(
    options.inactive || product.status === 'ACTIVE',
    'INACTIVE',
    at + field,
    `the product ${product.globalSku} is inactive`,
  );
}

function checkLocation(
  { at, ...row }: StockRowReference & { at: string },
  location: RowLocation | null,
  refusals: Refusals,
  options: ResolveOptions,
): void {
  const field = row.inventoryItemId != null ? 'inventoryItemId' : 'locationId';
  refusals.check(location !== null, 'NOT_FOUND', at + field, 'there is no such location');
  if (!location) return;
  refusals.check(
    options.inactive || location.status === 'ACTIVE',
    'INACTIVE',
    at + field,
    `the location ${location.code} is inactive`,
  );
}

function checkBin(
  row: StockRowReference & { at: string },
  bin: Found['bin'],
  location: RowLocation,
  refusals: Refusals,
  options: ResolveOptions,
): void {
  if (row.binId == null) return;
  const path = `${row.at}binId`;
  refusals.check(bin !== null, 'NOT_FOUND', path, `there is no such bin at ${location.code}`);
  if (!bin) return;
  refusals.check(
    bin.locationId === location.id,
    'BIN_OF_ANOTHER_LOCATION',
    path,
    `the bin ${bin.code} is not at ${location.code}`,
  );
  refusals.check(
    options.inactive || bin.status === 'ACTIVE',
    'INACTIVE',
    path,
    `the bin ${bin.code} is inactive`,
  );
}

/** @returns whether the lot is known, or none is named. */
function checkLot(
  row: StockRowReference & { at: string },
  lot: Found['lot'],
  product: RowProduct,
  refusals: Refusals,
  options: ResolveOptions,
): boolean {
  if (row.lotId == null && row.lotNumber == null) return true;
  const path = `${row.at}${row.lotId != null ? 'lotId' : 'lotNumber'}`;
  if (lot === null && row.lotNumber != null && options.newLots) return true;
  if (
    !refusals.check(lot !== null, 'NOT_FOUND', path, `there is no such lot of ${product.globalSku}`) ||
    !lot
  )
    return false;
  return refusals.check(
    lot.productId === product.id,
    'LOT_OF_ANOTHER_PRODUCT',
    path,
    `the lot ${lot.number} is not of ${product.globalSku}`,
  );
}

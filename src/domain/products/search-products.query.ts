import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { readAvailableWhere } from '../availability/available.query.ts';
import { Problems, refusedField } from '../errors.rules.ts';
import { type Decimal, text, ZERO } from '../quantity.rules.ts';
import { findReferences } from '../references.query.ts';
import { checkText } from '../text.rules.ts';

/** What is searched for. */
export interface ProductSearch {
  /** As somebody typed it: words of the name, a SKU, a barcode. */
  q: string;
  /** Id or code of the location whose availability is told; left out: that of all together. */
  fromLocationId?: string | null;
  /** How many at most. */
  first: number;
}

/** A product that was found. */
export interface FoundProduct {
  productMasterId: string;
  name: string;
  globalSku: string;
  barcode: string | null;
  unit: string;
  packSize: string;
  available: string;
}

type Found = Omit<FoundProduct, 'available'>;

/**
 * Active products by name, SKU or barcode, typing errors forgiven, the best first: the code itself, what begins with it,
 * names that begin with the text, that have every word of it, and that have words like it.
 * @throws VALIDATION_FAILED, NOT_FOUND naming the field
 */
export async function searchProducts(tx: Tx, now: Date, search: ProductSearch): Promise<FoundProduct[]> {
  const { q, fromLocationId, first } = search;
  const problems = new Problems();
  checkText(problems, 'q', q);
  problems.check(first >= 1 && first <= 100, 'first', 'must be between 1 and 100');
  problems.throwIfAny();
  const places = await findReferences(tx, 'location', [fromLocationId]);
  const place = places.get(fromLocationId);
  if (fromLocationId != null && !place)
    throw refusedField('NOT_FOUND', 'fromLocationId', 'there is no such location');
  const { rows } = await sql<Found>`
    select p.id as "productMasterId", p.name, p.global_sku as "globalSku", p.barcode, p.unit, p.pack_size as "packSize"
    from search_products(${q}, ${first}) s join product p on p.org_id = ${tx.orgId} and p.id = s.id
    order by s.place`.execute(tx.db);
  const ids = rows.map(({ productMasterId }) => productMasterId);
  const available = await readAvailable(tx, now, ids, place?.id ?? null);
  return rows.map((row) => ({ ...row, available: text(available.get(row.productMasterId) ?? ZERO) }));
}

/** What of some products can be promised now, at a location or at all together, by product. */
async function readAvailable(
  tx: Tx,
  now: Date,
  productIds: readonly string[],
  locationId: string | null,
): Promise<Map<string, Decimal>> {
  const available = new Map<string, Decimal>();
  if (productIds.length === 0) return available;
  const there = locationId === null ? sql`true` : sql`v.location_id = ${locationId}`;
  const condition = sql`v.product_id = any(${productIds}::text[]) and ${there}`;
  for (const record of await readAvailableWhere(tx, now, condition))
    available.set(record.productId, (available.get(record.productId) ?? ZERO).plus(record.available));
  return available;
}

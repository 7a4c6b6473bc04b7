import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import type { Pair } from '../stock/locked-stock.rules.ts';

/** How a request names a lot: by id, or by its product and number. */
export interface LotReference {
  lotId?: string | null;
  lotNumber?: string | null;
  productMasterId?: string | null;
  globalSku?: string | null;
}

interface LockedLot {
  id: string;
  productId: string;
}

/**
 * Locks a lot before its stock, as a recall does: whoever makes a stock item of it meanwhile waits, and then sees the hold.
 * @throws NOT_FOUND, LOT_OF_ANOTHER_PRODUCT naming the field
 */
export async function lockLot({ tx }: Command, reference: LotReference): Promise<LockedLot> {
  const { lotId = null, lotNumber = null, productMasterId = null, globalSku = null } = reference;
  const product = sql`(select p.id from product p where p.org_id = ${tx.orgId} and (p.id = ${productMasterId} or p.global_sku = ${globalSku}))`;
  const which =
    lotId === null ? sql`l.number = ${lotNumber} and l.product_id = ${product}` : sql`l.id = ${lotId}`;
  const { rows } = await sql<LockedLot & { mine: boolean }>`
    select l.id, l.product_id as "productId", l.product_id is not distinct from ${product} as mine
    from lot l where l.org_id = ${tx.orgId} and ${which} for no key update`.execute(tx.db);
  const [lot] = rows;
  if (!lot) throw refusedField('NOT_FOUND', lotId === null ? 'lotNumber' : 'lotId', 'there is no such lot');
  if ((productMasterId ?? globalSku) !== null && !lot.mine)
    throw refusedField(
      'LOT_OF_ANOTHER_PRODUCT',
      lotId === null ? 'lotNumber' : 'lotId',
      'the lot is not of that product',
    );
  return lot;
}

/** Where a lot lies, or has lain. */
export async function pairsOfLot({ tx }: Command, lotId: string): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select distinct product_id as "productId", location_id as "locationId" from stock_item
    where org_id = ${tx.orgId} and lot_id = ${lotId}`.execute(tx.db);
  return rows;
}

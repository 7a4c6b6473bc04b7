import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { checkExpiryOfLot, expiriesOfNewLots, newLotKey } from '../stock/lots.rules.ts';
import type { ResolvedRow, RowLot } from '../stock/stock-row.rules.ts';

/** A row whose lot may have to be made, with the expiry that the request gives. */
export interface LotToEnsure {
  row: ResolvedRow;
  expiryDate: string | null;
}

/**
 * Makes the lots that rows name and that do not exist yet.
 * @returns the rows, each with its lot.
 * @throws LOT_EXPIRY_MISMATCH when two rows give a new lot different expiry dates, or somebody else just made it with another.
 */
export async function ensureLots(command: Command, rows: readonly LotToEnsure[]): Promise<ResolvedRow[]> {
  const missing = rows.filter(({ row }) => row.newLotNumber !== null);
  if (missing.length === 0) return rows.map(({ row }) => row);
  const made = await makeLots(command, missing);
  checkExpiry(missing, made);
  return rows.map(({ row }) => {
    if (row.newLotNumber === null) return row;
    // an item found for the row was that of no lot
    const lot = made.get(newLotKey(row)) ?? null;
    return { ...row, lot, newLotNumber: null, itemId: null };
  });
}

const lotKey = (productId: string, number: string): string => `${productId} ${number}`;

function checkExpiry(rows: readonly LotToEnsure[], made: ReadonlyMap<string, RowLot>): void {
  const refusals = new Refusals();
  for (const { row, expiryDate } of rows) {
    const lot = made.get(newLotKey(row));
    if (lot) checkExpiryOfLot(refusals, row.at, lot, expiryDate);
  }
  refusals.throwIfAny();
}

async function makeLots(command: Command, missing: readonly LotToEnsure[]): Promise<Map<string, RowLot>> {
  const { tx, now } = command;
  const expiries = expiriesOfNewLots(missing);
  const wanted = new Map(
    missing.map(({ row }) => {
      const key = newLotKey(row);
      const lot = { id: newId('lot'), product: row.product.id, number: row.newLotNumber };
      return [key, { ...lot, expiry: expiries.get(key) ?? null }];
    }),
  );
  const values = JSON.stringify([...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, lot]) => lot));
  const moment = sql`${now.toISOString()}::timestamptz`;
  const inserted = await sql<{ id: string }>`
    insert into lot (org_id, id, product_id, number, expiry_date, status, created_at, updated_at)
    select ${tx.orgId}, id, product, number, expiry, 'ACTIVE', ${moment}, ${moment}
    from jsonb_to_recordset(${values}::jsonb) as n(id text, product text, number text, expiry date)
    on conflict (org_id, product_id, number) do nothing returning id`.execute(tx.db);
  const { rows } = await sql<RowLot & { productId: string }>`
    select t.id, t.product_id as "productId", t.number, t.expiry_date as "expiryDate", t.status
    from jsonb_to_recordset(${values}::jsonb) as n(product text, number text)
    join lot t on t.org_id = ${tx.orgId} and t.product_id = n.product and t.number = n.number`.execute(tx.db);
  const ours = new Set(inserted.rows.map(({ id }) => id));
  for (const lot of rows) {
    if (!ours.has(lot.id)) continue;
    command.record({
      action: 'lot.create',
      documentType: 'Lot',
      documentId: lot.id,
      event: 'lot.changed',
      before: null,
      after: {
        id: lot.id,
        productId: lot.productId,
        number: lot.number,
        expiryDate: lot.expiryDate,
        status: lot.status,
      },
    });
  }
  return new Map(rows.map((lot) => [lotKey(lot.productId, lot.number), lot]));
}

import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type Decimal, text } from '../quantity.rules.ts';
import type { Pair } from '../stock/locked-stock.rules.ts';
import { refreshIncoming } from './set-expected-supply.command.ts';

/** A document of ours that brings supply. */
export interface SupplyCause {
  type: 'TRANSFER' | 'REPLENISHMENT';
  id: string;
  /** What the supply is called: the document's number. */
  reference: string;
}

/** What of a product is still to come to a location. */
export interface DocumentSupply extends Pair {
  /** 0: nothing more. */
  quantity: Decimal;
  /** Of supply that is known already the day stays. */
  expectedDate: string;
}

/**
 * Says what is still to come with a document; the availability records' incoming sums change with it, and must be locked.
 * Such supply cannot be changed by `setExpectedSupply`.
 */
export async function setDocumentSupply(
  command: Command,
  { type, id, reference }: SupplyCause,
  supply: readonly DocumentSupply[],
): Promise<void> {
  if (supply.length === 0) return;
  const { tx, now } = command;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const rows = supply.map(({ quantity, ...row }) => ({ id: newId('sup'), ...row, quantity: text(quantity) }));
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(id text, "productId" text, "locationId" text, quantity numeric,
        "expectedDate" date)
    ), ended as (
      update expected_supply s set status = 'CLOSED', updated_at = ${moment}, version = s.version + 1
      from wanted w where w.quantity <= 0 and s.org_id = ${tx.orgId} and s.cause_type = ${type} and s.cause_id = ${id}
        and s.product_id = w."productId" and s.location_id = w."locationId" and s.status = 'OPEN'
    )
    insert into expected_supply as s (org_id, id, reference, product_id, location_id, quantity, expected_date, status, cause_type, cause_id,
      created_at, updated_at)
    select ${tx.orgId}, id, ${reference}, "productId", "locationId", quantity, "expectedDate", 'OPEN', ${type}, ${id}, ${moment}, ${moment}
    from wanted where quantity > 0 order by "productId", "locationId"
    on conflict (org_id, cause_type, cause_id, product_id, location_id) where cause_id is not null do update set
      quantity = excluded.quantity, status = 'OPEN', updated_at = excluded.updated_at, version = s.version + 1`.execute(
    tx.db,
  );
  await refreshIncoming(command, supply);
}

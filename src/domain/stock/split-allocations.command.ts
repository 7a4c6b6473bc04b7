import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type Decimal, text } from '../quantity.rules.ts';
import type { OpenAllocation } from './reserve-items.command.ts';

/** So much of an open allocation. */
export interface AllocationPart<Allocation extends OpenAllocation = OpenAllocation> {
  allocation: Allocation;
  quantity: Decimal;
}

/**
 * Makes each part an allocation of its own, so that it can be ended without the rest; nothing else changes. The items
 * must be locked.
 * @returns the parts as open allocations; a part that is the whole is the allocation itself.
 */
export async function splitAllocations<Allocation extends OpenAllocation>(
  { tx }: Command,
  parts: readonly AllocationPart<Allocation>[],
): Promise<Allocation[]> {
  const cut: { id: string; newId: string; quantity: string }[] = [];
  const open = parts.map(({ allocation, quantity }) => {
    if (quantity.gte(allocation.quantity)) return allocation;
    const part = { ...allocation, id: newId('all'), quantity };
    cut.push({ id: allocation.id, newId: part.id, quantity: text(quantity) });
    return part;
  });
  if (cut.length === 0) return open;
  await sql`
    with part as (
      select * from jsonb_to_recordset(${JSON.stringify(cut)}::jsonb) as p(id text, "newId" text, quantity numeric)
    ), split as (
      insert into allocation (org_id, id, item_id, product_id, location_id, channel_id, document_type, document_id, document_line_id,
        quantity, status, expires_at, created_at)
      select a.org_id, p."newId", a.item_id, a.product_id, a.location_id, a.channel_id, a.document_type, a.document_id,
        a.document_line_id, p.quantity, a.status, a.expires_at, a.created_at
      from part p join allocation a on a.org_id = ${tx.orgId} and a.id = p.id
    )
    update allocation a set quantity = a.quantity - p.quantity from part p where a.org_id = ${tx.orgId} and a.id = p.id`.execute(
    tx.db,
  );
  return open;
}

import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type Decimal, decimal, min, text, ZERO } from '../quantity.rules.ts';
import { type Pair, pairKey } from './locked-stock.rules.ts';
import { refreshAvailability, refreshReserved } from './refresh-availability.command.ts';

/** So much of what is reserved of one item goes to another item of the same product, location and lot. */
export interface Carried {
  fromItemId: string;
  toItemId: string;
  quantity: Decimal;
}

interface Row extends Pair {
  id: string;
  itemId: string;
  quantity: string;
}

/**
 * Lets allocations follow stock that was moved between bins: the oldest first, the last one split where need be. The
 * items must be locked, and the act that moved the stock has changed what is reserved of them (`ActLine.carried`). Holds
 * stay where they are.
 */
export async function carryAllocations(command: Command, carried: readonly Carried[]): Promise<void> {
  const moves = carried.filter(({ quantity }) => quantity.gt(0));
  if (moves.length === 0) return;
  const { tx } = command;
  const { rows } = await sql<Row>`
    select a.id, a.item_id as "itemId", a.quantity, a.product_id as "productId", a.location_id as "locationId" from allocation a
    where a.org_id = ${tx.orgId} and a.item_id = any(${moves.map(({ fromItemId }) => fromItemId)}::text[]) and a.status = 'OPEN'
      and a.document_type <> 'HOLD'
    order by a.created_at, a.id`.execute(tx.db);
  const left = new Map(rows.map((row) => [row.id, decimal(row.quantity)]));
  const parts = moves.flatMap((move) => partsOf(move, rows, left));
  await write(command, parts, left);
  await refreshReserved(
    command,
    moves.flatMap(({ fromItemId, toItemId }) => [fromItemId, toItemId]),
  );
  // the act may have counted anew what holds keep, before the allocations were where they belong
  await refreshAvailability(command, [...new Map(rows.map((row) => [pairKey(row), row])).values()]);
}

interface Part {
  allocationId: string;
  toItemId: string;
  quantity: Decimal;
}

function partsOf(
  { fromItemId, toItemId, quantity }: Carried,
  rows: readonly Row[],
  left: Map<string, Decimal>,
): Part[] {
  const parts: Part[] = [];
  let wanted = quantity;
  for (const { id, itemId } of rows) {
    const part = min(wanted, left.get(id) ?? ZERO);
    if (itemId !== fromItemId || part.lte(0)) continue;
    parts.push({ allocationId: id, toItemId, quantity: part });
    left.set(id, (left.get(id) ?? ZERO).minus(part));
    wanted = wanted.minus(part);
  }
  if (wanted.gt(0)) throw new Error(`Less is reserved of ${fromItemId} than is to be carried`);
  return parts;
}

/** The first part of an allocation that goes entirely is the allocation itself; all others are new rows. */
async function write(
  { tx }: Command,
  parts: readonly Part[],
  left: ReadonlyMap<string, Decimal>,
): Promise<void> {
  const moved = new Set<string>();
  const values = parts.map(({ allocationId, toItemId, quantity }) => {
    const whole = left.get(allocationId)?.eq(0) === true && !moved.has(allocationId);
    if (whole) moved.add(allocationId);
    return { allocationId, toItemId, quantity: text(quantity), id: whole ? null : newId('all') };
  });
  const rests = [...new Set(parts.map(({ allocationId }) => allocationId))]
    .filter((id) => !moved.has(id))
    .map((id) => ({ id, quantity: text(left.get(id) ?? ZERO) }));
  await sql`
    with part as (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as p("allocationId" text, "toItemId" text, quantity numeric, id text)
    ), split as (
      insert into allocation (org_id, id, item_id, product_id, location_id, channel_id, document_type, document_id, document_line_id,
        quantity, status, expires_at, created_at)
      select a.org_id, p.id, p."toItemId", a.product_id, a.location_id, a.channel_id, a.document_type, a.document_id, a.document_line_id,
        p.quantity, 'OPEN', a.expires_at, a.created_at
      from part p join allocation a on a.org_id = ${tx.orgId} and a.id = p."allocationId" where p.id is not null
    ), whole as (
      update allocation a set item_id = p."toItemId", quantity = p.quantity
      from part p where a.org_id = ${tx.orgId} and a.id = p."allocationId" and p.id is null
    )
    update allocation a set quantity = r.quantity
    from jsonb_to_recordset(${JSON.stringify(rests)}::jsonb) as r(id text, quantity numeric)
    where a.org_id = ${tx.orgId} and a.id = r.id`.execute(tx.db);
}

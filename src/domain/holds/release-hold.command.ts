import { sql } from 'kysely';
import { isLapsed } from '../availability/promise.rules.ts';
import type { Command } from '../command.ts';
import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, sum, text } from '../quantity.rules.ts';
import { keepHolds } from '../stock/keep-holds.command.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { Pair } from '../stock/locked-stock.rules.ts';
import { refreshAvailability, refreshReserved } from '../stock/refresh-availability.command.ts';
import { closeHolds, recountHolds } from './close-holds.command.ts';
import { type HoldScope, type HoldStatus, holdActions } from './holds.rules.ts';
import { lockLot, pairsOfLot } from './lock-lot.command.ts';

/** Which hold, and how much of it. */
export interface ReleaseHoldInput {
  id: string;
  /** Left out: all of it, and the hold ends. */
  quantity?: string | null;
  /** Which stock item, where the hold covers several and only a part is released. */
  inventoryItemId?: string | null;
  notes?: string | null;
  expectedVersion?: number | null;
}

interface LockedHold {
  id: string;
  scope: HoldScope;
  itemId: string | null;
  lotId: string | null;
  status: HoldStatus;
  expiresAt: string | null;
  version: number;
  pairs: Pair[];
}

interface Line {
  id: string;
  itemId: string;
  quantity: string;
}

/**
 * Gives back what a hold keeps, or a part of it. A hold ends when nothing is left of it.
 * @throws NOT_FOUND, INVALID_TRANSITION (it has ended), VERSION_CONFLICT, INSUFFICIENT_STOCK (less is on hold)
 */
export async function releaseHold(command: Command, input: ReleaseHoldInput): Promise<void> {
  checkInput(input);
  const hold = await lockHold(command, input);
  const lines = await readLines(command, hold.id);
  const total = sum(lines.map(({ quantity }) => quantity));
  if (input.quantity == null) return releaseAll(command, hold, lines, input.notes ?? null);
  const line = chosenLine(
    input,
    lines.filter(({ quantity }) => decimal(quantity).gt(0)),
  );
  const wanted = decimal(input.quantity);
  const there = decimal(line?.quantity ?? 0);
  if (!line || wanted.gt(there)) {
    throw refusedField(
      'INSUFFICIENT_STOCK',
      'quantity',
      `${text(wanted)} requested, ${text(there)} on hold`,
      {
        available: Number(there),
        requested: Number(wanted),
      },
    );
  }
  if (wanted.eq(total)) return releaseAll(command, hold, lines, input.notes ?? null);
  await releasePart(command, hold, line, wanted, input.notes ?? null);
}

function checkInput({ quantity, notes }: ReleaseHoldInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(quantity == null || decimal(quantity).gt(0), 'quantity', 'must be greater than 0');
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  refusals.throwIfAny();
}

/** The line that a part is released of. */
function chosenLine({ inventoryItemId }: ReleaseHoldInput, lines: readonly Line[]): Line | undefined {
  if (inventoryItemId != null) {
    const line = lines.find(({ itemId }) => itemId === inventoryItemId);
    if (!line)
      throw refusedField('NOT_FOUND', 'inventoryItemId', 'the hold keeps nothing of such a stock item');
    return line;
  }
  if (lines.length > 1) {
    throw refusedField(
      'VALIDATION_FAILED',
      'inventoryItemId',
      `is required to release a part: the hold covers ${lines.length} stock items`,
      { inventoryItemIds: lines.map(({ itemId }) => itemId) },
    );
  }
  return lines[0];
}

/** Locks a hold behind its lot and its stock, and checks the step. */
async function lockHold(command: Command, input: ReleaseHoldInput): Promise<LockedHold> {
  const { tx, now } = command;
  const columns = sql`h.id, h.scope, h.item_id as "itemId", h.lot_id as "lotId", h.status, h.expires_at as "expiresAt", h.version`;
  const head = await sql<LockedHold & { productId: string; locationId: string }>`
    select ${columns}, h.product_id as "productId", h.location_id as "locationId" from hold h
    where h.org_id = ${tx.orgId} and h.id = ${input.id}`.execute(tx.db);
  const [seen] = head.rows;
  if (!seen) throw refusedField('NOT_FOUND', 'id', 'there is no such hold');
  if (seen.scope === 'LOT') await lockLot(command, { lotId: seen.lotId });
  const pairs = seen.scope === 'LOT' ? await pairsOfLot(command, seen.lotId ?? '') : [seen];
  if (pairs.length > 0) {
    await lockRecords(command, pairs);
    await lockPairItems(command, pairs);
  }
  const found = await sql<LockedHold>`
    select ${columns} from hold h where h.org_id = ${tx.orgId} and h.id = ${input.id} for update`.execute(
    tx.db,
  );
  const hold = found.rows[0];
  if (!hold) throw refusedField('NOT_FOUND', 'id', 'there is no such hold');
  const status = hold.status === 'ACTIVE' && isLapsed(hold.expiresAt, now) ? 'EXPIRED' : hold.status;
  if (!holdActions[status].includes('RELEASE')) {
    throw new DomainError('INVALID_TRANSITION', `The hold is ${status}`, {
      status,
      allowed: [...holdActions[status]],
    });
  }
  if (input.expectedVersion != null && input.expectedVersion !== hold.version) {
    throw refusedField('VERSION_CONFLICT', 'expectedVersion', `the hold has version ${hold.version} by now`, {
      currentVersion: hold.version,
    });
  }
  return { ...hold, pairs };
}

async function readLines({ tx }: Command, holdId: string): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select n.id, n.item_id as "itemId", n.quantity from hold_line n
    where n.org_id = ${tx.orgId} and n.hold_id = ${holdId} order by n.item_id`.execute(tx.db);
  return rows;
}

async function releaseAll(
  command: Command,
  hold: LockedHold,
  lines: readonly Line[],
  notes: string | null,
): Promise<void> {
  const { tx, now } = command;
  await sql`
    update allocation a set status = 'RELEASED', closed_at = ${now.toISOString()}::timestamptz
    where a.org_id = ${tx.orgId} and a.document_id = ${hold.id} and a.status = 'OPEN'`.execute(tx.db);
  await closeHolds(command, [hold.id], 'RELEASED', notes);
  const itemIds = lines.map(({ itemId }) => itemId);
  await refreshReserved(command, itemIds);
  await refreshAvailability(command, hold.pairs);
  await recountHolds(command, itemIds, [hold.id]);
  // what this hold gave back, another one may be owed
  await keepHolds(command, new Map(itemIds.map((id) => [id, {}])));
}

async function releasePart(
  command: Command,
  hold: LockedHold,
  line: Line,
  quantity: Decimal,
  notes: string | null,
): Promise<void> {
  const { tx, now } = command;
  await sql`update hold_line n set quantity = n.quantity - ${text(quantity)}::numeric
    where n.org_id = ${tx.orgId} and n.id = ${line.id}`.execute(tx.db);
  await sql`
    update hold h set released = h.released + ${text(quantity)}::numeric, updated_at = ${now.toISOString()}::timestamptz,
      version = h.version + 1
    where h.org_id = ${tx.orgId} and h.id = ${hold.id}`.execute(tx.db);
  await keepHolds(command, new Map([[line.itemId, {}]]));
  command.record({
    action: 'hold.release-part',
    documentType: 'Hold',
    documentId: hold.id,
    event: 'hold.released-in-part',
    before: { inventoryItemId: line.itemId, quantity: line.quantity },
    after: {
      inventoryItemId: line.itemId,
      quantity: text(decimal(line.quantity).minus(quantity)),
      released: text(quantity),
      notes,
    },
  });
}

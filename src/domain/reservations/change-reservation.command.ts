import { sql } from 'kysely';
import { isLapsed } from '../availability/promise.rules.ts';
import type { Command } from '../command.ts';
import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { text } from '../quantity.rules.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem, LockedRecord, Pair } from '../stock/locked-stock.rules.ts';
import { type ActLine, post } from '../stock/post.command.ts';
import { refreshAvailability, refreshReserved } from '../stock/refresh-availability.command.ts';
import { refuseUnfit } from '../stock/refuse-unfit.command.ts';
import { closeAllocations, openAllocations } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { closeReservations } from './close-reservations.command.ts';
import { type ReservationStatus, reservationActions } from './reservations.rules.ts';

/** Which reservation, and what the caller believes of it. */
export interface ReservationChangeInput {
  id: string;
  expectedVersion?: number | null;
  notes?: string | null;
}

/** A later end for a reservation. */
export interface ExtendReservationInput extends ReservationChangeInput {
  expiresAt: string;
}

interface LockedReservation {
  id: string;
  number: string;
  reference: string;
  status: ReservationStatus;
  expiresAt: string | null;
  version: number;
  records: Map<string, LockedRecord>;
  items: LockedItem[];
}

/** Moves the end of an active reservation. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export async function extendReservation(command: Command, input: ExtendReservationInput): Promise<void> {
  const refusals = new Refusals();
  refusals.check(
    Date.parse(input.expiresAt) > command.now.getTime(),
    'VALIDATION_FAILED',
    'expiresAt',
    'must be in the future',
  );
  refusals.throwIfAny();
  const { tx, now } = command;
  const reservation = await lockReservation(command, input, 'EXTEND');
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`update reservation r set expires_at = ${input.expiresAt}::timestamptz, updated_at = ${moment}, version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = ${input.id}`.execute(tx.db);
  await sql`update allocation a set expires_at = ${input.expiresAt}::timestamptz
    where a.org_id = ${tx.orgId} and a.document_id = ${input.id} and a.status = 'OPEN'`.execute(tx.db);
  const held = await openAllocations(command, [input.id], reservation.items);
  await refreshReserved(
    command,
    held.map(({ itemId }) => itemId),
  );
  await refreshAvailability(command, [...reservation.records.values()]);
  command.record({
    action: 'reservation.extend',
    documentType: 'Reservation',
    documentId: input.id,
    event: 'reservation.extended',
    before: { expiresAt: reservation.expiresAt },
    after: { expiresAt: input.expiresAt },
  });
}

/** Gives back what a reservation holds. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export async function releaseReservation(command: Command, input: ReservationChangeInput): Promise<void> {
  const { records, items } = await lockReservation(command, input, 'RELEASE');
  await closeAllocations(command, await openAllocations(command, [input.id], items), 'RELEASED', records);
  await closeReservations(command, [input.id], 'RELEASED', input.notes ?? null);
}

/**
 * Turns a reservation into an issue: its stock leaves.
 * @returns the id of the issue.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, LOT_RECALLED, LOT_EXPIRED
 */
export async function commitReservation(command: Command, input: ReservationChangeInput): Promise<string> {
  const { records, items, number, reference } = await lockReservation(command, input, 'COMMIT');
  const allocations = await openAllocations(command, [input.id], items);
  const rows = await resolveRows(
    command.tx,
    allocations.map(({ itemId }, index) => ({ inventoryItemId: itemId, at: `lines[${index}].` })),
    { inactive: true },
  );
  // the reservation is what is refused, not a line of it
  const fit = rows.map((row) => ({ ...row, at: '' }));
  await refuseUnfit(command, fit, { field: 'id', advice: 'release, and reserve anew' });
  await closeAllocations(command, allocations, 'USED', records);
  const lines: ActLine[] = rows.flatMap((row, index) => {
    const allocation = allocations[index];
    return allocation ? [{ row, change: { delta: allocation.quantity.neg() } }] : [];
  });
  const act = await post(
    command,
    {
      type: 'ISSUE',
      reasonCode: null,
      reference,
      notes: input.notes ?? null,
      cause: { type: 'RESERVATION', id: input.id },
    },
    lines,
  );
  await closeReservations(command, [input.id], 'COMMITTED', input.notes ?? null, act.id);
  command.record({
    action: 'stock.issue',
    documentType: 'Issue',
    documentId: act.id,
    event: 'stock.issued',
    after: {
      number: act.number,
      reservation: number,
      reference,
      lines: act.lines.map(({ item, delta, after }) => ({
        inventoryItemId: item.id,
        quantityDelta: text(delta),
        quantityAfter: text(after),
      })),
    },
  });
  return act.id;
}

/** Locks a reservation behind its stock (records, items, then the document: everybody's order) and checks the step. */
async function lockReservation(
  command: Command,
  input: ReservationChangeInput,
  action: 'EXTEND' | 'COMMIT' | 'RELEASE',
): Promise<LockedReservation> {
  const { tx, now } = command;
  const pairs = await sql<Pair>`
    select distinct product_id as "productId", location_id as "locationId" from reservation_line
    where org_id = ${tx.orgId} and reservation_id = ${input.id}`.execute(tx.db);
  if (pairs.rows.length === 0) throw refusedField('NOT_FOUND', 'id', 'there is no such reservation');
  const records = await lockRecords(command, pairs.rows);
  const items = await lockPairItems(command, pairs.rows);
  const found = await sql<Omit<LockedReservation, 'records' | 'items'>>`
    select id, number, reference, status, expires_at as "expiresAt", version from reservation
    where org_id = ${tx.orgId} and id = ${input.id} for update`.execute(tx.db);
  const reservation = found.rows[0];
  if (!reservation) throw refusedField('NOT_FOUND', 'id', 'there is no such reservation');
  const status =
    reservation.status === 'ACTIVE' && isLapsed(reservation.expiresAt, now) ? 'EXPIRED' : reservation.status;
  if (!reservationActions[status].includes(action)) {
    throw new DomainError('INVALID_TRANSITION', `The reservation is ${status}`, {
      status,
      allowed: [...reservationActions[status]],
    });
  }
  if (input.expectedVersion != null && input.expectedVersion !== reservation.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the reservation has version ${reservation.version} by now`,
      { currentVersion: reservation.version },
    );
  }
  return { ...reservation, records, items };
}

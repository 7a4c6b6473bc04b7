import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { type Decimal, text } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { setDocumentSupply } from '../supply/set-document-supply.command.ts';
import type { ReplenishmentState } from './lock-replenishment.command.ts';
import type { ReplenishmentStatus } from './replenishment.rules.ts';

/** What was done with a replenishment: how it is called in the audit trail and as an event. */
const verbs = {
  approve: 'replenishment.approved',
  order: 'replenishment.ordered',
  receive: 'replenishment.received',
  cancel: 'replenishment.cancelled',
} as const;

/** What a step leaves a replenishment with; what is left out stays as it is. */
interface Step {
  to: ReplenishmentStatus;
  note: string | null;
  quantity?: Decimal;
  received?: Decimal;
  expectedDate?: string;
  /** What else the audit trail and the event tell. */
  after?: object;
}

/** Takes a locked replenishment a step on, with its history, audit entry and event. */
export async function moveReplenishment(
  command: Command,
  before: ReplenishmentState,
  verb: keyof typeof verbs,
  { to, note, after, ...changes }: Step,
): Promise<void> {
  const { tx, now } = command;
  const { id, number, status, productId, locationId } = before;
  const { quantity, received, expectedDate } = { ...before, ...changes };
  await sql`
    update replenishment r set status = ${to}, quantity = ${text(quantity)}::numeric, received = ${text(received)}::numeric,
      expected_date = ${expectedDate}::date, updated_at = ${now.toISOString()}::timestamptz, version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = ${id}`.execute(tx.db);
  // one that comes in parts stays in its state: who received what, and when, is told all the same
  await recordTransitions(command, [
    { documentType: 'REPLENISHMENT', documentId: id, from: status, to, note },
  ]);
  command.record({
    action: `replenishment.${verb}`,
    event: verbs[verb],
    documentType: 'Replenishment',
    documentId: id,
    before: { status, quantity: text(before.quantity), received: text(before.received) },
    after: {
      number,
      status: to,
      productMasterId: productId,
      locationId,
      quantity: text(quantity),
      received: text(received),
      ...after,
    },
  });
}

/** Says what is still to come with a replenishment that is ordered: it is supply of its location, whose record is locked. */
export function keepSupply(
  command: Command,
  { id, number, productId, locationId, timezone, expectedDate }: ReplenishmentState,
  quantity: Decimal,
): Promise<void> {
  return setDocumentSupply(command, { type: 'REPLENISHMENT', id, reference: number }, [
    { productId, locationId, quantity, expectedDate: expectedDate ?? dayIn(timezone, command.now) },
  ]);
}

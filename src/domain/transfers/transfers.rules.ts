import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { checkFreeText } from '../text.rules.ts';

/** Kinds of transfers. */
export const transferKinds = ['STANDARD', 'DESTRUCTION'] as const;
export type TransferKind = (typeof transferKinds)[number];

/** States of a transfer. */
export const transferStatuses = [
  'DRAFT',
  'APPROVED',
  'IN_TRANSIT',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CANCELLED',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];

/** What can be done with a transfer. */
export type TransferAction = 'UPDATE' | 'APPROVE' | 'SHIP' | 'RECEIVE' | 'WRITE_OFF' | 'CANCEL';

/** What can be done with a transfer, by its state; everything else is INVALID_TRANSITION. */
export const transferActions: Readonly<Record<TransferStatus, readonly TransferAction[]>> = {
  DRAFT: ['UPDATE', 'APPROVE', 'CANCEL'],
  APPROVED: ['SHIP', 'CANCEL'],
  IN_TRANSIT: ['RECEIVE', 'WRITE_OFF'],
  PARTIALLY_RECEIVED: ['RECEIVE', 'WRITE_OFF'],
  RECEIVED: [],
  CANCELLED: [],
};

/** Which transfer, and what the caller believes of it. */
export interface TransferStepInput {
  id: string;
  expectedVersion?: number | null;
  notes?: string | null;
}

/**
 * Whether a step may be taken, on the version that was meant.
 * @throws INVALID_TRANSITION, VERSION_CONFLICT
 */
export function checkStep(
  { status, version }: { status: TransferStatus; version: number },
  action: TransferAction,
  expectedVersion: number | null | undefined,
): void {
  const allowed = transferActions[status];
  if (!allowed.includes(action))
    throw new DomainError('INVALID_TRANSITION', `The transfer is ${status}`, {
      status,
      allowed: [...allowed],
    });
  if (expectedVersion != null && expectedVersion !== version) throw changed(version);
}

/** The transfer is not the one any more that the request was made for. */
export function changed(version: number): DomainError {
  return refusedField('VERSION_CONFLICT', 'expectedVersion', `the transfer has version ${version} by now`, {
    currentVersion: version,
  });
}

/** Most lines of a transfer, and of a request. */
export const MOST_LINES = 1_000;

/** A line of a step, as a request gives it. */
export interface StepLineInput {
  lineId: string;
  quantity?: string | null;
  damagedQuantity?: string | null;
  lotId?: string | null;
  lotNumber?: string | null;
  reason?: string | null;
}

/** Notes what is malformed about the lines of a step. */
export function checkStepLines(
  refusals: Refusals,
  lines: readonly StepLineInput[] | null | undefined,
  { once }: { once: boolean },
): void {
  if (lines == null) return;
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length >= 1 && lines.length <= MOST_LINES, 'lines', 'must be 1 to 1,000 (or left out)');
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const at = `lines[${index}].`;
    check(!once || !seen.has(line.lineId), `${at}lineId`, 'the line is given twice');
    seen.add(line.lineId);
    for (const field of ['quantity', 'damagedQuantity'] as const)
      check(line[field] == null || decimal(line[field]).gte(0), `${at}${field}`, 'must not be negative');
    check(
      line.lotId == null || line.lotNumber == null,
      `${at}lotNumber`,
      'cannot be given together with lotId',
    );
    check((line.lotNumber ?? '').length <= 100, `${at}lotNumber`, 'must have at most 100 characters');
    checkFreeText(refusals, `${at}reason`, line.reason);
  }
}

/** Lines that a request names must be of the transfer. @throws NOT_FOUND naming the lines that are not */
export function refuseUnknownLines(
  named: readonly { lineId: string }[],
  lines: readonly { id: string }[],
): void {
  const known = new Set(lines.map(({ id }) => id));
  const refusals = new Refusals();
  for (const [index, { lineId }] of named.entries())
    refusals.check(
      known.has(lineId),
      'NOT_FOUND',
      `lines[${index}].lineId`,
      'there is no such line in this transfer',
    );
  refusals.throwIfAny();
}

/** What a caller may do beyond what was agreed on. */
export interface Powers {
  /** The caller has the permission `transfers.override`. */
  mayOverride: boolean;
}

/**
 * Whether more may be shipped than is reserved, or received than is on its way: only with the permission, and a reason.
 * @throws FORBIDDEN naming the permission; VALIDATION_FAILED naming the reason
 */
export function checkOverride(
  { mayOverride }: Powers,
  { at, what, reason }: { at: string; what: string; reason: string | null | undefined },
): void {
  const permission = 'transfers.override';
  if (!mayOverride) {
    const message = `${what}: the permission ${permission} is needed`;
    throw new DomainError('FORBIDDEN', `${at}quantity: ${message}`, {
      permission,
      permissions: [permission],
      fields: [{ path: `${at}quantity`, message }],
    });
  }
  if (!reason?.trim()) throw refusedField('VALIDATION_FAILED', `${at}reason`, `is required: ${what}`);
}

/** What became of a line. */
interface Way {
  shipped: Decimal;
  received: Decimal;
  damaged: Decimal;
  writtenOff: Decimal;
}

/** What left with a line and has neither come nor been written off. */
export const inTransit = ({ shipped, received, damaged, writtenOff }: Way): Decimal =>
  shipped.minus(received).minus(damaged).minus(writtenOff);

/** The state of a transfer that has left, by what has come of its lines, and what is still on its way. */
export function statusWhen(before: TransferStatus, lines: readonly Way[]): TransferStatus {
  if (lines.every((line) => inTransit(line).lte(0))) return 'RECEIVED';
  return lines.some(({ received, damaged }) => received.plus(damaged).gt(0)) ? 'PARTIALLY_RECEIVED' : before;
}

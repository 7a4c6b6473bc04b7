import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { checkFreeText } from '../text.rules.ts';

/** Where goods come from. */
export const sourceTypes = ['TRANSFER', 'PURCHASE'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** Where the goods of a replenishment come from: another location, or a supplier (who need not be named). */
export interface ReplenishmentSource {
  type: SourceType;
  /** Of TRANSFER. */
  locationId: string | null;
  /** Of PURCHASE. */
  supplier: string | null;
}

/** States of a replenishment. */
export const replenishmentStatuses = ['DRAFT', 'APPROVED', 'ORDERED', 'RECEIVED', 'CANCELLED'] as const;
export type ReplenishmentStatus = (typeof replenishmentStatuses)[number];

/** What can be done with a replenishment. */
export type ReplenishmentAction = 'APPROVE' | 'ORDER' | 'RECEIVE' | 'CANCEL';

/** What can be done with a replenishment, by its state; everything else is INVALID_TRANSITION. */
export const replenishmentActions: Readonly<Record<ReplenishmentStatus, readonly ReplenishmentAction[]>> = {
  DRAFT: ['APPROVE', 'CANCEL'],
  APPROVED: ['ORDER', 'CANCEL'],
  ORDERED: ['RECEIVE', 'CANCEL'],
  RECEIVED: [],
  CANCELLED: [],
};

/** Which replenishment, and what the caller believes of it. */
export interface ReplenishmentStepInput {
  id: string;
  expectedVersion?: number | null;
  notes?: string | null;
}

/**
 * Whether a step may be taken, on the version that was meant.
 * @throws INVALID_TRANSITION, VERSION_CONFLICT
 */
export function checkReplenishmentStep(
  { status, version }: { status: ReplenishmentStatus; version: number },
  action: ReplenishmentAction,
  expectedVersion: number | null | undefined,
): void {
  const allowed = replenishmentActions[status];
  if (!allowed.includes(action))
    throw new DomainError('INVALID_TRANSITION', `The replenishment is ${status}`, {
      status,
      allowed: [...allowed],
    });
  if (expectedVersion != null && expectedVersion !== version)
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the replenishment has version ${version} by now`,
      { currentVersion: version },
    );
}

/** @throws VALIDATION_FAILED for notes that are too long */
export function checkNotes({ notes }: ReplenishmentStepInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  refusals.throwIfAny();
}

import { DomainError, refusedField } from '../errors.rules.ts';

/** States of a stock request. */
export const stockRequestStatuses = [
  'DRAFT',
  'SUBMITTED',
  'APPROVED',
  'PICKING',
  'ISSUED',
  'REJECTED',
  'CANCELLED',
] as const;
export type StockRequestStatus = (typeof stockRequestStatuses)[number];

/** How urgent a request is. */
export const stockRequestPriorities = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;
export type StockRequestPriority = (typeof stockRequestPriorities)[number];

/** States in which somebody still waits for the goods: past its day, such a request is overdue. */
export const openStatuses = [
  'SUBMITTED',
  'APPROVED',
  'PICKING',
] as const satisfies readonly StockRequestStatus[];

/** The states that may follow a state; everything else is INVALID_TRANSITION. */
export const nextStatuses: Readonly<Record<StockRequestStatus, readonly StockRequestStatus[]>> = {
  DRAFT: ['SUBMITTED', 'CANCELLED'],
  SUBMITTED: ['APPROVED', 'REJECTED', 'CANCELLED'],
  APPROVED: ['PICKING', 'CANCELLED'],
  PICKING: ['ISSUED', 'CANCELLED'],
  ISSUED: [],
  REJECTED: [],
  CANCELLED: [],
};

/** The state that a rollback goes back to; a draft has nothing behind it, and what was cancelled stays so. */
export const statusBefore: Readonly<Record<StockRequestStatus, StockRequestStatus | null>> = {
  DRAFT: null,
  SUBMITTED: 'DRAFT',
  APPROVED: 'SUBMITTED',
  PICKING: 'APPROVED',
  ISSUED: 'PICKING',
  REJECTED: 'SUBMITTED',
  CANCELLED: null,
};

/** Which request, and what the caller believes of it. */
export interface StockRequestStepInput {
  id: string;
  expectedVersion?: number | null;
}

/** What decides on a step. */
export interface StockRequestStanding {
  status: StockRequestStatus;
  version: number;
}

/** The step is not one of this state: the answer says what is. */
export function invalidTransition({ status }: StockRequestStanding, what: string): DomainError {
  return new DomainError('INVALID_TRANSITION', `The stock request is ${status}: it cannot be ${what}`, {
    status,
    allowed: [...nextStatuses[status]],
    rollbackTo: statusBefore[status],
  });
}

/** The request is not the one any more that the caller saw. @throws VERSION_CONFLICT */
export function checkVersion(
  { status, version }: StockRequestStanding,
  expectedVersion: number | null | undefined,
): void {
  if (expectedVersion != null && expectedVersion !== version)
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the stock request has version ${version} by now`,
      {
        currentVersion: version,
        status,
      },
    );
}

const words: Readonly<Record<StockRequestStatus, string>> = {
  DRAFT: 'a draft again',
  SUBMITTED: 'submitted',
  APPROVED: 'approved',
  PICKING: 'picked',
  ISSUED: 'issued',
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
};

/** Whether a request may go on to a state, on the version that was meant. @throws INVALID_TRANSITION, VERSION_CONFLICT */
export function checkStep(
  request: StockRequestStanding,
  to: StockRequestStatus,
  expectedVersion: number | null | undefined,
): void {
  if (!nextStatuses[request.status].includes(to)) throw invalidTransition(request, words[to]);
  checkVersion(request, expectedVersion);
}

/** Only a draft is edited or deleted. @throws INVALID_TRANSITION, VERSION_CONFLICT */
export function checkDraft(
  request: StockRequestStanding,
  what: 'changed' | 'deleted',
  expectedVersion: number | null | undefined,
): void {
  if (request.status !== 'DRAFT') throw invalidTransition(request, what);
  checkVersion(request, expectedVersion);
}

/** Most lines of a request. */
export const MOST_LINES = 1_000;

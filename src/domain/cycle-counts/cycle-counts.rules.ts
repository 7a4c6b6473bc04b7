/** Kinds of counts: of everything at a location, of a part of it, of a few items, of what is due by class. */
export const countTypes = ['FULL', 'PARTIAL', 'SPOT', 'ABC'] as const;
export type CountType = (typeof countTypes)[number];

/** States of a batch. */
export const countStatuses = ['OPEN', 'IN_PROGRESS', 'REVIEW', 'RESOLVED', 'CANCELLED'] as const;
export type CountStatus = (typeof countStatuses)[number];

/** States of a line. */
export const countLineStatuses = ['PENDING', 'COUNTED', 'RECOUNT', 'RESOLVED'] as const;
export type CountLineStatus = (typeof countLineStatuses)[number];

/** What can be decided on a line in review. */
export const countResolutions = ['ACCEPT', 'RECOUNT', 'REJECT'] as const;
export type CountResolution = (typeof countResolutions)[number];

/** What is done with a batch, as requests name it. */
export type CountAction =
  | 'start'
  | 'count'
  | 'addLine'
  | 'submit'
  | 'resolve'
  | 'reopen'
  | 'assign'
  | 'cancel';

/** What can be done with a batch in each of its states. */
export const countActions: Readonly<Record<CountStatus, readonly CountAction[]>> = {
  OPEN: ['start', 'assign', 'cancel'],
  IN_PROGRESS: ['count', 'addLine', 'submit', 'assign', 'cancel'],
  REVIEW: ['resolve', 'reopen', 'assign', 'cancel'],
  RESOLVED: [],
  CANCELLED: [],
};

/** Whether somebody still has to count a line. */
export const isUncounted = (status: CountLineStatus): boolean => status === 'PENDING' || status === 'RECOUNT';

/** The state of a batch after some of its lines were decided on in review. */
export function statusAfterReview(lines: readonly CountLineStatus[], recount: boolean): CountStatus {
  if (recount) return 'IN_PROGRESS';
  return lines.every((status) => status === 'RESOLVED') ? 'RESOLVED' : 'REVIEW';
}

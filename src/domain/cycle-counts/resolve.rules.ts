import type { Refusals } from '../errors.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { type CountLineStatus, type CountResolution, isUncounted } from './cycle-counts.rules.ts';

/** A line as far as it is decided on. */
export interface ReviewedLine {
  id: string;
  itemId: string;
  status: CountLineStatus;
  countedQuantity: string | null;
  countedBy: string | null;
  countedAt: string | null;
  systemQuantity: string | null;
  withinTolerance: boolean | null;
}

/** What is to become of a line. */
export interface Decision {
  line: ReviewedLine;
  action: CountResolution;
  /** Of what is accepted never null. */
  reasonCode: string | null;
  notes: string | null;
  /** Where it stands in the request: `resolutions[2].`; empty for what is accepted as within tolerance. */
  at: string;
}

/** A reason code as decisions need it. */
export interface DecisionReason {
  code: string;
  direction: 'INCREASE' | 'DECREASE' | 'BOTH';
  requiresNotes: boolean;
  active: boolean;
}

/** What decisions are judged by. */
export interface Judgement {
  doerId: string;
  selfApproval: boolean;
  reasons: ReadonlyMap<string, DecisionReason>;
  /** When each stock item was last counted. */
  lastCountedAt: ReadonlyMap<string, string | null>;
  /** Lines whose figures the caller may not see. */
  hidden: ReadonlySet<string>;
}

/** How far a count is off: what accepting it posts. */
export const varianceOf = ({ countedQuantity, systemQuantity }: ReviewedLine): Decimal =>
  decimal(countedQuantity).minus(decimal(systemQuantity));

/** The field of the request that a decision is refused at. */
const fieldOf = ({ at }: Decision, field: string): string => (at ? at + field : 'acceptWithinTolerance');

/** Notes everything that is wrong with decisions. */
export function checkDecisions(
  refusals: Refusals,
  decisions: readonly Decision[],
  judgement: Judgement,
): void {
  const { doerId, selfApproval, hidden } = judgement;
  const accepting = decisions.filter(({ action, line }) => action === 'ACCEPT' && line.status === 'COUNTED');
  // of what is hidden nothing else is said: it would tell how far off the count is
  const accepted = accepting.filter(({ line }) => !hidden.has(line.id));
  const stale = accepted.filter(({ line }) => isStale(line, judgement));
  const own = accepted.filter(
    ({ line }) => !selfApproval && line.withinTolerance === false && line.countedBy === doerId,
  );
  const lineIds = (refused: readonly Decision[]) => refused.map(({ line }) => line.id);
  for (const decision of decisions) checkState(refusals, decision);
  for (const decision of accepting.filter(({ line }) => hidden.has(line.id))) {
    refuseHidden(refusals, fieldOf(decision, 'action'));
  }
  for (const decision of own) {
    const message = 'is above tolerance: somebody else than its counter has to accept it';
    refusals.check(false, 'SELF_APPROVAL', fieldOf(decision, 'action'), message, { lineIds: lineIds(own) });
  }
  for (const decision of stale) {
    const message = 'the stock was counted again since: count the line again, or reject it';
    refusals.check(false, 'COUNT_STALE', fieldOf(decision, 'lineId'), message, { lineIds: lineIds(stale) });
  }
  for (const decision of decisions) checkReason(refusals, decision, judgement);
}

/** Notes that something cannot be accepted by who may not see it. */
export function refuseHidden(refusals: Refusals, path: string): void {
  const message = 'another blind count of this stock is under way: inventory.read is needed to accept it';
  const permission = 'inventory.read';
  refusals.check(false, 'FORBIDDEN', path, message, { permission, permissions: [permission] });
}

function checkState(refusals: Refusals, decision: Decision): void {
  const { line, action } = decision;
  const path = fieldOf(decision, 'lineId');
  const details = { status: line.status, lineId: line.id };
  if (line.status === 'RESOLVED') {
    refusals.check(false, 'INVALID_TRANSITION', path, 'the line is resolved already', {
      ...details,
      allowed: [],
    });
  } else if (action === 'ACCEPT' && isUncounted(line.status)) {
    refusals.check(false, 'INVALID_TRANSITION', path, 'the line is not counted', {
      ...details,
      allowed: ['RECOUNT', 'REJECT'],
    });
  }
}

function isStale({ itemId, countedAt }: ReviewedLine, { lastCountedAt }: Judgement): boolean {
  const last = lastCountedAt.get(itemId);
  return last != null && countedAt !== null && Date.parse(last) > Date.parse(countedAt);
}

function checkReason(refusals: Refusals, decision: Decision, { reasons, hidden }: Judgement): void {
  const { line, action, reasonCode, notes } = decision;
  if (reasonCode === null) return;
  const path = fieldOf(decision, 'reasonCode');
  const reason = reasons.get(reasonCode);
  if (
    !refusals.check(reason !== undefined, 'VALIDATION_FAILED', path, `${reasonCode} is not a reason code`) ||
    !refusals.check(reason?.active ?? false, 'VALIDATION_FAILED', path, `${reasonCode} is switched off`) ||
    !reason
  )
    return;
  refusals.check(
    !reason.requiresNotes || Boolean(notes?.trim()),
    'VALIDATION_FAILED',
    fieldOf(decision, 'notes'),
    `is required with the reason ${reasonCode}`,
  );
  if (action !== 'ACCEPT' || line.status !== 'COUNTED' || hidden.has(line.id)) return;
  const variance = varianceOf(line);
  const { direction } = reason;
  const wrong = (direction === 'INCREASE' && variance.lt(0)) || (direction === 'DECREASE' && variance.gt(0));
  const message = `${reasonCode} is for ${direction === 'INCREASE' ? 'increases' : 'decreases'} only`;
  refusals.check(!wrong, 'REASON_DIRECTION', path, message, { direction, lineId: line.id });
}

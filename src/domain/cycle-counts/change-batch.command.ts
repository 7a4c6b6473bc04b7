import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, invalid, Refusals } from '../errors.rules.ts';
import { checkHead } from './create-batch.command.ts';
import type { CountAction, CountStatus } from './cycle-counts.rules.ts';
import { type BatchReference, changeBatch, lockBatch } from './lock-batch.command.ts';

/** A step of a batch, with a word on why. */
export interface BatchStepInput extends BatchReference {
  notes?: string | null;
}

/** A batch whose counts are complete, or are to be taken as they are. */
export interface SubmitCountInput extends BatchStepInput {
  /** Lines that nobody counted go along: they can be counted again or rejected, not accepted. */
  allowUncounted?: boolean | null;
}

/** Who is to count. */
export interface AssignCountInput extends BatchReference {
  /** Null: nobody. */
  assignedTo?: string | null;
}

/** Most lines that a refusal names. */
const MOST_NAMED = 100;

/** Begins to count: OPEN to IN_PROGRESS. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export function startCount(command: Command, input: BatchStepInput): Promise<void> {
  return step(command, input, 'start', 'IN_PROGRESS', 'started');
}

/** Opens a batch in review for counting again, with its lines as they are. @throws as {@link startCount} */
export function reopenCount(command: Command, input: BatchStepInput): Promise<void> {
  return step(command, input, 'reopen', 'IN_PROGRESS', 'reopened');
}

/** Gives a batch up; what was accepted of it stays. @throws as {@link startCount} */
export function cancelCount(command: Command, input: BatchStepInput): Promise<void> {
  return step(command, input, 'cancel', 'CANCELLED', 'cancelled');
}

/** Hands the counts in for review. @throws as {@link startCount}, and COUNT_INCOMPLETE while lines are not counted. */
export function submitCount(command: Command, input: SubmitCountInput): Promise<void> {
  return step(command, input, 'submit', 'REVIEW', 'submitted', async () => {
    if (!input.allowUncounted) await refuseUncounted(command, input.id);
  });
}

/** Says who counts. @throws as {@link startCount}, once resolved or cancelled. */
export async function assignCount(command: Command, input: AssignCountInput): Promise<void> {
  const { assignedTo } = input;
  if (assignedTo === undefined)
    throw invalid([{ path: 'assignedTo', message: 'is required (null: nobody)' }]);
  const refusals = new Refusals();
  checkHead(refusals, { assignedTo });
  refusals.throwIfAny();
  const batch = await lockBatch(command, input, 'assign');
  await changeBatch(command, batch, { assignedTo });
  command.record({
    action: 'cycle-count.assign',
    documentType: 'CycleCount',
    documentId: batch.id,
    event: 'cycle-count.assigned',
    before: { assignedTo: batch.assignedTo },
    after: { number: batch.number, assignedTo },
  });
}

async function step(
  command: Command,
  input: BatchStepInput,
  action: CountAction,
  status: CountStatus,
  event: string,
  check: () => Promise<void> = async () => undefined,
): Promise<void> {
  const refusals = new Refusals();
  checkHead(refusals, { notes: input.notes ?? null });
  refusals.throwIfAny();
  const batch = await lockBatch(command, input, action);
  await check();
  await changeBatch(command, batch, { status, note: input.notes ?? null });
  command.record({
    action: `cycle-count.${action}`,
    documentType: 'CycleCount',
    documentId: batch.id,
    event: `cycle-count.${event}`,
    before: { status: batch.status },
    after: { number: batch.number, status },
  });
}

async function refuseUncounted({ tx }: Command, batchId: string): Promise<void> {
  const { rows } = await sql<{ pending: number; ids: string[] }>`
    select count(*)::int as pending, coalesce((array_agg(n.id order by n.line_no))[1:${sql.lit(MOST_NAMED)}], '{}') as ids
    from cycle_count_line n
    where n.org_id = ${tx.orgId} and n.batch_id = ${batchId} and n.status in ('PENDING', 'RECOUNT')`.execute(
    tx.db,
  );
  const { pending, ids } = rows[0] ?? { pending: 0, ids: [] };
  if (pending === 0) return;
  throw new DomainError('COUNT_INCOMPLETE', `${pending} of the lines are not counted yet`, {
    pending,
    lineIds: ids,
  });
}

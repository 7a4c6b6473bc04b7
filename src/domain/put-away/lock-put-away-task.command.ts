import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { PutAwayAction, PutAwayStatus } from './put-away.rules.ts';
import { checkStep } from './put-away.rules.ts';

/** Which task, and what the caller believes of it. */
export interface PutAwayTaskChangeInput {
  id: string;
  expectedVersion?: number | null;
  notes?: string | null;
}

/** A task as its steps need it. */
export interface TaskState {
  id: string;
  number: string;
  status: PutAwayStatus;
  version: number;
  itemId: string;
  fromBinId: string;
  locationId: string;
  quantity: string;
}

const columns = sql`t.id, t.number, t.status, t.version, t.item_id as "itemId", t.from_bin_id as "fromBinId", t.location_id as "locationId",
  t.quantity`;

/** A task, not locked. @throws NOT_FOUND */
export async function readTask({ tx }: Command, id: string): Promise<TaskState> {
  const { rows } = await sql<TaskState>`
    select ${columns} from put_away_task t where t.org_id = ${tx.orgId} and t.id = ${id}`.execute(tx.db);
  return theOne(rows);
}

/**
 * Locks a task for a step. Where the step moves stock, its records and items must be locked before: everybody's order.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function lockTask(
  { tx }: Command,
  input: PutAwayTaskChangeInput,
  action: PutAwayAction,
): Promise<TaskState> {
  const { rows } = await sql<TaskState>`
    select ${columns} from put_away_task t where t.org_id = ${tx.orgId} and t.id = ${input.id} for update`.execute(
    tx.db,
  );
  const task = theOne(rows);
  checkStep(task, action, input.expectedVersion);
  return task;
}

function theOne([task]: TaskState[]): TaskState {
  if (!task) throw refusedField('NOT_FOUND', 'id', 'there is no such put-away task');
  return task;
}

const verbs = {
  IN_PROGRESS: { action: 'put-away.start', event: 'put-away.started' },
  COMPLETED: { action: 'put-away.complete', event: 'put-away.completed' },
  CANCELLED: { action: 'put-away.cancel', event: 'put-away.cancelled' },
} as const;

/** Takes a locked task a step on, with its history, audit entry and event. */
export async function moveTask(
  command: Command,
  task: TaskState,
  to: keyof typeof verbs,
  {
    notes,
    documentId = null,
    after = {},
  }: { notes: string | null; documentId?: string | null; after?: object },
): Promise<void> {
  const { tx, now } = command;
  await sql`
    update put_away_task t set status = ${to}, document_id = ${documentId}, updated_at = ${now.toISOString()}::timestamptz,
      version = t.version + 1
    where t.org_id = ${tx.orgId} and t.id = ${task.id}`.execute(tx.db);
  await recordTransitions(command, [
    { documentType: 'PUT_AWAY', documentId: task.id, from: task.status, to, note: notes },
  ]);
  command.record({
    ...verbs[to],
    documentType: 'PutAwayTask',
    documentId: task.id,
    before: { status: task.status },
    after: { number: task.number, status: to, ...after },
  });
}

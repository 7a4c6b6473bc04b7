import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { lockTask, moveTask, type PutAwayTaskChangeInput } from './lock-put-away-task.command.ts';
import { checkNotes } from './put-away.rules.ts';

/** Begins the work on a task. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export function startPutAwayTask(command: Command, input: PutAwayTaskChangeInput): Promise<void> {
  return change(command, input, 'START', 'IN_PROGRESS');
}

/** Gives up a task: its goods stay where they are, free for others. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export function cancelPutAwayTask(command: Command, input: PutAwayTaskChangeInput): Promise<void> {
  return change(command, input, 'CANCEL', 'CANCELLED');
}

async function change(
  command: Command,
  input: PutAwayTaskChangeInput,
  action: 'START' | 'CANCEL',
  to: 'IN_PROGRESS' | 'CANCELLED',
): Promise<void> {
  const refusals = new Refusals();
  checkNotes(refusals, input.notes);
  refusals.throwIfAny();
  const task = await lockTask(command, input, action);
  await moveTask(command, task, to, { notes: input.notes ?? null });
}

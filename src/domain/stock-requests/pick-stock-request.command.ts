import type { Command } from '../command.ts';
import { readStockRequest } from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { checkStep } from './stock-requests.rules.ts';
import { checkNotes, type NotedStepInput } from './submit-stock-request.command.ts';

/** Begins to pick an approved request by its pick list. @throws INVALID_TRANSITION, VERSION_CONFLICT */
export async function pickStockRequest(command: Command, input: NotedStepInput): Promise<void> {
  checkNotes(input);
  const request = await readStockRequest(command, input.id, { lock: true });
  checkStep(request, 'PICKING', input.expectedVersion);
  await moveStockRequest(command, request, 'pick', { to: 'PICKING', note: input.notes ?? null, after: {} });
}

import { sql } from 'kysely';
import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, max, text, ZERO } from '../quantity.rules.ts';
import { carryAllocations } from '../stock/carry-allocations.command.ts';
import { lockRecords, lockRowItems } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { type Act, type ActLine, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { checkBin, findBins, resolvePlan } from './bins.query.ts';
import {
  lockTask,
  moveTask,
  type PutAwayTaskChangeInput,
  readTask,
  type TaskState,
} from './lock-put-away-task.command.ts';
import {
  checkNotes,
  checkPlan,
  checkStep,
  type PlannedBin,
  type PutAwayPlanInput,
  plannedBins,
  type Split,
  shareCarried,
} from './put-away.rules.ts';
import { replaceSplits } from './put-away-splits.command.ts';

/** The goods of a task are where they belong: where it was planned, or where the request says instead. */
export interface CompletePutAwayTaskInput extends PutAwayTaskChangeInput, PutAwayPlanInput {}

/** A move that is ready to be posted: out of one item, into others of the same product, lot and condition. */
interface Move {
  source: ResolvedRow;
  targets: ResolvedRow[];
  splits: Split[];
  quantity: Decimal;
}

/**
 * Completes a task: its goods leave the receiving bin for the bins of its splits, in one act, with their cost, their age
 * and, as far as they are not free, their reservations.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, INSUFFICIENT_STOCK, STOCK_ON_HOLD, BIN_OF_ANOTHER_LOCATION,
 * BIN_BLOCKED, INACTIVE
 */
export async function completePutAwayTask(command: Command, input: CompletePutAwayTaskInput): Promise<void> {
  checkInput(input);
  const found = await readTask(command, input.id);
  checkStep(found, 'COMPLETE', input.expectedVersion);
  const move = await prepare(command, input, found);
  const { product, location } = move.source;
  await lockRecords(command, [{ productId: product.id, locationId: location.id }]);
  const [source, ...targets] = await lockRowItems(command, [move.source, ...move.targets]);
  const task = await lockTask(command, input, 'COMPLETE');
  if (!source) throw new Error('A row has its item');
  checkThere(source, move.quantity);
  const act = await postMove(command, task, move, source, targets);
  if (input.toBinId != null || input.splits != null) await replaceSplits(command, task.id, move.splits);
  const splits = move.splits.map(({ binId, quantity }) => ({ binId, quantity: text(quantity) }));
  await moveTask(command, task, 'COMPLETED', {
    notes: input.notes ?? null,
    documentId: act.id,
    after: { documentId: act.id, splits },
  });
}

function checkInput(input: CompletePutAwayTaskInput): void {
  const refusals = new Refusals();
  checkNotes(refusals, input.notes);
  checkPlan(refusals, input);
  refusals.throwIfAny();
}

async function prepare(command: Command, input: CompletePutAwayTaskInput, task: TaskState): Promise<Move> {
  const { tx } = command;
  const refusals = new Refusals();
  const quantity = decimal(task.quantity);
  const given = plannedBins(refusals, input, quantity);
  const planned = given.length > 0 ? given : await plannedBefore(command, task.id);
  refusals.check(
    planned.length > 0,
    'VALIDATION_FAILED',
    'toBinId',
    'is required (or splits): nothing was planned',
  );
  refusals.throwIfAny();
  const bins = await findBins(tx, task, [task.fromBinId, ...planned.map(({ reference }) => reference)]);
  const [source] = await resolveRows(tx, [{ inventoryItemId: task.itemId, at: '' }], { inactive: true });
  if (!source) throw new Error('A task has its stock item');
  const location = source.location.code;
  checkBin(refusals, 'id', bins.get(task.fromBinId), location);
  const splits = resolvePlan(refusals, planned, bins, { fromBinId: task.fromBinId, location });
  refusals.throwIfAny();
  return { source, targets: await targetRows(command, source, splits), splits, quantity };
}

/** Where a task's goods were to go; the field that would replace a bin is `toBinId`. */
async function plannedBefore({ tx }: Command, taskId: string): Promise<PlannedBin[]> {
  const { rows } = await sql<{ reference: string; quantity: string }>`
    select s.bin_id as reference, s.quantity from put_away_split s
    where s.org_id = ${tx.orgId} and s.task_id = ${taskId} order by s.line_no`.execute(tx.db);
  return rows.map(({ reference, quantity }) => ({ path: 'toBinId', reference, quantity: decimal(quantity) }));
}

/** The same goods in the bins that they go to. */
function targetRows({ tx }: Command, source: ResolvedRow, splits: readonly Split[]): Promise<ResolvedRow[]> {
  const { product, location, lot, condition } = source;
  const same = {
    productMasterId: product.id,
    locationId: location.id,
    lotId: lot?.id ?? null,
    condition,
    at: '',
  };
  return resolveRows(
    tx,
    splits.map(({ binId }) => ({ ...same, binId })),
    { inactive: true },
  );
}

/** Only what is there is put away, also where a balance may be negative. */
function checkThere(source: LockedItem, quantity: Decimal): void {
  const onHand = max(ZERO, source.onHand);
  if (quantity.lte(onHand)) return;
  throw refusedField(
    'INSUFFICIENT_STOCK',
    'id',
    `${text(quantity)} to be put away, ${text(onHand)} left there`,
    {
      available: Number(onHand),
      requested: Number(quantity),
      onHand: Number(onHand),
      inventoryItemId: source.id,
    },
  );
}

async function postMove(
  command: Command,
  task: TaskState,
  { source: row, targets: rows, splits, quantity }: Move,
  source: LockedItem,
  targets: readonly LockedItem[],
): Promise<PostedAct> {
  // free stock moves first; what is more than that takes its reservations along
  const carried = max(ZERO, quantity.minus(max(ZERO, source.onHand.minus(source.reserved))));
  const shares = shareCarried(splits, carried);
  const into: ActLine[] = rows.map((target, index) => ({
    row: { ...target, itemId: targets[index]?.id ?? target.itemId },
    change: { delta: splits[index]?.quantity ?? ZERO, unitCost: source.unitCost },
    carried: shares[index] ?? ZERO,
    field: 'id',
  }));
  const out: ActLine = { row, change: { delta: quantity.neg() }, carried, field: 'id' };
  const act: Act = {
    type: 'PUT_AWAY',
    reasonCode: null,
    reference: task.number,
    cause: { type: 'PUT_AWAY', id: task.id },
  };
  const posted = await post(command, act, [out, ...into]);
  await carryAllocations(
    command,
    targets.map((target, index) => ({
      fromItemId: source.id,
      toItemId: target.id,
      quantity: shares[index] ?? ZERO,
    })),
  );
  await keepAge(command, source, targets);
  recordAct(command, act, posted);
  return posted;
}

/** What lies in a bin where nothing lay before is as old as it was: FEFO goes by the day it came to the location. */
async function keepAge({ tx }: Command, source: LockedItem, targets: readonly LockedItem[]): Promise<void> {
  const empty = targets.filter(({ onHand }) => onHand.lte(0)).map(({ id }) => id);
  if (source.firstReceivedAt === null || empty.length === 0) return;
  await sql`
    update stock_item i set first_received_at = ${source.firstReceivedAt}::timestamptz
    where i.org_id = ${tx.orgId} and i.id = any(${empty}::text[])`.execute(tx.db);
}

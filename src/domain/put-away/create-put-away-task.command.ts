import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, max, min, text, ZERO } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { readToHold } from '../stock/keep-holds.command.ts';
import { lockRecords, lockRowItems } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { checkReference, type ResolvedRow } from '../stock/stock-row.rules.ts';
import { checkBin, findBins, type NamedBin, resolvePlan } from './bins.query.ts';
import { checkNotes, checkPlan, type PutAwayPlanInput, plannedBins, type Split } from './put-away.rules.ts';
import { writeSplits } from './put-away-splits.command.ts';

/** What is to be put away: stock of a receiving bin, by its id or by what it is; and where to, if that is known. */
export interface CreatePutAwayTaskInput extends PutAwayPlanInput {
  inventoryItemId?: string | null;
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId?: string | null;
  /** Id or code. */
  fromBinId?: string | null;
  lotId?: string | null;
  lotNumber?: string | null;
  condition?: Condition | null;
  quantity: string;
  assignedTo?: string | null;
  notes?: string | null;
}

/** A task as it is checked: its stock, all found, and where it goes. */
interface Wanted {
  row: ResolvedRow;
  fromBinId: string;
  quantity: Decimal;
  splits: Split[];
}

/**
 * Makes a task to put away goods of a receiving bin. What open tasks cover already and what is on hold cannot be asked
 * for: the stock is locked, so that two tasks never promise the same goods.
 * @returns the task's id.
 * @throws INSUFFICIENT_STOCK, STOCK_ON_HOLD, LOT_REQUIRED, BIN_OF_ANOTHER_LOCATION, BIN_BLOCKED, INACTIVE
 */
export async function createPutAwayTask(command: Command, input: CreatePutAwayTaskInput): Promise<string> {
  checkInput(input);
  const wanted = await resolve(command, input);
  const { row } = wanted;
  await lockRecords(command, [{ productId: row.product.id, locationId: row.location.id }]);
  const [item] = await lockRowItems(command, [row]);
  if (!item) throw new Error('A row has its item');
  await checkFree(command, item, wanted.quantity);
  return persist(command, input, item, wanted);
}

function checkInput(input: CreatePutAwayTaskInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  const { inventoryItemId, fromBinId, assignedTo, lotNumber } = input;
  checkReference(refusals, '', referenceOf(input, null));
  if (inventoryItemId == null) check(fromBinId != null, 'fromBinId', 'is required (or inventoryItemId)');
  else check(fromBinId == null, 'fromBinId', 'cannot be given together with inventoryItemId');
  check(decimal(input.quantity).gt(0), 'quantity', 'must be greater than 0');
  check((lotNumber ?? '').length <= 100, 'lotNumber', 'must have at most 100 characters');
  check(
    assignedTo == null || (assignedTo.trim() !== '' && assignedTo.length <= 255),
    'assignedTo',
    'must have 1 to 255 characters',
  );
  checkNotes(refusals, input.notes);
  checkPlan(refusals, input);
  plannedBins(refusals, input, decimal(input.quantity));
  refusals.throwIfAny();
}

/** The stock of a request as every stock row is named. */
function referenceOf(input: CreatePutAwayTaskInput, binId: string | null) {
  const { inventoryItemId, productMasterId, globalSku, locationId, lotId, lotNumber, condition } = input;
  const named = {
    inventoryItemId: inventoryItemId ?? null,
    productMasterId: productMasterId ?? null,
    globalSku: globalSku ?? null,
    locationId: locationId ?? null,
    lotId: lotId ?? null,
    lotNumber: lotNumber ?? null,
    condition: condition ?? null,
  };
  return { ...named, binId };
}

async function resolve({ tx }: Command, input: CreatePutAwayTaskInput): Promise<Wanted> {
  const refusals = new Refusals();
  const quantity = decimal(input.quantity);
  const planned = plannedBins(refusals, input, quantity);
  const named = [
    ...(input.fromBinId == null ? [] : [input.fromBinId]),
    ...planned.map((bin) => bin.reference),
  ];
  const bins = await findBins(tx, input, named);
  const from = input.fromBinId == null ? undefined : bins.get(input.fromBinId);
  // goods of what is inactive by now still have to leave the receiving bin
  const reference = referenceOf(input, from?.there ? from.id : null);
  const [row] = await resolveRows(tx, [{ ...reference, at: '' }], { inactive: true });
  if (!row) throw new Error('A reference has its row');
  const location = row.location.code;
  const fromBinId = checkSource(refusals, input, row, from ?? bins.get(row.bin?.id ?? ''));
  const splits = resolvePlan(refusals, planned, bins, { fromBinId, location });
  refusals.throwIfAny();
  if (row.itemId === null) throw nothingThere(row, quantity);
  return { row, fromBinId: fromBinId ?? '', quantity, splits };
}

/** Goods are put away from receiving bins. @returns the bin's id, or null when it was refused. */
function checkSource(
  refusals: Refusals,
  input: CreatePutAwayTaskInput,
  { location, bin: itemBin }: ResolvedRow,
  bin: NamedBin | undefined,
): string | null {
  const byItem = input.inventoryItemId != null;
  const path = byItem ? 'inventoryItemId' : 'fromBinId';
  if (byItem && !itemBin) {
    refusals.check(false, 'VALIDATION_FAILED', path, 'does not lie in a receiving bin');
    return null;
  }
  if (!checkBin(refusals, path, bin, location.code)) return null;
  refusals.check(
    bin.type === 'RECEIVING',
    'VALIDATION_FAILED',
    path,
    byItem ? 'does not lie in a receiving bin' : `the bin ${bin.code} is not a receiving bin`,
  );
  return bin.id;
}

function nothingThere({ product, lot }: ResolvedRow, quantity: Decimal): DomainError {
  if (product.lotControlled && lot === null)
    return refusedField('LOT_REQUIRED', 'lotNumber', `${product.globalSku} is lot-controlled: name the lot`);
  return short(quantity, { onHand: ZERO, held: ZERO, planned: ZERO, available: ZERO });
}

interface Stock {
  onHand: Decimal;
  /** On hold. */
  held: Decimal;
  /** Covered by open tasks. */
  planned: Decimal;
  available: Decimal;
}

function short(quantity: Decimal, stock: Stock): DomainError {
  const { onHand, held, planned, available } = stock;
  // without its holds there would be enough
  const onHold = held.gt(0) && quantity.lte(onHand.minus(planned));
  return refusedField(
    onHold ? 'STOCK_ON_HOLD' : 'INSUFFICIENT_STOCK',
    'quantity',
    `${text(quantity)} requested, ${text(available)} to be put away`,
    {
      available: Number(available),
      requested: Number(quantity),
      onHand: Number(onHand),
      held: Number(held),
      planned: Number(planned),
    },
  );
}

/** The item is locked: nobody else makes a task of it, nor takes of it. */
async function checkFree(command: Command, item: LockedItem, quantity: Decimal): Promise<void> {
  const { tx } = command;
  const { rows } = await sql<{ planned: string }>`
    select coalesce(sum(t.quantity), 0) as planned from put_away_task t
    where t.org_id = ${tx.orgId} and t.item_id = ${item.id} and t.status in ('PENDING', 'IN_PROGRESS')`.execute(
    tx.db,
  );
  const planned = decimal(rows[0]?.planned);
  const toHold = item.holdCount > 0 ? (await readToHold(command, [item.id])).get(item.id) : undefined;
  const onHand = max(ZERO, item.onHand);
  const held = min(onHand, toHold ?? ZERO);
  const available = max(ZERO, onHand.minus(held).minus(planned));
  if (quantity.gt(available)) throw short(quantity, { onHand, held, planned, available });
}

async function persist(
  command: Command,
  input: CreatePutAwayTaskInput,
  item: LockedItem,
  { fromBinId, quantity, splits }: Wanted,
): Promise<string> {
  const { tx, now, doer } = command;
  const id = newId('put');
  const number = await command.number('PUT');
  const notes = input.notes ?? null;
  const assignedTo = input.assignedTo ?? null;
  await tx.db
    .insertInto('put_away_task')
    .values({
      org_id: tx.orgId,
      id,
      number,
      status: 'PENDING',
      item_id: item.id,
      product_id: item.productId,
      location_id: item.locationId,
      from_bin_id: fromBinId,
      quantity: text(quantity),
      assigned_to: assignedTo,
      notes,
      document_id: null,
      created_by: doer.id,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      version: 1,
    })
    .execute();
  await writeSplits(command, id, splits);
  await recordTransitions(command, [
    { documentType: 'PUT_AWAY', documentId: id, from: null, to: 'PENDING', note: notes },
  ]);
  command.record({
    action: 'put-away.create',
    documentType: 'PutAwayTask',
    documentId: id,
    event: 'put-away.created',
    after: {
      number,
      inventoryItemId: item.id,
      quantity: text(quantity),
      splits: splits.map((split) => ({ binId: split.binId, quantity: text(split.quantity) })),
      assignedTo,
    },
  });
  return id;
}

import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, max, text, ZERO } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { keepHolds } from '../stock/keep-holds.command.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem, Pair } from '../stock/locked-stock.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { StockRowReference } from '../stock/stock-row.rules.ts';
import { recountHolds } from './close-holds.command.ts';
import type { HoldScope, HoldType } from './holds.rules.ts';
import { lockLot, pairsOfLot } from './lock-lot.command.ts';

/** What is to be set aside: a stock row, or with a lot and no location, that lot wherever it lies. */
export interface CreateHoldInput extends StockRowReference {
  /** Left out: all there is, and what comes in later. */
  quantity?: string | null;
  type: HoldType;
  reason: string;
  expiresAt?: string | null;
}

/** What a hold is on, with its stock locked. */
interface Target {
  scope: HoldScope;
  productId: string;
  locationId: string | null;
  lotId: string | null;
  itemId: string | null;
  items: LockedItem[];
}

/**
 * Sets stock aside: it leaves what is available at once. What is promised already stays promised: the hold keeps what is
 * free, and takes the rest as soon as a reservation gives it back.
 * @returns the hold's id.
 * @throws INSUFFICIENT_STOCK when less is on hand than the quantity, or nothing at all
 */
export async function createHold(command: Command, input: CreateHoldInput): Promise<string> {
  checkInput(command, input);
  const target = isEverywhere(input) ? await lotTarget(command, input) : await itemTarget(command, input);
  const quantity = input.quantity == null ? null : decimal(input.quantity);
  const id = newId('hld');
  await persist(command, id, input, target);
  await writeLines(command, id, target.items, quantity);
  const itemIds = target.items.map((item) => item.id);
  await recountHolds(command, itemIds, target.scope === 'LOT' ? [id] : []);
  await keepHolds(command, new Map(itemIds.map((itemId) => [itemId, {}])));
  return id;
}

/** A lot without a place is that lot everywhere. */
const isEverywhere = ({ inventoryItemId, locationId, lotId, lotNumber }: CreateHoldInput): boolean =>
  inventoryItemId == null && locationId == null && (lotId != null || lotNumber != null);

function checkInput({ now }: Command, input: CreateHoldInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  const { quantity, reason, expiresAt } = input;
  check(quantity == null || decimal(quantity).gt(0), 'quantity', 'must be greater than 0');
  check(reason.trim() !== '' && reason.length <= 2_000, 'reason', 'must have 1 to 2000 characters');
  check(!expiresAt || Date.parse(expiresAt) > now.getTime(), 'expiresAt', 'must be in the future');
  if (isEverywhere(input)) {
    check(
      quantity == null,
      'quantity',
      'a lot is held as a whole wherever it lies; give a location to hold a quantity',
    );
    for (const field of ['binId', 'condition'] as const)
      check(input[field] == null, field, 'a lot is held wherever it lies; give locationId as well');
    const lotOnly = input.lotId != null;
    check(!lotOnly || input.lotNumber == null, 'lotNumber', 'cannot be given together with lotId');
    check(
      lotOnly || input.productMasterId != null || input.globalSku != null,
      'productMasterId',
      'is required with lotNumber (or globalSku)',
    );
  }
  refusals.throwIfAny();
}

async function lotTarget(command: Command, input: CreateHoldInput): Promise<Target> {
  const lot = await lockLot(command, input);
  const pairs = await pairsOfLot(command, lot.id);
  const items = (await lockStock(command, pairs)).filter(({ lotId }) => lotId === lot.id);
  return { scope: 'LOT', productId: lot.productId, locationId: null, lotId: lot.id, itemId: null, items };
}

async function itemTarget(command: Command, input: CreateHoldInput): Promise<Target> {
  const { quantity, type: _t, reason: _r, expiresAt: _e, ...reference } = input;
  const [row] = await resolveRows(command.tx, [{ ...reference, at: '' }], { inactive: true });
  if (!row) throw new Error('A resolved row is missing');
  const pair = { productId: row.product.id, locationId: row.location.id };
  const item = (await lockStock(command, row.itemId === null ? [] : [pair])).find(
    ({ id }) => id === row.itemId,
  );
  const onHand = max(ZERO, item?.onHand ?? ZERO);
  const wanted = quantity == null ? null : decimal(quantity);
  if (!item || onHand.eq(0) || wanted?.gt(onHand)) {
    const field = wanted ? 'quantity' : input.inventoryItemId != null ? 'inventoryItemId' : 'productMasterId';
    const message = `${wanted ? `${text(wanted)} requested, ` : ''}${text(onHand)} on hand`;
    throw refusedField('INSUFFICIENT_STOCK', field, message, {
      available: Number(onHand),
      requested: Number(wanted ?? ZERO),
      onHand: Number(onHand),
    });
  }
  return { scope: 'ITEM', ...pair, lotId: row.lot?.id ?? null, itemId: item.id, items: [item] };
}

async function lockStock(command: Command, pairs: readonly Pair[]): Promise<LockedItem[]> {
  if (pairs.length === 0) return [];
  await lockRecords(command, pairs);
  return lockPairItems(command, pairs);
}

/** How much of each item the hold is to keep: the quantity, or all there is. */
async function writeLines(
  { tx }: Command,
  holdId: string,
  items: readonly LockedItem[],
  quantity: Decimal | null,
): Promise<void> {
  const lines = items.map(({ id, onHand }) => ({
    id: newId('hln'),
    item: id,
    quantity: text(quantity ?? max(ZERO, onHand)),
  }));
  if (lines.length === 0) return;
  await sql`
    insert into hold_line (org_id, id, hold_id, item_id, quantity)
    select ${tx.orgId}, id, ${holdId}, item, quantity
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(id text, item text, quantity numeric)`.execute(
    tx.db,
  );
}

async function persist(command: Command, id: string, input: CreateHoldInput, target: Target): Promise<void> {
  const { tx, now, doer } = command;
  const moment = now.toISOString();
  const number = await command.number('HLD');
  await tx.db
    .insertInto('hold')
    .values({
      org_id: tx.orgId,
      id,
      number,
      scope: target.scope,
      item_id: target.itemId,
      product_id: target.productId,
      location_id: target.locationId,
      lot_id: target.lotId,
      type: input.type,
      reason: input.reason,
      quantity: input.quantity == null ? null : text(decimal(input.quantity)),
      released: '0',
      status: 'ACTIVE',
      expires_at: input.expiresAt ?? null,
      created_by: doer.id,
      created_at: moment,
      updated_at: moment,
      version: 1,
    })
    .execute();
  await recordTransitions(command, [
    { documentType: 'HOLD', documentId: id, from: null, to: 'ACTIVE', note: input.reason },
  ]);
  command.record({
    action: 'hold.create',
    documentType: 'Hold',
    documentId: id,
    event: 'hold.created',
    after: {
      number,
      scope: target.scope,
      type: input.type,
      reason: input.reason,
      productMasterId: target.productId,
      locationId: target.locationId,
      lotId: target.lotId,
      inventoryItemId: target.itemId,
      quantity: input.quantity ?? null,
      expiresAt: input.expiresAt ?? null,
    },
  });
}

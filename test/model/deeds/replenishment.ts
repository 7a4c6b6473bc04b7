import { refuse } from '../stock.ts';
import {
  at,
  type Deed,
  fromDecimal,
  lots,
  type Op,
  type Replenishment,
  skus,
  toDecimal,
  type World,
} from '../world.ts';
import { checkLots } from './stock.ts';
import { draftOf } from './transfers.ts';

const selection = '{ replenishment { id status received } transfer { id lines { id } } }';

/** From a supplier, or from MAIN. */
export function create(world: World, op: Op): Deed {
  const sku = at(skus, op.a);
  const source = op.b % 3 === 0 ? 'MAIN' : null;
  const location = source ? at(['SHOP', 'DEPOT'], op.c) : at(['MAIN', 'SHOP'], op.c);
  return {
    mutation: 'createReplenishment',
    selection,
    input: {
      globalSku: sku,
      locationId: location,
      quantity: toDecimal(op.q),
      source: source ? { type: 'TRANSFER', locationId: source } : { type: 'PURCHASE' },
    },
    places: [],
    predict: () => undefined,
    learn: ({ replenishment }) => {
      const made = { id: replenishment.id, status: 'DRAFT', sku, at: location, source, quantity: op.q };
      world.replenishments.push({ ...made, received: 0, transfer: null });
    },
  };
}

const states: Record<string, readonly string[]> = {
  approve: ['DRAFT'],
  order: ['APPROVED'],
  receive: ['ORDERED'],
  cancel: ['DRAFT', 'APPROVED', 'ORDERED'],
};

const choose = (world: World, op: Op, step: string): Replenishment | null =>
  world.choose(world.replenishments, op.a, ({ status }) => states[step]?.includes(status) ?? false);

function checkState({ status }: Replenishment, step: string): void {
  if (!states[step]?.includes(status)) refuse('INVALID_TRANSITION');
}

export function approve(world: World, op: Op): Deed | null {
  const replenishment = choose(world, op, 'approve');
  if (!replenishment) return null;
  const quantity = op.c % 3 === 0 ? op.q : null;
  return {
    mutation: 'approveReplenishment',
    selection,
    input: { id: replenishment.id, ...(quantity === null ? {} : { quantity: toDecimal(quantity) }) },
    places: [],
    predict: () => checkState(replenishment, 'approve'),
    learn: () => {
      replenishment.status = 'APPROVED';
      replenishment.quantity = quantity ?? replenishment.quantity;
    },
  };
}

/** What is ordered from a location is a transfer from there. */
export function order(world: World, op: Op): Deed | null {
  const replenishment = choose(world, op, 'order');
  if (!replenishment) return null;
  return {
    mutation: 'orderReplenishment',
    selection,
    input: { id: replenishment.id },
    places: [],
    predict: () => checkState(replenishment, 'order'),
    learn: ({ transfer }) => {
      replenishment.status = 'ORDERED';
      const { source, sku, quantity } = replenishment;
      if ((transfer !== null) !== (source !== null)) throw new Error('A transfer, or none, was to be made');
      if (source === null) return;
      const made = draftOf(transfer, {
        from: source,
        to: replenishment.at,
        wanted: [{ sku, lot: null, quantity }],
      });
      replenishment.transfer = { ...made, replenishment };
      world.transfers.push(replenishment.transfer);
    },
  };
}

export function receive(world: World, op: Op): Deed | null {
  const replenishment = choose(world, op, 'receive');
  if (!replenishment) return null;
  const { sku, at: location } = replenishment;
  const lot = sku === 'T' ? at([...lots, ...lots, null], op.b) : null;
  const outstanding = replenishment.quantity - replenishment.received;
  const quantity = op.c % 2 ? op.q : null;
  return {
    mutation: 'receiveReplenishment',
    selection,
    input: {
      id: replenishment.id,
      ...(quantity === null ? {} : { quantity: toDecimal(quantity) }),
      ...(lot === null ? {} : { lotNumber: lot }),
    },
    places: [location],
    predict: (stock) => {
      checkState(replenishment, 'receive');
      if (replenishment.source !== null) refuse('INVALID_TRANSITION');
      if ((quantity ?? 0) > outstanding) refuse('EXCEEDS_ORDERED');
      checkLots(stock, [{ sku, lot }], true);
      const row = { sku, at: location, bin: null, lot, condition: 'AVAILABLE' };
      stock.post([{ ...row, delta: quantity ?? outstanding }]);
    },
    learn: async (answer) => {
      replenishment.received += quantity ?? outstanding;
      replenishment.status = replenishment.received === replenishment.quantity ? 'RECEIVED' : 'ORDERED';
      const { status, received } = answer.replenishment;
      if (status !== replenishment.status || fromDecimal(received) !== replenishment.received)
        throw new Error(
          `The replenishment is ${status} with ${received}, in the model ${replenishment.status} with ${replenishment.received}`,
        );
      await meetItems(world, sku, location);
    },
  };
}

/** The answer names no stock item: it may be a new one. */
async function meetItems(world: World, sku: string, location: string): Promise<void> {
  const { stockItems } = await world.ask(
    `query($filter: StockItemFilterInput) { stockItems(filter: $filter, first: 100) { nodes {
      inventoryItemId: id globalSku locationId binId lotNumber condition } } }`,
    { filter: { productMasterId: sku, locationId: location } },
  );
  world.meet(stockItems.nodes);
}

export function cancel(world: World, op: Op): Deed | null {
  const replenishment = choose(world, op, 'cancel');
  if (!replenishment) return null;
  const { transfer } = replenishment;
  return {
    mutation: 'cancelReplenishment',
    selection,
    input: { id: replenishment.id },
    places: [],
    predict: (stock) => {
      checkState(replenishment, 'cancel');
      if (transfer && !['DRAFT', 'APPROVED'].includes(transfer.status)) refuse('INVALID_TRANSITION');
      if (transfer) stock.free(transfer.id);
    },
    learn: () => {
      replenishment.status = 'CANCELLED';
      if (transfer) transfer.status = 'CANCELLED';
    },
  };
}

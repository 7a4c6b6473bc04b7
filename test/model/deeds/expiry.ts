import { type Item, type Promised, refuse, type Stock, sum } from '../stock.ts';
import { actSelection, at, type Deed, lineSelection, type Op, toDecimal, type World } from '../world.ts';
import { itemOf } from './transfers.ts';

const released = 'releasedReservations { id status }';

interface Taking {
  item: Item;
  quantity: number | null;
  releaseReservations: boolean;
  includeHeld: boolean;
  force: boolean;
}

/** One balance, mostly one that has expired, and how much of it. */
function takingOf(world: World, op: Op): Taking | null {
  const there = [...world.stock.items.values()].filter(({ id, onHand }) => id !== '' && onHand > 0);
  const over = there.filter(({ lot, condition }) => world.stock.isExpired(lot) && condition === 'AVAILABLE');
  const among = over.length > 0 && op.a % 4 ? over : there;
  if (among.length === 0) return null;
  return {
    item: at(among, op.b),
    quantity: op.c % 2 ? op.q : null,
    releaseReservations: op.b % 2 === 0,
    includeHeld: op.a % 3 === 0,
    force: op.c % 7 === 0,
  };
}

const inputOf = ({ item, quantity, releaseReservations, includeHeld }: Taking) => ({
  items: [{ inventoryItemId: item.id, ...(quantity === null ? {} : { quantity: toDecimal(quantity) }) }],
  notes: 'x',
  releaseReservations,
  includeHeld,
});

/**
 * Makes room for what is taken: what is promised or on hold is in the way, unless the request says otherwise. The newest
 * reservations let go first.
 * @returns how much is taken
 */
function makeRoom(world: World, stock: Stock, taking: Taking, check: (item: Item) => void): number {
  const item = itemOf(stock, taking.item.key);
  const quantity = taking.quantity ?? item.onHand;
  if (quantity > item.onHand) refuse('INSUFFICIENT_STOCK');
  check(item);
  const after = item.onHand - quantity;
  const kept = taking.includeHeld
    ? 0
    : Math.max(stock.held(item.key), Math.min(item.onHand, stock.toHold(item.key)));
  if (after < kept) refuse('STOCK_ON_HOLD');
  let lacking = stock.promised(item.key) + kept - after;
  if (lacking <= 0) return quantity;
  const rank = ({ doc }: Promised) => world.reservations.findIndex(({ id }) => id === doc);
  const reserved = stock.promises
    .filter((one) => one.key === item.key && rank(one) >= 0)
    .toSorted((a, b) => rank(b) - rank(a) || b.no - a.no);
  if (!taking.releaseReservations || lacking > sum(reserved.map((one) => one.quantity)))
    refuse('INSUFFICIENT_STOCK');
  for (const one of reserved) {
    const part = Math.min(lacking, one.quantity);
    one.quantity -= part;
    lacking -= part;
  }
  stock.promises = stock.promises.filter((one) => one.quantity > 0);
  return quantity;
}

/** Reservations that had to let go of everything have ended. */
function learnReleased(
  world: World,
  answer: { releasedReservations: { id: string; status: string }[] },
): void {
  for (const { id, status } of answer.releasedReservations) {
    const reservation = world.reservations.find((one) => one.id === id);
    const nothingLeft = world.stock.promisesOf(id).length === 0;
    if ((status === 'RELEASED') !== nothingLeft) throw new Error(`The reservation ${id} is ${status}`);
    if (reservation && nothingLeft) reservation.ended = true;
  }
}

export function consume(world: World, op: Op): Deed | null {
  const taking = takingOf(world, op);
  if (!taking) return null;
  return {
    mutation: 'markConsumed',
    selection: `{ adjustment ${actSelection} ${released} }`,
    input: inputOf(taking),
    places: [taking.item.at],
    predict: (stock) => {
      const quantity = makeRoom(world, stock, taking, () => undefined);
      stock.post([{ ...taking.item, delta: -quantity }], { overHolds: taking.includeHeld });
    },
    learn: (answer) => {
      learnReleased(world, answer);
      world.posted(answer.adjustment);
    },
  };
}

export function expire(world: World, op: Op): Deed | null {
  const taking = takingOf(world, op);
  if (!taking) return null;
  return {
    mutation: 'markExpired',
    selection: `{ adjustment ${actSelection} ${released} }`,
    input: { ...inputOf(taking), force: taking.force },
    places: [taking.item.at],
    predict: (stock) => {
      const quantity = makeRoom(world, stock, taking, ({ condition, lot }) => {
        if (['EXPIRED', 'DESTRUCTION'].includes(condition)) refuse('INVALID_TRANSITION');
        if (!taking.force && !stock.isExpired(lot)) refuse('NOT_EXPIRED');
      });
      const lines = [
        { ...taking.item, delta: -quantity },
        { ...taking.item, condition: 'EXPIRED', delta: quantity },
      ];
      stock.post(lines, { overHolds: taking.includeHeld });
    },
    learn: (answer) => {
      learnReleased(world, answer);
      world.posted(answer.adjustment);
    },
  };
}

/** Stock that is not fit any more goes to where it is destroyed. */
export function destroy(world: World, op: Op): Deed | null {
  const found = takingOf(world, op);
  if (!found) return null;
  const taking = { ...found, includeHeld: false };
  const { item } = taking;
  return {
    mutation: 'transferForDestruction',
    selection: `{ transfer { id movements ${lineSelection} } ${released} }`,
    input: { ...inputOf(taking), force: taking.force },
    places: [item.at],
    predict: (stock) => {
      if (item.at === 'DUMP') refuse('VALIDATION_FAILED');
      const quantity = makeRoom(world, stock, taking, ({ condition, lot }) => {
        const unfit = condition !== 'AVAILABLE' || stock.isRecalled(lot) || stock.isExpired(lot);
        if (!unfit && !taking.force) refuse('NOT_EXPIRED');
      });
      stock.post([
        { ...item, delta: -quantity },
        { ...item, at: 'DUMP', bin: null, condition: 'DESTRUCTION', delta: quantity },
      ]);
    },
    learn: (answer) => {
      learnReleased(world, answer);
      world.meet(answer.transfer.movements);
    },
  };
}

import { keyOf, place, refuse, type Stock, sum } from '../stock.ts';
import {
  at,
  type Deed,
  lineSelection,
  lots,
  named,
  type Op,
  skus,
  type Task,
  toDecimal,
  type World,
} from '../world.ts';
import { itemOf } from './transfers.ts';

const selection = `{ task { id status movements ${lineSelection} } }`;

/** Goods of the receiving bin go to one bin, or are split over two. */
export function create(world: World, op: Op): Deed {
  const there = [...world.stock.items.values()].filter(({ bin, onHand }) => bin === 'DOCK' && onHand > 0);
  // mostly what is there
  const found = op.c % 4 === 0 || there.length === 0 ? null : at(there, op.a);
  const sku = found?.condition === 'AVAILABLE' ? found.sku : at(skus, op.a);
  const lot = sku === 'T' ? (found?.lot ?? at([...lots, ...lots, null], op.b)) : null;
  const row = place(sku, 'MAIN', lot, 'DOCK');
  const half = Math.floor(op.q / 2);
  const splits =
    op.c % 3 === 0 && half > 0
      ? [
          { bin: 'M1', quantity: half },
          { bin: 'M2', quantity: op.q - half },
        ]
      : [{ bin: at(['M1', 'M2'], op.c), quantity: op.q }];
  const { binId, ...of } = { binId: 'DOCK', ...named(row) };
  return {
    mutation: 'createPutAwayTask',
    selection,
    input: {
      ...of,
      fromBinId: binId,
      quantity: toDecimal(op.q),
      ...(splits.length === 1
        ? { toBinId: splits[0]?.bin }
        : { splits: splits.map(({ bin, quantity }) => ({ binId: bin, quantity: toDecimal(quantity) })) }),
    },
    places: ['MAIN'],
    predict: (stock) => {
      if (sku === 'T' && lot === null) refuse('LOT_REQUIRED');
      const key = keyOf(row);
      const onHand = stock.items.get(key)?.onHand ?? 0;
      const open = world.tasks.filter(
        (task) => task.key === key && ['PENDING', 'IN_PROGRESS'].includes(task.status),
      );
      const planned = sum(open.map(({ quantity }) => quantity));
      const held = Math.min(onHand, stock.toHold(key));
      if (op.q > onHand - held - planned)
        refuse(held > 0 && op.q <= onHand - planned ? 'STOCK_ON_HOLD' : 'INSUFFICIENT_STOCK');
    },
    learn: ({ task }) => {
      world.tasks.push({ id: task.id, status: 'PENDING', key: keyOf(row), quantity: op.q, splits });
    },
  };
}

const states: Record<string, readonly string[]> = {
  start: ['PENDING'],
  complete: ['IN_PROGRESS'],
  cancel: ['PENDING', 'IN_PROGRESS'],
};

function step(
  world: World,
  op: Op,
  name: 'start' | 'complete' | 'cancel',
  status: string,
  act: (stock: Stock, task: Task) => void,
): Deed | null {
  const task = world.choose(world.tasks, op.a, (one) => states[name]?.includes(one.status) ?? false);
  if (!task) return null;
  return {
    mutation: `${name}PutAwayTask`,
    selection,
    input: { id: task.id },
    places: ['MAIN'],
    predict: (stock) => {
      if (!states[name]?.includes(task.status)) refuse('INVALID_TRANSITION');
      act(stock, task);
    },
    learn: (answer) => {
      task.status = status;
      world.meet(answer.task.movements);
    },
  };
}

export const start = (world: World, op: Op) => step(world, op, 'start', 'IN_PROGRESS', () => undefined);
export const cancel = (world: World, op: Op) => step(world, op, 'cancel', 'CANCELLED', () => undefined);
export const complete = (world: World, op: Op) => step(world, op, 'complete', 'COMPLETED', move);

/** Free stock moves first; what is more than that takes its promises along, into the last bins. */
function move(stock: Stock, { key, quantity, splits }: Task): void {
  const source = { ...itemOf(stock, key) };
  if (quantity > source.onHand) refuse('INSUFFICIENT_STOCK');
  let left = Math.max(0, quantity - (source.onHand - stock.reserved(key)));
  const carriedAway = new Map([[key, left]]);
  const shares = splits
    .toReversed()
    .map((split) => {
      const part = Math.min(left, split.quantity);
      left -= part;
      return part;
    })
    .toReversed();
  const targets = splits.map(({ bin }) => stock.item({ ...source, bin }));
  const empty = targets.filter(({ onHand }) => onHand <= 0);
  stock.post(
    [
      { ...source, delta: -quantity },
      ...targets.map((target, index) => ({ ...target, delta: splits[index]?.quantity ?? 0 })),
    ],
    {
      carried: carriedAway,
    },
  );
  for (const target of empty) target.received = source.received;
  carry(
    stock,
    key,
    targets.map((target, index) => ({ to: target.key, quantity: shares[index] ?? 0 })),
  );
}

/** The oldest promises follow the stock, the last one split where need be. */
function carry(stock: Stock, from: string, moves: readonly { to: string; quantity: number }[]): void {
  const oldest = stock.promises
    .filter((one) => one.key === from)
    .toSorted((a, b) => a.madeAt - b.madeAt || a.no - b.no)
    .map((of) => ({ of, left: of.quantity, parts: [] as { to: string; quantity: number }[] }));
  const order: { entry: (typeof oldest)[number]; to: string; quantity: number }[] = [];
  for (const { to, quantity } of moves) {
    let wanted = quantity;
    for (const entry of oldest) {
      const part = Math.min(wanted, entry.left);
      if (part <= 0) continue;
      entry.left -= part;
      wanted -= part;
      order.push({ entry, to, quantity: part });
    }
  }
  const moved = new Set<unknown>();
  for (const { entry, to, quantity } of order) {
    if (entry.left === 0 && !moved.has(entry)) {
      moved.add(entry);
      Object.assign(entry.of, { key: to, quantity });
    } else {
      stock.made += 1;
      stock.promises.push({ ...entry.of, no: stock.made, key: to, quantity });
    }
  }
  for (const entry of oldest) if (!moved.has(entry)) entry.of.quantity = entry.left;
}

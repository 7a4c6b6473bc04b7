import { keyOf, NEVER, refuse, sum } from '../stock.ts';
import { at, type Deed, lots, named, type Op, places, rowOf, toDecimal, type World } from '../world.ts';

const HOUR = 3_600_000;
const selection = '{ hold { id } }';

const endOf = (world: World, { c }: Op): number => (c % 3 ? world.stock.now + (1 + (c % 40)) * HOUR : NEVER);
const until = (expiresAt: number) =>
  expiresAt === NEVER ? {} : { expiresAt: new Date(expiresAt).toISOString() };

/** On one balance: a quantity of it, or all there is and what comes in later. */
export function hold(world: World, op: Op): Deed {
  const row = rowOf(op);
  const quantity = op.b % 4 === 0 ? null : op.q;
  const expiresAt = endOf(world, op);
  return {
    mutation: 'createHold',
    selection,
    input: {
      ...named(row),
      type: 'OTHER',
      reason: 'x',
      ...until(expiresAt),
      ...(quantity === null ? {} : { quantity: toDecimal(quantity) }),
    },
    places: [row.at],
    predict: (stock) => {
      const onHand = stock.items.get(keyOf(row))?.onHand ?? 0;
      if (onHand === 0 || (quantity ?? 0) > onHand) refuse('INSUFFICIENT_STOCK');
      stock.holds.push({
        id: 'new',
        lot: null,
        lines: new Map([[keyOf(row), quantity ?? onHand]]),
        open: quantity === null,
        expiresAt,
      });
    },
    learn: (answer) => keepId(world, answer.hold.id),
  };
}

/** On a lot, wherever it lies. */
export function holdLot(world: World, op: Op): Deed {
  const lot = at(lots, op.a);
  const expiresAt = endOf(world, op);
  return {
    mutation: 'createHold',
    selection,
    input: { globalSku: 'T', lotNumber: lot, type: 'OTHER', reason: 'x', ...until(expiresAt) },
    places: [...places],
    predict: (stock) => {
      const items = [...stock.items.values()].filter((item) => item.lot === lot);
      stock.holds.push({
        id: 'new',
        lot,
        lines: new Map(items.map(({ key, onHand }) => [key, onHand])),
        open: true,
        expiresAt,
      });
    },
    learn: (answer) => keepId(world, answer.hold.id),
  };
}

function keepId(world: World, id: string): void {
  for (const one of world.stock.holds) if (one.id === 'new') one.id = id;
  world.holds.push(id);
}

export function releaseHold(world: World, op: Op): Deed | null {
  const id = world.choose(world.holds, op.a, (one) => world.stock.holds.some((each) => each.id === one));
  if (!id) return null;
  const quantity = op.c % 2 ? op.q : null;
  return {
    mutation: 'releaseHold',
    selection,
    input: { id, ...(quantity === null ? {} : { quantity: toDecimal(quantity) }) },
    places: [...places],
    predict: (stock) => {
      const found = stock.holds.find((one) => one.id === id);
      if (!found) refuse('INVALID_TRANSITION');
      const lines = [...found.lines].filter(([, toHold]) => toHold > 0);
      if (quantity !== null && lines.length > 1) refuse('VALIDATION_FAILED');
      const [key = '', toHold = 0] = lines[0] ?? [];
      if (quantity !== null && quantity > toHold) refuse('INSUFFICIENT_STOCK');
      if (quantity === null || quantity === sum(lines.map(([, each]) => each)))
        stock.holds = stock.holds.filter((one) => one !== found);
      else found.lines.set(key, toHold - quantity);
    },
  };
}

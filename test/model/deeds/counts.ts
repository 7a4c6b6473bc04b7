import { keyOf, refuse, type Stock } from '../stock.ts';
import {
  type Any,
  actSelection,
  at,
  type Count,
  type CountLine,
  type Deed,
  type Op,
  places,
  skus,
  toDecimal,
  type World,
} from '../world.ts';
import { itemOf } from './transfers.ts';

const selection =
  '{ batch { id status } lines { id status inventoryItemId globalSku binId lotNumber condition } }';
/** A count that is off by no more can be accepted by anybody: a setting of the organization. */
export const TOLERANCE = 20_000;

/** Everything of a product at a location that the system has some of. */
export function create(world: World, op: Op): Deed {
  const location = at(places, op.a);
  const sku = at(skus, op.b);
  const there = (stock: Stock) => stock.of(sku, location).filter(({ onHand }) => onHand !== 0);
  return {
    mutation: 'createCycleCountBatch',
    selection,
    input: { locationId: location, type: 'SPOT', productMasterIds: [sku], blind: op.c % 2 === 0 },
    places: [],
    predict: (stock) => {
      if (there(stock).length === 0) refuse('NOTHING_TO_COUNT');
    },
    learn: ({ batch, lines }) => {
      const made = lines.map((line: Any): CountLine => {
        const key = keyOf({
          sku,
          at: location,
          bin: line.binId,
          lot: line.lotNumber,
          condition: line.condition,
        });
        return { id: line.id, key, status: 'PENDING', counted: 0, system: 0, by: '', at: 0 };
      });
      const ours = there(world.stock).map(({ key }) => key);
      const theirs = made.map(({ key }: CountLine) => key);
      if (ours.sort().join() !== theirs.sort().join())
        throw new Error(`To be counted: ${theirs}; in the model ${ours}`);
      world.counts.push({ id: batch.id, status: 'OPEN', at: location, lines: made });
    },
  };
}

const states: Record<string, readonly string[]> = {
  start: ['OPEN'],
  count: ['IN_PROGRESS'],
  submit: ['IN_PROGRESS'],
  resolve: ['REVIEW'],
  reopen: ['REVIEW'],
  cancel: ['OPEN', 'IN_PROGRESS', 'REVIEW'],
};

const choose = (world: World, op: Op, step: string): Count | null =>
  world.choose(world.counts, op.a, ({ status }) => states[step]?.includes(status) ?? false);

function checkState({ status }: Count, step: string): void {
  if (!states[step]?.includes(status)) refuse('INVALID_TRANSITION');
}

function follow(count: Count, { batch }: Any, status: string): void {
  count.status = status;
  if (batch.status !== status) throw new Error(`The count is ${batch.status}, in the model ${status}`);
}

function step(world: World, op: Op, name: 'start' | 'reopen' | 'cancel', status: string): Deed | null {
  const count = choose(world, op, name);
  if (!count) return null;
  return {
    mutation: `${name}CycleCount`,
    selection,
    input: { id: count.id },
    places: [],
    predict: () => checkState(count, name),
    learn: (answer) => follow(count, answer, status),
  };
}

export const start = (world: World, op: Op) => step(world, op, 'start', 'IN_PROGRESS');
export const reopen = (world: World, op: Op) => step(world, op, 'reopen', 'IN_PROGRESS');
export const cancel = (world: World, op: Op) => step(world, op, 'cancel', 'CANCELLED');

const isUncounted = ({ status }: CountLine): boolean => status === 'PENDING' || status === 'RECOUNT';

export function submit(world: World, op: Op): Deed | null {
  const count = choose(world, op, 'submit');
  if (!count) return null;
  const allowUncounted = op.c % 4 === 0;
  return {
    mutation: 'submitCycleCount',
    selection,
    input: { id: count.id, allowUncounted },
    places: [],
    predict: () => {
      checkState(count, 'submit');
      if (!allowUncounted && count.lines.some(isUncounted)) refuse('COUNT_INCOMPLETE');
    },
    learn: (answer) => follow(count, answer, 'REVIEW'),
  };
}

/** What the system has of a line is read when it is counted. */
export function enter(world: World, op: Op): Deed | null {
  const count = choose(world, op, 'count');
  if (!count) return null;
  const open = count.lines.filter(({ status }) => status !== 'RESOLVED');
  const lines = op.c % 5 === 0 ? open.slice(0, 1) : open;
  if (lines.length === 0) return null;
  const found = lines.map(({ key }, index) => {
    const { onHand } = itemOf(world.stock, key);
    const off = at([0, 0, op.q, -op.q, 10_000], op.b + index);
    return Math.max(0, onHand + off);
  });
  return {
    mutation: 'enterCounts',
    selection,
    input: {
      id: count.id,
      counts: lines.map(({ id }, index) => ({ lineId: id, countedQuantity: toDecimal(found[index] ?? 0) })),
    },
    places: [count.at],
    predict: () => checkState(count, 'count'),
    learn: (answer) => {
      for (const [index, line] of lines.entries()) {
        const system = itemOf(world.stock, line.key).onHand;
        Object.assign(line, {
          status: 'COUNTED',
          counted: found[index],
          system,
          by: 'asker',
          at: world.stock.now,
        });
      }
      follow(count, answer, 'IN_PROGRESS');
    },
  };
}

const isWithin = ({ counted, system }: CountLine): boolean => Math.abs(counted - system) <= TOLERANCE;

export function resolve(world: World, op: Op): Deed | null {
  const count = choose(world, op, 'resolve');
  if (!count) return null;
  const by = op.b % 3 === 0 ? 'asker' : 'chief';
  const open = count.lines.filter(({ status }) => status !== 'RESOLVED');
  const action = at(['ACCEPT', 'ACCEPT', 'ACCEPT', 'RECOUNT', 'REJECT'] as const, op.c);
  const namedLines = op.b % 4 === 0 ? [] : op.b % 4 === 1 ? count.lines.slice(0, 1) : open;
  const within = namedLines.length === 0;
  const chosen = within ? open.filter((line) => line.status === 'COUNTED' && isWithin(line)) : namedLines;
  const taken = within ? 'ACCEPT' : action;
  return {
    mutation: 'resolveCycleCount',
    selection: `{ batch { id status } adjustment ${actSelection} }`,
    input: {
      id: count.id,
      acceptWithinTolerance: within,
      resolutions: namedLines.map(({ id }) => ({
        lineId: id,
        action,
        ...(action === 'REJECT' ? { notes: 'x' } : {}),
      })),
    },
    by,
    places: [count.at],
    predict: (stock) => {
      checkState(count, 'resolve');
      if (chosen.some(({ status }) => status === 'RESOLVED')) refuse('INVALID_TRANSITION');
      if (taken !== 'ACCEPT') return;
      if (chosen.some(isUncounted)) refuse('INVALID_TRANSITION');
      if (chosen.some((line) => !isWithin(line) && line.by === by)) refuse('SELF_APPROVAL');
      if (chosen.some((line) => itemOf(stock, line.key).countedAt > line.at)) refuse('COUNT_STALE');
      const lines = chosen.map(({ key, counted, system }) => ({
        ...itemOf(stock, key),
        delta: counted - system,
      }));
      stock.post(lines, { counted: true, overHolds: true });
    },
    learn: (answer) => {
      for (const line of chosen) line.status = taken === 'RECOUNT' ? 'RECOUNT' : 'RESOLVED';
      if (answer.adjustment) world.posted(answer.adjustment);
      const resolved = count.lines.every(({ status }) => status === 'RESOLVED');
      const recount = taken === 'RECOUNT' && chosen.length > 0;
      follow(count, answer, recount ? 'IN_PROGRESS' : resolved ? 'RESOLVED' : 'REVIEW');
    },
  };
}

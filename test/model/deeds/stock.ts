import { keyOf, type Line, refuse, type Stock } from '../stock.ts';
import {
  actSelection,
  at,
  bins,
  type Deed,
  lots,
  named,
  type Op,
  rowOf,
  toDecimal,
  type World,
} from '../world.ts';

const withoutLocation = ({ locationId: _, ...row }: ReturnType<typeof named>) => row;

/** Goods of a lot-controlled product need their lot; what is taken in must be fit. */
export function checkLots(
  stock: Stock,
  rows: readonly { sku: string; lot: string | null }[],
  receiving: boolean,
): void {
  for (const { sku, lot } of rows) {
    if (sku === 'T' && lot === null) refuse('LOT_REQUIRED');
    if (receiving && stock.isExpired(lot)) refuse('LOT_EXPIRED');
    if (receiving && stock.isRecalled(lot)) refuse('LOT_RECALLED');
  }
}

const signed = ({ q, b }: Op): number => (b % 5 < 2 ? -q : q);

export function receive(world: World, op: Op): Deed {
  const first = rowOf(op);
  const second = rowOf({ a: op.a + 1 + (op.c % 2), b: 0, c: Math.floor(op.c / 10) }, first.at);
  const lines = (op.b % 3 === 0 ? [first, second] : [first]).map((row) => ({ ...row, delta: op.q * 4 }));
  return {
    mutation: 'recordStock',
    selection: `{ receipt ${actSelection} }`,
    input: {
      locationId: first.at,
      lines: lines.map((line) => ({
        ...withoutLocation(named(line)),
        quantity: toDecimal(line.delta),
        unitCost: String(1 + (op.c % 7)),
      })),
    },
    places: [first.at],
    predict: (stock) => {
      checkLots(stock, lines, true);
      stock.post(lines);
    },
    learn: (answer) => world.posted(answer.receipt),
  };
}

export function adjust(world: World, op: Op): Deed {
  const first: Line = { ...rowOf(op), delta: signed(op) };
  const second: Line = { ...rowOf({ a: op.c, b: op.a, c: op.b }), delta: op.c % 2 ? op.q : -op.q };
  const lines = op.c % 3 === 0 ? [first, second] : [first];
  return {
    mutation: 'createAdjustment',
    selection: `{ adjustment ${actSelection} }`,
    input: {
      reasonCode: 'CORRECTION',
      lines: lines.map((line) => ({ ...named(line), quantityDelta: toDecimal(line.delta) })),
    },
    places: [...new Set(lines.map((line) => line.at))],
    predict: (stock) => {
      checkLots(stock, lines, false);
      stock.post(lines);
    },
    learn: (answer) => world.posted(answer.adjustment),
  };
}

/** Compare-and-set; now and then on a figure that is not there. */
export function set(world: World, op: Op): Deed {
  const row = rowOf(op);
  const there = world.stock.items.get(keyOf(row))?.onHand ?? 0;
  const expected = op.c % 4 === 0 ? there + 10_000 : there;
  return {
    mutation: 'adjustStock',
    selection: `{ adjustment ${actSelection} }`,
    input: {
      ...named(row),
      newQuantity: toDecimal(op.q),
      expectedQuantity: toDecimal(expected),
      reasonCode: 'CORRECTION',
    },
    places: [row.at],
    predict: (stock) => {
      checkLots(stock, [row], false);
      const { onHand } = stock.item(row);
      if (onHand !== expected) refuse('QUANTITY_CHANGED');
      stock.post([{ ...row, delta: op.q - onHand }]);
    },
    learn: (answer) => world.posted(answer.adjustment),
  };
}

/** What was found of a product at a location; when that is all there is, the rest is not there. */
export function recordCount(world: World, op: Op): Deed {
  const first = rowOf(op);
  const complete = op.c % 4 === 0;
  const second = {
    ...first,
    bin: first.at === 'MAIN' ? at(bins, op.c) : null,
    lot: first.sku === 'T' ? at(lots, op.b) : null,
  };
  const rows = op.b % 2 && keyOf(second) !== keyOf(first) ? [first, second] : [first];
  return {
    mutation: 'recordCount',
    selection: `{ adjustment ${actSelection} }`,
    input: {
      locationId: first.at,
      globalSku: first.sku,
      complete,
      rows: rows.map(({ bin, lot }) => ({
        ...(bin === null ? {} : { binId: bin }),
        ...(lot === null ? {} : { lotNumber: lot }),
        quantity: toDecimal(op.q),
      })),
    },
    places: [first.at],
    predict: (stock) => {
      checkLots(stock, rows, false);
      const lines = rows.map((row) => ({ ...row, delta: op.q - stock.item(row).onHand }));
      const found = new Set(rows.map(keyOf));
      const rest = stock
        .of(first.sku, first.at)
        .filter(
          ({ key, condition, onHand }) =>
            complete && condition === 'AVAILABLE' && onHand !== 0 && !found.has(key),
        );
      lines.push(...rest.map((item) => ({ ...item, delta: -item.onHand })));
      stock.post(lines, { counted: true, overHolds: true });
    },
    learn: (answer) => world.posted(answer.adjustment),
  };
}

export function reverse(world: World, op: Op): Deed | null {
  const act = world.choose(world.acts.slice(-20), op.a, ({ reversed }) => !reversed);
  if (!act) return null;
  return {
    mutation: 'reverseAdjustment',
    selection: `{ adjustment ${actSelection} }`,
    input: { id: act.id },
    places: [...new Set(act.lines.map((line) => line.at))],
    predict: (stock) => {
      if (act.reversed) refuse('INVALID_TRANSITION');
      stock.post(act.lines.toReversed().map((line) => ({ ...line, delta: -line.delta })));
    },
    learn: (answer) => {
      act.reversed = true;
      world.posted(answer.adjustment, false);
    },
  };
}

/** Some of it is of another lot. */
export function correctLot(world: World, op: Op): Deed | null {
  const items = [...world.stock.items.values()].filter(
    ({ id, sku, onHand }) => id !== '' && sku === 'T' && onHand > 0,
  );
  const from = items.length > 0 ? at(items, op.a) : null;
  if (!from) return null;
  const lot = at(lots, op.b);
  const quantity = op.c % 5 === 0 ? null : op.q;
  return {
    mutation: 'correctLot',
    selection: `{ adjustment ${actSelection} }`,
    input: {
      inventoryItemId: from.id,
      correctLotNumber: lot,
      notes: 'it is of another lot',
      ...(quantity === null ? {} : { quantity: toDecimal(quantity) }),
    },
    places: [from.at],
    predict: (stock) => {
      if (lot === from.lot) refuse('VALIDATION_FAILED');
      const delta = quantity ?? stock.item(from).onHand;
      stock.post([
        { ...from, delta: -delta },
        { ...from, lot, delta },
      ]);
    },
    learn: (answer) => world.posted(answer.adjustment),
  };
}

/** A lot gets another end, is recalled or good again. */
export function changeLot(world: World, op: Op): Deed {
  const number = at(lots, op.a);
  const days = (op.b % 7) - 1;
  const recalled = op.c % 5 === 0;
  return {
    mutation: 'upsertLots',
    selection: '{ lots { id } }',
    input: {
      lots: [
        {
          productMasterId: 'T',
          number,
          expiryDate: new Date(world.midnight(days)).toISOString().slice(0, 10),
          status: recalled ? 'RECALLED' : 'ACTIVE',
        },
      ],
    },
    places: ['MAIN'],
    predict: (stock) => {
      const lot = stock.lots[number];
      if (!lot) throw new Error(`There is no lot ${number}`);
      lot.goodBefore = world.midnight(days + 1);
      lot.recalled = recalled;
    },
  };
}

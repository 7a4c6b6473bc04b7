import { type Line, place, refuse, type Stock, sum } from '../stock.ts';
import {
  type Any,
  at,
  type Deed,
  lineSelection,
  lots,
  type Op,
  type Parcel,
  places,
  skus,
  type Transfer,
  type TransferLine,
  toDecimal,
  type World,
} from '../world.ts';

const selection = `{ transfer { id status lines { id } movements ${lineSelection} } }`;

/** What of a line has left, and neither come nor been written off. */
const inTransit = ({ shipped, received, damaged, writtenOff }: TransferLine): number =>
  shipped - received - damaged - writtenOff;

export function create(world: World, op: Op): Deed {
  const from = at(['MAIN', 'MAIN', 'SHOP', 'DEPOT'] as const, op.a);
  // another place, hardly ever the same
  const to = op.b % 12 === 11 ? from : at(places, places.indexOf(from) + 1 + (op.b % 2));
  const wanted = [at(skus, op.c), ...(op.b % 3 === 0 ? [at(skus, op.c + 1)] : [])].map((sku, index) => ({
    sku,
    lot: sku === 'T' && op.c % 5 === 0 ? at(lots, op.b) : null,
    quantity: Math.max(1, Math.floor(op.q / (1 + index))),
  }));
  return {
    mutation: 'createTransfer',
    selection,
    input: {
      fromLocationId: from,
      toLocationId: to,
      lines: wanted.map(({ sku, lot, quantity }) => ({
        globalSku: sku,
        quantity: toDecimal(quantity),
        ...(lot === null ? {} : { lotNumber: lot }),
      })),
    },
    places: [],
    predict: () => {
      if (from === to) refuse('VALIDATION_FAILED');
    },
    learn: ({ transfer }) => {
      world.transfers.push(draftOf(transfer, { from, to, wanted }));
    },
  };
}

/** A draft as it was made. */
export function draftOf(
  transfer: Any,
  {
    from,
    to,
    wanted,
  }: { from: string; to: string; wanted: readonly { sku: string; lot: string | null; quantity: number }[] },
): Transfer {
  const lines = wanted.map(({ sku, lot, quantity }, index) => ({
    id: transfer.lines[index].id,
    sku,
    lot,
    requested: quantity,
    shipped: 0,
    received: 0,
    damaged: 0,
    writtenOff: 0,
    over: 0,
  }));
  return { id: transfer.id, status: 'DRAFT', from, to, lines, parcels: [], replenishment: null };
}

const states = {
  approve: ['DRAFT'],
  ship: ['APPROVED'],
  receive: ['IN_TRANSIT', 'PARTIALLY_RECEIVED'],
  writeOff: ['IN_TRANSIT', 'PARTIALLY_RECEIVED'],
  cancel: ['DRAFT', 'APPROVED'],
};

const choose = (world: World, op: Op, step: keyof typeof states): Transfer | null =>
  world.choose(world.transfers, op.a, ({ status }) => states[step].includes(status));

function checkState({ status }: Transfer, step: keyof typeof states): void {
  if (!states[step].includes(status)) refuse('INVALID_TRANSITION');
}

/** Follows the answer: the state that the gateway says must be the model's. */
function follow(world: World, transfer: Transfer, answer: Any, status: string): void {
  transfer.status = status;
  world.meet(answer.transfer.movements);
  if (answer.transfer.status !== status)
    throw new Error(`The transfer is ${answer.transfer.status}, in the model ${status}`);
}

export function approve(world: World, op: Op): Deed | null {
  const transfer = choose(world, op, 'approve');
  if (!transfer) return null;
  return {
    mutation: 'approveTransfer',
    selection,
    input: { id: transfer.id },
    places: [transfer.from],
    predict: (stock) => {
      checkState(transfer, 'approve');
      stock.refuseUnfit(transfer.lines.map(({ lot }) => lot));
      const taken = new Map<string, number>();
      const picked = transfer.lines.map(({ sku, lot, requested }) => {
        const good = stock
          .of(sku, transfer.from)
          .filter((item) => stock.isGood(item) && (lot === null || item.lot === lot));
        return stock.pick(good, requested, taken);
      });
      for (const [index, parts] of picked.entries())
        stock.promise(
          { doc: transfer.id, line: transfer.lines[index]?.id ?? '' },
          parts ?? refuse('INSUFFICIENT_STOCK'),
        );
    },
    learn: (answer) => follow(world, transfer, answer, 'APPROVED'),
  };
}

export function cancel(world: World, op: Op): Deed | null {
  const transfer = choose(world, op, 'cancel');
  if (!transfer) return null;
  return {
    mutation: 'cancelTransfer',
    selection,
    input: { id: transfer.id },
    places: [transfer.from],
    predict: (stock) => {
      checkState(transfer, 'cancel');
      stock.free(transfer.id);
    },
    learn: (answer) => {
      follow(world, transfer, answer, 'CANCELLED');
      if (transfer.replenishment) transfer.replenishment.status = 'CANCELLED';
    },
  };
}

/** What leaves with each line of a transfer, and leaves the books; what is promised and does not leave is free. */
export function ship(world: World, op: Op): Deed | null {
  const transfer = choose(world, op, 'ship');
  if (!transfer) return null;
  const most = op.c % 3 === 0 ? op.q : null;
  const reserved = (line: TransferLine) =>
    sum(world.stock.promisesOf(transfer.id).map((one) => (one.line === line.id ? one.quantity : 0)));
  const wanted = transfer.lines.map((line) => Math.min(most ?? reserved(line), reserved(line)));
  let parcels: Parcel[] = [];
  return {
    mutation: 'shipTransfer',
    selection,
    input: {
      id: transfer.id,
      ...(most === null
        ? {}
        : {
            lines: transfer.lines.map(({ id }, index) => ({
              lineId: id,
              quantity: toDecimal(wanted[index] ?? 0),
            })),
          }),
    },
    places: [transfer.from],
    predict: (stock) => {
      checkState(transfer, 'ship');
      parcels = leave(stock, transfer, wanted);
    },
    learn: (answer) => {
      follow(world, transfer, answer, 'IN_TRANSIT');
      transfer.parcels = parcels;
      for (const line of transfer.lines)
        line.shipped = sum(parcels.map((one) => (one.line === line.id ? one.shipped : 0)));
    },
  };
}

/** Takes what a transfer was promised out of its source, first expired first. @returns the parcels, line by line */
export function leave(stock: Stock, { id, lines }: Transfer, wanted: readonly number[]): Parcel[] {
  const parcels: Parcel[] = [];
  for (const [index, line] of lines.entries()) {
    let left = wanted[index] ?? 0;
    const parts = stock
      .promisesOf(id)
      .filter((one) => one.line === line.id)
      .toSorted((x, y) => x.no - y.no)
      .toSorted((x, y) => stock.fefo(itemOf(stock, x.key), itemOf(stock, y.key)));
    for (const { key, quantity } of parts) {
      const part = Math.min(left, quantity);
      left -= part;
      if (part <= 0) continue;
      const known = parcels.find((one) => one.line === line.id && one.from === key);
      const { lot, condition } = itemOf(stock, key);
      if (known) known.shipped = known.left = known.shipped + part;
      else parcels.push({ line: line.id, from: key, lot, condition, shipped: part, left: part });
    }
  }
  if (parcels.length === 0) refuse('VALIDATION_FAILED');
  useUp(
    stock,
    id,
    parcels.map(({ from, shipped }) => ({ key: from, quantity: shipped })),
  );
  return parcels;
}

export const itemOf = (stock: Stock, key: string) => stock.items.get(key) ?? stock.item(place('?', '?'));

/**
 * What was promised to a document leaves, and the rest of it is free. Holds take of the rest what they are owed, before
 * what is used is not promised any more.
 */
export function useUp(
  stock: Stock,
  doc: string,
  parts: readonly { key: string; quantity: number }[],
  more: readonly Line[] = [],
): void {
  stock.refuseUnfit(parts.map(({ key }) => itemOf(stock, key).lot));
  stock.free(doc);
  stock.promise({ doc, line: '' }, parts);
  const heldBefore = new Map(parts.map(({ key }) => [key, stock.held(key)]));
  stock.free(doc);
  const out = parts.map(({ key, quantity }) => ({ ...itemOf(stock, key), delta: -quantity }));
  stock.post([...out, ...more], { heldBefore });
}

/** The parcels of a line, or of one lot of it, in the order in which they are used up. */
function parcelsOf(stock: Stock, { parcels }: Transfer, line: string, lot: string | null): Parcel[] {
  const end = ({ lot: of }: Parcel) =>
    of === null ? Number.POSITIVE_INFINITY : (stock.lots[of]?.goodBefore ?? 0);
  const all = parcels.filter((one) => one.line === line);
  if (all.length === 0) refuse('VALIDATION_FAILED');
  const fitting = all.filter((one) => lot === null || one.lot === lot);
  if (fitting.length === 0) refuse('NOT_FOUND');
  return fitting.toSorted((x, y) => (end(x) === end(y) ? 0 : end(x) < end(y) ? -1 : 1));
}

/** What becomes of parcels. */
type Fate = { parcel: Parcel; quantity: number; kind: 'received' | 'damaged' | 'writtenOff' | 'over' };

/** Uses up parcels in their order. @returns what there is too little of */
function use(fates: Fate[], parcels: readonly Parcel[], wanted: number, kind: Fate['kind']): number {
  let short = wanted;
  for (const parcel of parcels) {
    const used = sum(
      fates.map((fate) => (fate.parcel === parcel && fate.kind !== 'over' ? fate.quantity : 0)),
    );
    const quantity = Math.min(short, parcel.left - used);
    if (quantity <= 0) continue;
    fates.push({ parcel, quantity, kind });
    short -= quantity;
  }
  return short;
}

function settle(transfer: Transfer, fates: readonly Fate[]): string {
  for (const { parcel, quantity, kind } of fates) {
    if (kind !== 'over') parcel.left -= quantity;
    const line = transfer.lines.find(({ id }) => id === parcel.line);
    if (line) line[kind] += quantity;
  }
  const { replenishment, lines } = transfer;
  const status = lines.every((line) => inTransit(line) <= 0)
    ? 'RECEIVED'
    : lines.some(({ received, damaged }) => received + damaged > 0)
      ? 'PARTIALLY_RECEIVED'
      : transfer.status;
  if (replenishment) {
    replenishment.received = sum(lines.map(({ received, over }) => received + over));
    replenishment.status = status === 'RECEIVED' ? 'RECEIVED' : 'ORDERED';
  }
  return status;
}

export function receive(world: World, op: Op): Deed | null {
  const transfer = choose(world, op, 'receive');
  if (!transfer) return null;
  const how = at(['all', 'all', 'some', 'some', 'damaged', 'over', 'lot'] as const, op.c);
  const line = at(transfer.lines, op.b);
  const lot = how === 'lot' ? at(lots, op.b) : null;
  const quantity =
    how === 'some' ? op.q : how === 'damaged' ? Math.floor(op.q / 2) : how === 'over' ? op.q * 20 : null;
  const damaged = how === 'damaged' ? op.q - Math.floor(op.q / 2) : 0;
  const bin = transfer.to === 'MAIN' && op.b % 2 && how !== 'all' ? 'M1' : null;
  const fates: Fate[] = [];
  return {
    mutation: 'receiveTransfer',
    selection,
    input: {
      id: transfer.id,
      ...(how === 'all'
        ? {}
        : {
            lines: [
              {
                lineId: line.id,
                reason: 'x',
                ...(quantity === null ? {} : { quantity: toDecimal(quantity) }),
                ...(damaged === 0 ? {} : { damagedQuantity: toDecimal(damaged) }),
                ...(lot === null ? {} : { lotNumber: lot }),
                ...(bin === null ? {} : { toBinId: bin }),
              },
            ],
          }),
    },
    places: [transfer.to],
    predict: (stock) => {
      checkState(transfer, 'receive');
      const entries = how === 'all' ? transfer.lines.filter((each) => inTransit(each) > 0) : [line];
      for (const { id } of entries) {
        const parcels = parcelsOf(stock, transfer, id, lot);
        const there = sum(parcels.map(({ left }) => left));
        for (const kind of ['received', 'damaged'] as const) {
          const wanted = kind === 'damaged' ? damaged : (quantity ?? Math.max(0, there - damaged));
          const short = use(fates, parcels, wanted, kind);
          const last = parcels.at(-1);
          if (short > 0 && last) fates.push({ parcel: last, quantity: short, kind: 'over' });
          if (short > 0 && kind === 'damaged') overDamaged.add(fates.at(-1) as Fate);
        }
      }
      if (fates.length === 0) refuse('VALIDATION_FAILED');
      stock.post(fates.map((fate) => arrival(transfer, fate, bin)));
    },
    learn: (answer) => follow(world, transfer, answer, settle(transfer, fates)),
  };
}

/** What came beyond what left, and is damaged. */
const overDamaged = new WeakSet<Fate>();

function arrival({ to, lines }: Transfer, fate: Fate, bin: string | null): Line {
  const { parcel, kind, quantity } = fate;
  const sku = lines.find(({ id }) => id === parcel.line)?.sku ?? '?';
  const isDamaged = kind === 'damaged' || overDamaged.has(fate);
  return {
    sku,
    at: to,
    bin,
    lot: parcel.lot,
    condition: isDamaged ? 'DAMAGED' : parcel.condition,
    delta: quantity,
  };
}

export function writeOff(world: World, op: Op): Deed | null {
  const transfer = choose(world, op, 'writeOff');
  if (!transfer) return null;
  const line = op.c % 2 ? at(transfer.lines, op.b) : null;
  const fates: Fate[] = [];
  return {
    mutation: 'writeOffTransfer',
    selection,
    input: {
      id: transfer.id,
      reason: 'lost',
      ...(line ? { lines: [{ lineId: line.id, quantity: toDecimal(op.q) }] } : {}),
    },
    places: [transfer.to],
    predict: (stock) => {
      checkState(transfer, 'writeOff');
      for (const each of line ? [line] : transfer.lines.filter((one) => inTransit(one) > 0)) {
        const short = use(
          fates,
          parcelsOf(stock, transfer, each.id, null),
          line ? op.q : inTransit(each),
          'writtenOff',
        );
        if (short > 0) refuse('INSUFFICIENT_STOCK');
      }
    },
    learn: (answer) => follow(world, transfer, answer, settle(transfer, fates)),
  };
}

import { cellOf } from '../promise.ts';
import { NEVER, place, refuse, sum } from '../stock.ts';
import {
  type Any,
  at,
  channels,
  type Deed,
  fromDecimal,
  lineSelection,
  lots,
  type Op,
  places,
  type Reservation,
  skus,
  toDecimal,
  type World,
} from '../world.ts';

const HOUR = 3_600_000;
const selection = '{ reservation { id lines { lineNo allocations { inventoryItemId quantity } } } }';

export function reserve(world: World, op: Op): Deed {
  const channel = at(channels, op.a);
  const location = at(places, Math.floor(op.b / 3) % 4);
  const line = (sku: string, lot: string | null) => ({ sku, at: location, lot, quantity: op.q });
  const sku = at(skus, op.b);
  const lines = [line(sku, sku === 'T' && op.c % 4 === 0 ? at(lots, op.a) : null)];
  if (op.c % 5 === 0) lines.push(line(at(skus, op.b + (op.a % 2)), null));
  const expiresAt = op.c % 3 === 0 ? NEVER : world.stock.now + (1 + (op.c % 40)) * HOUR;
  const picked: { key: string; quantity: number }[][] = [];
  return {
    mutation: 'reserveStock',
    selection,
    input: {
      channelId: channel,
      reference: 'ORDER',
      ...(expiresAt === NEVER ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
      lines: lines.map(({ lot, quantity, ...of }) => ({
        globalSku: of.sku,
        locationId: of.at,
        quantity: toDecimal(quantity),
        ...(lot === null ? {} : { lotNumber: lot }),
      })),
    },
    places: [location],
    predict: (stock) => {
      for (const { lot } of lines) {
        if (stock.isExpired(lot)) refuse('LOT_EXPIRED');
        if (stock.isRecalled(lot)) refuse('LOT_RECALLED');
      }
      const left = new Map(
        lines.map((of) => [of.sku, Math.max(0, cellOf(stock, world.policies, of.sku, of.at, channel).atp)]),
      );
      const taken = new Map<string, number>();
      for (const { lot, quantity, ...of } of lines) {
        const good = stock
          .of(of.sku, of.at)
          .filter((item) => stock.isGood(item) && (lot === null || item.lot === lot));
        const atp = left.get(of.sku) ?? 0;
        const parts = quantity <= atp ? stock.pick(good, quantity, taken) : null;
        if (!parts) {
          const free = good.some(({ key, onHand }) => onHand > stock.reserved(key));
          const held = sum(good.map(({ key }) => stock.held(key)));
          refuse(lot !== null && !free && held > 0 ? 'STOCK_ON_HOLD' : 'INSUFFICIENT_STOCK');
        }
        left.set(of.sku, atp - quantity);
        picked.push(parts);
      }
      for (const [index, parts] of picked.entries())
        stock.promise({ doc: 'new', line: String(index), channel, expiresAt }, parts);
    },
    learn: ({ reservation }) => {
      for (const one of world.stock.promisesOf('new')) one.doc = reservation.id;
      world.reservations.push({ id: reservation.id, ended: false, expiresAt });
      for (const [index, parts] of picked.entries())
        checkParts(world, reservation.lines[index]?.allocations ?? [], parts);
    },
  };
}

/** The gateway chose the same: first expired, first out. */
export function checkParts(
  world: World,
  allocations: readonly Any[],
  parts: readonly { key: string; quantity: number }[],
): void {
  const written = (all: readonly { id: string; quantity: number }[]) => {
    const sums = new Map<string, number>();
    for (const { id, quantity } of all) sums.set(id, (sums.get(id) ?? 0) + quantity);
    return [...sums]
      .sort()
      .map(([id, quantity]) => `${id} ${quantity}`)
      .join(', ');
  };
  const theirs = written(
    allocations.map(({ inventoryItemId: id, quantity }) => ({ id, quantity: fromDecimal(quantity) })),
  );
  const ours = written(
    parts.map(({ key, quantity }) => ({ id: world.stock.items.get(key)?.id ?? key, quantity })),
  );
  if (theirs !== ours) throw new Error(`Allocated: ${theirs}; the model has ${ours}`);
}

const isActive =
  (world: World) =>
  ({ ended, expiresAt }: Reservation) =>
    !ended && expiresAt > world.stock.now;

function choose(world: World, op: Op): Reservation | null {
  return world.choose(world.reservations, op.a, isActive(world));
}

const placesOf = (world: World, id: string): string[] => [
  ...new Set(world.stock.promisesOf(id).flatMap(({ key }) => world.stock.items.get(key)?.at ?? [])),
];

export function extend(world: World, op: Op): Deed | null {
  const reservation = choose(world, op);
  if (!reservation) return null;
  const expiresAt = world.stock.now + (1 + (op.c % 40)) * HOUR;
  return {
    mutation: 'extendReservation',
    selection: '{ reservation { id } }',
    input: { id: reservation.id, expiresAt: new Date(expiresAt).toISOString() },
    places: placesOf(world, reservation.id),
    predict: (stock) => {
      if (!isActive(world)(reservation)) refuse('INVALID_TRANSITION');
      for (const one of stock.promisesOf(reservation.id)) one.expiresAt = expiresAt;
    },
    learn: () => {
      reservation.expiresAt = expiresAt;
    },
  };
}

export function release(world: World, op: Op): Deed | null {
  const reservation = choose(world, op);
  if (!reservation) return null;
  return {
    mutation: 'releaseReservation',
    selection: '{ reservation { id } }',
    input: { id: reservation.id },
    places: placesOf(world, reservation.id),
    predict: (stock) => {
      if (!isActive(world)(reservation)) refuse('INVALID_TRANSITION');
      stock.free(reservation.id);
    },
    learn: () => {
      reservation.ended = true;
    },
  };
}

/** What is reserved leaves, unless it is not fit any more, or a hold is owed it. */
export function commit(world: World, op: Op): Deed | null {
  const reservation = choose(world, op);
  if (!reservation) return null;
  return {
    mutation: 'commitReservation',
    selection: `{ reservation { id issue { id lines ${lineSelection} } } }`,
    input: { id: reservation.id },
    places: placesOf(world, reservation.id),
    predict: (stock) => {
      if (!isActive(world)(reservation)) refuse('INVALID_TRANSITION');
      const parts = stock.promisesOf(reservation.id).toSorted((x, y) => x.no - y.no);
      const items = parts.map(({ key }) => stock.items.get(key) ?? place('', ''));
      stock.refuseUnfit(items.map(({ lot }) => lot));
      const heldBefore = new Map(parts.map(({ key }) => [key, stock.held(key)]));
      stock.free(reservation.id);
      stock.post(
        items.map((item, index) => ({ ...item, delta: -(parts[index]?.quantity ?? 0) })),
        { heldBefore },
      );
    },
    learn: (answer) => {
      reservation.ended = true;
      world.posted(answer.reservation.issue, false);
    },
  };
}

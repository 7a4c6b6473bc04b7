import { type Line, Refused, refuse, type Stock, sum } from '../stock.ts';
import {
  type Any,
  at,
  type Deed,
  lineSelection,
  type Op,
  type Request,
  type RequestLine,
  skus,
  type Transfer,
  toDecimal,
  type World,
} from '../world.ts';
import { checkParts } from './reservations.ts';
import { itemOf, useUp } from './transfers.ts';

const selection = `{ stockRequest { id status transferId movements ${lineSelection}
  lines { id approved letGo issued allocations { inventoryItemId quantity } } } }`;

const deliveries = { SHOP: 'DIRECT', DEPOT: 'TRANSFER', WARD: 'CONSUMPTION' } as const;
const FROM = 'MAIN';

export function create(world: World, op: Op): Deed {
  const to = at(['SHOP', 'DEPOT', 'WARD'] as const, op.a);
  const wanted = skus
    .slice(0, op.b % 10 === 9 ? 0 : 1 + (op.b % 3))
    .map((sku, index) => ({ sku, quantity: Math.max(1, Math.floor(op.q / (1 + index))) }));
  return {
    mutation: 'createStockRequest',
    selection,
    input: {
      fromLocationId: FROM,
      destinationId: to,
      lines: wanted.map(({ sku, quantity }) => ({ globalSku: sku, quantity: toDecimal(quantity) })),
    },
    places: [],
    predict: () => undefined,
    learn: ({ stockRequest }) => {
      const lines = wanted.map(({ sku, quantity }, index) => ({
        id: stockRequest.lines[index].id,
        sku,
        requested: quantity,
        approved: 0,
        letGo: 0,
        issued: 0,
      }));
      const made = {
        id: stockRequest.id,
        status: 'DRAFT',
        to,
        lines,
        contributors: new Set(['asker']),
        gone: [],
      };
      world.requests.push({ ...made, delivery: null, transfer: null });
    },
  };
}

const states: Record<string, readonly string[]> = {
  submit: ['DRAFT'],
  approve: ['SUBMITTED'],
  reject: ['SUBMITTED'],
  pick: ['APPROVED'],
  issue: ['PICKING'],
  cancel: ['DRAFT', 'SUBMITTED', 'APPROVED', 'PICKING'],
  rollBack: ['SUBMITTED', 'APPROVED', 'PICKING', 'ISSUED', 'REJECTED'],
};

const choose = (world: World, op: Op, step: string): Request | null =>
  world.choose(world.requests, op.a, ({ status }) => states[step]?.includes(status) ?? false);

function checkState({ status }: Request, step: string): void {
  if (!states[step]?.includes(status)) refuse('INVALID_TRANSITION');
}

function follow(world: World, request: Request, { stockRequest }: Any, status: string): void {
  request.status = status;
  world.meet(stockRequest.movements);
  if (stockRequest.status !== status)
    throw new Error(`The request is ${stockRequest.status}, in the model ${status}`);
  for (const line of request.lines) {
    const theirs = stockRequest.lines.find(({ id }: Any) => id === line.id);
    const promised = world.stock.promisesOf(request.id).filter((one) => one.line === line.id);
    checkParts(world, theirs.allocations, promised);
    const figures = [theirs.approved ?? 0, theirs.letGo, theirs.issued]
      .map((each) => Math.round(each * 10_000))
      .join(' ');
    const ours = [line.approved, line.letGo, line.issued].join(' ');
    if (figures !== ours)
      throw new Error(`A line has approved, let go and issued ${figures}, in the model ${ours}`);
  }
}

/** A step that moves no stock. */
function step(world: World, op: Op, name: 'submit' | 'reject' | 'pick', status: string): Deed | null {
  const request = choose(world, op, name);
  if (!request) return null;
  return {
    mutation: `${name}StockRequest`,
    selection,
    input: { id: request.id, ...(name === 'reject' ? { reason: 'x' } : {}) },
    ...(name === 'reject' ? { by: 'chief' as const } : {}),
    places: [],
    predict: () => {
      checkState(request, name);
      if (name === 'submit' && request.lines.length === 0) refuse('EMPTY_REQUEST');
    },
    learn: (answer) => follow(world, request, answer, status),
  };
}

export const submit = (world: World, op: Op) => step(world, op, 'submit', 'SUBMITTED');
export const reject = (world: World, op: Op) => step(world, op, 'reject', 'REJECTED');
export const pick = (world: World, op: Op) => step(world, op, 'pick', 'PICKING');

export function approve(world: World, op: Op): Deed | null {
  const request = choose(world, op, 'approve');
  if (!request) return null;
  const by = op.b % 6 === 0 ? 'asker' : 'chief';
  const most = op.c % 4 === 0 && request.lines.length > 0 ? op.q : null;
  const allowPartial = op.b % 2 === 0;
  const wanted = request.lines.map(({ requested }) =>
    most === null ? requested : most > requested && op.c % 8 ? requested : most,
  );
  const approved: number[] = [];
  return {
    mutation: 'approveStockRequest',
    selection,
    input: {
      id: request.id,
      allowPartial,
      ...(most === null
        ? {}
        : {
            lines: request.lines.map(({ id }, index) => ({
              lineId: id,
              approvedQuantity: toDecimal(wanted[index] ?? 0),
            })),
          }),
    },
    by,
    places: [FROM],
    predict: (stock) => {
      checkState(request, 'approve');
      if (request.contributors.has(by)) refuse('SELF_APPROVAL');
      if (request.lines.some(({ requested }, index) => (wanted[index] ?? 0) > requested))
        refuse('EXCEEDS_REQUESTED');
      allocateWanted(stock, request, wanted, { allowPartial, approved });
    },
    learn: (answer) => {
      for (const [index, line] of request.lines.entries()) line.approved = approved[index] ?? 0;
      follow(world, request, answer, 'APPROVED');
    },
  };
}

const goodAt = (stock: Stock, sku: string) => stock.of(sku, FROM).filter((item) => stock.isGood(item));
const freeOf = (stock: Stock, sku: string, taken: ReadonlyMap<string, number>) =>
  sum(
    goodAt(stock, sku).map(({ key, onHand }) =>
      Math.max(0, onHand - stock.reserved(key) - (taken.get(key) ?? 0)),
    ),
  );

function allocateWanted(
  stock: Stock,
  { id, lines }: Request,
  wanted: readonly number[],
  { allowPartial, approved }: { allowPartial: boolean; approved: number[] },
): void {
  const taken = new Map<string, number>();
  let short = false;
  const picked = lines.map(({ sku }, index) => {
    const all = wanted[index] ?? 0;
    const there = freeOf(stock, sku, taken);
    if (all > there) short = true;
    approved.push(Math.min(all, there));
    if (all > there && !allowPartial) return [];
    return stock.pick(goodAt(stock, sku), Math.min(all, there), taken) ?? [];
  });
  if (short && (!allowPartial || picked.every((parts) => parts.length === 0))) refuse('INSUFFICIENT_STOCK');
  for (const [index, parts] of picked.entries())
    stock.promise({ doc: id, line: lines[index]?.id ?? '' }, parts);
}

export function cancel(world: World, op: Op): Deed | null {
  const request = choose(world, op, 'cancel');
  if (!request) return null;
  return {
    mutation: 'cancelStockRequest',
    selection,
    input: { id: request.id },
    places: [FROM],
    predict: (stock) => {
      checkState(request, 'cancel');
      stock.free(request.id);
    },
    learn: (answer) => follow(world, request, answer, 'CANCELLED'),
  };
}

/** What leaves of each line: what is fit goes first, then what expires first. */
function planIssue(stock: Stock, { id, lines }: Request, wanted: readonly number[]): Request['gone'] {
  return lines.flatMap((line, index) => {
    let left = wanted[index] ?? 0;
    const parts = stock
      .promisesOf(id)
      .filter((one) => one.line === line.id)
      .toSorted((x, y) => x.no - y.no)
      .toSorted((x, y) => {
        const [a, b] = [itemOf(stock, x.key), itemOf(stock, y.key)];
        return Number(stock.isGood(b)) - Number(stock.isGood(a)) || stock.fefo(a, b);
      });
    return parts.flatMap(({ key, quantity }) => {
      const part = Math.min(left, quantity);
      left -= part;
      return part > 0 ? [{ line: line.id, key, quantity: part }] : [];
    });
  });
}

export function issue(world: World, op: Op): Deed | null {
  const request = choose(world, op, 'issue');
  if (!request) return null;
  const delivery = deliveries[request.to as keyof typeof deliveries];
  const allocated = (line: RequestLine) =>
    sum(world.stock.promisesOf(request.id).map((one) => (one.line === line.id ? one.quantity : 0)));
  const most = op.c % 3 === 0 ? op.q : null;
  const wanted = request.lines.map((line) =>
    most === null ? allocated(line) : op.c % 9 === 0 ? most : Math.min(most, allocated(line)),
  );
  let gone: Request['gone'] = [];
  return {
    mutation: 'issueStockRequest',
    selection,
    input: {
      id: request.id,
      ...(request.lines.length === 0
        ? {}
        : {
            lines: request.lines.map(({ id }, index) => ({
              lineId: id,
              issuedQuantity: toDecimal(wanted[index] ?? 0),
              reason: 'x',
            })),
          }),
    },
    places: [FROM, request.to],
    predict: (stock) => {
      checkState(request, 'issue');
      if (request.lines.some((line, index) => (wanted[index] ?? 0) > allocated(line)))
        refuse('EXCEEDS_APPROVED');
      gone = planIssue(stock, request, wanted);
      if (gone.length === 0) refuse('VALIDATION_FAILED');
      const arriving: Line[] =
        delivery === 'DIRECT'
          ? gone.map(({ key, quantity }) => ({
              ...itemOf(stock, key),
              at: request.to,
              bin: null,
              delta: quantity,
            }))
          : [];
      if (delivery === 'TRANSFER') gone = parcelled(stock, gone);
      useUp(stock, request.id, gone, arriving);
    },
    learn: async (answer) => {
      for (const line of request.lines)
        line.issued = sum(gone.map((one) => (one.line === line.id ? one.quantity : 0)));
      Object.assign(request, { gone, delivery });
      if (delivery === 'TRANSFER')
        request.transfer = await shipped(world, request, answer.stockRequest.transferId);
      follow(world, request, answer, 'ISSUED');
    },
  };
}

/** A transfer takes what expires first, and one parcel out of each stock item. */
function parcelled(stock: Stock, gone: Request['gone']): Request['gone'] {
  const lines = [...new Set(gone.map(({ line }) => line))];
  return lines.flatMap((line) => {
    const sums = new Map<string, number>();
    for (const one of gone) if (one.line === line) sums.set(one.key, (sums.get(one.key) ?? 0) + one.quantity);
    return [...sums]
      .map(([key, quantity]) => ({ line, key, quantity }))
      .toSorted((x, y) => stock.fefo(itemOf(stock, x.key), itemOf(stock, y.key)));
  });
}

/** The transfer that carries out an issue, as it left. */
async function shipped(world: World, { lines, gone, to }: Request, id: string): Promise<Transfer> {
  const { transfer } = await world.ask('query($id: ID!) { transfer(id: $id) { lines { id globalSku } } }', {
    id,
  });
  const idOf = new Map<string, string>(transfer.lines.map((line: Any) => [line.globalSku, line.id]));
  const leaving = lines.filter(({ issued }) => issued > 0);
  const made: Transfer = {
    id,
    status: 'IN_TRANSIT',
    from: FROM,
    to,
    lines: leaving.map(({ sku, issued }) => ({
      ...{ id: idOf.get(sku) ?? '', sku, lot: null, requested: issued, shipped: issued },
      ...{ received: 0, damaged: 0, writtenOff: 0, over: 0 },
    })),
    parcels: gone.map(({ line, key, quantity }) => {
      const { lot, condition, sku } = itemOf(world.stock, key);
      return { line: idOf.get(sku) ?? line, from: key, lot, condition, shipped: quantity, left: quantity };
    }),
    replenishment: null,
  };
  world.transfers.push(made);
  return made;
}

const before: Record<string, string> = {
  SUBMITTED: 'DRAFT',
  APPROVED: 'SUBMITTED',
  PICKING: 'APPROVED',
  ISSUED: 'PICKING',
  REJECTED: 'SUBMITTED',
};

/** One step back, undoing exactly what it did. */
export function rollBack(world: World, op: Op): Deed | null {
  const request = choose(world, op, 'rollBack');
  if (!request) return null;
  const was = request.status;
  return {
    mutation: 'rollBackStockRequest',
    selection,
    input: { id: request.id, reason: 'x' },
    by: 'chief',
    places: [FROM, request.to],
    predict: (stock) => {
      checkState(request, 'rollBack');
      if (was === 'APPROVED') stock.free(request.id);
      if (was === 'ISSUED') takeBack(stock, request);
    },
    learn: (answer) => {
      const { transfer, lines, id } = request;
      const promised = (line: RequestLine) =>
        sum(world.stock.promisesOf(id).map((one) => (one.line === line.id ? one.quantity : 0)));
      for (const line of lines) {
        if (was === 'APPROVED') Object.assign(line, { approved: 0, letGo: 0 });
        if (was === 'ISSUED') Object.assign(line, { issued: 0, letGo: line.approved - promised(line) });
      }
      if (was === 'ISSUED' && transfer) {
        Object.assign(transfer, { status: 'CANCELLED', parcels: [] });
        for (const line of transfer.lines) line.shipped = 0;
      }
      if (was === 'ISSUED') Object.assign(request, { gone: [], transfer: null, delivery: null });
      follow(world, request, answer, before[was] ?? '');
    },
  };
}

function takeBack(stock: Stock, request: Request): void {
  const { id, to, gone, delivery, transfer, lines } = request;
  const touched = transfer?.lines.some(
    ({ received, damaged, writtenOff }) => received + damaged + writtenOff > 0,
  );
  if (transfer && (transfer.status !== 'IN_TRANSIT' || touched)) refuse('GOODS_MOVED_ON');
  const back = gone
    .map(({ key, quantity }): Line => ({ ...itemOf(stock, key), delta: quantity }))
    .toReversed();
  const arrived =
    delivery === 'DIRECT' ? back.map((line) => ({ ...line, at: to, bin: null, delta: -line.delta })) : [];
  try {
    stock.post([...arrived, ...back]);
  } catch (error) {
    if (error instanceof Refused) refuse('GOODS_MOVED_ON');
    throw error;
  }
  // the same stock again, unless a hold took it; then what else there is
  const again = new Map<string, number>();
  const taken = (line: string, key: string, quantity: number) => {
    stock.promise({ doc: id, line }, [{ key, quantity }]);
    again.set(line, (again.get(line) ?? 0) + quantity);
  };
  // what was promised just now is not kept by holds either: both are judged by what was reserved before
  const held = new Map([...stock.items.keys()].map((key) => [key, stock.held(key)]));
  const free = (key: string) =>
    Math.max(0, itemOf(stock, key).onHand - stock.promised(key) - (held.get(key) ?? 0));
  for (const { line, key, quantity } of gone) {
    const part = Math.min(quantity, free(key));
    if (part > 0) taken(line, key, part);
  }
  for (const { id: line, sku, approved, letGo } of lines) {
    let missing = approved - letGo - (again.get(line) ?? 0);
    for (const { key } of goodAt(stock, sku).toSorted(stock.fefo)) {
      const part = Math.min(missing, free(key));
      if (part <= 0) continue;
      taken(line, key, part);
      missing -= part;
    }
  }
}

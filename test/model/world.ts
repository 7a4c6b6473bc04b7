import type { Actor } from '../../src/auth/actor.ts';
import type { OperationAnswer } from '../../src/execution/run-operation.ts';
import { inputTypes } from '../support/documents.ts';
import type { Policy } from './promise.ts';
import { DAY, keyOf, type Line, type Place, type Stock } from './stock.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are of any shape
export type Any = any;

/** One operation as it is generated: what is done, and numbers that it makes its choices by. */
export interface Op {
  do: string;
  a: number;
  b: number;
  c: number;
  /** A quantity, in ten-thousandths. */
  q: number;
  /** Decides on the Idempotency-Key and on faults. */
  luck: number;
}

/** One write: what is sent, what the model says of it, and what is learned from the answer. */
export interface Deed {
  mutation: string;
  selection: string;
  input: Record<string, unknown>;
  by?: 'asker' | 'chief';
  /** The locations whose stock it may touch. */
  places: string[];
  /** Does it to the model's stock, or throws `Refused`. */
  predict(stock: Stock): void;
  /** Takes over what only the gateway knows (ids), and checks what it chose. */
  learn?(answer: Any): void | Promise<void>;
}

/** A posted act that may be reversed. */
export interface Act {
  id: string;
  lines: Line[];
  reversed: boolean;
}

export interface Reservation {
  id: string;
  ended: boolean;
  expiresAt: number;
}

export interface Parcel {
  line: string;
  from: string;
  lot: string | null;
  condition: string;
  shipped: number;
  left: number;
}

export interface TransferLine {
  id: string;
  sku: string;
  lot: string | null;
  requested: number;
  shipped: number;
  received: number;
  damaged: number;
  writtenOff: number;
  over: number;
}

export interface Transfer {
  id: string;
  status: string;
  from: string;
  to: string;
  lines: TransferLine[];
  parcels: Parcel[];
  replenishment: Replenishment | null;
}

export interface RequestLine {
  id: string;
  sku: string;
  requested: number;
  approved: number;
  letGo: number;
  issued: number;
}

export interface Request {
  id: string;
  status: string;
  to: string;
  lines: RequestLine[];
  contributors: Set<string>;
  /** What left with each line, in the order of the movements. */
  gone: { line: string; key: string; quantity: number }[];
  delivery: 'DIRECT' | 'TRANSFER' | 'CONSUMPTION' | null;
  transfer: Transfer | null;
}

export interface CountLine {
  id: string;
  key: string;
  status: string;
  counted: number;
  system: number;
  by: string;
  at: number;
}

export interface Count {
  id: string;
  status: string;
  at: string;
  lines: CountLine[];
}

export interface Task {
  id: string;
  status: string;
  key: string;
  quantity: number;
  splits: { bin: string; quantity: number }[];
}

export interface Replenishment {
  id: string;
  status: string;
  sku: string;
  at: string;
  source: string | null;
  quantity: number;
  received: number;
  transfer: Transfer | null;
}

/** Everything that the model has of an organization. */
export class World {
  stock: Stock;
  readonly policies: Policy[] = [];
  readonly acts: Act[] = [];
  readonly reservations: Reservation[] = [];
  readonly holds: string[] = [];
  readonly transfers: Transfer[] = [];
  readonly requests: Request[] = [];
  readonly counts: Count[] = [];
  readonly tasks: Task[] = [];
  readonly replenishments: Replenishment[] = [];
  /** Asks the gateway; for what an answer does not say. */
  readonly ask: (query: string, variables: Record<string, unknown>) => Promise<Any>;

  constructor(stock: Stock, ask: World['ask']) {
    this.stock = stock;
    this.ask = ask;
  }

  /** Learns of stock items by lines of movements. */
  meet(lines: readonly Any[]): void {
    for (const line of lines) {
      const item = this.stock.item(placeOf(line));
      if (item.id !== '' && item.id !== line.inventoryItemId)
        throw new Error(`${item.key} is two stock items`);
      item.id = line.inventoryItemId;
    }
  }

  /** Learns of a posted act, which must have left what the model has. */
  posted(document: Any, reversible = true): void {
    this.meet(document.lines);
    const last = new Map<string, number>();
    for (const line of document.lines) last.set(keyOf(placeOf(line)), fromDecimal(line.quantityAfter));
    for (const [key, after] of last) {
      const onHand = this.stock.items.get(key)?.onHand;
      if (onHand !== after) throw new Error(`The act left ${after} of ${key}, the model has ${onHand}`);
    }
    if (!reversible) return;
    const lines = document.lines.map((line: Any) => ({
      ...placeOf(line),
      delta: fromDecimal(line.quantityDelta),
    }));
    this.acts.push({ id: document.id, lines, reversed: false });
  }

  /** One of the documents: mostly one that fits, now and then any. */
  choose<T>(all: readonly T[], pick: number, fits: (one: T) => boolean): T | null {
    const fitting = pick % 9 === 8 ? [] : all.filter(fits);
    const among = fitting.length > 0 ? fitting : pick % 9 === 8 ? all : [];
    return among[Math.floor(pick / 9) % Math.max(1, among.length)] ?? null;
  }

  /** The first moment of the day so many days from today (UTC). */
  midnight(days: number): number {
    return Math.floor(this.stock.now / DAY) * DAY + days * DAY;
  }
}

const placeOf = (line: Any): Place => ({
  sku: line.globalSku,
  at: line.locationId,
  bin: line.binId,
  lot: line.lotNumber,
  condition: line.condition,
});

/** A quantity as requests give it. */
export const toDecimal = (quantity: number): string => String(quantity / 10_000);

/** A quantity of an answer. */
export const fromDecimal = (value: number | string): number => Math.round(Number(value) * 10_000);

export const lineSelection =
  '{ inventoryItemId globalSku locationId binId lotNumber condition quantityDelta quantityAfter }';
export const actSelection = `{ id lines ${lineSelection} }`;

/** The text of a mutation. */
export function mutationText(mutation: string, selection: string): string {
  const types = inputTypes as Record<string, string | undefined>;
  const type = types[mutation] ?? `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation($input: ${type}!) { answer: ${mutation}(input: $input) ${selection} }`;
}

/** What an answer comes to: done, or the code of its refusal. */
export const codeOf = ({ errors }: OperationAnswer): string => errors[0]?.code ?? 'done';

/** Who asks. */
export interface People {
  asker: Actor;
  chief: Actor;
}

export const skus = ['A', 'B', 'T'] as const;
export const lots = ['X', 'Y', 'Z'] as const;
export const places = ['MAIN', 'SHOP', 'DEPOT'] as const;
export const bins = ['DOCK', 'M1', 'M2'] as const;
export const channels = ['DTC', 'B2B'] as const;

export const at = <T>(of: readonly T[], index: number): T => of[index % of.length] as T;

/** A row of stock by the numbers of an operation; now and then one that is refused. */
export function rowOf({ a, b, c }: Pick<Op, 'a' | 'b' | 'c'>, where?: string): Place {
  const sku = at(skus, a);
  const location = where ?? at(['MAIN', 'MAIN', 'SHOP', 'DEPOT'], b);
  const lot = sku === 'T' ? at(['X', 'Y', 'Z', 'X', 'Y', 'Z', 'X', 'Y', 'Z', null], c) : null;
  const bin = location === 'MAIN' ? at(['DOCK', 'M1', 'M2', null], Math.floor(a / 3)) : null;
  return { sku, at: location, bin, lot, condition: 'AVAILABLE' };
}

/** A row as requests name it. */
export const named = ({ sku, at: locationId, bin, lot }: Place) => ({
  globalSku: sku,
  locationId,
  ...(bin === null ? {} : { binId: bin }),
  ...(lot === null ? {} : { lotNumber: lot }),
});

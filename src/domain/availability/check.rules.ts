import { type Decimal, max, min, sum, text, ZERO } from '../quantity.rules.ts';
import { type Pickable, pickFefo } from '../stock/fefo.rules.ts';
import { type DatedQuantity, projectPromise } from './atp.rules.ts';

/** A line of a check, resolved. */
export interface CheckLine {
  productId: string;
  globalSku: string;
  productName: string;
  /** `null`: from any location. */
  locationId: string | null;
  quantity: Decimal;
}

/** An item that a check may propose. */
export interface SourceItem extends Pickable {
  lotNumber: string | null;
  binId: string | null;
}

/** What a product's record at one location offers to the asking channel. */
export interface Source {
  productId: string;
  locationId: string;
  /** Today at the location. */
  today: string;
  /** May be negative: then what comes in first makes up for it. */
  atp: Decimal;
  blocked: boolean;
  /** Nothing is promised for a day before this one. */
  availableFrom: string | null;
  backorderLeft: Decimal;
  items: SourceItem[];
  supply: readonly DatedQuantity[];
}

export type CheckStatus = 'AVAILABLE' | 'PARTIAL' | 'BACKORDER' | 'UNAVAILABLE';

/** The answer for a line. */
export interface CheckLineAnswer {
  productMasterId: string;
  globalSku: string;
  productName: string;
  requested: string;
  available: string;
  shortfall: string;
  status: CheckStatus;
  availableDate: string | null;
  allocations: {
    locationId: string;
    inventoryItemId: string;
    lotNumber: string | null;
    expiryDate: string | null;
    binId: string | null;
    quantity: string;
  }[];
}

/** A source with what earlier lines of the same check have taken. */
interface Open extends Source {
  taken: Decimal;
}

/** Answers lines in their order: what one line takes, a later line of the same product cannot have. */
export function checkLines(
  lines: readonly CheckLine[],
  sources: readonly Source[],
  options: { neededBy: string | null; allowSplit: boolean },
): CheckLineAnswer[] {
  const open: Open[] = sources.map((source) => ({
    ...source,
    items: source.items.map((item) => ({ ...item })),
    taken: ZERO,
  }));
  return lines.map((line) => answerLine(line, candidatesFor(line, open), options));
}

function candidatesFor(line: CheckLine, open: readonly Open[]): Open[] {
  return open.filter(
    (source) =>
      source.productId === line.productId &&
      !source.blocked &&
      (line.locationId ?? source.locationId) === source.locationId,
  );
}

function answerLine(
  line: CheckLine,
  candidates: readonly Open[],
  options: { neededBy: string | null; allowSplit: boolean },
): CheckLineAnswer {
  const wanted = line.quantity;
  const offers = candidates
    .map((source) => ({ source, offer: promisedBy(source, options.neededBy ?? source.today) }))
    .sort((a, b) => b.offer.cmp(a.offer) || (a.source.locationId < b.source.locationId ? -1 : 1));
  // without splitting, the location that can give the most gives all
  const used = options.allowSplit ? offers : offers.slice(0, 1);
  const availableDate = firstDate(wanted, candidates, options.allowSplit);
  let left = wanted;
  const allocations: CheckLineAnswer['allocations'] = [];
  for (const { source, offer } of used) {
    const share = min(left, offer);
    if (share.lte(0)) continue;
    allocations.push(...takeNow(source, share));
    source.taken = source.taken.plus(share);
    left = left.minus(share);
  }
  const available = wanted.minus(left);
  const backorder = left.gt(0) ? takeBackorder(candidates, left) : false;
  return {
    productMasterId: line.productId,
    globalSku: line.globalSku,
    productName: line.productName,
    requested: text(wanted),
    available: text(available),
    shortfall: text(left),
    status: left.lte(0) ? 'AVAILABLE' : backorder ? 'BACKORDER' : available.gt(0) ? 'PARTIAL' : 'UNAVAILABLE',
    availableDate,
    allocations,
  };
}

/** The promise of a source over time, after what this check has taken of it. */
function projection({ today, atp, taken, supply, availableFrom }: Open): { date: string; atp: Decimal }[] {
  return projectPromise(today, atp.minus(taken), supply, availableFrom);
}

/** What a source can promise for a day: the last point of its projection up to then. */
function promisedBy(source: Open, day: string): Decimal {
  return projection(source).findLast(({ date }) => date <= day)?.atp ?? ZERO;
}

/** The first day on which the whole quantity can be had, from one location or, when split, from all together. */
function firstDate(wanted: Decimal, candidates: readonly Open[], allowSplit: boolean): string | null {
  const days = [
    ...new Set(candidates.flatMap((source) => projection(source).map(({ date }) => date))),
  ].sort();
  for (const day of days) {
    const offers = candidates.map((source) => promisedBy(source, day));
    const best = allowSplit ? sum(offers) : offers.reduce(max, ZERO);
    if (best.gte(wanted)) return day;
  }
  return null;
}

/** Proposes items for the part of a share that is on the shelf now, first expired first out. */
function takeNow(source: Open, share: Decimal): CheckLineAnswer['allocations'] {
  const held = source.availableFrom !== null && source.availableFrom > source.today;
  const onShelf = held ? ZERO : min(share, max(ZERO, source.atp.minus(source.taken)));
  const { picks } = pickFefo(source.items, onShelf);
  for (const { item, quantity } of picks) item.free = item.free.minus(quantity);
  return picks.map(({ item, quantity }) => ({
    locationId: source.locationId,
    inventoryItemId: item.id,
    lotNumber: item.lotNumber,
    expiryDate: item.expiryDate,
    binId: item.binId,
    quantity: text(quantity),
  }));
}

/** Whether what is short may be backordered at one of the locations; then that much of its limit is used. */
function takeBackorder(candidates: readonly Open[], short: Decimal): boolean {
  const source = candidates.find(({ backorderLeft }) => backorderLeft.gte(short));
  if (!source) return false;
  source.backorderLeft = source.backorderLeft.minus(short);
  return true;
}

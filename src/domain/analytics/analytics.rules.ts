import { type Decimal, decimal, sum, ZERO } from '../quantity.rules.ts';
import { type Days, eachDay } from './period.rules.ts';

/** Units, and what they are worth. */
export interface Amount {
  units: Decimal;
  value: Decimal;
}

/** What moved on a day, of one type. A reversal counts in the direction of what it reverses. */
export interface DaySum {
  day: string;
  type: string;
  unitsIn: string;
  unitsOut: string;
  valueIn: string;
  valueOut: string;
  /** By how much the value on hand changed; beyond what came in and left, averages are rounded. */
  valueChange: string;
}

/** What moved on a day, or in a period, by what it means. */
export interface Flow {
  received: Amount;
  issued: Amount;
  transferredIn: Amount;
  transferredOut: Amount;
  /** Net: more was found than went missing where it is positive. */
  adjusted: Amount;
  countGain: Amount;
  countLoss: Amount;
  valueChange: Decimal;
}

/** A day with what was there at its end. */
export interface DayFigures extends Flow {
  day: string;
  closing: Amount;
}

const none: Amount = { units: ZERO, value: ZERO };
const noFlow: Flow = {
  received: none,
  issued: none,
  transferredIn: none,
  transferredOut: none,
  adjusted: none,
  countGain: none,
  countLoss: none,
  valueChange: ZERO,
};

export const plus = (a: Amount, b: Amount): Amount => ({
  units: a.units.plus(b.units),
  value: a.value.plus(b.value),
});
export const minus = (a: Amount, b: Amount): Amount => ({
  units: a.units.minus(b.units),
  value: a.value.minus(b.value),
});

/** What a sum of one type means. */
function flowOf(row: DaySum): Partial<Flow> {
  const come = { units: decimal(row.unitsIn), value: decimal(row.valueIn) };
  const gone = { units: decimal(row.unitsOut), value: decimal(row.valueOut) };
  const valueChange = decimal(row.valueChange);
  switch (row.type) {
    case 'RECEIPT':
      return { received: minus(come, gone), valueChange };
    case 'ISSUE':
      return { issued: minus(gone, come), valueChange };
    case 'TRANSFER':
      return { transferredIn: come, transferredOut: gone, valueChange };
    case 'CYCLE_COUNT':
      return { adjusted: minus(come, gone), countGain: come, countLoss: gone, valueChange };
    default:
      return { adjusted: minus(come, gone), valueChange };
  }
}

export function addFlow(a: Flow, b: Partial<Flow>): Flow {
  return {
    received: plus(a.received, b.received ?? none),
    issued: plus(a.issued, b.issued ?? none),
    transferredIn: plus(a.transferredIn, b.transferredIn ?? none),
    transferredOut: plus(a.transferredOut, b.transferredOut ?? none),
    adjusted: plus(a.adjusted, b.adjusted ?? none),
    countGain: plus(a.countGain, b.countGain ?? none),
    countLoss: plus(a.countLoss, b.countLoss ?? none),
    valueChange: a.valueChange.plus(b.valueChange ?? ZERO),
  };
}

/** Units that came less units that left. */
export const netUnits = (flow: Flow): Decimal =>
  flow.received.units
    .minus(flow.issued.units)
    .plus(flow.transferredIn.units)
    .minus(flow.transferredOut.units)
    .plus(flow.adjusted.units);

/** The days of a period, each with what was there at its end: counted back from what is there after the last. */
export function seriesOf(period: Days, sums: readonly DaySum[], atEnd: Amount): DayFigures[] {
  const flows = new Map<string, Flow>();
  for (const row of sums) flows.set(row.day, addFlow(flows.get(row.day) ?? noFlow, flowOf(row)));
  const series: DayFigures[] = [];
  let closing = atEnd;
  for (const day of eachDay(period).reverse()) {
    const flow = flows.get(day) ?? noFlow;
    series.push({ day, ...flow, closing });
    closing = before(closing, flow);
  }
  return series.reverse();
}

const before = (closing: Amount, flow: Flow): Amount => ({
  units: closing.units.minus(netUnits(flow)),
  value: closing.value.minus(flow.valueChange),
});

/** A period as a whole. */
export interface PeriodFigures extends Flow {
  atStart: Amount;
  atEnd: Amount;
  /** What came into the scope from outside, and what left it. */
  in: Amount;
  out: Amount;
  /** By how much more is on its way between the scope's locations; none for a single location. */
  inTransitChange: Amount;
  /** What rounding averages to 4 places changed of the value. */
  revaluation: Decimal;
  /** Mean of the values at the end of each day. */
  averageValue: Decimal;
}

/** @param single one location: then a transfer comes in or leaves; else it moves inside the scope. */
export function totalsOf(series: readonly DayFigures[], single: boolean): PeriodFigures {
  const [first] = series;
  const last = series.at(-1);
  const flow = series.reduce<Flow>((total, day) => addFlow(total, day), noFlow);
  const atEnd = last?.closing ?? none;
  const moved = minus(flow.transferredOut, flow.transferredIn);
  const [come, gone, inTransitChange] = single
    ? [plus(flow.received, flow.transferredIn), plus(flow.issued, flow.transferredOut), none]
    : [flow.received, flow.issued, moved];
  const explained = come.value.minus(gone.value).plus(flow.adjusted.value).minus(inTransitChange.value);
  return {
    ...flow,
    atStart: first ? before(first.closing, first) : none,
    atEnd,
    in: come,
    out: gone,
    inTransitChange,
    revaluation: flow.valueChange.minus(explained),
    averageValue:
      series.length === 0 ? ZERO : sum(series.map(({ closing }) => closing.value)).div(series.length),
  };
}

/** How often the average stock was issued, in the period and at that pace in 365 days; null without an average. */
export function turnoverOf({ issued, averageValue }: PeriodFigures, days: number) {
  if (averageValue.lte(0)) return { turns: null, annualTurns: null };
  return {
    turns: issued.value.div(averageValue),
    annualTurns: issued.value.times(365).div(averageValue.times(days)),
  };
}

/** How many days the stock at the end lasts at the pace of the period; null where nothing was issued. */
export function daysOfSupplyOf({ issued, atEnd }: PeriodFigures, days: number): Decimal | null {
  return issued.value.lte(0) ? null : atEnd.value.times(days).div(issued.value);
}

/** `part` of `whole` in percent; null without a whole. */
export function percent(part: Decimal | number, whole: Decimal | number): Decimal | null {
  return decimal(whole).lte(0) ? null : decimal(part).times(100).div(whole);
}

import { type Decimal, text } from '../quantity.rules.ts';
import {
  type Amount,
  type DayFigures,
  daysOfSupplyOf,
  minus,
  netUnits,
  type PeriodFigures,
  percent,
  turnoverOf,
} from './analytics.rules.ts';

const orNull = (value: Decimal | null): string | null => value && text(value);
const units = ({ units }: Amount): string => text(units);
const value = ({ value }: Amount): string => text(value);

/** The totals of a period as they are answered. */
export function presentTotals(total: PeriodFigures) {
  return {
    unitsAtStart: units(total.atStart),
    valueAtStart: value(total.atStart),
    unitsIn: units(total.in),
    valueIn: value(total.in),
    unitsOut: units(total.out),
    valueOut: value(total.out),
    unitsAdjusted: units(total.adjusted),
    valueAdjusted: value(total.adjusted),
    unitsInTransitChange: units(total.inTransitChange),
    valueInTransitChange: value(total.inTransitChange),
    revaluation: text(total.revaluation),
    unitsAtEnd: units(total.atEnd),
    valueAtEnd: value(total.atEnd),
    averageValue: text(total.averageValue),
    unitsReceived: units(total.received),
    valueReceived: value(total.received),
    unitsIssued: units(total.issued),
    valueIssued: value(total.issued),
    unitsTransferredIn: units(total.transferredIn),
    valueTransferredIn: value(total.transferredIn),
    unitsTransferredOut: units(total.transferredOut),
    valueTransferredOut: value(total.transferredOut),
  };
}

/** The turnover of a period as it is answered. */
export function presentTurnover(total: PeriodFigures, days: number) {
  const { turns, annualTurns } = turnoverOf(total, days);
  return {
    costOfGoodsIssued: value(total.issued),
    averageValue: text(total.averageValue),
    turns: orNull(turns),
    annualTurns: orNull(annualTurns),
  };
}

/** How long the stock lasts, as it is answered. */
export function presentDaysOfSupply(total: PeriodFigures, days: number): string | null {
  return orNull(daysOfSupplyOf(total, days));
}

/** What counts found missing, as it is answered. */
export function presentShrinkage({ countGain, countLoss, averageValue }: PeriodFigures) {
  const net = minus(countLoss, countGain);
  return {
    unitsLost: units(countLoss),
    valueLost: value(countLoss),
    unitsFound: units(countGain),
    valueFound: value(countGain),
    unitsNet: units(net),
    valueNet: value(net),
    ratePercent: orNull(percent(net.value, averageValue)),
  };
}

/** A day as it is answered. */
export function presentDay(day: DayFigures) {
  return {
    date: day.day,
    unitsReceived: units(day.received),
    unitsIssued: units(day.issued),
    valueIssued: value(day.issued),
    unitsTransferredIn: units(day.transferredIn),
    unitsTransferredOut: units(day.transferredOut),
    unitsAdjusted: units(day.adjusted),
    unitsNet: text(netUnits(day)),
    units: units(day.closing),
    value: value(day.closing),
  };
}

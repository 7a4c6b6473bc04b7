import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AbcClass, abcClasses } from '../organizations/settings.rules.ts';
import { decimal, sum, text } from '../quantity.rules.ts';
import { referredId } from '../references.query.ts';
import { areFiguresHidden } from './figures.query.ts';

/** How near counts were to what the system had. */
export interface AccuracyFigures {
  /** Lines that are looked at. */
  lines: number;
  /** Those of them with a count. */
  counted: number;
  withinTolerance: number;
  /** Of those with a count, how many percent were within tolerance; null without any. */
  accuracyPercent: string | null;
  /** What the system had of them, in value. */
  systemValue: string;
  netVarianceValue: string;
  absoluteVarianceValue: string;
  netVarianceQuantity: string;
}

/** Accuracy as a whole and by class. */
export interface CountAccuracy extends AccuracyFigures {
  byClass: (AccuracyFigures & { class: AbcClass })[];
}

/** Which counts are looked at; all that is given must hold. */
export interface AccuracyFilter {
  /** Id or code. */
  locationId?: string | null;
  /** Resolved on this day of the location's calendar, or later. */
  fromDate?: string | null;
  /** Resolved on this day of the location's calendar, or earlier. */
  toDate?: string | null;
}

type ClassRow = Omit<AccuracyFigures, 'accuracyPercent'> & { class: AbcClass };

const figures = sql<Omit<ClassRow, 'class'>>`
  count(*)::int as lines, count(n.counted_quantity)::int as counted, (count(*) filter (where n.within_tolerance))::int as "withinTolerance",
  coalesce(sum(n.system_quantity * n.unit_cost), 0) as "systemValue",
  coalesce(sum((n.counted_quantity - n.system_quantity) * n.unit_cost), 0) as "netVarianceValue",
  coalesce(sum(abs(n.counted_quantity - n.system_quantity) * n.unit_cost), 0) as "absoluteVarianceValue",
  coalesce(sum(n.counted_quantity - n.system_quantity), 0) as "netVarianceQuantity"`;

/** The accuracy of some batches, of what is counted of them so far; batches of which figures are kept back have none. */
export async function accuracyOfCounts(
  tx: Tx,
  ids: readonly string[],
  seesStock: boolean,
): Promise<(CountAccuracy & { id: string })[]> {
  const { rows } = await sql<ClassRow & { id: string; hidden: boolean }>`
    select b.id, n.class, bool_or(${areFiguresHidden(tx, seesStock)}) as hidden, ${figures}
    from cycle_count_batch b join cycle_count_line n on n.org_id = ${tx.orgId} and n.batch_id = b.id
    where b.org_id = ${tx.orgId} and b.id = any(${ids}::text[]) group by b.id, n.class`.execute(tx.db);
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, classes]) =>
    classes.some(({ hidden }) => hidden) ? [] : [{ id, ...accuracyOf(classes) }],
  );
}

/** The accuracy of the lines that were resolved in a period; lines whose figures are kept back are not among them. */
export async function accuracyOfPeriod(
  tx: Tx,
  { locationId, fromDate, toDate }: AccuracyFilter,
  seesStock: boolean,
): Promise<CountAccuracy> {
  const place = locationId ? sql`and n.location_id = ${referredId(tx, 'location', locationId)}` : sql``;
  const from = fromDate
    ? sql`and n.resolved_at >= ${fromDate}::date::timestamp at time zone l.timezone`
    : sql``;
  const to = toDate
    ? sql`and n.resolved_at < (${toDate}::date + 1)::timestamp at time zone l.timezone`
    : sql``;
  const { rows } = await sql<ClassRow>`
    select n.class, ${figures}
    from cycle_count_line n
    join cycle_count_batch b on b.org_id = ${tx.orgId} and b.id = n.batch_id
    join location l on l.org_id = ${tx.orgId} and l.id = n.location_id
    where n.org_id = ${tx.orgId} and n.resolved_at is not null ${place} ${from} ${to}
      and not ${areFiguresHidden(tx, seesStock)}
    group by n.class`.execute(tx.db);
  return accuracyOf(rows);
}

function accuracyOf(rows: readonly ClassRow[]): CountAccuracy {
  const byClass = abcClasses.flatMap((name) =>
    rows.filter((row) => row.class === name).map((row) => ({ class: name, ...completed([row]) })),
  );
  return { ...completed(rows), byClass };
}

function completed(rows: readonly ClassRow[]): AccuracyFigures {
  const total = (name: 'lines' | 'counted' | 'withinTolerance') =>
    rows.reduce((so, row) => so + row[name], 0);
  const [counted, withinTolerance] = [total('counted'), total('withinTolerance')];
  const value = (
    name: 'systemValue' | 'netVarianceValue' | 'absoluteVarianceValue' | 'netVarianceQuantity',
  ) => text(sum(rows.map((row) => row[name])));
  return {
    lines: total('lines'),
    counted,
    withinTolerance,
    accuracyPercent: counted === 0 ? null : text(decimal(withinTolerance).times(100).div(counted).round(2)),
    systemValue: value('systemValue'),
    netVarianceValue: value('netVarianceValue'),
    absoluteVarianceValue: value('absoluteVarianceValue'),
    netVarianceQuantity: value('netVarianceQuantity'),
  };
}

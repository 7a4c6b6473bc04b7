import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { PATH_SEPARATOR } from '../categories/categories.rules.ts';
import { addDays } from '../dates.rules.ts';
import { Refusals } from '../errors.rules.ts';
import { referredId } from '../references.query.ts';
import { type Days, daysIn, MAX_DAYS } from './period.rules.ts';

/** What analytics are asked of; all that is given must hold. */
export interface AnalyticsFilter {
  /** Id or code; left out: all locations together. */
  locationId?: string | null;
  /** Id or path; with the categories below it. */
  categoryId?: string | null;
  /** Default: 30 days, up to the last one. */
  fromDate?: string | null;
  /** Default, and at most: today. */
  toDate?: string | null;
}

/** What analytics are about: days, and the stock whose movements count. */
export interface AnalyticsScope {
  orgId: number;
  now: Date;
  period: Days;
  days: number;
  /** The present day where it has come furthest: no movement is of a later one. */
  today: string;
  /** Null: all of them. */
  location: { id: string; code: string; name: string } | null;
  category: { id: string; name: string; path: string } | null;
}

interface Place {
  today: string;
  location: AnalyticsScope['location'];
  category: AnalyticsScope['category'];
}

const DEFAULT_DAYS = 30;

/**
 * Reads what a filter names, in one statement.
 * @throws VALIDATION_FAILED and NOT_FOUND naming every bad field.
 */
export async function readAnalyticsScope(
  tx: Tx,
  now: Date,
  filter: AnalyticsFilter,
): Promise<AnalyticsScope> {
  const { orgId } = tx;
  const { locationId = null, categoryId = null } = filter;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<Place>`
    with place as (
      select l.id, l.code, l.name, l.timezone from location l where l.org_id = ${orgId} and l.id = ${referredId(tx, 'location', locationId ?? '')}
    ), kind as (
      select c.id, c.name, c.path from category c where c.org_id = ${orgId} and c.id = ${referredId(tx, 'category', categoryId ?? '')}
    )
    select (select to_jsonb(place) - 'timezone' from place) as location, (select to_jsonb(kind) from kind) as category,
      coalesce((select (${moment} at time zone place.timezone)::date from place),
        (select max((${moment} at time zone l.timezone)::date) from location l where l.org_id = ${orgId}),
        (${moment} at time zone 'UTC')::date) as today`.execute(tx.db);
  const place = rows[0];
  if (!place) throw new Error('A select without a table answered nothing');
  const refusals = new Refusals();
  const period = periodOf(filter, place.today, refusals);
  missing(refusals, 'location', 'filter.locationId', locationId, place.location);
  missing(refusals, 'category', 'filter.categoryId', categoryId, place.category);
  refusals.throwIfAny();
  return { orgId, now, period, days: daysIn(period), ...place };
}

function missing(refusals: Refusals, noun: string, path: string, asked: string | null, found: object | null) {
  refusals.check(
    asked === null || found !== null,
    'NOT_FOUND',
    path,
    `there is no ${noun} ${JSON.stringify(asked)}`,
  );
}

/** The period that is asked for; days to come hold nothing yet, so it ends today at the latest. */
function periodOf({ fromDate, toDate }: AnalyticsFilter, today: string, refusals: Refusals): Days {
  const asked = toDate ?? today;
  const from = fromDate ?? addDays(asked < today ? asked : today, 1 - DEFAULT_DAYS);
  const bad = (path: string, message: string) => refusals.check(false, 'VALIDATION_FAILED', path, message);
  if (toDate != null && from > asked) bad('filter.toDate', `must not be before fromDate (${from})`);
  else if (from > today) bad('filter.fromDate', `must not be in the future (today is ${today})`);
  else if (daysIn({ from, to: asked }) > MAX_DAYS)
    // the one that was given is at fault: the other is a default
    fromDate == null
      ? bad('filter.toDate', `must be within two years of fromDate (${from})`)
      : bad('filter.fromDate', 'must be within two years of toDate');
  return { from, to: asked < today ? asked : today };
}

/** `and <alias>.location_id = <the scope's>`; nothing where the scope is every location. */
export function atLocation({ location }: AnalyticsScope, alias: string): RawBuilder<unknown> {
  return location ? sql`and ${sql.ref(`${alias}.location_id`)} = ${location.id}` : sql``;
}

/** `and <column> in <the scope's products>`; nothing where the scope is every product. */
export function ofCategory({ orgId, category }: AnalyticsScope, column: string): RawBuilder<unknown> {
  if (!category) return sql``;
  return sql`and ${sql.ref(column)} in (
    select y.id from category c join product y on y.org_id = ${orgId} and y.category_id = c.id
    where c.org_id = ${orgId} and (c.id = ${category.id} or starts_with(c.path, ${category.path + PATH_SEPARATOR})))`;
}

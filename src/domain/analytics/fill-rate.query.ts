import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { decimal, text } from '../quantity.rules.ts';
import { percent } from './analytics.rules.ts';
import { type AnalyticsScope, ofCategory } from './scope.query.ts';

/** How much of what was asked for by stock requests was issued. */
export interface FillRate {
  requests: number;
  lines: number;
  linesInFull: number;
  unitsRequested: string;
  unitsIssued: string;
  /** Percent of the units; null where nothing was asked for. */
  ratePercent: string | null;
  /** Percent of the lines. */
  lineRatePercent: string | null;
}

/** The requests that were issued in the period, by the calendar of the location that supplied them. */
export async function readFillRate({ db }: Tx, scope: AnalyticsScope): Promise<FillRate> {
  const { orgId, period, location } = scope;
  // a day of any calendar begins and ends within a day of that of UTC: the index finds these, the calendar decides
  const { rows } = await sql<Omit<FillRate, 'ratePercent' | 'lineRatePercent'>>`
    select count(distinct q.id)::int as requests, count(*)::int as lines, (count(*) filter (where n.issued >= n.requested))::int as "linesInFull",
      coalesce(sum(n.requested), 0) as "unitsRequested", coalesce(sum(n.issued), 0) as "unitsIssued"
    from stock_request q
    join location l on l.org_id = ${orgId} and l.id = q.from_location_id
    join stock_request_line n on n.org_id = ${orgId} and n.request_id = q.id
    where q.org_id = ${orgId} and q.status = 'ISSUED' and q.issued_at >= ${period.from}::date - 1 and q.issued_at < ${period.to}::date + 2
      and (q.issued_at at time zone l.timezone)::date between ${period.from}::date and ${period.to}::date
      ${location ? sql`and q.from_location_id = ${location.id}` : sql``} ${ofCategory(scope, 'n.product_id')}`.execute(
    db,
  );
  const found = rows[0] ?? { requests: 0, lines: 0, linesInFull: 0, unitsRequested: '0', unitsIssued: '0' };
  const { lines, linesInFull, unitsRequested, unitsIssued } = found;
  return {
    ...found,
    unitsRequested: text(decimal(unitsRequested)),
    unitsIssued: text(decimal(unitsIssued)),
    ratePercent: percent(decimal(unitsIssued), decimal(unitsRequested))?.toFixed() ?? null,
    lineRatePercent: percent(linesInFull, lines)?.toFixed() ?? null,
  };
}

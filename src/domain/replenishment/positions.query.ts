import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { consumption } from '../availability/demand.query.ts';
import type { OrganizationSettings } from '../organizations/settings.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { type Pair, pairKey } from '../stock/locked-stock.rules.ts';
import { owedToHolds } from '../stock/owed-to-holds.query.ts';
import type { Place } from './places.rules.ts';

/** Which places are looked at: all that is given must hold. */
export interface PlacesRequest {
  now: Date;
  settings: Required<OrganizationSettings>;
  productIds?: readonly string[] | null;
  /** Only these are low; others are looked at for what they can spare. */
  locationId?: string | null;
  /** Stock that has expired by this day does not count; left out: today. */
  asOf?: string | null;
}

type Figures = 'available' | 'incoming' | 'onOrder' | 'unallocatedDemand' | 'dailyDemand';
type Numbers =
  | Figures
  | 'min'
  | 'reorderPoint'
  | 'max'
  | 'safetyStock'
  | 'orderMultiple'
  | 'autoApproveLimit';
type Row = Omit<Place, Numbers> & { [Name in Numbers]: Place[Name] extends Decimal ? string : string | null };

/** How many places were looked at, and those that are low or can spare something for one that is. */
export interface FoundPlaces {
  evaluated: number;
  places: Place[];
}

/**
 * Finds, in one statement however many settings there are, the places that are at or below their reorder point, and the
 * other places of their products that have more than their own maximum.
 */
export async function findLowPlaces({ db, orgId }: Tx, request: PlacesRequest): Promise<FoundPlaces> {
  const { productIds, locationId } = request;
  const every = sql`replenishment_config c`;
  const chosen: Chosen = productIds
    ? {
        from: every,
        configs: sql`c.product_id = any(${productIds}::text[])`,
        rows: (x) => sql`${x}.product_id = any(${productIds}::text[])`,
      }
    : { from: every, configs: sql`true`, rows: () => sql`true` };
  // what the rules say exactly is kept simple here: this level is never below theirs
  const level = sql`case s.method when 'MIN_MAX' then s.min when 'REORDER_POINT' then s."reorderPoint"
    else greatest(s."reorderPoint", round(s."dailyDemand" * s."leadTimeDays" + s."safetyStock", 4)) end`;
  const { rows } = await sql<Row & { evaluated: number; configId: string | null }>`
    with place as materialized (${placesOf(orgId, request, chosen)}),
    low as (
      select s."configId", s."productId" from place s
      where s.available + s.incoming + s."onOrder" - s."unallocatedDemand" <= ${level}
        and ${locationId ? sql`s."locationId" = ${locationId}` : sql`true`}
    )
    select n.evaluated, x.* from (
      select count(*)::int as evaluated from place s where ${locationId ? sql`s."locationId" = ${locationId}` : sql`true`}
    ) n left join (
      select s.* from place s where s."configId" in (select "configId" from low)
        or (s.available - s."unallocatedDemand" > s.max and s."productId" in (select "productId" from low))
    ) x on true`.execute(db);
  return {
    evaluated: rows[0]?.evaluated ?? 0,
    places: rows.filter(({ configId }) => configId !== null).map(asPlace),
  };
}

/** Some products at some locations as they stand, where they have settings; these are locked, in the order of their ids. */
export async function lockPlaces(
  { db, orgId }: Tx,
  pairs: readonly Pair[],
  request: PlacesRequest,
): Promise<Place[]> {
  const distinct = [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
  const chosen: Chosen = {
    // named first, so that all else is looked up for these alone
    from: sql`unnest(${distinct.map(({ productId }) => productId)}::text[], ${distinct.map(({ locationId }) => locationId)}::text[])
      as w(product_id, location_id)
    join replenishment_config c on c.org_id = ${orgId} and c.product_id = w.product_id and c.location_id = w.location_id`,
    configs: sql`true`,
    // for a few settings their own rows are looked up, one after another
    rows: (x, place) => sql`${x}.product_id = c.product_id and ${x}.${place} = c.location_id`,
  };
  const { rows } = await sql<Row>`
    ${placesOf(orgId, request, chosen)} order by c.id for no key update of c`.execute(db);
  return rows.map(asPlace);
}

const asPlace = (row: Row): Place => ({
  ...row,
  min: decimal(row.min),
  reorderPoint: decimal(row.reorderPoint),
  max: row.max === null ? null : decimal(row.max),
  safetyStock: decimal(row.safetyStock),
  orderMultiple: row.orderMultiple === null ? null : decimal(row.orderMultiple),
  autoApproveLimit: row.autoApproveLimit === null ? null : decimal(row.autoApproveLimit),
  available: decimal(row.available),
  incoming: decimal(row.incoming),
  onOrder: decimal(row.onOrder),
  unallocatedDemand: decimal(row.unallocatedDemand),
  dailyDemand: decimal(row.dailyDemand),
});

/** Which settings are looked at, and which rows of what they are joined with. */
interface Chosen {
  /** The settings, as `c`, before all that they are joined with. */
  from: RawBuilder<unknown>;
  /** Over `replenishment_config as c`. */
  configs: RawBuilder<unknown>;
  /** Over rows under an alias, by the name of their location's column; may refer to `c`. */
  rows(alias: RawBuilder<unknown>, place: RawBuilder<unknown>): RawBuilder<unknown>;
}

const locationColumn = sql.ref('location_id');

function placesOf(orgId: number, request: PlacesRequest, chosen: Chosen): RawBuilder<unknown> {
  return sql`
    select c.id as "configId", c.product_id as "productId", p.global_sku as "globalSku", p.name as "productName",
      c.location_id as "locationId", l.code as "locationCode", l.name as "locationName", c.method, c.min,
      c.reorder_point as "reorderPoint", c.max, c.safety_stock as "safetyStock", c.lead_time_days as "leadTimeDays",
      c.cover_days as "coverDays", c.order_multiple as "orderMultiple", c.source_type as "preferredType",
      c.source_location_id as "preferredLocationId", c.supplier, c.auto_approve_limit as "autoApproveLimit", c.announced,
      coalesce(v.on_hand - v.unpromisable_on_hand - v.reserved + v.unpromisable_reserved, 0) + coalesce(e.correction, 0) as available,
      coalesce(v.incoming, 0) - coalesce(o.ordered, 0) as incoming, coalesce(o.to_come, 0) as "onOrder",
      coalesce(a.quantity, 0) as "unallocatedDemand", coalesce(d.daily, 0) as "dailyDemand"
    from ${chosen.from}
    join product p on p.org_id = ${orgId} and p.id = c.product_id and p.status = 'ACTIVE'
    join location l on l.org_id = ${orgId} and l.id = c.location_id and l.status = 'ACTIVE'
    left join availability v on v.org_id = ${orgId} and v.product_id = c.product_id and v.location_id = c.location_id
    left join lateral (${onOrder(orgId, chosen)}) o on o.product_id = c.product_id and o.location_id = c.location_id
    left join lateral (${unallocatedDemand(orgId, chosen)}) a on a.product_id = c.product_id and a.location_id = c.location_id
    left join lateral (${dailyDemand(orgId, request, chosen)}) d
      on d.product_id = c.product_id and d.location_id = c.location_id and c.method = 'DAYS_OF_COVER'
    left join lateral (${corrections(orgId, request)}) e on true
    where c.org_id = ${orgId} and c.active and ${chosen.configs}`;
}

/**
 * What open replenishments still bring, drafts as well as what is ordered; once their transfer has left, it is supply of
 * the transfer.
 */
const onOrder = (orgId: number, { rows }: Chosen) => sql`
  select r.product_id, r.location_id, sum(r.quantity - r.received) as to_come,
    coalesce(sum(r.quantity - r.received) filter (where r.status = 'ORDERED'), 0) as ordered
  from replenishment r left join transfer f on f.org_id = ${orgId} and f.replenishment_id = r.id
  where r.org_id = ${orgId} and r.status in ('DRAFT', 'APPROVED', 'ORDERED')
    and (f.id is null or f.status in ('DRAFT', 'APPROVED')) and ${rows(sql.ref('r'), locationColumn)}
  group by 1, 2`;

/**
 * Demand not allocated: what documents ask of a location and have reserved nothing of yet. The one place where it is
 * added up: further kinds of documents are further rows of this union.
 */
const unallocatedDemand = (orgId: number, { rows }: Chosen) => sql`
  select u.product_id, u.location_id, sum(u.quantity) as quantity from (
    select r.product_id, r.source_location_id as location_id, r.quantity
    from replenishment r left join transfer f on f.org_id = ${orgId} and f.replenishment_id = r.id
    where r.org_id = ${orgId} and r.source_location_id is not null and r.status in ('DRAFT', 'APPROVED', 'ORDERED')
      and (f.id is null or f.status = 'DRAFT') and ${rows(sql.ref('r'), sql.ref('source_location_id'))}
    union all
    select n.product_id, n.location_id, n.requested from (
      select n.product_id, q.from_location_id as location_id, n.requested
      from stock_request q join stock_request_line n on n.org_id = ${orgId} and n.request_id = q.id
      where q.org_id = ${orgId} and q.status = 'SUBMITTED'
    ) n where ${rows(sql.ref('n'), locationColumn)}
  ) u group by 1, 2`;

/** Average daily demand over the window, as the ledger has it: what was reversed does not count. */
const dailyDemand = (orgId: number, { now, settings }: PlacesRequest, { rows }: Chosen) => {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const days = sql`${settings.demandWindowDays}::int`;
  return sql`
    select m.product_id, m.location_id, greatest(-sum(m.quantity_delta), 0) / ${days} as daily
    from movement m
    where m.org_id = ${orgId} and ${consumption} and m.posted_at > ${moment} - make_interval(days => ${days}) and m.posted_at <= ${moment}
      and ${rows(sql.ref('m'), locationColumn)}
    group by 1, 2`;
};

/**
 * What has to be set right in a record's sums, over `availability as v`: expired stock is not available, what lapsed
 * reservations hold is, unless holds are owed it. Items are looked at only where the record says that something is due.
 */
function corrections(orgId: number, { now, settings, asOf }: PlacesRequest): RawBuilder<unknown> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const today = sql`coalesce(${asOf ?? null}::date, (${moment} at time zone l.timezone)::date)`;
  const firstGood = settings.lotGoodOnExpiryDate ? today : sql`(${today} + 1)`;
  return sql`
    select sum(case when i.expiry_date < ${firstGood} then i.reserved - i.on_hand
      else k.lapsed - least(k.lapsed, ${owedToHolds(orgId, now)}) end) as correction
    from stock_item i
    cross join lateral (
      select coalesce(sum(x.quantity), 0) as lapsed from allocation x
      where x.org_id = ${orgId} and x.item_id = i.id and x.status = 'OPEN' and x.expires_at <= ${moment} and i.next_release_at <= ${moment}
    ) k
    where (v.next_release_at <= ${moment} or v.first_expiry_date < ${firstGood})
      and i.org_id = ${orgId} and i.product_id = c.product_id and i.location_id = c.location_id and i.promisable`;
}

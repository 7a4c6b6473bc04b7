import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { BinType } from '../bins/bins.rules.ts';
import { refusedField } from '../errors.rules.ts';
import { type Page, type PageRequest, readPage } from '../lists.query.ts';
import { findLocations } from '../lookups.query.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { nowColumns } from '../stock/stock-items.query.ts';

/** Which bins are shown. */
export interface TransferBinFilter {
  /** Id or code. */
  locationId: string;
  /** Only what is there of this product, in the bins that have some. */
  productMasterId?: string | null;
}

/** What lies in a bin of one product and lot, in one condition. */
export interface TransferBinLotRow {
  productMasterId: string;
  globalSku: string;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  onHand: string;
  available: string;
}

/** A bin with what lies in it, or with an id of null, what lies in no bin. */
export interface TransferBinRow {
  id: string | null;
  code: string | null;
  name: string | null;
  zone: string | null;
  type: BinType | null;
  blocked: boolean;
  onHand: string;
  available: string;
  lots: TransferBinLotRow[];
}

/** Most entries that are told of one bin; its sums are of all. */
const MOST_LOTS = 1_000;

type Place = Omit<TransferBinRow, 'id' | 'onHand' | 'available' | 'lots'> & { key: string };
type Contents = Pick<TransferBinRow, 'onHand' | 'available' | 'lots'>;

/**
 * The bins of a location, by code, and before them what lies in no bin: what is on hand, and what of it is available.
 * @throws NOT_FOUND naming the location
 */
export async function listTransferBins(
  tx: Tx,
  now: Date,
  { locationId, productMasterId = null }: TransferBinFilter,
  request: PageRequest,
): Promise<Page<TransferBinRow>> {
  const location = (await findLocations(tx, [locationId])).get(locationId);
  if (!location) throw refusedField('NOT_FOUND', 'filter.locationId', 'there is no such location');
  const where = { locationId: location.id, productId: productMasterId };
  const places = tx.db.selectFrom(placesOf(tx, where).as('b'));
  const page = await readPage<Place>(
    {
      rows: places.select(['b.key', 'b.code', 'b.name', 'b.zone', 'b.type', 'b.blocked']) as never,
      countable: places as never,
      id: sql.ref('b.key'),
      order: { name: 'code', expression: sql`coalesce(b.code, '')`, type: 'text', descending: false },
    },
    request,
  );
  const contents = await readContents(
    tx,
    now,
    where,
    page.rows.map(({ key }) => key),
  );
  const rows = page.rows.map(({ key, code, name, zone, type, blocked }) => ({
    id: key || null,
    ...{ code, name, zone, type, blocked },
    ...(contents.get(key) ?? { onHand: '0', available: '0', lots: [] }),
  }));
  return { ...page, rows };
}

interface Where {
  locationId: string;
  productId: string | null;
}

const stockOf = ({ orgId }: Tx, { locationId, productId }: Where) => sql`stock_item i
  where i.org_id = ${orgId} and i.location_id = ${locationId} and i.on_hand <> 0
  ${productId === null ? sql`` : sql`and i.product_id = ${productId}`}`;

/** The bins by their ids, and '' for no bin, where something lies in none. */
function placesOf(tx: Tx, where: Where) {
  const stocked =
    where.productId === null ? sql`` : sql`and x.id in (select i.bin_id from ${stockOf(tx, where)})`;
  return sql<Place>`(
    select x.id as key, x.code, x.name, x.zone, x.type, x.blocked from bin x
    where x.org_id = ${tx.orgId} and x.location_id = ${where.locationId} ${stocked}
    union all
    select '', null, null, null, null, false where exists (select 1 from ${stockOf(tx, where)} and i.bin_id is null))`;
}

/** What lies in some bins: by product, lot and condition, first expired first. */
async function readContents(
  tx: Tx,
  now: Date,
  where: Where,
  keys: readonly string[],
): Promise<Map<string, Contents>> {
  const { orgId } = tx;
  const { available } = nowColumns(orgId, now);
  const { rows } = await sql<Contents & { key: string }>`
    select d.key, sum(d.on_hand) as "onHand", sum(d.available) as available,
      jsonb_agg(jsonb_build_object('productMasterId', d.product_id, 'globalSku', d.global_sku, 'lotId', d.lot_id, 'lotNumber', d.number,
        'expiryDate', d.expiry_date, 'condition', d.condition, 'onHand', d.on_hand::text, 'available', d.available::text)
        order by d.no) filter (where d.no <= ${MOST_LOTS}) as lots
    from (
      select coalesce(i.bin_id, '') as key, i.product_id, p.global_sku, i.lot_id, t.number, i.expiry_date, i.condition, i.on_hand,
        ${available} as available,
        row_number() over (partition by i.bin_id order by p.global_sku, i.expiry_date nulls last, t.number, i.condition) as no
      from (select i.* from ${stockOf(tx, where)} and coalesce(i.bin_id, '') = any(${keys}::text[])) i
      join location l on l.org_id = ${orgId} and l.id = i.location_id
      join organization o on o.org_id = ${orgId}
      join product p on p.org_id = ${orgId} and p.id = i.product_id
      left join lot t on t.org_id = ${orgId} and t.id = i.lot_id
    ) d group by d.key`.execute(tx.db);
  return new Map(rows.map(({ key, ...contents }) => [key, contents]));
}

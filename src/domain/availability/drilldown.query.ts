import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { dayIn } from '../dates.rules.ts';
import { refusedField } from '../errors.rules.ts';
import { findProducts, type NamedLocation, type NamedProduct } from '../lookups.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import { type StockItemRow, stockItemsOf } from '../stock/stock-items.query.ts';
import { projectPromise } from './atp.rules.ts';
import { asCell, type MatrixCell } from './channel-matrix.query.ts';
import { readSupply } from './check.query.ts';
import { readFrame } from './frame.query.ts';
import type { Policy } from './policies.rules.ts';
import { type Promises, readPromises } from './promise.query.ts';
import { promiseOf } from './promise.rules.ts';
import type { StoredRecord } from './records.rules.ts';

/** The terms that a cell follows from. */
export interface CellTerms {
  /** Good stock that is on hold: not part of what is promisable. */
  held: string;
  promisableOnHand: string;
  allocationLimit: string | null;
  reservedForOthers: string;
  reservedForChannel: string;
  reservedShared: string;
  safetyStock: string;
  policy: { id: string; name: string } | null;
}

/** A document's part of what is reserved. */
export interface DrilldownAllocation {
  id: string;
  documentType: string;
  documentId: string;
  number: string | null;
  reference: string | null;
  channelId: string | null;
  inventoryItemId: string;
  quantity: string;
  expiresAt: string | null;
}

/** Everything behind the cells of a product at a location. */
export interface Drilldown {
  product: NamedProduct;
  location: NamedLocation;
  channels: (MatrixCell & { terms: CellTerms })[];
  items: StockItemRow[];
  reservations: DrilldownAllocation[];
  holds: DrilldownAllocation[];
  incoming: { id: string; reference: string; expectedDate: string; quantity: string }[];
  projection: { date: string; atp: string }[];
}

/** What is drilled into. */
export interface DrilldownRequest {
  productMasterId: string;
  /** Id or code. */
  locationId: string;
  /** Id or code; left out: every active channel. */
  channelId?: string | null;
}

/**
 * Explains the promise of a product at a location: the terms of each cell add up to it, and the items and
 * reservations add up to the terms.
 */
export async function readDrilldown(tx: Tx, now: Date, request: DrilldownRequest): Promise<Drilldown> {
  const product = (await findProducts(tx, [request.productMasterId], [])).byId.get(request.productMasterId);
  if (!product) throw refusedField('NOT_FOUND', 'productMasterId', 'there is no such product');
  const wanted = request.channelId ? [request.channelId] : null;
  const { location, channels } = await readFrame(tx, request.locationId, wanted, 'channelId');
  const pair = { productId: product.id, locationId: location.id };
  const promises = await readPromises(
    tx,
    { now, condition: sql`v.product_id = ${product.id} and v.location_id = ${location.id}`, alone: true },
    { productIds: [product.id], locationIds: [location.id] },
  );
  const [record] = promises.records;
  if (!record)
    throw refusedField(
      'NOT_FOUND',
      'productMasterId',
      `${product.globalSku} is not stocked at ${location.code}`,
    );
  const allocations = await readAllocations(tx, now, pair);
  const supply = await readSupply(
    tx,
    sql`s.product_id = ${pair.productId} and s.location_id = ${pair.locationId}`,
  );
  return {
    product,
    location,
    channels: channels.map((channel) => ({
      ...asCell(record, channel, promises, now),
      terms: termsFor(record, channel.id, promises, now),
    })),
    items: await stockItemsOf(tx, now, product.id, location.id),
    reservations: allocations.filter(({ documentType }) => documentType !== 'HOLD'),
    holds: allocations.filter(({ documentType }) => documentType === 'HOLD'),
    incoming: supply.map(({ id, reference, date, quantity }) => ({
      id,
      reference,
      expectedDate: date,
      quantity: text(quantity),
    })),
    projection: projectionOf(
      record,
      channels.length === 1 ? (channels[0]?.id ?? null) : null,
      promises,
      supply,
      now,
    ),
  };
}

function termsFor(record: StoredRecord, channelId: string, promises: Promises, now: Date): CellTerms {
  const { cell, policy, held } = promiseOf(record, channelId, promises.policies, promises.demand, now);
  return {
    held: text(held),
    promisableOnHand: text(cell.promisableOnHand),
    allocationLimit: cell.allocationLimit === null ? null : text(cell.allocationLimit),
    reservedForOthers: text(cell.reservedForOthers),
    reservedForChannel: text(cell.reservedForChannel),
    reservedShared: text(cell.reservedShared),
    safetyStock: text(cell.safetyStock),
    policy: named(policy),
  };
}

const named = (policy: Policy | null) => (policy ? { id: policy.id, name: policy.name } : null);

/** The time-phased promise, for the one channel that was asked for, else for none in particular. */
function projectionOf(
  record: StoredRecord,
  channelId: string | null,
  promises: Promises,
  supply: Awaited<ReturnType<typeof readSupply>>,
  now: Date,
) {
  const { cell } = promiseOf(record, channelId, promises.policies, promises.demand, now);
  const points = projectPromise(dayIn(record.timezone, now), cell.atp, supply, record.availableFrom);
  return points.map(({ date, atp }) => ({ date, atp: text(atp) }));
}

async function readAllocations(
  { db, orgId }: Tx,
  now: Date,
  pair: { productId: string; locationId: string },
): Promise<DrilldownAllocation[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<DrilldownAllocation>`
    select a.id, a.document_type as "documentType", a.document_id as "documentId", coalesce(r.number, h.number, f.number, q.number) as number,
      coalesce(r.reference, h.reason) as reference, a.channel_id as "channelId",
      a.item_id as "inventoryItemId", a.quantity, a.expires_at as "expiresAt"
    from stock_item i
    join allocation a on a.org_id = i.org_id and a.item_id = i.id and a.status = 'OPEN'
    left join reservation r on r.org_id = a.org_id and r.id = a.document_id
    left join hold h on h.org_id = a.org_id and h.id = a.document_id
    left join transfer f on f.org_id = a.org_id and f.id = a.document_id
    left join stock_request q on q.org_id = a.org_id and q.id = a.document_id
    where i.org_id = ${orgId} and i.product_id = ${pair.productId} and i.location_id = ${pair.locationId}
      and (a.expires_at is null or a.expires_at > ${moment})
    order by a.created_at, a.id`.execute(db);
  return rows.map((row) => ({ ...row, quantity: text(decimal(row.quantity)) }));
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { poolOf } from '../availability/promise.rules.ts';
import { readRecords } from '../availability/records.query.ts';
import { refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import { findReferences } from '../references.query.ts';
import { openStatuses } from '../stock-requests/stock-requests.rules.ts';
import { type StocklistRow, stocklistsOf } from './stocklists.query.ts';
import { suggestedQuantity } from './stocklists.rules.ts';

/** What is asked about: a destination, and one of its stocklists or all of them. */
export interface SuggestionsRequest {
  /** Id or code. */
  destinationId: string;
  /** Id or code; left out: all active ones of the destination. */
  stocklistId?: string | null;
}

/** A product that a destination should have, what it has, and how much to ask for. */
export interface SuggestedLineRow {
  productMasterId: string;
  globalSku: string;
  productName: string;
  unit: string;
  packSize: string;
  parLevel: string;
  onHand: string;
  unusable: string;
  incoming: string;
  requested: string;
  suggestedQuantity: string;
}

/** What a destination could ask for. */
export interface Suggestions {
  destinationId: string;
  /** The active stocklists of the destination, by code. */
  stocklists: StocklistRow[];
  /** Those of them that the lines are of. */
  chosen: StocklistRow[];
  lines: SuggestedLineRow[];
}

type Listed = Omit<SuggestedLineRow, 'onHand' | 'unusable' | 'incoming' | 'suggestedQuantity'>;

/**
 * The active products of a destination's stocklists with what to ask for; of a product that is on several of them, the
 * highest par level counts.
 * @throws NOT_FOUND naming the field
 */
export async function suggestLines(
  tx: Tx,
  now: Date,
  { destinationId: reference, stocklistId }: SuggestionsRequest,
): Promise<Suggestions> {
  const destination = (await findReferences(tx, 'location', [reference])).get(reference);
  if (!destination) throw refusedField('NOT_FOUND', 'destinationId', 'there is no such location');
  const stocklists = await stocklistsOf(tx, destination.id);
  const chosen =
    stocklistId == null
      ? stocklists
      : stocklists.filter(({ id, code }) => id === stocklistId || code === stocklistId);
  if (stocklistId != null && chosen.length === 0)
    throw refusedField(
      'NOT_FOUND',
      'stocklistId',
      `there is no such active stocklist of the location ${destination.code}`,
    );
  const lines = await readLines(tx, now, destination.id, chosen);
  return { destinationId: destination.id, stocklists, chosen, lines };
}

async function readLines(
  tx: Tx,
  now: Date,
  destinationId: string,
  stocklists: readonly StocklistRow[],
): Promise<SuggestedLineRow[]> {
  const listed = await readListed(tx, destinationId, stocklists);
  const there = await readThere(tx, now, destinationId, listed);
  return listed.map((line) => {
    const { onHand, unusable, incoming } = there.get(line.productMasterId) ?? nothing;
    const suggested = suggestedQuantity({
      parLevel: decimal(line.parLevel),
      onHand,
      unusable,
      onTheWay: incoming.plus(line.requested),
      packSize: decimal(line.packSize),
    });
    return {
      ...line,
      onHand: text(onHand),
      unusable: text(unusable),
      incoming: text(incoming),
      suggestedQuantity: text(suggested),
    };
  });
}

/** The products of stocklists, and how much of each open requests ask for already. */
async function readListed(
  { db, orgId }: Tx,
  destinationId: string,
  stocklists: readonly StocklistRow[],
): Promise<Listed[]> {
  if (stocklists.length === 0) return [];
  const ids = stocklists.map(({ id }) => id);
  const { rows } = await sql<Listed>`
    select p.id as "productMasterId", p.global_sku as "globalSku", p.name as "productName", p.unit, p.pack_size as "packSize",
      x.par_level as "parLevel", coalesce(q.total, 0) as requested
    from (
      select n.product_id, max(n.par_level) as par_level, min(array_position(${ids}::text[], n.stocklist_id) * 10000 + n.line_no) as place
      from stocklist_line n where n.org_id = ${orgId} and n.stocklist_id = any(${ids}::text[]) group by 1
    ) x
    join product p on p.org_id = ${orgId} and p.id = x.product_id and p.status = 'ACTIVE'
    left join (
      select l.product_id, sum(case when r.status = 'SUBMITTED' then l.requested else l.approved - l.let_go end) as total
      from stock_request r
      join stock_request_line l on l.org_id = ${orgId} and l.request_id = r.id
      where r.org_id = ${orgId} and r.destination_id = ${destinationId}
        and r.status in (${sql.join(openStatuses.map((status) => sql.lit(status)))})
      group by 1
    ) q on q.product_id = p.id
    order by x.place`.execute(db);
  return rows;
}

/** What a destination has and expects of a product. */
interface There {
  onHand: Decimal;
  unusable: Decimal;
  incoming: Decimal;
}

const nothing: There = { onHand: ZERO, unusable: ZERO, incoming: ZERO };

async function readThere(
  tx: Tx,
  now: Date,
  destinationId: string,
  lines: readonly Listed[],
): Promise<Map<string, There>> {
  if (lines.length === 0) return new Map();
  const ids = lines.map(({ productMasterId }) => productMasterId);
  const condition = sql`v.location_id = ${destinationId} and v.product_id = any(${ids}::text[])`;
  const records = await readRecords(tx, { now, condition }, 0);
  return new Map(
    records.map((record) => {
      const onHand = decimal(record.onHand);
      const pool = poolOf(record, now, 0);
      const usable = pool.onHand.plus(pool.held);
      return [
        record.productId,
        { onHand, unusable: onHand.minus(usable), incoming: decimal(record.incoming) },
      ];
    }),
  );
}

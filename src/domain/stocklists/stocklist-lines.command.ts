import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import type { Refusals } from '../errors.rules.ts';
import { findProducts } from '../lookups.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import type { StocklistLineInput } from './stocklists.rules.ts';

/** A line as it is, or is to be. */
export interface StocklistPart {
  productId: string;
  parLevel: string;
}

/** A stocklist that there is already. */
export interface StoredStocklist {
  id: string;
  code: string;
  destinationId: string;
  fromLocationId: string | null;
  lines: StocklistPart[];
}

/** What a request names a stocklist by. */
interface Naming {
  id?: string | null;
  code: string;
}

/**
 * The stocklists that a request names by id or code, as they are; locked, so that their lines stay what they are.
 * @returns one for each input, or undefined where it is to be made
 */
export async function readStored(
  { tx }: Command,
  inputs: readonly Naming[],
): Promise<(StoredStocklist | undefined)[]> {
  const ids = inputs.flatMap(({ id }) => id ?? []);
  const codes = inputs.map(({ code }) => code);
  const { rows } = await sql<Omit<StoredStocklist, 'lines'>>`
    select id, code, destination_id as "destinationId", from_location_id as "fromLocationId" from stocklist
    where org_id = ${tx.orgId} and (id = any(${ids}::text[]) or code = any(${codes}::text[]))
    order by id for no key update`.execute(tx.db);
  const found = rows.map(({ id }) => id);
  const { rows: lines } = await sql<StocklistPart & { stocklistId: string }>`
    select stocklist_id as "stocklistId", product_id as "productId", par_level as "parLevel" from stocklist_line
    where org_id = ${tx.orgId} and stocklist_id = any(${found}::text[]) order by stocklist_id, line_no`.execute(
    tx.db,
  );
  const linesOf = Map.groupBy(lines, ({ stocklistId }) => stocklistId);
  const stored = rows.map((row) => ({ ...row, lines: linesOf.get(row.id) ?? [] }));
  const byId = new Map(stored.map((row) => [row.id, row]));
  const byCode = new Map(stored.map((row) => [row.code, row]));
  return inputs.map(({ id, code }) => (id ? byId.get(id) : undefined) ?? byCode.get(code));
}

/**
 * Finds the products that lines name; those that are newly named must be in use.
 * @returns the lines of each input, or undefined where it gives none
 */
export async function resolveLines(
  { tx }: Command,
  refusals: Refusals,
  inputs: readonly { lines?: StocklistLineInput[] | null }[],
  stored: readonly (StoredStocklist | undefined)[],
  path: string,
): Promise<(StocklistPart[] | undefined)[]> {
  const all = inputs.flatMap(({ lines }) => lines ?? []);
  const { byId, bySku } = await findProducts(
    tx,
    all.flatMap(({ productMasterId }) => productMasterId ?? []),
    all.flatMap(({ globalSku }) => globalSku ?? []),
  );
  return inputs.map(({ lines }, index) => {
    const before = new Set(stored[index]?.lines.map(({ productId }) => productId));
    const seen = new Set<string>();
    return lines?.map(({ productMasterId, globalSku, parLevel }, lineIndex): StocklistPart => {
      const at = `${path}[${index}].lines[${lineIndex}]`;
      const field = `${at}.${productMasterId == null ? 'globalSku' : 'productMasterId'}`;
      const product = productMasterId == null ? bySku.get(globalSku ?? '') : byId.get(productMasterId);
      if (!refusals.check(product !== undefined, 'NOT_FOUND', field, 'there is no such product') || !product)
        return { productId: '', parLevel };
      const { id, status, globalSku: sku } = product;
      refusals.check(
        status === 'ACTIVE' || before.has(id),
        'INACTIVE',
        field,
        `the product ${sku} is inactive`,
      );
      refusals.check(!seen.has(id), 'VALIDATION_FAILED', field, 'is the same product as an earlier line');
      seen.add(id);
      return { productId: id, parLevel: text(decimal(parLevel)) };
    });
  });
}

/** Puts lines into the place of those that some stocklists had. */
export async function writeLines(
  { tx }: Command,
  stocklists: readonly { stocklistId: string; lines: readonly StocklistPart[] }[],
): Promise<void> {
  if (stocklists.length === 0) return;
  const ids = stocklists.map(({ stocklistId }) => stocklistId);
  await sql`delete from stocklist_line where org_id = ${tx.orgId} and stocklist_id = any(${ids}::text[])`.execute(
    tx.db,
  );
  const rows = stocklists.flatMap(({ stocklistId, lines }) =>
    lines.map((line, index) => ({ id: newId('sll'), stocklistId, no: index + 1, ...line })),
  );
  await sql`
    insert into stocklist_line (org_id, id, stocklist_id, line_no, product_id, par_level)
    select ${tx.orgId}, id, "stocklistId", no, "productId", "parLevel"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id text, "stocklistId" text, no int, "productId" text, "parLevel" numeric)
    order by "stocklistId", no`.execute(tx.db);
}

/** Lines as the audit trail tells them. */
export const told = (lines: readonly StocklistPart[] | undefined) =>
  (lines ?? []).map(({ productId, parLevel }) => ({
    productMasterId: productId,
    parLevel: text(decimal(parLevel)),
  }));

import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { findProducts } from '../lookups.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { MOST_LINES } from './stock-requests.rules.ts';

/** A product that is asked for. */
export interface StockRequestLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  quantity: string;
  notes?: string | null;
}

/** A line as it is written. */
export interface NewRequestLine {
  id: string;
  lineNo: number;
  productId: string;
  requested: string;
  notes: string | null;
}

/** Notes what is malformed about lines. */
export function checkRequestLines(
  refusals: Refusals,
  lines: readonly StockRequestLineInput[],
  at: (index: number) => string,
): void {
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length <= MOST_LINES, 'lines', 'must be at most 1,000');
  for (const [index, { productMasterId, globalSku, quantity, notes }] of lines.entries()) {
    check(
      productMasterId != null || globalSku != null,
      `${at(index)}productMasterId`,
      'is required (or globalSku)',
    );
    check(decimal(quantity).gt(0), `${at(index)}quantity`, 'must be greater than 0');
    checkFreeText(refusals, `${at(index)}notes`, notes);
  }
}

/**
 * Finds the products of lines. A product stands on one line only: what is meant by two quantities, nobody can tell.
 * @param taken the lines that are there already, by product
 * @throws NOT_FOUND, INACTIVE, DUPLICATE, each naming the field
 */
export async function resolveRequestLines(
  { tx }: Command,
  inputs: readonly StockRequestLineInput[],
  {
    at,
    taken,
  }: { at: (index: number) => string; taken: readonly { id: string; productId: string; lineNo: number }[] },
): Promise<NewRequestLine[]> {
  const { byId, bySku } = await findProducts(
    tx,
    inputs.flatMap(({ productMasterId }) => productMasterId ?? []),
    inputs.flatMap(({ globalSku }) => globalSku ?? []),
  );
  const refusals = new Refusals();
  const known = new Map(taken.map(({ id, productId, lineNo }) => [productId, { id, lineNo }]));
  let last = Math.max(0, ...taken.map(({ lineNo }) => lineNo));
  const lines: NewRequestLine[] = [];
  for (const [index, { productMasterId, globalSku, quantity, notes }] of inputs.entries()) {
    const field = `${at(index)}${productMasterId != null ? 'productMasterId' : 'globalSku'}`;
    const product = productMasterId != null ? byId.get(productMasterId) : bySku.get(globalSku ?? '');
    refusals.check(product !== undefined, 'NOT_FOUND', field, 'there is no such product');
    if (!product) continue;
    refusals.check(
      globalSku == null || globalSku === product.globalSku,
      'VALIDATION_FAILED',
      `${at(index)}globalSku`,
      `is not the SKU of that product, which is ${product.globalSku}`,
    );
    refusals.check(
      product.status === 'ACTIVE',
      'INACTIVE',
      field,
      `the product ${product.globalSku} is inactive`,
    );
    const other = known.get(product.id);
    refusals.check(
      other === undefined,
      'DUPLICATE',
      field,
      `${product.globalSku} is on line ${other?.lineNo} already: a product stands on one line`,
      { productMasterId: product.id, line: other?.lineNo, ...(other?.id ? { lineId: other.id } : {}) },
    );
    last += 1;
    if (!other) known.set(product.id, { id: '', lineNo: last });
    lines.push({
      id: newId('srl'),
      lineNo: last,
      productId: product.id,
      requested: text(decimal(quantity)),
      notes: notes ?? null,
    });
  }
  refusals.throwIfAny();
  return lines;
}

/** Writes lines of a draft. */
export async function writeRequestLines(
  { tx }: Command,
  requestId: string,
  lines: readonly NewRequestLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into stock_request_line (org_id, id, request_id, line_no, product_id, requested, notes)
    select ${tx.orgId}, id, ${requestId}, "lineNo", "productId", requested, notes
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n(id text, "lineNo" int, "productId" text, requested numeric, notes text)
    order by "lineNo"`.execute(tx.db);
}

/** Lines as the audit trail tells them. */
export const told = (lines: readonly NewRequestLine[]) =>
  lines.map(({ id, productId, requested, notes }) => ({
    lineId: id,
    productMasterId: productId,
    requested,
    ...(notes ? { notes } : {}),
  }));

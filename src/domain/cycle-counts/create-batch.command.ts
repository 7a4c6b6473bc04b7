import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { findLocations, type NamedLocation } from '../lookups.query.ts';
import { findReferences } from '../references.query.ts';
import { classesOf } from './abc.query.ts';
import type { CountType } from './cycle-counts.rules.ts';
import { checkLineCount, MAX_BATCH_LINES, makeBatch } from './make-batch.command.ts';

/** A batch to be made of the stock items under its filters: all that are given must hold. */
export interface CreateBatchInput {
  /** Id or code. */
  locationId: string;
  type: Exclude<CountType, 'ABC'>;
  /** Ids or SKUs. */
  productMasterIds?: string[] | null;
  /** Ids or codes. */
  binIds?: string[] | null;
  /** Id or path; with the categories below it. */
  categoryId?: string | null;
  /** Default: true. */
  blind?: boolean | null;
  dueDate?: string | null;
  assignedTo?: string | null;
  notes?: string | null;
  /** Also items with nothing on hand. */
  includeZero?: boolean | null;
}

/** Most products or bins that a request may name. */
const MOST_NAMED = 1_000;

/**
 * Makes a batch: everything at a location (FULL), a part of it (PARTIAL), or a few items (SPOT).
 * @returns the id of the batch.
 * @throws NOTHING_TO_COUNT when no stock item is under the filters; NOT_FOUND and INACTIVE, naming the field.
 */
export async function createBatch(command: Command, input: CreateBatchInput): Promise<string> {
  checkInput(input);
  const { tx, now } = command;
  const refusals = new Refusals();
  const location = await findLocation(tx, input.locationId, refusals);
  const productIds = await findProductIds(tx, input.productMasterIds, refusals);
  const binIds = await findBinIds(tx, input.binIds, location, refusals);
  const categories = await findReferences(tx, 'category', [input.categoryId]);
  categories.check(refusals, 'categoryId', input.categoryId);
  refusals.throwIfAny();
  const chosen = await chooseItems(tx, {
    locationId: location?.id ?? '',
    productIds,
    binIds,
    categoryId: categories.id(input.categoryId) ?? null,
    includeZero: input.includeZero ?? false,
  });
  checkLineCount(location?.id ?? '', chosen.length);
  const products = [...new Set(chosen.map(({ productId }) => productId))];
  const classes = await classesOf(tx, now, location?.id ?? '', products);
  const items = chosen.map(({ itemId, productId }) => ({ itemId, class: classes.get(productId) ?? 'C' }));
  return makeBatch(command, { ...input, locationId: location?.id ?? '' }, items);
}

function checkInput(input: CreateBatchInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  const { type, productMasterIds, binIds, categoryId } = input;
  for (const [path, given] of [
    ['productMasterIds', productMasterIds],
    ['binIds', binIds],
  ] as const)
    check(given == null || (given.length >= 1 && given.length <= MOST_NAMED), path, 'must be 1 to 1,000');
  if (type === 'FULL') {
    for (const [path, given] of Object.entries({ productMasterIds, binIds, categoryId }))
      check(given == null, path, 'cannot be given with FULL, which takes everything: make a PARTIAL count');
  } else {
    const named = productMasterIds != null || binIds != null;
    const enough = named || (type === 'PARTIAL' && categoryId != null);
    check(
      enough,
      'productMasterIds',
      type === 'SPOT' ? 'is required (or binIds)' : 'is required (or binIds, or categoryId)',
    );
  }
  checkHead(refusals, input);
  refusals.throwIfAny();
}

/** Notes texts of a batch that are too long or blank. */
export function checkHead(
  refusals: Refusals,
  { assignedTo, notes }: { assignedTo?: string | null; notes?: string | null },
): void {
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(
    assignedTo == null || (assignedTo.trim() !== '' && assignedTo.length <= 255),
    'assignedTo',
    'must have 1 to 255 characters',
  );
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
}

async function findLocation(
  tx: Tx,
  reference: string,
  refusals: Refusals,
): Promise<NamedLocation | undefined> {
  const location = (await findLocations(tx, [reference])).get(reference);
  if (!refusals.check(location !== undefined, 'NOT_FOUND', 'locationId', 'there is no such location'))
    return undefined;
  refusals.check(
    location?.status === 'ACTIVE',
    'INACTIVE',
    'locationId',
    `the location ${location?.code} is inactive`,
  );
  return location;
}

async function findProductIds(
  tx: Tx,
  references: readonly string[] | null | undefined,
  refusals: Refusals,
): Promise<string[] | null> {
  if (references == null) return null;
  const found = await findReferences(tx, 'product', references);
  for (const [index, reference] of references.entries())
    found.check(refusals, `productMasterIds[${index}]`, reference);
  return references.map((reference) => found.id(reference));
}

async function findBinIds(
  { db, orgId }: Tx,
  references: readonly string[] | null | undefined,
  location: NamedLocation | undefined,
  refusals: Refusals,
): Promise<string[] | null> {
  if (references == null || location === undefined) return null;
  const { rows } = await sql<{ id: string; code: string; here: boolean }>`
    select id, code, location_id = ${location.id} as here from bin
    where org_id = ${orgId} and (id = any(${references}::text[]) or (location_id = ${location.id} and code = any(${references}::text[])))`.execute(
    db,
  );
  // a code of the location goes before an id, as in a stock row
  const found = new Map([
    ...rows.map((bin) => [bin.id, bin] as const),
    ...rows.filter(({ here }) => here).map((bin) => [bin.code, bin] as const),
  ]);
  return references.map((reference, index) => {
    const path = `binIds[${index}]`;
    const bin = found.get(reference);
    if (refusals.check(bin !== undefined, 'NOT_FOUND', path, `there is no such bin at ${location.code}`)) {
      const message = `the bin ${bin?.code} is not at ${location.code}`;
      refusals.check(bin?.here ?? false, 'BIN_OF_ANOTHER_LOCATION', path, message);
    }
    return bin?.id ?? reference;
  });
}

interface Choice {
  locationId: string;
  productIds: string[] | null;
  binIds: string[] | null;
  categoryId: string | null;
  includeZero: boolean;
}

async function chooseItems(
  { db, orgId }: Tx,
  { locationId, productIds, binIds, categoryId, includeZero }: Choice,
): Promise<{ itemId: string; productId: string }[]> {
  const given: RawBuilder<unknown>[] = [];
  if (!includeZero) given.push(sql`and i.on_hand <> 0`);
  if (productIds) given.push(sql`and i.product_id = any(${productIds}::text[])`);
  if (binIds) given.push(sql`and i.bin_id = any(${binIds}::text[])`);
  if (categoryId)
    given.push(sql`and i.product_id in (
      with recursive below(id) as (
        select c.id from category c where c.org_id = ${orgId} and c.id = ${categoryId}
        union select c.id from category c join below on c.parent_id = below.id where c.org_id = ${orgId}
      )
      select p.id from product p where p.org_id = ${orgId} and p.category_id in (select id from below))`);
  const { rows } = await sql<{ itemId: string; productId: string }>`
    select i.id as "itemId", i.product_id as "productId" from stock_item i
    where i.org_id = ${orgId} and i.location_id = ${locationId} ${sql.join(given, sql` `)}
    limit ${sql.lit(MAX_BATCH_LINES + 1)}`.execute(db);
  return rows;
}

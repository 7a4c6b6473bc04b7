import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { decimal } from '../quantity.rules.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import { type Pair, pairKey } from '../stock/locked-stock.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';

/** Supply on its way, as an outside system (a purchase order, an advance shipping notice) knows it. */
export interface ExpectedSupplyInput {
  /** The outside document; with the product and location it names the supply. */
  reference: string;
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId: string;
  /** What is still to come; 0 ends it (received or cancelled). */
  quantity: string;
  expectedDate: string;
}

/** Supply as it stands after the command. */
export interface ExpectedSupplyRow extends Pair {
  id: string;
  reference: string;
  quantity: string;
  expectedDate: string;
  status: 'OPEN' | 'CLOSED';
  version: number;
}

/** Sets what is expected; all or nothing. The availability records' incoming sums change with it. */
export async function setExpectedSupply(
  command: Command,
  inputs: readonly ExpectedSupplyInput[],
): Promise<ExpectedSupplyRow[]> {
  check(inputs);
  const { tx } = command;
  const rows = await resolveRows(
    tx,
    inputs.map(({ productMasterId, globalSku, locationId }, index) => ({
      productMasterId: productMasterId ?? null,
      globalSku: globalSku ?? null,
      locationId,
      at: `supply[${index}].`,
    })),
  );
  const pairs = rows.map(({ product, location }) => ({ productId: product.id, locationId: location.id }));
  refuseTwice(inputs, pairs);
  await lockRecords(command, pairs);
  await refuseOthers(command, inputs, pairs);
  const answers = await setAll(command, inputs, pairs);
  await refreshIncoming(command, pairs);
  for (const row of answers) {
    command.record({
      action: 'supply.set',
      documentType: 'ExpectedSupply',
      documentId: row.id,
      event: 'supply.changed',
      after: { ...row },
    });
  }
  return answers;
}

/**
 * Ending supply that was never told of is a mistake in its reference; and what comes with a document of ours is changed
 * by that document.
 */
async function refuseOthers(
  { tx }: Command,
  inputs: readonly ExpectedSupplyInput[],
  pairs: readonly Pair[],
): Promise<void> {
  const wanted = inputs.map(({ reference }, index) => ({ index, reference, ...pairs[index] }));
  const { rows } = await sql<{
    index: number;
    known: boolean;
    causeType: string | null;
    causeId: string | null;
  }>`
    select w.index, coalesce(bool_or(s.id is not null and s.cause_id is null), false) as known, max(s.cause_type) as "causeType",
      max(s.cause_id) as "causeId"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(index int, reference text, "productId" text, "locationId" text)
    left join expected_supply s on s.org_id = ${tx.orgId} and s.reference = w.reference and s.product_id = w."productId"
      and s.location_id = w."locationId"
    group by w.index order by w.index`.execute(tx.db);
  const refusals = new Refusals();
  for (const { index, known, causeType, causeId } of rows) {
    const path = `supply[${index}].reference`;
    const free = refusals.check(
      causeId === null,
      'SUPPLY_OF_DOCUMENT',
      path,
      'is the number of a document here that brings this supply, and is changed with it',
      { documentType: causeType, documentId: causeId },
    );
    const ends = decimal(inputs[index]?.quantity).lte(0);
    if (free) refusals.check(known || !ends, 'NOT_FOUND', path, 'there is no such supply to end');
  }
  refusals.throwIfAny();
}

/** One statement, however many there are. @returns the supply in the order of the inputs. */
async function setAll(
  { tx, now }: Command,
  inputs: readonly ExpectedSupplyInput[],
  pairs: readonly Pair[],
): Promise<ExpectedSupplyRow[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const values = inputs.map(({ reference, quantity, expectedDate }, index) => {
    const open = decimal(quantity).gt(0);
    // what ends keeps its last quantity
    const fields = { quantity: open ? quantity : '1', status: open ? 'OPEN' : 'CLOSED' };
    return { ord: index, id: newId('sup'), reference, expectedDate, ...pairs[index], ...fields };
  });
  const { rows } = await sql<ExpectedSupplyRow>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as w(ord int, id text, reference text, "productId" text,
        "locationId" text, quantity numeric, "expectedDate" date, status text)
    ), stored as (
      insert into expected_supply as s (org_id, id, reference, product_id, location_id, quantity, expected_date, status, created_at, updated_at)
      select ${tx.orgId}, id, reference, "productId", "locationId", quantity, "expectedDate", status, ${moment}, ${moment}
      from wanted order by reference, "productId", "locationId"
      on conflict (org_id, reference, product_id, location_id) where cause_id is null do update set
        quantity = case when excluded.status = 'OPEN' then excluded.quantity else s.quantity end,
        expected_date = excluded.expected_date, status = excluded.status, updated_at = excluded.updated_at, version = s.version + 1
      returning s.id, s.reference, s.product_id as "productId", s.location_id as "locationId", s.quantity,
        s.expected_date as "expectedDate", s.status, s.version
    )
    select stored.* from stored
    join wanted using (reference, "productId", "locationId") order by wanted.ord`.execute(tx.db);
  return rows;
}

/** The incoming sums of some availability records, from their open supply. */
export async function refreshIncoming({ tx, now }: Command, pairs: readonly Pair[]): Promise<void> {
  const distinct = [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
  await sql`
    update availability v set incoming = s.incoming, next_incoming_date = s.next_date,
      updated_at = ${now.toISOString()}::timestamptz, version = v.version + 1
    from unnest(${distinct.map(({ productId }) => productId)}::text[], ${distinct.map(({ locationId }) => locationId)}::text[]) as w(product_id, location_id)
    cross join lateral (
      select coalesce(sum(e.quantity), 0) as incoming, min(e.expected_date) as next_date from expected_supply e
      where e.org_id = ${tx.orgId} and e.product_id = w.product_id and e.location_id = w.location_id and e.status = 'OPEN'
    ) s
    where v.org_id = ${tx.orgId} and v.product_id = w.product_id and v.location_id = w.location_id`.execute(
    tx.db,
  );
}

/** Two quantities for one supply contradict each other. */
function refuseTwice(inputs: readonly ExpectedSupplyInput[], pairs: readonly Pair[]): void {
  const refusals = new Refusals();
  const seen = new Set<string>();
  for (const [index, { reference }] of inputs.entries()) {
    const key = JSON.stringify([reference, pairs[index]]);
    refusals.check(
      !seen.has(key),
      'VALIDATION_FAILED',
      `supply[${index}].reference`,
      'the same supply is given twice',
    );
    seen.add(key);
  }
  refusals.throwIfAny();
}

function check(inputs: readonly ExpectedSupplyInput[]): void {
  const refusals = new Refusals();
  const note = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  note(inputs.length >= 1 && inputs.length <= 1_000, 'supply', 'must be 1 to 1,000');
  for (const [index, { reference, quantity }] of inputs.entries()) {
    note(
      reference.trim() !== '' && reference.length <= 255,
      `supply[${index}].reference`,
      'must have 1 to 255 characters',
    );
    note(decimal(quantity).gte(0), `supply[${index}].quantity`, 'must not be negative');
  }
  refusals.throwIfAny();
}

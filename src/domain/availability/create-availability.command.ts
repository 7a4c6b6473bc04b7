import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { decimal } from '../quantity.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';

/** The promise settings of a product at a location. */
export interface CreateAvailabilityInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId: string;
  blocked?: boolean | null;
  backorderLimit?: string | null;
  availableFrom?: string | null;
  notes?: string | null;
}

/** Promise settings to change; left out: as they are. */
export interface UpdateAvailabilityInput {
  id: string;
  expectedVersion?: number | null;
  blocked?: boolean | null;
  backorderLimit?: string | null;
  availableFrom?: string | null;
  notes?: string | null;
}

interface Existing {
  id: string;
  productId: string;
  locationId: string;
  blocked: boolean;
  backorderLimit: string;
  availableFrom: string | null;
  notes: string | null;
  version: number;
}

const columns = sql`v.id, v.product_id as "productId", v.location_id as "locationId", v.blocked, v.backorder_limit as "backorderLimit",
  v.available_from as "availableFrom", v.notes, v.version`;

/**
 * Stocks a product at a location before any has come, under the caller's id.
 * @returns whether it was made now; the same id with the same content again is no error.
 * @throws DUPLICATE with the id under which the product is stocked there, or when the id is another record's.
 */
export async function createAvailability(
  command: Command,
  id: string,
  input: CreateAvailabilityInput,
): Promise<{ created: boolean }> {
  checkFields(input, id);
  const { locationId, productMasterId = null, globalSku = null } = input;
  const [row] = await resolveRows(command.tx, [{ locationId, productMasterId, globalSku, at: '' }]);
  if (!row) throw new Error('A resolved row is missing');
  const wanted = {
    productId: row.product.id,
    locationId: row.location.id,
    blocked: input.blocked ?? false,
    backorderLimit: input.backorderLimit ?? '0',
    availableFrom: input.availableFrom ?? null,
    notes: input.notes ?? null,
  };
  const { tx, now } = command;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const made = await sql`
    insert into availability (org_id, id, product_id, location_id, blocked, backorder_limit, available_from, notes, created_at, updated_at)
    values (${tx.orgId}, ${id}, ${wanted.productId}, ${wanted.locationId}, ${wanted.blocked}, ${wanted.backorderLimit}::numeric,
      ${wanted.availableFrom}::date, ${wanted.notes}, ${moment}, ${moment})
    on conflict do nothing returning id`.execute(tx.db);
  if (made.rows.length === 0) {
    await refuseUnlessSame(command, id, wanted);
    return { created: false };
  }
  command.record({
    action: 'availability.create',
    documentType: 'AvailabilityRecord',
    documentId: id,
    before: null,
    after: wanted,
    event: 'availability.changed',
  });
  return { created: true };
}

async function refuseUnlessSame(
  { tx }: Command,
  id: string,
  wanted: Omit<Existing, 'id' | 'version'>,
): Promise<void> {
  const { rows } = await sql<Existing>`
    select ${columns} from availability v
    where v.org_id = ${tx.orgId} and (v.id = ${id} or (v.product_id = ${wanted.productId} and v.location_id = ${wanted.locationId}))`.execute(
    tx.db,
  );
  const other = rows.find(
    (row) => row.productId === wanted.productId && row.locationId === wanted.locationId,
  );
  if (other && other.id !== id) {
    throw refusedField('DUPLICATE', 'id', `the product is stocked there under ${other.id}`, { id: other.id });
  }
  const same =
    other &&
    other.blocked === wanted.blocked &&
    decimal(other.backorderLimit).eq(wanted.backorderLimit) &&
    other.availableFrom === wanted.availableFrom &&
    other.notes === wanted.notes;
  if (!same) throw refusedField('DUPLICATE', 'id', 'belongs to a record with other content', { id });
}

/** Changes the promise settings of a record. @throws NOT_FOUND, VERSION_CONFLICT */
export async function updateAvailability(command: Command, input: UpdateAvailabilityInput): Promise<void> {
  checkFields(input, input.id);
  const { tx, now } = command;
  const { rows } =
    await sql<Existing>`select ${columns} from availability v where v.org_id = ${tx.orgId} and v.id = ${input.id} for update`.execute(
      tx.db,
    );
  const [before] = rows;
  if (!before) throw refusedField('NOT_FOUND', 'id', 'there is no such availability record');
  if (input.expectedVersion != null && input.expectedVersion !== before.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the record has version ${before.version} by now`,
      { currentVersion: before.version },
    );
  }
  const after = {
    blocked: input.blocked ?? before.blocked,
    backorderLimit: input.backorderLimit ?? before.backorderLimit,
    availableFrom: input.availableFrom === undefined ? before.availableFrom : input.availableFrom,
    notes: input.notes === undefined ? before.notes : input.notes,
  };
  await sql`
    update availability set blocked = ${after.blocked}, backorder_limit = ${after.backorderLimit}::numeric, available_from = ${after.availableFrom}::date,
      notes = ${after.notes}, updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${input.id}`.execute(tx.db);
  const { blocked, backorderLimit, availableFrom, notes } = before;
  command.record({
    action: 'availability.update',
    documentType: 'AvailabilityRecord',
    documentId: input.id,
    before: { blocked, backorderLimit, availableFrom, notes },
    after,
    event: 'availability.changed',
  });
}

function checkFields(input: { backorderLimit?: string | null; notes?: string | null }, id: string): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(/^[\w.:-]{1,255}$/.test(id), 'id', 'must be 1 to 255 of letters, digits and _ . : -');
  check(
    input.backorderLimit == null || decimal(input.backorderLimit).gte(0),
    'backorderLimit',
    'must not be negative',
  );
  check((input.notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  refusals.throwIfAny();
}

import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import {
  checkReplenishmentStep,
  type ReplenishmentAction,
  type ReplenishmentStatus,
  type ReplenishmentStepInput,
  type SourceType,
} from './replenishment.rules.ts';

/** A replenishment as its steps need it. */
export interface ReplenishmentState {
  id: string;
  number: string;
  status: ReplenishmentStatus;
  version: number;
  productId: string;
  locationId: string;
  timezone: string;
  quantity: Decimal;
  received: Decimal;
  sourceType: SourceType;
  sourceLocationId: string | null;
  expectedDate: string | null;
  notes: string | null;
  /** Of the settings, as far as there are any. */
  leadTimeDays: number;
  transferId: string | null;
  transferNumber: string | null;
}

/** A replenishment. @throws NOT_FOUND */
export async function readReplenishment(
  { tx }: Command,
  id: string,
  { lock }: { lock: boolean },
): Promise<ReplenishmentState> {
  const { rows } = await sql<
    Omit<ReplenishmentState, 'quantity' | 'received'> & { quantity: string; received: string }
  >`
    select r.id, r.number, r.status, r.version, r.product_id as "productId", r.location_id as "locationId", l.timezone, r.quantity, r.received,
      r.source_type as "sourceType", r.source_location_id as "sourceLocationId", r.expected_date as "expectedDate", r.notes,
      coalesce(c.lead_time_days, 0) as "leadTimeDays", f.id as "transferId", f.number as "transferNumber"
    from replenishment r
    join location l on l.org_id = ${tx.orgId} and l.id = r.location_id
    left join replenishment_config c on c.org_id = ${tx.orgId} and c.product_id = r.product_id and c.location_id = r.location_id
    left join transfer f on f.org_id = ${tx.orgId} and f.replenishment_id = r.id
    where r.org_id = ${tx.orgId} and r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(tx.db);
  const [row] = rows;
  if (!row) throw refusedField('NOT_FOUND', 'id', 'there is no such replenishment');
  return { ...row, quantity: decimal(row.quantity), received: decimal(row.received) };
}

/**
 * Locks a replenishment behind the records of its product at both ends, and checks the step.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function lockReplenishment(
  command: Command,
  { id, expectedVersion }: ReplenishmentStepInput,
  action: ReplenishmentAction,
): Promise<ReplenishmentState> {
  const seen = await readReplenishment(command, id, { lock: false });
  checkReplenishmentStep(seen, action, expectedVersion);
  const { productId, locationId, sourceLocationId } = seen;
  const places = sourceLocationId === null ? [locationId] : [locationId, sourceLocationId];
  const pairs = places.map((place) => ({ productId, locationId: place }));
  await lockRecords(command, pairs, { quiet: true });
  await sql`select 1 from replenishment r where r.org_id = ${command.tx.orgId} and r.id = ${id} for update`.execute(
    command.tx.db,
  );
  // read once it is locked: another step may have made its transfer meanwhile
  const replenishment = await readReplenishment(command, id, { lock: false });
  checkReplenishmentStep(replenishment, action, expectedVersion);
  return replenishment;
}

import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { decimal, text } from '../quantity.rules.ts';
import { findReferences } from '../references.query.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { checkFreeText } from '../text.rules.ts';
import type { SourceType } from './replenishment.rules.ts';
import { writeReplenishments } from './write-replenishments.command.ts';

/** Where the goods are to come from. */
export interface ReplenishmentSourceInput {
  type: SourceType;
  /** Id or code; of TRANSFER. */
  locationId?: string | null;
  /** Of PURCHASE. */
  supplier?: string | null;
}

/** What is to be brought, where to, and where from. */
export interface CreateReplenishmentInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId: string;
  quantity: string;
  source: ReplenishmentSourceInput;
  expectedDate?: string | null;
  notes?: string | null;
}

/** Drafts a replenishment. @returns its id @throws VALIDATION_FAILED, NOT_FOUND, INACTIVE, each naming the field */
export async function createReplenishment(
  command: Command,
  input: CreateReplenishmentInput,
): Promise<string> {
  const { productMasterId = null, globalSku = null, locationId, source } = input;
  checkInput(input);
  const [row] = await resolveRows(command.tx, [{ productMasterId, globalSku, locationId, at: '' }]);
  if (!row) throw new Error('A row was neither found nor refused');
  const pair = { productId: row.product.id, locationId: row.location.id };
  const sourceLocationId = await resolveSource(command, source, pair.locationId);
  await lockRecords(command, [pair], { quiet: true });
  const [id = ''] = await writeReplenishments(command, [
    {
      ...pair,
      quantity: text(decimal(input.quantity)),
      sourceType: source.type,
      sourceLocationId,
      supplier: source.supplier ?? null,
      expectedDate: input.expectedDate ?? null,
      reason: null,
      notes: input.notes ?? null,
      approvedBecause: null,
    },
  ]);
  return id;
}

function checkInput({ quantity, source, notes }: CreateReplenishmentInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(decimal(quantity).gt(0), 'quantity', 'must be greater than 0');
  const { type, locationId, supplier } = source;
  if (type === 'TRANSFER') check(locationId != null, 'source.locationId', 'is required for TRANSFER');
  else check(locationId == null, 'source.locationId', 'is for a source of type TRANSFER only');
  check(supplier == null || type === 'PURCHASE', 'source.supplier', 'is for a source of type PURCHASE only');
  check(
    supplier == null || (supplier.trim() !== '' && supplier.length <= 255),
    'source.supplier',
    'must have 1 to 255 characters',
  );
  checkFreeText(refusals, 'notes', notes);
  refusals.throwIfAny();
}

async function resolveSource(
  { tx }: Command,
  { locationId: reference }: ReplenishmentSourceInput,
  destinationId: string,
): Promise<string | null> {
  if (reference == null) return null;
  const found = await findReferences(tx, 'location', [reference]);
  const refusals = new Refusals();
  const path = 'source.locationId';
  found.check(refusals, path, reference);
  const source = found.get(reference);
  refusals.check(!source || source.active, 'INACTIVE', path, `the location ${source?.code} is inactive`);
  refusals.check(
    source?.id !== destinationId,
    'VALIDATION_FAILED',
    path,
    'must be another location than locationId',
  );
  refusals.throwIfAny();
  return source?.id ?? null;
}

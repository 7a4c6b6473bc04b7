import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { findLocations, type NamedLocation } from '../lookups.query.ts';
import { checkBin, findBins } from '../put-away/bins.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { MOST_LINES } from './transfers.rules.ts';

/** A product, or a lot of it, to be transferred. */
export interface TransferLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  quantity: string;
  /** Only this lot; default: first expired, first out. */
  lotId?: string | null;
  /** Its number, instead of its id. */
  lotNumber?: string | null;
  /** Only out of this bin (id or code). */
  fromBinId?: string | null;
  /** Into this bin of the destination (id or code). */
  toBinId?: string | null;
}

/** Where a transfer begins and ends. */
export interface TransferEnds {
  from: NamedLocation;
  to: NamedLocation;
}

/** A line as it is written. */
export interface NewTransferLine {
  id: string;
  productId: string;
  lotId: string | null;
  fromBinId: string | null;
  toBinId: string | null;
  requested: string;
}

/** Finds both ends of a transfer. @throws NOT_FOUND, INACTIVE; VALIDATION_FAILED when they are one */
export async function resolveEnds(
  { tx }: Command,
  { fromLocationId, toLocationId }: { fromLocationId: string; toLocationId: string },
): Promise<TransferEnds> {
  const found = await findLocations(tx, [fromLocationId, toLocationId]);
  const refusals = new Refusals();
  const end = (field: string, reference: string): NamedLocation | undefined => {
    const location = found.get(reference);
    refusals.check(location !== undefined, 'NOT_FOUND', field, 'there is no such location');
    refusals.check(
      !location || location.status === 'ACTIVE',
      'INACTIVE',
      field,
      `the location ${location?.code} is inactive`,
    );
    return location;
  };
  const from = end('fromLocationId', fromLocationId);
  const to = end('toLocationId', toLocationId);
  refusals.check(
    !from || from.id !== to?.id,
    'VALIDATION_FAILED',
    'toLocationId',
    'must be another location than fromLocationId',
  );
  refusals.throwIfAny();
  return { from: from as NamedLocation, to: to as NamedLocation };
}

/** Notes what is malformed about the lines of a draft. */
export function checkDraftLines(refusals: Refusals, lines: readonly TransferLineInput[]): void {
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length >= 1 && lines.length <= MOST_LINES, 'lines', 'must be 1 to 1,000');
  for (const [index, { quantity, lotNumber }] of lines.entries()) {
    check(decimal(quantity).gt(0), `lines[${index}].quantity`, 'must be greater than 0');
    check((lotNumber ?? '').length <= 100, `lines[${index}].lotNumber`, 'must have at most 100 characters');
  }
}

/**
 * Finds what the lines of a draft name.
 * @throws NOT_FOUND, INACTIVE, LOT_OF_ANOTHER_PRODUCT, BIN_OF_ANOTHER_LOCATION, BIN_BLOCKED, each naming the field
 */
export async function resolveTransferLines(
  command: Command,
  { from, to }: TransferEnds,
  inputs: readonly TransferLineInput[],
): Promise<NewTransferLine[]> {
  const rows = await resolveRows(
    command.tx,
    inputs.map(({ productMasterId = null, globalSku = null, lotId = null, lotNumber = null }, index) => ({
      productMasterId,
      globalSku,
      lotId,
      lotNumber,
      locationId: from.id,
      at: `lines[${index}].`,
    })),
  );
  const refusals = new Refusals();
  const out = await resolveBins(command, refusals, from, { field: 'fromBinId', inputs });
  const into = await resolveBins(command, refusals, to, { field: 'toBinId', inputs });
  refusals.throwIfAny();
  return rows.map(({ product, lot }, index) => ({
    id: newId('trl'),
    productId: product.id,
    lotId: lot?.id ?? null,
    fromBinId: out[index] ?? null,
    toBinId: into[index] ?? null,
    requested: text(decimal(inputs[index]?.quantity)),
  }));
}

/**
 * Finds the bins that lines name at a location; what cannot be put to use is noted. Goods may leave an inactive bin, but
 * not go into one.
 * @returns the id of each line's bin, or null where it names none
 */
export async function resolveBins<Field extends 'fromBinId' | 'toBinId'>(
  { tx }: Command,
  refusals: Refusals,
  location: { id: string; code: string },
  { field, inputs }: { field: Field; inputs: readonly { [Name in Field]?: string | null }[] },
): Promise<(string | null)[]> {
  const named = inputs.flatMap((input) => input[field] ?? []);
  if (named.length === 0) return inputs.map(() => null);
  const bins = await findBins(tx, { locationId: location.id }, named);
  return inputs.map((input, index) => {
    const reference: string | null | undefined = input[field];
    if (reference == null) return null;
    const path = `lines[${index}].${field}`;
    const bin = bins.get(reference);
    if (!checkBin(refusals, path, bin, location.code)) return null;
    refusals.check(
      field === 'fromBinId' || bin.status === 'ACTIVE',
      'INACTIVE',
      path,
      `the bin ${bin.code} is inactive`,
    );
    return bin.id;
  });
}

/** Writes the lines of a draft. */
export async function writeTransferLines(
  { tx }: Command,
  transferId: string,
  lines: readonly NewTransferLine[],
): Promise<void> {
  const rows = JSON.stringify(lines.map((line, index) => ({ ...line, no: index + 1 })));
  await sql`
    insert into transfer_line (org_id, id, transfer_id, line_no, product_id, lot_id, from_bin_id, to_bin_id, requested)
    select ${tx.orgId}, id, ${transferId}, no, "productId", "lotId", "fromBinId", "toBinId", requested
    from jsonb_to_recordset(${rows}::jsonb) as n(id text, no int, "productId" text, "lotId" text, "fromBinId" text, "toBinId" text,
      requested numeric) order by no`.execute(tx.db);
}

import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { findLocations, type NamedLocation } from '../lookups.query.ts';
import { checkFreeText } from '../text.rules.ts';
import { type AttachmentInput, checkAttachments } from './attachments.rules.ts';
import { checkRequestLines, type StockRequestLineInput } from './stock-request-lines.command.ts';
import type { StockRequestPriority } from './stock-requests.rules.ts';

/** What a draft says beside its lines. */
export interface StockRequestFields {
  requestedFor?: string | null;
  category?: string | null;
  priority?: StockRequestPriority | null;
  neededBy?: string | null;
  notes?: string | null;
  attachments?: AttachmentInput[] | null;
}

/** Where a line stands in a request that has several. */
export const lineAt = (index: number): string => `lines[${index}].`;

/** @throws VALIDATION_FAILED naming every bad field */
export function checkFields(input: StockRequestFields & { lines?: StockRequestLineInput[] | null }): void {
  const refusals = new Refusals();
  for (const [field, longest] of [
    ['category', 100],
    ['requestedFor', 255],
  ] as const) {
    const value = input[field];
    refusals.check(
      value == null || (value.trim() !== '' && value.length <= longest),
      'VALIDATION_FAILED',
      field,
      `must have 1 to ${longest} characters`,
    );
  }
  checkFreeText(refusals, 'notes', input.notes);
  checkAttachments(refusals, input.attachments);
  checkRequestLines(refusals, input.lines ?? [], lineAt);
  refusals.throwIfAny();
}

/** Finds the location that supplies a request and the one it is for. @throws NOT_FOUND, INACTIVE; VALIDATION_FAILED when they are one */
export async function resolvePlaces(
  { tx }: Command,
  { fromLocationId, destinationId }: { fromLocationId: string; destinationId: string },
): Promise<{ from: NamedLocation; destination: NamedLocation }> {
  const found = await findLocations(tx, [fromLocationId, destinationId]);
  const refusals = new Refusals();
  const place = (field: string, reference: string): NamedLocation | undefined => {
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
  const from = place('fromLocationId', fromLocationId);
  const destination = place('destinationId', destinationId);
  refusals.check(
    !from || from.id !== destination?.id,
    'VALIDATION_FAILED',
    'destinationId',
    'must be another location than fromLocationId',
  );
  refusals.throwIfAny();
  return { from: from as NamedLocation, destination: destination as NamedLocation };
}

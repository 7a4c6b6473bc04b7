import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { text } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { Suggested } from './places.rules.ts';
import type { SourceType } from './replenishment.rules.ts';

/** A replenishment as it is drafted. */
export interface Draft {
  productId: string;
  locationId: string;
  quantity: string;
  sourceType: SourceType;
  sourceLocationId: string | null;
  supplier: string | null;
  expectedDate: string | null;
  /** Of a suggestion: why it was made. */
  reason: string | null;
  notes: string | null;
  /** Why it is approved at once, where it is. */
  approvedBecause: string | null;
}

/** Writes drafts, in few statements however many there are. @returns their ids */
export async function writeReplenishments(command: Command, drafts: readonly Draft[]): Promise<string[]> {
  if (drafts.length === 0) return [];
  const { tx, now, doer } = command;
  const rows = [];
  for (const draft of drafts)
    rows.push({
      ...draft,
      id: newId('rpl'),
      number: await command.number('RPL'),
      status: draft.approvedBecause === null ? 'DRAFT' : 'APPROVED',
    });
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    insert into replenishment (org_id, id, number, status, product_id, location_id, quantity, source_type, source_location_id, supplier,
      expected_date, reason, notes, created_by, created_at, updated_at)
    select ${tx.orgId}, id, number, status, "productId", "locationId", quantity, "sourceType", "sourceLocationId", supplier,
      "expectedDate", reason, notes, ${doer.id}, ${moment}, ${moment}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id text, number text, status text, "productId" text, "locationId" text,
      quantity numeric, "sourceType" text, "sourceLocationId" text, supplier text, "expectedDate" date, reason text, notes text)
    order by id`.execute(tx.db);
  await recordTransitions(
    command,
    rows.flatMap(({ id, reason, notes, approvedBecause }) => {
      const step = { documentType: 'REPLENISHMENT' as const, documentId: id };
      const made = { ...step, from: null, to: 'DRAFT', note: notes ?? reason };
      return approvedBecause === null
        ? [made]
        : [made, { ...step, from: 'DRAFT', to: 'APPROVED', note: approvedBecause }];
    }),
  );
  for (const { id, approvedBecause, productId, ...row } of rows) {
    const deed = { documentType: 'Replenishment', documentId: id };
    const after = { ...row, productMasterId: productId };
    command.record({
      ...deed,
      action: 'replenishment.create',
      event: 'replenishment.created',
      after: { ...after, status: 'DRAFT' },
    });
    if (approvedBecause !== null)
      command.record({
        ...deed,
        action: 'replenishment.approve',
        event: 'replenishment.approved',
        before: { status: 'DRAFT' },
        after: { ...after, note: approvedBecause },
      });
  }
  return rows.map(({ id }) => id);
}

/**
 * The draft of a suggestion: approved at once where all that is needed, from whatever sources, is within the limit of the
 * settings.
 */
export function draftOf({ place, quantity, needed, from, supplier, reason }: Suggested): Draft {
  const { autoApproveLimit: limit } = place;
  return {
    productId: place.productId,
    locationId: place.locationId,
    quantity: text(quantity),
    sourceType: from ? 'TRANSFER' : 'PURCHASE',
    sourceLocationId: from?.locationId ?? null,
    supplier,
    // the order counts the lead time from its own day
    expectedDate: null,
    reason,
    notes: null,
    approvedBecause:
      limit !== null && needed.lte(limit)
        ? `Approved at once: the ${text(needed)} needed are within the limit of ${text(limit)}`
        : null,
  };
}

import { newId } from '../platform/ids.ts';
import type { Command, Doer } from './command.ts';

/** One step of a document. */
export interface Transition {
  documentType:
    | 'RESERVATION'
    | 'HOLD'
    | 'CYCLE_COUNT'
    | 'PUT_AWAY'
    | 'TRANSFER'
    | 'REPLENISHMENT'
    | 'STOCK_REQUEST';
  documentId: string;
  from: string | null;
  to: string;
  note?: string | null;
  /** Who did it, where it was not the caller. */
  doer?: Doer;
}

/** Writes steps into the status history: from, to, who, when, why. */
export async function recordTransitions(
  { tx, now, doer }: Command,
  steps: readonly Transition[],
): Promise<void> {
  if (steps.length === 0) return;
  await tx.db
    .insertInto('status_change')
    .values(
      steps.map(({ documentType, documentId, from, to, note, doer: by = doer }) => ({
        org_id: tx.orgId,
        id: newId('chg'),
        document_type: documentType,
        document_id: documentId,
        from_status: from,
        to_status: to,
        at: now.toISOString(),
        actor: by.id,
        note: note ?? null,
      })) as never,
    )
    .execute();
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** The acts on the ledger that issued some requests, or undid that; those of a transfer are the transfer's. */
export async function actsOfRequests(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<{ id: string; requestId: string }[]> {
  const { rows } = await sql<{ id: string; requestId: string }>`
    select d.id, d.cause_id as "requestId" from stock_document d
    where d.org_id = ${orgId} and d.cause_type = 'STOCK_REQUEST' and d.cause_id = any(${ids}::text[]) order by d.created_at, d.id`.execute(
    db,
  );
  return rows;
}

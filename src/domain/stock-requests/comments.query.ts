import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Attachment } from './stock-requests.query.ts';

/** What somebody said about a request. */
export interface StockRequestCommentRow {
  id: string;
  requestId: string;
  text: string;
  mentions: string[];
  attachments: Attachment[];
  createdBy: string;
  createdAt: string;
}

/** What was said about some requests, oldest first. */
export async function commentsByRequests(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<StockRequestCommentRow[]> {
  const { rows } = await sql<StockRequestCommentRow>`
    select c.id, c.request_id as "requestId", c.text, c.mentions, c.attachments, c.created_by as "createdBy", c.created_at as "createdAt"
    from stock_request_comment c
    where c.org_id = ${orgId} and c.request_id = any(${ids}::text[]) order by c.request_id, c.created_at, c.id`.execute(
    db,
  );
  return rows;
}

import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { type AttachmentInput, checkAttachments, named } from './attachments.rules.ts';
import { readStockRequest } from './lock-stock-request.command.ts';

/** Something said about a request. */
export interface CommentStockRequestInput {
  id: string;
  text: string;
  /** Ids of those who are to take notice: members, or keys. */
  mentions?: string[] | null;
  attachments?: AttachmentInput[] | null;
}

const LONGEST = 4_000;
const MOST_MENTIONS = 50;

/** Says something about a request, in whatever state it is. @returns the comment's id. @throws NOT_FOUND */
export async function commentStockRequest(
  command: Command,
  { id, text, mentions, attachments }: CommentStockRequestInput,
): Promise<string> {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(text.trim() !== '' && text.length <= LONGEST, 'text', `must have 1 to ${LONGEST} characters`);
  check((mentions ?? []).length <= MOST_MENTIONS, 'mentions', `must be at most ${MOST_MENTIONS}`);
  checkAttachments(refusals, attachments);
  refusals.throwIfAny();
  const { tx, now, doer } = command;
  // locked, so that a draft is not deleted under its comment
  const { number, status } = await readStockRequest(command, id, { lock: true });
  const mentioned = [...new Set(mentions ?? [])];
  await refuseUnknown(command, mentions ?? []);
  const commentId = newId('src');
  const documents = named(attachments);
  await tx.db
    .insertInto('stock_request_comment')
    .values({
      org_id: tx.orgId,
      id: commentId,
      request_id: id,
      text,
      mentions: mentioned,
      attachments: JSON.stringify(documents),
      created_by: doer.id,
      created_at: now.toISOString(),
    } as never)
    .execute();
  command.record({
    action: 'stock-request.comment',
    event: 'stock-request.commented',
    documentType: 'StockRequest',
    documentId: id,
    after: { number, status, commentId, text, mentions: mentioned, attachments: documents },
  });
  return commentId;
}

/** Only who belongs to the organization can be mentioned. */
async function refuseUnknown({ tx }: Command, mentions: readonly string[]): Promise<void> {
  if (mentions.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select k.id from api_key k where k.org_id = ${tx.orgId} and k.id = any(${mentions}::text[])
    union all
    select m.id from member m where m.org_id = ${tx.orgId} and m.status = 'ACTIVE' and m.id = any(${mentions}::text[])`.execute(
    tx.db,
  );
  const known = new Set(rows.map((row) => row.id));
  const refusals = new Refusals();
  for (const [index, mention] of mentions.entries())
    refusals.check(
      known.has(mention),
      'NOT_FOUND',
      `mentions[${index}]`,
      'there is nobody of that id in the organization',
    );
  refusals.throwIfAny();
}

import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { wordsOfRequest } from './words.rules.ts';

/** Keeps the words by which a request is found as it is now, in one statement. */
export async function writeWords(
  { tx }: Command,
  id: string,
  request: Parameters<typeof wordsOfRequest>[0],
): Promise<void> {
  const words = wordsOfRequest(request);
  await sql`
    with gone as (
      delete from stock_request_word w where w.org_id = ${tx.orgId} and w.request_id = ${id} and w.word <> all(${words}::text[])
    )
    insert into stock_request_word (org_id, request_id, word)
    select ${tx.orgId}, ${id}, word from unnest(${words}::text[]) as n(word) on conflict do nothing`.execute(
    tx.db,
  );
}

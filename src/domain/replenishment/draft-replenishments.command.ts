import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import {
  answerOf,
  evaluate,
  resolveRequest,
  type SuggestionsAnswer,
  type SuggestionsInput,
} from './suggestions.query.ts';
import { draftOf, writeReplenishments } from './write-replenishments.command.ts';

/**
 * Says what should be ordered, and drafts it; what is within the limit for it is approved at once. One run of an
 * organization after another, and on records that are locked: nothing is drafted twice.
 * @returns the suggestions, each with its draft
 */
export async function draftReplenishments(
  command: Command,
  input: SuggestionsInput,
): Promise<SuggestionsAnswer> {
  const { tx, now } = command;
  const { request, limit } = await resolveRequest(tx, now, input);
  await lockRuns(command);
  const found = await evaluate(tx, request);
  const wanted = found.suggestions.slice(0, limit);
  if (wanted.length === 0) return answerOf(found, limit);
  const pairs = wanted.flatMap(({ place: { productId, locationId }, from }) => [
    { productId, locationId },
    ...(from ? [{ productId, locationId: from.locationId }] : []),
  ]);
  await lockRecords(command, pairs, { quiet: true });
  // once they are locked, what is suggested is what the books say now
  const productIds = [...new Set(wanted.map(({ place }) => place.productId))];
  const again = await evaluate(tx, { ...request, productIds });
  const locked = new Set(wanted.map(({ place }) => place.configId));
  const suggestions = again.suggestions.filter(({ place }) => locked.has(place.configId)).slice(0, limit);
  const drafts = await writeReplenishments(command, suggestions.map(draftOf));
  const answer = answerOf({ ...found, suggestions }, limit, drafts);
  return { ...answer, total: Math.max(found.suggestions.length, suggestions.length) };
}

/** Two runs at once would give one surplus away twice. Reads and other writes go on. */
async function lockRuns({ tx }: Command): Promise<void> {
  await sql`select 1 from organization where org_id = ${tx.orgId} for no key update`.execute(tx.db);
}

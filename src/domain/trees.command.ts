import { sql } from 'kysely';
import type { Command } from './command.ts';

/**
 * Lets one command at a time change the organization's trees (categories, locations): two moves that are each
 * harmless could make a circle together. Reads and other writes go on.
 */
export async function lockTrees({ tx }: Command): Promise<void> {
  await sql`select 1 from organization where org_id = ${tx.orgId} for no key update`.execute(tx.db);
}

import { withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** `migrate`: brings the schema up to date, as its owner. Every other verb does so as well before it begins. */
export async function migrateVerb(options: CommonOptions): Promise<void> {
  const migrations = await withSession(async ({ migrated }) => migrated);
  answer(options, { migrations }, () =>
    migrations.length > 0 ? `Migrated: ${migrations.join(', ')}` : 'The schema is up to date',
  );
}

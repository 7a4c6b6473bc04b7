import { restoreOrganization } from '../domain/archive/restore-organization.command.ts';
import { refreshStatistics } from '../platform/database/statistics.ts';
import { archivedRows, checkArchive } from './support/archive-file.ts';
import { withProgress } from './support/progress.ts';
import { withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** What `org restore` is told. */
interface RestoreOptions extends CommonOptions {
  slug?: string;
  renumber?: boolean;
}

/** `org restore FILE`: an organization as it was exported, into a database that does not have it. */
export async function restoreOrganizationVerb(file: string, options: RestoreOptions): Promise<void> {
  const { slug, renumber = false } = options;
  const { header, trailer } = await checkArchive(file);
  const total = Object.values(header.rows).reduce((sum, count) => sum + count, 0);
  const restored = await withSession(({ asOwner }) =>
    asOwner(async (owner) => {
      const done = await withProgress(total, options, (onRows) =>
        restoreOrganization(owner, { header, trailer, lines: archivedRows(file), slug, renumber, onRows }),
      );
      await refreshStatistics(owner);
      return done;
    }),
  );
  const { id, name } = header.organization;
  const { keysWork, rows } = restored;
  answer(
    options,
    { organization: { id, slug: restored.slug, name }, rows, tables: header.rows, keysWork },
    () =>
      `${rows.toLocaleString('en')} rows of ${restored.slug} restored, as they were on ${header.exportedAt}${
        keysWork ? '' : '\nIts API keys do not work here: make new ones (key create), and revoke the old ones'
      }`,
  );
}

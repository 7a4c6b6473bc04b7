import { type Exported, exportOrganization } from '../domain/archive/export-organization.query.ts';
import { findOrganization } from '../domain/organizations/find-organizations.query.ts';
import { systemClock } from '../platform/clock.ts';
import { writeArchive } from './support/archive-file.ts';
import { withProgress } from './support/progress.ts';
import { withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** `org export SLUG FILE`: all that an organization has, of one moment, as JSON Lines. */
export async function exportOrganizationVerb(
  slug: string,
  file: string,
  options: CommonOptions & { force?: boolean },
): Promise<void> {
  const { force = false } = options;
  const exported = await withSession(({ asOwner }) =>
    asOwner(async (owner) => {
      const organization = await findOrganization(owner, slug);
      return withProgress(0, options, async (onRows, onTotal) => {
        const source = exportOrganization(owner, {
          organization,
          now: systemClock.now(),
          onTotal,
          onRows,
        });
        let result: Exported | undefined;
        async function* lines() {
          result = yield* source;
        }
        await writeArchive(file, lines(), { force });
        return result as Exported;
      });
    }),
  );
  const rows = Object.values(exported.rows).reduce((sum, count) => sum + count, 0);
  answer(
    options,
    { file, rows, tables: exported.rows, content: exported.content },
    () =>
      `${rows.toLocaleString('en')} rows of ${slug} exported to ${file}\nIt holds everything: keep it as you keep the database itself.`,
  );
}

import { entities } from '../../src/entities/index.ts';

/** Tables of no organization: the credentials of the platform itself. */
const platformTables = new Set(['platform_key']);

/** The tables whose rows belong to an organization. */
export const tenantTables: readonly string[] = entities
  .map((entity) => entity.meta.tableName)
  .filter((table) => !platformTables.has(table));

const uses = new RegExp(
  `\\b(?:from|join|into|update|using)\\s+(?:only\\s+)?"?(?:public"?\\."?)?(?:${tenantTables.join('|')})"?(?![\\w.])`,
  'gi',
);

/**
 * Whether a statement uses rows of organizations without naming the organization: it would not work on a database
 * that is distributed by `org_id`. Each use of a tenant table needs an `org_id` of its own, in a condition, a join
 * or the columns of an insert; the columns that a select answers do not count.
 */
export function lacksTenant(statement: string): boolean {
  const text = statement.replace(/--.*$/gm, ' ').replace(/\s+/g, ' ');
  const used = text.match(uses)?.length ?? 0;
  if (used === 0) return false;
  const answered = /^ ?select .*? from /i;
  const named = text.replace(answered, 'from ').match(/\borg_id\b/gi)?.length ?? 0;
  return named < used;
}

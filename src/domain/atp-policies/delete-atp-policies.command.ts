import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Problems, Refusals } from '../errors.rules.ts';
import type { AtpPolicyRow } from './atp-policies.query.ts';

/**
 * Deletes ATP policies, all or nothing; what they ruled falls to the next less specific policy at once.
 * @throws NOT_FOUND naming each id that there is not
 */
export async function deleteAtpPolicies(
  { tx, record }: Command,
  ids: readonly string[],
  path = 'ids',
): Promise<string[]> {
  const problems = new Problems();
  problems.check(ids.length > 0, path, 'must name at least one ATP policy');
  for (const [index, id] of ids.entries())
    problems.check(ids.indexOf(id) === index, `${path}[${index}]`, `${id} is given twice`);
  problems.throwIfAny();
  const { rows } = await sql<{ id: string; policy: Partial<AtpPolicyRow> }>`
    delete from atp_policy p where org_id = ${tx.orgId} and id = any(${ids}::text[])
    returning id, to_jsonb(p) - 'org_id' as policy`.execute(tx.db);
  const deleted = new Map(rows.map(({ id, policy }) => [id, policy]));
  const refusals = new Refusals();
  for (const [index, id] of ids.entries())
    refusals.check(deleted.has(id), 'NOT_FOUND', `${path}[${index}]`, 'there is no such ATP policy');
  refusals.throwIfAny();
  for (const id of ids) {
    record({
      action: 'atp-policy.delete',
      documentType: 'AtpPolicy',
      documentId: id,
      before: deleted.get(id) ?? null,
      event: 'atp-policy.deleted',
    });
  }
  return [...ids];
}

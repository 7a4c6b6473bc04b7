import type pg from 'pg';
import { newId } from '../../platform/ids.ts';
import { DomainError, Problems } from '../errors.rules.ts';
import { seedReasonCodes } from '../reason-codes/default-reason-codes.ts';
import { checkText } from '../text.rules.ts';

/** A new organization as callers see it, and its tenant key. */
export interface CreatedOrganization {
  orgId: number;
  id: string;
  slug: string;
  name: string;
}

/**
 * Makes an organization with its standard reason codes. Organizations are above tenants: this runs as the schema's
 * owner, from the command line.
 * @throws DUPLICATE when the slug is taken, VALIDATION_FAILED when it is no slug.
 */
export async function createOrganization(
  owner: pg.Client,
  input: { slug: string; name: string },
): Promise<CreatedOrganization> {
  const problems = new Problems();
  problems.check(
    /^[a-z0-9][a-z0-9-]{0,62}$/.test(input.slug),
    'slug',
    'must be 1 to 63 of a-z, 0-9 and -, and begin with a letter or digit',
  );
  checkText(problems, 'name', input.name);
  problems.throwIfAny();
  await owner.query('begin');
  try {
    const { rows } = await owner.query<{ orgId: number; id: string }>(
      'insert into organization (id, slug, name) values ($1, $2, $3) on conflict (slug) do nothing returning org_id as "orgId", id',
      [newId('org'), input.slug, input.name],
    );
    const made = rows[0];
    if (!made)
      throw new DomainError('DUPLICATE', `There is an organization ${input.slug} already`, {
        slug: input.slug,
      });
    await owner.query("select set_config('app.org_id', $1, true)", [String(made.orgId)]);
    await seedReasonCodes(owner, made.orgId);
    await owner.query('commit');
    return { ...made, slug: input.slug, name: input.name };
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}

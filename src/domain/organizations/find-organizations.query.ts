import type pg from 'pg';
import { DomainError } from '../errors.rules.ts';
import type { CreatedOrganization } from './create-organization.command.ts';

/** Every organization, by slug. Organizations are above tenants: this runs as the schema's owner. */
export async function listOrganizations(owner: pg.Client): Promise<CreatedOrganization[]> {
  const { rows } = await owner.query<CreatedOrganization>(
    'select org_id as "orgId", id, slug, name from organization order by slug',
  );
  return rows;
}

/** The organization of a slug. @throws NOT_FOUND */
export async function findOrganization(owner: pg.Client, slug: string): Promise<CreatedOrganization> {
  const { rows } = await owner.query<CreatedOrganization>(
    'select org_id as "orgId", id, slug, name from organization where slug = $1',
    [slug],
  );
  const [found] = rows;
  if (!found) throw new DomainError('NOT_FOUND', `There is no organization ${slug}`, { slug });
  return found;
}

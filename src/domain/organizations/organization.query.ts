import type { Tx } from '../../platform/database/transaction.ts';
import { completeSettings, type OrganizationSettings } from './settings.rules.ts';

/** The organization as its members see it. */
export interface OrganizationRow {
  id: string;
  slug: string;
  name: string;
  /** Complete: what was not chosen has its default. */
  settings: Required<OrganizationSettings>;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** The organization of a transaction. */
export async function readOrganization({ db, orgId }: Tx): Promise<OrganizationRow> {
  const row = await db
    .selectFrom('organization')
    .select([
      'id',
      'slug',
      'name',
      'settings',
      'created_at as createdAt',
      'updated_at as updatedAt',
      'version',
    ])
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow();
  return { ...row, settings: completeSettings(row.settings as OrganizationSettings) };
}

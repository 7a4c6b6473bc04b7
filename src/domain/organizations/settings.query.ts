import type { Tx } from '../../platform/database/transaction.ts';
import { completeSettings, type OrganizationSettings } from './settings.rules.ts';

/** The settings of the transaction's organization, complete. */
export async function readSettings({ db, orgId }: Tx): Promise<Required<OrganizationSettings>> {
  const row = await db
    .selectFrom('organization')
    .select('settings')
    .where('org_id', '=', orgId)
    .executeTakeFirst();
  return completeSettings(row?.settings as OrganizationSettings | undefined);
}

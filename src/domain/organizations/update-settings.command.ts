import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Problems, refusedField } from '../errors.rules.ts';
import { checkRange } from '../master-data.rules.ts';
import { quantityRules } from '../quantity.rules.ts';
import { type CountSettingsInput, checkCountSettings, chosenCountSettings } from './count-settings.rules.ts';
import type { OrganizationSettings } from './settings.rules.ts';

/** Settings to be changed: left out, one stays as it is; null: its default again. */
export interface UpdateSettingsInput extends CountSettingsInput {
  lotGoodOnExpiryDate?: boolean | null;
  demandWindowDays?: number | null;
  draftReplenishments?: boolean | null;
  stockRequestSelfApproval?: boolean | null;
  stockRequestSecondApprovalAbove?: string | null;
  expectedVersion?: number | null;
}

/** What is to be stored in place of what is: null takes a choice back. */
type Choices = { [Name in keyof OrganizationSettings]?: OrganizationSettings[Name] | null | undefined };

/**
 * Changes what an organization decides for itself. What does not change anything writes nothing.
 * @throws VERSION_CONFLICT
 */
export async function updateSettings(command: Command, input: UpdateSettingsInput): Promise<void> {
  const { expectedVersion, ...wanted } = input;
  const { tx, now } = command;
  const before = await lockOrganization(command);
  const { countTolerances: _t, abcCutoffs: _a, countFrequencyDays: _f, ...plain } = wanted;
  const choices: Choices = { ...plain, ...chosenCountSettings(before.settings, wanted) };
  const problems = new Problems();
  checkRange(problems, 'demandWindowDays', wanted.demandWindowDays, [1, 365]);
  quantityRules.notNegative(
    problems,
    'stockRequestSecondApprovalAbove',
    wanted.stockRequestSecondApprovalAbove,
  );
  checkCountSettings(problems, wanted, choices);
  problems.throwIfAny();
  if (expectedVersion != null && expectedVersion !== before.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the organization has version ${before.version} by now`,
      { expectedVersion, currentVersion: before.version },
    );
  }
  const settings = merge(before.settings, choices);
  if (JSON.stringify(settings) === JSON.stringify(merge(before.settings, {}))) return;
  await sql`
    update organization set settings = ${JSON.stringify(settings)}::jsonb, updated_at = ${now.toISOString()}::timestamptz,
      version = version + 1
    where org_id = ${tx.orgId}`.execute(tx.db);
  command.record({
    action: 'organization.settings',
    documentType: 'Organization',
    documentId: before.id,
    before: { ...before.settings },
    after: { ...settings },
    event: 'organization.changed',
  });
}

interface Stored {
  id: string;
  version: number;
  settings: OrganizationSettings;
}

async function lockOrganization({ tx }: Command): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select id, version, settings from organization where org_id = ${tx.orgId} for no key update`.execute(
    tx.db,
  );
  const [row] = rows;
  if (!row) throw new Error(`The organization ${tx.orgId} is not there`);
  return row;
}

/** Sorted by name, at every depth, so that equal settings have equal text. */
function merge(settings: OrganizationSettings, wanted: Choices): OrganizationSettings {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return sorted({ ...settings, ...Object.fromEntries(given) });
}

function sorted(values: object): OrganizationSettings {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'object' ? sorted(value as object) : value])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

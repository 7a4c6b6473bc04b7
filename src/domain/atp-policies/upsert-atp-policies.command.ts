import type { InferEntity } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AtpPolicyEntity } from '../../entities/atp-policy.entity.ts';
import type { AllocationType } from '../availability/atp.rules.ts';
import type { Command } from '../command.ts';
import { Problems, Refusals } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import { checkBatch, checkChoice, type UpsertBase, withoutNulls } from '../master-data.rules.ts';
import { findInputReferences } from '../references.query.ts';
import { checkText } from '../text.rules.ts';
import { type AtpPolicyRow, atpPoliciesByIds } from './atp-policies.query.ts';
import {
  allocationTypes,
  checkTerms,
  defaultTerms,
  mergeTerms,
  type PolicyTerms,
} from './atp-policies.rules.ts';

/** A policy to be made, or changed by its id; what is left out stays as it is (or takes its default). */
export interface UpsertAtpPolicyInput extends UpsertBase {
  name: string;
  /** Id or SKU; null: any. */
  productMasterId?: string | null;
  /** Id or path; null: any. */
  categoryId?: string | null;
  /** Id or code; null: any. */
  channelId?: string | null;
  /** Id or code; null: any. */
  locationId?: string | null;
  safetyStock?: string | null;
  safetyStockDays?: number | null;
  lowAtpThreshold?: string | null;
  criticalAtpThreshold?: string | null;
  allocationType?: AllocationType | null;
  allocationQuantity?: string | null;
  allocationPercent?: string | null;
  minRemainingShelfLifeDays?: number | null;
  active?: boolean | null;
}

type AtpPolicy = InferEntity<typeof AtpPolicyEntity>;

const kind: MasterKind<AtpPolicy> = {
  entity: AtpPolicyEntity,
  documentType: 'AtpPolicy',
  noun: 'atp-policy',
  prefix: 'pol',
  describe: ({ name }) => `the policy ${name}`,
};

/**
 * Makes ATP policies, or changes those whose ids are given; all or nothing.
 * @param path where they stand in the request, for errors.
 */
export async function upsertAtpPolicies(
  command: Command,
  inputs: readonly UpsertAtpPolicyInput[],
  path = 'atpPolicies',
): Promise<AtpPolicyRow[]> {
  checkBatch(inputs, { path, noun: 'ATP policy', each: check });
  const wanted = await resolveScopes(command, inputs, path);
  const terms = await mergeWithExisting(command, inputs, wanted, path);
  const { records } = await upsertMaster(
    command,
    kind,
    inputs.map(({ id, expectedVersion }, index) => ({
      path: `${path}[${index}]`,
      id,
      expectedVersion,
      key: {}, // only its id names a policy
      fields: terms[index] ?? {},
      defaults: {},
    })),
  );
  return records as unknown as AtpPolicyRow[];
}

function check(problems: Problems, at: string, input: UpsertAtpPolicyInput): void {
  checkText(problems, `${at}.name`, input.name);
  for (const field of ['productMasterId', 'categoryId', 'channelId', 'locationId'] as const) {
    checkText(problems, `${at}.${field}`, input[field]);
  }
  checkChoice(problems, `${at}.allocationType`, input.allocationType, allocationTypes);
}

/** The terms that each input asks for, with ids for what it refers to. */
async function resolveScopes(
  { tx }: Command,
  inputs: readonly UpsertAtpPolicyInput[],
  path: string,
): Promise<Partial<PolicyTerms>[]> {
  const refusals = new Refusals();
  const products = await findInputReferences(tx, 'product', inputs, {
    path,
    field: 'productMasterId',
    refusals,
  });
  const categories = await findInputReferences(tx, 'category', inputs, {
    path,
    field: 'categoryId',
    refusals,
  });
  const channels = await findInputReferences(tx, 'channel', inputs, { path, field: 'channelId', refusals });
  const locations = await findInputReferences(tx, 'location', inputs, {
    path,
    field: 'locationId',
    refusals,
  });
  refusals.throwIfAny();
  return inputs.map((input) => {
    const { name, lowAtpThreshold, criticalAtpThreshold, allocationType, active } = input;
    const { safetyStock, safetyStockDays, allocationQuantity, allocationPercent } = input;
    const wanted = {
      productId: products.id(input.productMasterId),
      categoryId: categories.id(input.categoryId),
      channelId: channels.id(input.channelId),
      locationId: locations.id(input.locationId),
      safetyStock,
      safetyStockDays,
      allocationQuantity,
      allocationPercent,
      minRemainingShelfLifeDays: input.minRemainingShelfLifeDays,
      ...withoutNulls({ name, lowAtpThreshold, criticalAtpThreshold, allocationType, active }),
    };
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  });
}

/** Judges the policies as they would become, because a request may give one of two alternatives only. */
async function mergeWithExisting(
  { tx }: Command,
  inputs: readonly UpsertAtpPolicyInput[],
  wanted: readonly Partial<PolicyTerms>[],
  path: string,
): Promise<PolicyTerms[]> {
  const ids = inputs.flatMap(({ id }) => (id ? [id] : []));
  // locked before they are read, or two changes of different fields could undo each other
  await sql`select 1 from atp_policy where org_id = ${tx.orgId} and id = any(${ids}::text[]) order by id for no key update`.execute(
    tx.db,
  );
  const rows = ids.length > 0 ? await atpPoliciesByIds(tx, ids) : [];
  const existing = new Map(rows.map(({ id, createdAt, updatedAt, version, ...terms }) => [id, terms]));
  const problems = new Problems();
  const merged = inputs.map(({ id, name }, index) => {
    const terms = mergeTerms(existing.get(id ?? '') ?? { ...defaultTerms, name }, wanted[index] ?? {});
    checkTerms(problems, `${path}[${index}]`, terms);
    return terms;
  });
  problems.throwIfAny();
  return merged;
}

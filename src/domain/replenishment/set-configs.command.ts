import type { InferEntity } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { ReplenishmentConfigEntity } from '../../entities/replenishment-config.entity.ts';
import type { Command } from '../command.ts';
import { Problems, Refusals } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import { findReferences } from '../references.query.ts';
import type { Pair } from '../stock/locked-stock.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import {
  type ConfigTerms,
  checkConfig,
  checkConfigInput,
  mergeConfig,
  type ReplenishmentConfigInput,
} from './configs.rules.ts';

type Config = InferEntity<typeof ReplenishmentConfigEntity>;

const kind: MasterKind<Config> = {
  entity: ReplenishmentConfigEntity,
  documentType: 'ReplenishmentConfig',
  noun: 'replenishment-config',
  prefix: 'rpc',
  describe: ({ productId, locationId }) => `the settings of ${productId} at ${locationId}`,
};

/**
 * Makes or changes how products are replenished at locations; all or nothing. What was told of a position under other
 * settings is told anew.
 * @returns the ids of the settings, in the order of the request
 * @throws VALIDATION_FAILED unless `0 <= min <= reorder point <= max`, NOT_FOUND, INACTIVE, VERSION_CONFLICT
 */
export async function setReplenishmentConfigs(
  command: Command,
  inputs: readonly ReplenishmentConfigInput[],
): Promise<string[]> {
  checkInputs(inputs);
  const { tx } = command;
  const rows = await resolveRows(
    tx,
    inputs.map(({ productMasterId = null, globalSku = null, locationId }, index) => ({
      productMasterId,
      globalSku,
      locationId,
      at: `configs[${index}].`,
    })),
  );
  const pairs = rows.map(({ product, location }) => ({ productId: product.id, locationId: location.id }));
  refuseTwice(pairs);
  const sources = await resolveSources(command, inputs);
  const terms = await mergeAll(command, inputs, pairs, sources);
  const { records, changes } = await upsertMaster(
    command,
    kind,
    inputs.map(({ expectedVersion }, index) => ({
      path: `configs[${index}]`,
      expectedVersion,
      key: pairs[index] ?? {},
      fields: terms[index] ?? {},
      defaults: { announced: false },
    })),
  );
  const changed = changes.filter(({ before }) => before?.announced).map(({ record }) => record.id);
  if (changed.length > 0)
    await sql`
      update replenishment_config c set announced = false
      where c.org_id = ${tx.orgId} and c.id = any(${changed}::text[])`.execute(tx.db);
  return records.map(({ id }) => id);
}

function checkInputs(inputs: readonly ReplenishmentConfigInput[]): void {
  const problems = new Problems();
  problems.check(inputs.length >= 1 && inputs.length <= 1_000, 'configs', 'must be 1 to 1,000');
  for (const [index, input] of inputs.entries()) checkConfigInput(problems, `configs[${index}]`, input);
  problems.throwIfAny();
}

function refuseTwice(pairs: readonly Pair[]): void {
  const refusals = new Refusals();
  const seen = new Set<string>();
  for (const [index, pair] of pairs.entries()) {
    const key = JSON.stringify(pair);
    const path = `configs[${index}].productMasterId`;
    refusals.check(
      !seen.has(key),
      'VALIDATION_FAILED',
      path,
      'the same product and location are given twice',
    );
    seen.add(key);
  }
  refusals.throwIfAny();
}

/** The ids of the locations that are preferred, in the order of the inputs. */
async function resolveSources(
  { tx }: Command,
  inputs: readonly ReplenishmentConfigInput[],
): Promise<(string | null)[]> {
  const wanted = inputs.map(({ preferredSource }) => preferredSource?.locationId);
  const found = await findReferences(tx, 'location', wanted);
  const refusals = new Refusals();
  for (const [index, reference] of wanted.entries()) {
    const path = `configs[${index}].preferredSource.locationId`;
    found.check(refusals, path, reference);
    const source = found.get(reference);
    refusals.check(!source || source.active, 'INACTIVE', path, `the location ${source?.code} is inactive`);
  }
  refusals.throwIfAny();
  return wanted.map((reference) => found.get(reference)?.id ?? null);
}

/** Judges the settings as they would become, because a request may change one of two levels only. */
async function mergeAll(
  { tx }: Command,
  inputs: readonly ReplenishmentConfigInput[],
  pairs: readonly Pair[],
  sources: readonly (string | null)[],
): Promise<ConfigTerms[]> {
  // locked before they are read, or two changes of different fields could undo each other
  const { rows } = await sql<ConfigTerms & Pair>`
    select c.product_id as "productId", c.location_id as "locationId", c.active, c.method, c.min, c.reorder_point as "reorderPoint", c.max,
      c.safety_stock as "safetyStock", c.lead_time_days as "leadTimeDays", c.cover_days as "coverDays", c.order_multiple as "orderMultiple",
      c.source_type as "sourceType", c.source_location_id as "sourceLocationId", c.supplier, c.auto_approve_limit as "autoApproveLimit"
    from replenishment_config c
    where c.org_id = ${tx.orgId} and (c.product_id, c.location_id) in (
      select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))
    order by c.id for no key update`.execute(tx.db);
  const existing = new Map(
    rows.map(({ productId, locationId, ...terms }) => [`${productId} ${locationId}`, terms]),
  );
  const problems = new Problems();
  const merged = inputs.map((input, index) => {
    const { productId = '', locationId = '' } = pairs[index] ?? {};
    const before = existing.get(`${productId} ${locationId}`) ?? null;
    const terms = mergeConfig(before, input, sources[index] ?? null);
    checkConfig(problems, `configs[${index}]`, terms, locationId);
    return terms;
  });
  problems.throwIfAny();
  return merged;
}

import type pg from 'pg';
import { DomainError, Problems } from '../errors.rules.ts';

/** Points that an organization's callers may spend; null: as the settings say, 0: as many as they like. */
export interface OrganizationRateLimits {
  /** Of each key, in a minute and in an hour. */
  keyPerMinute: number | null;
  keyPerHour: number | null;
  /** Of all its keys together. */
  totalPerMinute: number | null;
  totalPerHour: number | null;
}

const columns: Readonly<Record<keyof OrganizationRateLimits, string>> = {
  keyPerMinute: 'rate_limit_per_minute',
  keyPerHour: 'rate_limit_per_hour',
  totalPerMinute: 'rate_limit_total_per_minute',
  totalPerHour: 'rate_limit_total_per_hour',
};
const names = Object.keys(columns) as (keyof OrganizationRateLimits)[];
const returning = names.map((name) => `${columns[name]} as "${name}"`).join(', ');

/**
 * Gives an organization rate limits of its own. They protect the operator, who alone sets them: this runs as the schema's
 * owner, from the command line. Gateways follow within seconds.
 * @param input limits to be changed; what is left out stays as it is
 * @returns the limits as they are now
 * @throws NOT_FOUND for an unknown slug, VALIDATION_FAILED for what is no limit.
 */
export async function setRateLimits(
  owner: pg.Client,
  slug: string,
  input: Partial<OrganizationRateLimits>,
): Promise<OrganizationRateLimits> {
  const given = names.filter((name) => input[name] !== undefined);
  const problems = new Problems();
  for (const name of given) {
    const value = input[name];
    const fits = value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1e9);
    problems.check(fits, name, 'must be a whole number from 0 to 1,000,000,000');
  }
  problems.throwIfAny();
  const changes = given.map((name, n) => `${columns[name]} = $${n + 2}`);
  const text =
    changes.length > 0
      ? `update organization set ${changes.join(', ')} where slug = $1 returning ${returning}`
      : `select ${returning} from organization where slug = $1`;
  const { rows } = await owner.query<OrganizationRateLimits>(text, [
    slug,
    ...given.map((name) => input[name]),
  ]);
  const [now] = rows;
  if (!now) throw new DomainError('NOT_FOUND', `There is no organization ${slug}`, { slug });
  return now;
}

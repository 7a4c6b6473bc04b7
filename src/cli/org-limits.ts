import type { OrganizationRateLimits } from '../domain/organizations/set-rate-limits.command.ts';
import { setRateLimits } from '../domain/organizations/set-rate-limits.command.ts';
import { withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

type Given = Partial<Record<keyof OrganizationRateLimits, string>>;

/** `org limits SLUG [--key-per-minute N] ...`: shows an organization's rate limits, having changed those that are given. */
export async function organizationLimitsVerb(slug: string, options: CommonOptions & Given): Promise<void> {
  const { keyPerMinute, keyPerHour, totalPerMinute, totalPerHour } = options;
  const given = Object.entries({ keyPerMinute, keyPerHour, totalPerMinute, totalPerHour });
  const input = Object.fromEntries(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, limitOf(value)]])),
  );
  const limits = await withSession(({ asOwner }) => asOwner((owner) => setRateLimits(owner, slug, input)));
  answer(options, { rateLimits: limits }, () =>
    [
      `Each key of ${slug}: in a minute ${inWords(limits.keyPerMinute)}, in an hour ${inWords(limits.keyPerHour)}`,
      `All its keys together: in a minute ${inWords(limits.totalPerMinute)}, in an hour ${inWords(limits.totalPerHour)}`,
    ].join('\n'),
  );
}

const limitOf = (text: string): number | null =>
  text === 'default' ? null : /^\d+$/.test(text) ? Number(text) : Number.NaN;

const inWords = (limit: number | null): string =>
  limit === null ? 'as the settings say' : limit === 0 ? 'no limit' : String(limit);

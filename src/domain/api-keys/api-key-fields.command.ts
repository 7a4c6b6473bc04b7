import { isIpRange } from '../../platform/ip-ranges.ts';
import { Problems } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';

const MOST_SCOPES = 100;
const MOST_RANGES = 50;

/** What a caller may say of an API key. */
export interface ApiKeyFields {
  name?: string | null;
  scopes?: string[] | null;
  /** `null`: never. */
  expiresAt?: string | null;
  /** Where it may be used from, in CIDR notation; none: from anywhere. */
  ipRanges?: string[] | null;
}

/** Checks what is given. @throws VALIDATION_FAILED naming every bad field */
export function checkApiKeyFields(
  { name, scopes, expiresAt, ipRanges }: ApiKeyFields,
  now: Date,
  isKnownScope: (scope: string) => boolean,
): void {
  const problems = new Problems();
  checkText(problems, 'name', name);
  const fits = scopes == null || (scopes.length >= 1 && scopes.length <= MOST_SCOPES);
  problems.check(fits, 'scopes', `must be 1 to ${MOST_SCOPES}`);
  scopes?.forEach((scope, index) => {
    problems.check(isKnownScope(scope), `scopes[${index}]`, `is not a scope: ${scope}`);
  });
  problems.check(!expiresAt || Date.parse(expiresAt) > now.getTime(), 'expiresAt', 'must be in the future');
  problems.check((ipRanges?.length ?? 0) <= MOST_RANGES, 'ipRanges', `must be at most ${MOST_RANGES}`);
  ipRanges?.forEach((range, index) => {
    const message = 'must be an address or a range such as 192.0.2.0/24 or 2001:db8::/32';
    problems.check(isIpRange(range), `ipRanges[${index}]`, message);
  });
  problems.throwIfAny();
}

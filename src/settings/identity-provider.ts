import { z } from 'zod';

/** A claim's name as providers write them: a word, a path with dots, or a URL. */
const claimName = (fallback: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be the name of a claim')
    .default(fallback);

/** Settings of the identity provider whose tokens are accepted. */
export const identityProviderSettings = {
  JWKS_URL: z
    .url({ protocol: /^https?$/, error: 'must be an https:// URL' })
    .optional()
    .describe(
      'Where the identity provider publishes its public keys; with JWT_ISSUER and JWT_AUDIENCE its tokens are accepted. https, unless on this machine',
    ),
  JWT_ISSUER: z.string().min(1).optional().describe('The issuer (iss) that tokens must name, exactly'),
  JWT_AUDIENCE: z
    .string()
    .min(1)
    .optional()
    .describe('The audience (aud) that tokens must name: this gateway; of several, separated by commas, one'),
  JWT_CLOCK_SKEW_SECONDS: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(0)
    .max(300)
    .default(30)
    .describe("How far the identity provider's clock may be off, in seconds"),
  JWT_ORGANIZATION_CLAIM: claimName('org').describe(
    'The claim with the slug or id of the organization; dots lead into claims',
  ),
  JWT_ROLES_CLAIM: claimName('roles').describe(
    'The claim with role names, which narrow what the member may do; dots lead into claims',
  ),
  SESSION_HOURS: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1)
    .max(720)
    .default(12)
    .describe('How long a person stays signed in on the pages of this server, in hours'),
};

/** What of the settings is about the identity provider. */
interface Given {
  JWKS_URL?: string | undefined;
  JWT_ISSUER?: string | undefined;
  JWT_AUDIENCE?: string | undefined;
}

const together = ['JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const;

/** Tells what of these settings contradicts itself, and where. */
export function identityProviderProblems(settings: Given): { path: string; message: string }[] {
  const given = together.filter((name) => settings[name] !== undefined);
  const missing = together.filter((name) => settings[name] === undefined);
  if (given.length === 0) return [];
  const problems = missing.map((path) => ({ path, message: `is missing: ${given.join(' and ')} is set` }));
  const url = URL.parse(settings.JWKS_URL ?? '');
  // whoever can change the keys on their way can sign in as anybody
  if (url?.protocol === 'http:' && !isLoopback(url.hostname))
    problems.push({ path: 'JWKS_URL', message: 'must be https://, unless it is on this machine' });
  const audiences = audiencesOf(settings.JWT_AUDIENCE);
  if (settings.JWT_AUDIENCE !== undefined && audiences.length === 0)
    problems.push({ path: 'JWT_AUDIENCE', message: 'must name an audience' });
  return problems;
}

/** The audiences of the setting. */
export function audiencesOf(setting = ''): string[] {
  return setting
    .split(',')
    .map((audience) => audience.trim())
    .filter(Boolean);
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

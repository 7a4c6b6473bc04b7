import { z } from 'zod';
import { isIpRange } from './platform/ip-ranges.ts';
import { contradictions } from './settings/contradictions.ts';
import { identityProviderProblems, identityProviderSettings } from './settings/identity-provider.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const flag = (fallback: '0' | '1') =>
  z
    .enum(['0', '1', 'true', 'false'], { error: 'must be 0 or 1' })
    .default(fallback)
    .transform((value) => value === '1' || value === 'true');
const integer = (minimum: number, maximum: number, fallback: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(minimum)
    .max(maximum)
    .default(fallback);
/** Express's own words for ranges of addresses. */
const proxyNames = ['loopback', 'linklocal', 'uniquelocal'];
/** Not everybody: who believes the whole world's `X-Forwarded-For` believes each client's own. */
const isTrustable = (word: string) => proxyNames.includes(word) || (isIpRange(word) && !word.endsWith('/0'));
/** A number of hops, or addresses; `true` is not offered: it would believe every `X-Forwarded-For`. */
const trustedProxies = z
  .string()
  .default('')
  .transform((value) => (/^\d{1,2}$/.test(value) ? Number(value) : words(value)))
  .refine(
    (value) => typeof value === 'number' || value.every(isTrustable),
    'must be a number of hops, or addresses and ranges separated by commas (10.0.0.0/8, loopback, linklocal, uniquelocal)',
  );
const words = (value: string): string[] =>
  value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL');

const secretsKeys = z
  .string()
  .default('')
  .transform(words)
  .refine((keys) => keys.every((key) => key.length >= 32), 'must be texts of 32 characters or more');
const cidrs = z
  .string()
  .default('')
  .transform(words)
  .refine(
    (all) => all.every((range) => range.includes('/') && isIpRange(range)),
    'must be networks such as 10.1.0.0/16, with commas between them',
  );

/** Every setting of the environment, with its meaning, unit, range and default. */
export const environment = z
  .object({
    PORT: integer(0, 65535, 4000).describe('TCP port of the HTTP server; 0 takes a free one'),
    HOST: z.string().min(1).default('127.0.0.1').describe('Address the HTTP server listens on'),
    DATABASE_URL: postgresUrl
      .optional()
      .describe('PostgreSQL 15 or newer; without it the gateway runs its own under DATA_DIR'),
    DATABASE_MIGRATION_URL: postgresUrl
      .optional()
      .describe(
        'The owner of the schema, for migrations and organizations, when DATABASE_URL is a role that owns nothing. Without it DATABASE_URL is the owner and the gateway switches to DATABASE_GATEWAY_ROLE on every connection',
      ),
    DATABASE_GATEWAY_ROLE: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be a plain role name')
      .default('inventory_gateway')
      .describe('The role that requests run as: it owns nothing and cannot bypass row-level security'),
    DATABASE_POOL: integer(2, 200, 12).describe('Most connections of one process to the database'),
    DATABASE_QUEUE: integer(0, 1_000_000, 1_000).describe(
      'Most requests of one process that wait for a connection; the next one is answered 503 at once',
    ),
    DATABASE_QUEUE_TIMEOUT_MS: integer(50, 600_000, 2_500).describe(
      'Longest wait for a connection, in milliseconds; then the answer is 503',
    ),
    LOCK_TIMEOUT_MS: integer(50, 600_000, 3_000).describe('Longest wait for a locked row, in milliseconds'),
    STATEMENT_TIMEOUT_MS: integer(100, 600_000, 4_000).describe(
      'Longest time of one SQL statement, in milliseconds',
    ),
    REQUEST_TIMEOUT_MS: integer(100, 600_000, 4_500).describe(
      'Longest time from a request to its answer, all waiting included, in milliseconds; then the answer is 503 and nothing was done',
    ),
    TRANSACTION_TIMEOUT_MS: integer(100, 600_000, 30_000).describe(
      'Longest time of a transaction that no request waits for, in milliseconds; those of requests end with the request',
    ),
    IDLE_TRANSACTION_TIMEOUT_MS: integer(100, 600_000, 10_000).describe(
      'How long PostgreSQL lets a transaction wait for its next statement, in milliseconds: the process that held it is gone',
    ),
    HEADERS_TIMEOUT_MS: integer(100, 600_000, 4_000).describe(
      'How long a client may take to send the headers of a request, in milliseconds; then it is cut',
    ),
    BODY_TIMEOUT_MS: integer(100, 600_000, 15_000).describe(
      'How long a client may take to send a whole request, in milliseconds; then it is cut',
    ),
    ANSWER_TIMEOUT_MS: integer(100, 600_000, 15_000).describe(
      'How long a client may take to read an answer, in milliseconds; then it is cut',
    ),
    KEEP_ALIVE_TIMEOUT_MS: integer(1, 600_000, 65_000).describe(
      'How long an idle connection is kept, in milliseconds; longer than the load balancer keeps its own',
    ),
    WORKERS: integer(1, 128, 1).describe(
      'Processes that answer on the one port; 1 = the process itself. Each has DATABASE_POOL connections of its own',
    ),
    TRUSTED_DOCUMENTS: z
      .string()
      .min(1)
      .optional()
      .describe(
        'JSON file of the only GraphQL documents that are run, by their hashes; without it any document that the limits allow',
      ),
    DATA_DIR: z.string().min(1).default('.data').describe("Folder of the gateway's own PostgreSQL"),
    LOG_LEVEL: z.enum(logLevels).default('info').describe('Least severe level that is logged'),
    DEMO: flag('1').describe(
      "Load the demo organization at the first start on the gateway's own PostgreSQL; 0 = no",
    ),
    TRUST_PROXY: trustedProxies.describe(
      'Proxies whose X-Forwarded-For is believed: how many stand in front of the gateway, or their addresses and ranges separated by commas; empty = none, the address is that of the connection',
    ),
    CORS_ORIGINS: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((origin) => origin.trim())
          .filter(Boolean),
      )
      .describe(
        'Origins that browsers may call from, separated by commas; * = any; empty = none but our own pages',
      ),
    HSTS_SECONDS: integer(0, 63_072_000, 0).describe(
      'How long browsers must come back by HTTPS (Strict-Transport-Security), in seconds; 0 = the header is not sent, for plain HTTP',
    ),
    RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000_000, 100).describe(
      'Points that one key may spend in a minute: a REST request is one, a GraphQL request one for each 1,000 of its cost; 0 = no limit',
    ),
    RATE_LIMIT_PER_HOUR: integer(0, 1_000_000_000, 1_000).describe(
      'Points that one key may spend in an hour; 0 = no limit',
    ),
    RATE_LIMIT_TOTAL_PER_MINUTE: integer(0, 1_000_000_000, 0).describe(
      'Points that all keys of an organization together may spend in a minute; 0 = no limit',
    ),
    RATE_LIMIT_TOTAL_PER_HOUR: integer(0, 1_000_000_000, 0).describe(
      'Points that all keys of an organization together may spend in an hour; 0 = no limit',
    ),
    GRAPHQL_MAX_COST: integer(100, 10_000_000, 50_000).describe(
      'Highest cost of a GraphQL operation: one for each field, the fields of a page’s entries as often as the page may have entries',
    ),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'must be a redis:// or rediss:// URL')
      .optional()
      .describe(
        'Redis 6.2 or newer, where gateways count rate limits together; without it each process counts for itself',
      ),
    SECRETS_KEY: secretsKeys.describe(
      'Seals the secrets of webhooks in the database (AES-256-GCM): a text of 32 characters or more; several with commas, of which the first seals and all open. Without it they are stored as they are, behind row-level security only',
    ),
    WEBHOOK_ALLOW_HTTP: flag('0').describe(
      'Webhooks may be http:// URLs, for development; 0 = https:// only',
    ),
    WEBHOOK_ALLOWED_NETWORKS: cidrs.describe(
      'Networks that webhooks may call although they are not public, such as 10.1.0.0/16, with commas; empty = none',
    ),
    WEBHOOK_TIMEOUT_MS: integer(100, 20_000, 5_000).describe(
      'Longest wait for the answer of a webhook, in milliseconds',
    ),
    WEBHOOK_POLL_MS: integer(0, 60_000, 1_000).describe(
      'How often this process looks for events to deliver to webhooks, in milliseconds; 0 = it leaves that to others',
    ),
    EVENT_RETENTION_DAYS: integer(1, 3_650, 30).describe(
      'How long events are kept after they were delivered to every webhook that listens, in days; what is not delivered stays',
    ),
    BODY_LIMIT_BYTES: integer(1_024, 50 * 1_048_576, 1_048_576).describe('Largest request body, in bytes'),
    SHUTDOWN_DELAY_MS: integer(0, 60_000, 500).describe(
      'How long requests are still taken after SIGTERM while readiness already fails, in milliseconds; longer than the interval of the load balancer’s check',
    ),
    SHUTDOWN_TIMEOUT_MS: integer(0, 120_000, 10_000).describe(
      'How long requests under way may take to finish after SIGTERM, in milliseconds',
    ),
    ...identityProviderSettings,
  })
  .superRefine((settings, context) => {
    for (const { path, message } of identityProviderProblems(settings))
      context.addIssue({ code: 'custom', path: [path], message });
  })
  .readonly();

/** The settings, parsed and frozen. */
export type Settings = z.infer<typeof environment>;

/** A setting that cannot be used; the message names every one. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from an environment. Empty values count as not set.
 * @throws {SettingsError} naming each bad setting and why.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const problems = parsed.success
    ? contradictions(parsed.data).map(([name, problem]) => `  ${name}: ${problem}`)
    : parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new SettingsError(`These settings cannot be used:\n${problems.join('\n')}`);
}

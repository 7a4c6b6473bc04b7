import { z } from 'zod';

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
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL');

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
    STATEMENT_TIMEOUT_MS: integer(100, 600_000, 5_000).describe(
      'Longest time of one SQL statement, in milliseconds',
    ),
    LOCK_TIMEOUT_MS: integer(50, 600_000, 3_000).describe('Longest wait for a locked row, in milliseconds'),
    DATA_DIR: z.string().min(1).default('.data').describe("Folder of the gateway's own PostgreSQL"),
    LOG_LEVEL: z.enum(logLevels).default('info').describe('Least severe level that is logged'),
    DEMO: flag('1').describe(
      "Load the demo organization at the first start on the gateway's own PostgreSQL; 0 = no",
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
    BODY_LIMIT_BYTES: integer(1_024, 50 * 1_048_576, 1_048_576).describe('Largest request body, in bytes'),
    SHUTDOWN_DELAY_MS: integer(0, 60_000, 500).describe(
      'How long requests are still taken after SIGTERM while readiness already fails, in milliseconds; longer than the interval of the load balancer’s check',
    ),
    SHUTDOWN_TIMEOUT_MS: integer(0, 120_000, 10_000).describe(
      'How long requests under way may take to finish after SIGTERM, in milliseconds',
    ),
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
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new SettingsError(`These settings cannot be used:\n${problems.join('\n')}`);
}

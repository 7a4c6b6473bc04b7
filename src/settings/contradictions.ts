/** Settings that are good each, as far as they can contradict each other. */
interface Together {
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_MIGRATION_URL?: string | undefined;
  readonly DATABASE_POOL: number;
  readonly DATABASE_QUEUE_TIMEOUT_MS: number;
  readonly LOCK_TIMEOUT_MS: number;
  readonly STATEMENT_TIMEOUT_MS: number;
  readonly REQUEST_TIMEOUT_MS: number;
  readonly HEADERS_TIMEOUT_MS: number;
  readonly BODY_TIMEOUT_MS: number;
  readonly RATE_LIMIT_PER_MINUTE: number;
  readonly RATE_LIMIT_PER_HOUR: number;
  readonly RATE_LIMIT_TOTAL_PER_MINUTE: number;
  readonly RATE_LIMIT_TOTAL_PER_HOUR: number;
  readonly CORS_ORIGINS: readonly string[];
  readonly WORKERS: number;
}

type Name = keyof Together;

/** Pairs of which the first must be less than the second, and why. */
const lessThan: readonly (readonly [Name, Name, string])[] = [
  ['LOCK_TIMEOUT_MS', 'STATEMENT_TIMEOUT_MS', 'a statement that waits for a lock would never hear why'],
  ['STATEMENT_TIMEOUT_MS', 'REQUEST_TIMEOUT_MS', 'the request would be over before its statement'],
  ['DATABASE_QUEUE_TIMEOUT_MS', 'REQUEST_TIMEOUT_MS', 'the request would be over before its wait'],
];

/** Pairs of which the first must not be above the second, where both are limits (0: no limit). */
const notAbove: readonly (readonly [Name, Name, string])[] = [
  ['RATE_LIMIT_PER_MINUTE', 'RATE_LIMIT_PER_HOUR', 'the limit of a minute could never be reached'],
  [
    'RATE_LIMIT_TOTAL_PER_MINUTE',
    'RATE_LIMIT_TOTAL_PER_HOUR',
    'the limit of a minute could never be reached',
  ],
  ['HEADERS_TIMEOUT_MS', 'BODY_TIMEOUT_MS', 'headers are a part of the request'],
];

/** Connections that our own PostgreSQL has for gateways: 100, less those that it keeps for administrators and the command line. */
const OWN_CONNECTIONS = 90;
/** Beside its pool a process has one connection for document numbers, one for health and two for webhooks. */
const BESIDE_POOL = 4;

/** What is wrong with settings that are good each: the setting to change, and why. */
export function contradictions(settings: Together): [name: Name, problem: string][] {
  const found: [Name, string][] = [];
  for (const [less, more, why] of lessThan) {
    if (Number(settings[less]) >= Number(settings[more]))
      found.push([less, `must be less than ${more}: ${why}`]);
  }
  for (const [less, more, why] of notAbove) {
    const [value, most] = [Number(settings[less]), Number(settings[more])];
    if (value > most && most > 0) found.push([less, `must not be above ${more} (${most}): ${why}`]);
  }
  if (settings.DATABASE_MIGRATION_URL && !settings.DATABASE_URL)
    found.push(['DATABASE_MIGRATION_URL', 'needs DATABASE_URL: the role that requests run as']);
  const connections = settings.WORKERS * (settings.DATABASE_POOL + BESIDE_POOL);
  if (!settings.DATABASE_URL && connections > OWN_CONNECTIONS)
    found.push([
      settings.WORKERS > 1 ? 'WORKERS' : 'DATABASE_POOL',
      `comes to ${connections} connections, WORKERS x (DATABASE_POOL + ${BESIDE_POOL}); the gateway's own PostgreSQL has ${OWN_CONNECTIONS}`,
    ]);
  return [...found, ...badOrigins(settings.CORS_ORIGINS)];
}

/** Browsers send an origin in one spelling: another one here would silently never fit. */
function badOrigins(origins: readonly string[]): ['CORS_ORIGINS', string][] {
  if (origins.length > 1 && origins.includes('*'))
    return [['CORS_ORIGINS', '* allows every origin: name none beside it, or leave it out']];
  const bad = origins.filter((origin) => origin !== '*' && !isOrigin(origin));
  return bad.map((origin) => [
    'CORS_ORIGINS',
    `${origin} is no origin: scheme, host and port only, such as https://app.example`,
  ]);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

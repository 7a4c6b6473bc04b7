import type { Server } from 'node:http';
import cors from 'cors';
import express, { type Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { Authenticator } from './auth/authenticate.ts';
import { Credentials } from './auth/credentials.ts';
import { guard, refusal, requirementOf } from './auth/guard.ts';
import { type IdentityProvider, JwtAuthenticator } from './auth/jwt.ts';
import { KeyUses } from './auth/key-uses.ts';
import { MemberDirectory } from './auth/members.ts';
import { SessionAuthenticator } from './auth/session.ts';
import type { Services } from './context.ts';
import { Dispatcher } from './dispatcher.ts';
import { requestDeadline } from './http/deadline.ts';
import { failures } from './http/failures.ts';
import { graphqlHandler } from './http/graphql.ts';
import { graphqlLimits } from './http/graphql-limits.ts';
import { healthRouter, type Readiness } from './http/health.ts';
import { observe } from './http/observe.ts';
import { pagesRouter } from './http/pages/index.ts';
import { sandboxPolicy } from './http/pages/sandbox.ts';
import { pointSpender, type StandardLimits } from './http/rate-limits.ts';
import { contextMaker, identifier } from './http/request-context.ts';
import { requestId } from './http/request-id.ts';
import { notFound, restHandler } from './http/rest.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createHttpServer } from './http/server.ts';
import { sessionRouter } from './http/session.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { Database } from './platform/database/database.ts';
import { Probe } from './platform/database/probe.ts';
import { DocumentNumbers } from './platform/document-numbers.ts';
import { createLogger } from './platform/log.ts';
import { Metrics } from './platform/metrics.ts';
import { Outbound } from './platform/outbound/outbound.ts';
import { RateLimiter } from './platform/rate-limits/rate-limiter.ts';
import { type CountStore, MemoryCounts, RedisCounts } from './platform/rate-limits/store.ts';
import { SecretBox } from './platform/secrets.ts';
import type { WorkerLink } from './platform/workers/worker.ts';
import { resolvers } from './resolvers/index.ts';
import { buildGatewaySchema } from './schema/build-schema.ts';
import { Sessions } from './sessions.ts';
import { audiencesOf } from './settings/identity-provider.ts';
import type { Settings } from './settings.ts';
import { Sweeper } from './sweeper.ts';

/** A gateway that is ready to listen. */
export interface App {
  readonly express: Express;
  /** Not listening yet. */
  readonly server: Server;
  readonly services: Services;
  readonly readiness: Readiness;
  readonly sweeper: Sweeper;
  readonly dispatcher: Dispatcher;
  /** Stops what the app started; the HTTP server is the caller's. */
  close(): Promise<void>;
}

/** What may be put in place of the real thing, for tests. */
export interface AppOptions {
  settings: Settings;
  databaseUrl: string;
  /** Role to switch to on every connection. */
  role?: string | undefined;
  /** Set when this process is one of several on one port. */
  worker?: WorkerLink | undefined;
  clock?: Clock;
  /** Whether it tidies up by itself; false: when `sweeper.run()` is called. Default: true. */
  sweeps?: boolean;
  onStatement?: (sql: string) => void;
}

/** Headers of answers that a browser's script of another origin may read. */
const answerHeaders = [
  'X-Request-Id',
  'Idempotent-Replayed',
  'ETag',
  'Retry-After',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

/** The guarded schema: of the code alone, so gateways in one process share it, and what is compiled of it. */
let builtSchema: GraphQLSchema | undefined;
function gatewaySchema(): GraphQLSchema {
  builtSchema ??= guard(buildGatewaySchema(resolvers));
  return builtSchema;
}

/** Puts the gateway together: the one place that knows every layer. */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings } = options;
  const connection = {
    url: options.databaseUrl,
    role: options.role,
    statementTimeoutMs: settings.STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: settings.LOCK_TIMEOUT_MS,
    transactionTimeoutMs: settings.TRANSACTION_TIMEOUT_MS,
    idleTransactionTimeoutMs: settings.IDLE_TRANSACTION_TIMEOUT_MS,
    mostWaiting: settings.DATABASE_QUEUE,
    queueTimeoutMs: settings.DATABASE_QUEUE_TIMEOUT_MS,
  };
  const database = await Database.open({
    ...connection,
    poolSize: settings.DATABASE_POOL,
    onStatement: options.onStatement,
  });
  // a connection of its own: writers that hold all others may be waiting for a number
  const numbersDatabase = await Database.open({ ...connection, poolSize: 1 });
  const probe = await Probe.open(connection);
  const services: Services = {
    database,
    numbers: new DocumentNumbers(numbersDatabase),
    clock: options.clock ?? systemClock,
    log: createLogger(settings.LOG_LEVEL),
    outbound: new Outbound({
      allowHttp: settings.WEBHOOK_ALLOW_HTTP,
      allowedNetworks: settings.WEBHOOK_ALLOWED_NETWORKS,
      timeoutMs: settings.WEBHOOK_TIMEOUT_MS,
    }),
    secrets: new SecretBox(settings.SECRETS_KEY),
  };
  const schema = gatewaySchema();
  const metrics = new Metrics(() => database.use);
  const exposition = options.worker?.metrics(metrics.registry) ?? (() => metrics.registry.metrics());
  const readiness: Readiness = { starting: false, draining: false };
  // events have connections of their own: however many there are, requests do not wait for them
  const eventsDatabase = await Database.open({
    ...connection,
    poolSize: 2,
    // nobody waits for an answer: better late than sent twice because it could not be noted
    mostWaiting: undefined,
    queueTimeoutMs: 30_000,
    onStatement: options.onStatement,
  });
  const pollMs = (options.sweeps ?? true) ? settings.WEBHOOK_POLL_MS : 0;
  const dispatcher = new Dispatcher({ ...services, database: eventsDatabase }, pollMs);
  const keyUses = new KeyUses(database, services.log);
  const sweeper = new Sweeper(services, keyUses, settings.EVENT_RETENTION_DAYS, options.sweeps ?? true);
  const limiter = new RateLimiter(countStore(options, services));
  const spend = pointSpender(limiter, standardLimits(settings), services.clock);
  const secure = settings.HSTS_SECONDS > 0;
  const { credentials, signedIn } = credentialsOf(services, keyUses, settings);
  const identify = identifier(credentials, ({ orgId }) => sweeper.noticed(orgId), spend, secure);
  const makeContext = contextMaker(services, identify, spend);
  const limits = graphqlLimits(schema, settings.GRAPHQL_MAX_COST);
  const graphql = await graphqlHandler(schema, makeContext, limits, settings.TRUSTED_DOCUMENTS);

  const app = express();
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  app.set('trust proxy', settings.TRUST_PROXY);
  app.use(requestId, observe(services.log, metrics), securityHeaders(settings.HSTS_SECONDS));
  app.use(healthRouter(probe, readiness, exposition));
  if (settings.CORS_ORIGINS.length > 0) {
    app.use(
      cors({
        origin: settings.CORS_ORIGINS.includes('*') ? true : settings.CORS_ORIGINS,
        exposedHeaders: answerHeaders,
        maxAge: 600,
      }),
    );
  }
  app.use(pagesRouter());
  const json = express.json({ limit: settings.BODY_LIMIT_BYTES, strict: true });
  const deadline = requestDeadline(settings.REQUEST_TIMEOUT_MS);
  app.use('/graphql', markRoute('/graphql'), sandboxPolicy, json, deadline, graphql.handler);
  const onDefect = (err: unknown, requestId: string) =>
    services.log.error({ err, requestId }, 'unexpected error');
  const sessions = new Sessions(services, settings.SESSION_HOURS);
  app.use(
    sessionRouter({
      identify,
      begin: (actor, requestId) => sessions.begin(actor, requestId),
      end: (actor, id, requestId) => sessions.end(actor, id, requestId),
      forget: (token) => signedIn.forget(token),
      secure,
      onDefect,
    }),
  );
  const bodyLimit = settings.BODY_LIMIT_BYTES;
  app.use(
    deadline,
    restHandler({ schema, makeContext, requirementOf, refusal, bodyLimit, onDefect }),
    notFound,
  );
  app.use(failures(onDefect));
  return {
    express: app,
    services,
    readiness,
    sweeper,
    dispatcher,
    server: createHttpServer(app, {
      headers: settings.HEADERS_TIMEOUT_MS,
      body: settings.BODY_TIMEOUT_MS,
      answer: settings.ANSWER_TIMEOUT_MS,
      keepAlive: settings.KEEP_ALIVE_TIMEOUT_MS,
    }),
    close: async () => {
      await dispatcher.stop();
      await sweeper.stop();
      await graphql.stop();
      await limiter.close();
      await database.close();
      await numbersDatabase.close();
      await eventsDatabase.close();
      await probe.close();
    },
  };
}

/** Where rate limits are counted: as far as they can be counted together. */
function countStore({ settings, worker }: AppOptions, { log }: Services): CountStore {
  if (settings.REDIS_URL) return new RedisCounts(settings.REDIS_URL, log);
  return worker ? worker.counts(log) : new MemoryCounts();
}

/** The ways in which callers can say who they are. */
function credentialsOf({ database, clock }: Services, uses: KeyUses, settings: Settings) {
  const keys = new Authenticator(database, clock, uses);
  const members = new MemberDirectory(database);
  const signedIn = new SessionAuthenticator(database, keys, members, clock);
  const provider = identityProviderOf(settings);
  const tokens = provider && new JwtAuthenticator(provider, members, clock);
  return { credentials: new Credentials(keys, tokens, signedIn), signedIn };
}

function identityProviderOf(settings: Settings): IdentityProvider | null {
  const { JWKS_URL, JWT_ISSUER, JWT_AUDIENCE } = settings;
  if (!JWKS_URL || !JWT_ISSUER || !JWT_AUDIENCE) return null;
  return {
    jwksUrl: new URL(JWKS_URL),
    issuer: JWT_ISSUER,
    audience: audiencesOf(JWT_AUDIENCE),
    clockSkewSeconds: settings.JWT_CLOCK_SKEW_SECONDS,
    organizationClaim: settings.JWT_ORGANIZATION_CLAIM,
    rolesClaim: settings.JWT_ROLES_CLAIM,
  };
}

const standardLimits = (settings: Settings): StandardLimits => ({
  key: { perMinute: settings.RATE_LIMIT_PER_MINUTE, perHour: settings.RATE_LIMIT_PER_HOUR },
  organization: {
    perMinute: settings.RATE_LIMIT_TOTAL_PER_MINUTE,
    perHour: settings.RATE_LIMIT_TOTAL_PER_HOUR,
  },
});

function markRoute(route: string): express.RequestHandler {
  return (_request, response, next) => {
    response.locals.route = route;
    next();
  };
}

/** Starts listening; rejects with a clear error when the port is taken. */
export function listen(app: App, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const { server } = app;
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken ? new Error(`Port ${port} of ${host} is taken: stop what listens there, or set PORT`) : error,
      );
    });
    server.listen(port, host, () => resolve(server));
  });
}

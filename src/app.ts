import type { Server } from 'node:http';
import cors from 'cors';
import express, { type Express } from 'express';
import { Authenticator } from './auth/authenticate.ts';
import { guard, refusal, requirementOf } from './auth/guard.ts';
import type { Services } from './context.ts';
import { failures } from './http/failures.ts';
import { graphqlHandler } from './http/graphql.ts';
import { graphqlLimits } from './http/graphql-limits.ts';
import { healthRouter, type Readiness } from './http/health.ts';
import { observe } from './http/observe.ts';
import { pagesRouter } from './http/pages/index.ts';
import { sandboxPolicy } from './http/pages/sandbox.ts';
import { pointSpender, type StandardLimits } from './http/rate-limits.ts';
import { contextMaker } from './http/request-context.ts';
import { requestId } from './http/request-id.ts';
import { notFound, restHandler } from './http/rest.ts';
import { securityHeaders } from './http/security-headers.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { Database } from './platform/database/database.ts';
import { DocumentNumbers } from './platform/document-numbers.ts';
import { createLogger } from './platform/log.ts';
import { Metrics } from './platform/metrics.ts';
import { RateLimiter } from './platform/rate-limits/rate-limiter.ts';
import { MemoryCounts, RedisCounts } from './platform/rate-limits/store.ts';
import { resolvers } from './resolvers/index.ts';
import { buildGatewaySchema } from './schema/build-schema.ts';
import type { Settings } from './settings.ts';
import { Sweeper } from './sweeper.ts';

/** A gateway that is ready to listen. */
export interface App {
  readonly express: Express;
  readonly services: Services;
  readonly readiness: Readiness;
  readonly sweeper: Sweeper;
  /** Stops what the app started; the HTTP server is the caller's. */
  close(): Promise<void>;
}

/** What may be put in place of the real thing, for tests. */
export interface AppOptions {
  settings: Settings;
  databaseUrl: string;
  /** Role to switch to on every connection. */
  role?: string | undefined;
  clock?: Clock;
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

/** Puts the gateway together: the one place that knows every layer. */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings } = options;
  const connection = {
    url: options.databaseUrl,
    role: options.role,
    statementTimeoutMs: settings.STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: settings.LOCK_TIMEOUT_MS,
  };
  const database = await Database.open({
    ...connection,
    poolSize: settings.DATABASE_POOL,
    onStatement: options.onStatement,
  });
  // a connection of its own: writers that hold all others may be waiting for a number
  const numbersDatabase = await Database.open({ ...connection, poolSize: 1 });
  const services: Services = {
    database,
    numbers: new DocumentNumbers(numbersDatabase),
    clock: options.clock ?? systemClock,
    log: createLogger(settings.LOG_LEVEL),
  };
  const schema = guard(buildGatewaySchema(resolvers));
  const metrics = new Metrics();
  const readiness: Readiness = { starting: false, draining: false };
  const sweeper = new Sweeper(services);
  const limiter = new RateLimiter(
    settings.REDIS_URL ? new RedisCounts(settings.REDIS_URL, services.log) : new MemoryCounts(),
  );
  const spend = pointSpender(limiter, standardLimits(settings), services.clock);
  const makeContext = contextMaker(
    services,
    new Authenticator(database, services.clock),
    (actor) => sweeper.noticed(actor.orgId),
    spend,
  );
  const limits = graphqlLimits(schema, settings.GRAPHQL_MAX_COST);
  const graphql = await graphqlHandler(schema, makeContext, limits);

  const app = express();
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  app.use(requestId, observe(services.log, metrics), securityHeaders(settings.HSTS_SECONDS));
  app.use(healthRouter(database, readiness, metrics));
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
  app.use('/graphql', markRoute('/graphql'), sandboxPolicy, json, graphql.handler);
  const onDefect = (err: unknown, requestId: string) =>
    services.log.error({ err, requestId }, 'unexpected error');
  const bodyLimit = settings.BODY_LIMIT_BYTES;
  app.use(restHandler({ schema, makeContext, requirementOf, refusal, bodyLimit, onDefect }), notFound);
  app.use(failures(onDefect));
  return {
    express: app,
    services,
    readiness,
    sweeper,
    close: async () => {
      await sweeper.stop();
      await graphql.stop();
      await limiter.close();
      await database.close();
      await numbersDatabase.close();
    },
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
    const server = app.express.listen(port, host, (error?: Error) => {
      if (!error) return resolve(server);
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      reject(
        taken ? new Error(`Port ${port} of ${host} is taken: stop what listens there, or set PORT`) : error,
      );
    });
  });
}

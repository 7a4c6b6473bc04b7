import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, createApp, listen } from '../app.ts';
import { closeConnectionsWhileDraining, drain } from '../http/drain.ts';
import { holdDatabase } from '../platform/database/access.ts';
import { migrate } from '../platform/database/migrate.ts';
import type { Orders } from '../platform/workers/messages.ts';
import { leave, ownOrders, whenAdmitted, workerLink } from '../platform/workers/worker.ts';
import { readSettings, type Settings } from '../settings.ts';
import { makeDemoKeys } from './demo.ts';
import { loadDemoAtFirst, welcome } from './first-start.ts';
import { servePrimary, urlOf } from './serve-workers.ts';
import { type CommonOptions, reportError } from './support/verb.ts';

/** How long connections to PostgreSQL and Redis may take to close; nobody waits for an answer any more. */
const CLOSING_MS = 2_500;

/** Starts the gateway and keeps it until SIGTERM or SIGINT. Errors of the start-up end the process with their text. */
export async function serve(env: NodeJS.ProcessEnv, options: CommonOptions = {}): Promise<void> {
  try {
    const settings = readSettings(env);
    const orders = ownOrders(env);
    if (orders) return await serveAsWorker(settings, orders);
    await (settings.WORKERS > 1 ? servePrimary(settings, options) : serveAlone(settings, options));
  } catch (error) {
    if (options.json) reportError(error, true);
    else
      process.stderr.write(
        `The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    process.exitCode = 1;
    // a worker that failed is kept alive by the line to its primary
    leave();
  }
}

async function serveAlone(settings: Settings, options: CommonOptions): Promise<void> {
  const held = await holdDatabase(settings);
  const { access } = held;
  await migrate(access.ownerUrl, access.gatewayRole);
  const newDemo = await loadDemoAtFirst(held, settings);
  const app = await createApp({ settings, databaseUrl: access.gatewayUrl, role: access.switchToRole });
  // ready only when the keys of a first start are there to be read
  app.readiness.starting = true;
  const server = await listen(app, settings.HOST, settings.PORT);
  const { port } = server.address() as AddressInfo;
  stopOnSignal(app, server, settings, held.release);
  // for people, and not in the logs: a key must not be kept there
  if (held.own && !options.json) {
    const keys = newDemo === null ? [] : await makeDemoKeys(app.services, newDemo);
    process.stdout.write(welcome(urlOf(settings.HOST, port), keys));
  }
  app.readiness.starting = false;
  app.services.log.info({ host: settings.HOST, port }, 'listening');
}

/** One of several processes on the port; the primary has prepared the database and says when all are ready. */
async function serveAsWorker(settings: Settings, { databaseUrl, role }: Orders): Promise<void> {
  const app = await createApp({ settings, databaseUrl, role, worker: workerLink });
  app.readiness.starting = true;
  whenAdmitted(() => {
    app.readiness.starting = false;
  });
  const server = await listen(app, settings.HOST, settings.PORT);
  stopOnSignal(app, server, settings, async () => leave());
}

/** Drains on SIGTERM and SIGINT, then closes everything; the process ends by itself. */
function stopOnSignal(app: App, server: Server, settings: Settings, release: () => Promise<void>): void {
  closeConnectionsWhileDraining(server, app.readiness);
  const stop = async (signal: string) => {
    if (app.readiness.draining) return;
    app.services.log.info({ signal }, 'stopping');
    const times = { delay: settings.SHUTDOWN_DELAY_MS, patience: settings.SHUTDOWN_TIMEOUT_MS };
    await drain(server, app.readiness, times);
    const tooLong = setTimeout(() => {
      app.services.log.warn('connections do not close: PostgreSQL or Redis does not answer');
      process.exit(0);
    }, CLOSING_MS);
    await app.close();
    await release();
    clearTimeout(tooLong);
    app.services.log.info('stopped');
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

import { holdDatabase } from '../platform/database/access.ts';
import { migrate } from '../platform/database/migrate.ts';
import { DocumentNumbers } from '../platform/document-numbers.ts';
import { createLogger } from '../platform/log.ts';
import { Crew } from '../platform/workers/crew.ts';
import type { Settings } from '../settings.ts';
import { makeDemoKeys } from './demo.ts';
import { loadDemoAtFirst, welcome } from './first-start.ts';
import { withDatabase } from './support/session.ts';
import type { CommonOptions } from './support/verb.ts';

/** What a worker may need to close its connections, beyond the time that its requests have. */
const CLOSING_MS = 3_000;

/**
 * Serves with WORKERS processes: this one holds the database, brings it up to date, and keeps the others running until
 * SIGTERM or SIGINT.
 */
export async function servePrimary(settings: Settings, options: CommonOptions): Promise<void> {
  const log = createLogger(settings.LOG_LEVEL);
  const held = await holdDatabase(settings);
  const { access } = held;
  await migrate(access.ownerUrl, access.gatewayRole);
  const newDemo = await loadDemoAtFirst(held, settings);
  const crew = new Crew(settings.WORKERS, { databaseUrl: access.gatewayUrl, role: access.switchToRole }, log);
  const patience = settings.SHUTDOWN_DELAY_MS + settings.SHUTDOWN_TIMEOUT_MS + CLOSING_MS;
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    await crew.stop(patience);
    await held.release();
    log.info('stopped');
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  const port = await crew.start().catch(async (error: unknown) => {
    await crew.stop(CLOSING_MS);
    await held.release();
    throw error;
  });
  // for people, and not in the logs: a key must not be kept there
  if (held.own && !options.json) {
    const keys =
      newDemo === null
        ? []
        : await withDatabase(access, (database) =>
            makeDemoKeys({ database, numbers: new DocumentNumbers(database) }, newDemo),
          );
    process.stdout.write(welcome(urlOf(settings.HOST, port), keys));
  }
  crew.admit();
  log.info({ host: settings.HOST, port, workers: settings.WORKERS }, 'listening');
}

/** The address as a browser on this machine would name it. */
export function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

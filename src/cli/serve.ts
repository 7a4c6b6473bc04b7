import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, createApp, listen } from '../app.ts';
import { closeConnectionsWhileDraining, drain } from '../http/drain.ts';
import { holdDatabase } from '../platform/database/access.ts';
import { migrate } from '../platform/database/migrate.ts';
import { readSettings, type Settings } from '../settings.ts';
import { makeDemoKeys } from './demo.ts';
import { loadDemoAtFirst, welcome } from './first-start.ts';
import { type CommonOptions, reportError } from './support/verb.ts';

/** Starts the gateway and keeps it until SIGTERM or SIGINT. Errors of the start-up end the process with their text. */
export async function serve(env: NodeJS.ProcessEnv, options: CommonOptions = {}): Promise<void> {
  try {
    const settings = readSettings(env);
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
      process.stdout.write(welcome(`http://${hostOf(settings.HOST)}:${port}`, keys));
    }
    app.readiness.starting = false;
    app.services.log.info({ host: settings.HOST, port }, 'listening');
  } catch (error) {
    if (options.json) return reportError(error, true);
    process.stderr.write(
      `The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

/** Drains on SIGTERM and SIGINT, then closes everything; the process ends by itself. */
function stopOnSignal(app: App, server: Server, settings: Settings, release: () => Promise<void>): void {
  closeConnectionsWhileDraining(server, app.readiness);
  const stop = async (signal: string) => {
    if (app.readiness.draining) return;
    app.services.log.info({ signal }, 'stopping');
    const times = { delay: settings.SHUTDOWN_DELAY_MS, patience: settings.SHUTDOWN_TIMEOUT_MS };
    await drain(server, app.readiness, times);
    await app.close();
    await release();
    app.services.log.info('stopped');
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

/** The host as a browser on this machine would name it. */
function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

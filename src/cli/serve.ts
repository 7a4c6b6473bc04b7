import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, createApp, listen } from '../app.ts';
import { holdDatabase } from '../platform/database/access.ts';
import { migrate } from '../platform/database/migrate.ts';
import { readSettings } from '../settings.ts';

/** Starts the gateway and keeps it until SIGTERM or SIGINT. Errors of the start-up end the process with their text. */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const settings = readSettings(env);
    const held = await holdDatabase(settings);
    const { access } = held;
    await migrate(access.ownerUrl, access.gatewayRole);
    const app = await createApp({ settings, databaseUrl: access.gatewayUrl, role: access.switchToRole });
    const server = await listen(app, settings.HOST, settings.PORT);
    const { port } = server.address() as AddressInfo;
    app.services.log.info({ host: settings.HOST, port }, 'listening');
    stopOnSignal(app, server, settings.SHUTDOWN_TIMEOUT_MS, held.release);
  } catch (error) {
    process.stderr.write(
      `The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

/** Drains on SIGTERM and SIGINT: readiness fails first, requests under way finish, then everything closes. */
function stopOnSignal(app: App, server: Server, patienceMs: number, release: () => Promise<void>): void {
  const stop = async (signal: string) => {
    if (app.readiness.draining) return;
    app.readiness.draining = true;
    app.services.log.info({ signal }, 'stopping');
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const tooLong = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(tooLong);
    await app.close();
    await release();
    app.services.log.info('stopped');
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

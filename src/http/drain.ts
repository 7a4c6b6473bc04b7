import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from './health.ts';

/** How long the steps of a stop may take, in milliseconds. */
export interface DrainTimes {
  /** How long requests are still taken while readiness already fails. */
  delay: number;
  /** How long requests under way may take to finish after that. */
  patience: number;
}

const SWEEP_MS = 100;

/** From the moment that readiness fails, each answer ends its connection, so that kept-alive clients move away. */
export function closeConnectionsWhileDraining(server: Server, readiness: Readiness): void {
  server.prependListener('request', (_request, response) => {
    if (readiness.draining) response.setHeader('Connection', 'close');
  });
}

/**
 * Stops a server without cutting anybody off: readiness fails while requests are still taken, so that load balancers
 * and clients go elsewhere; then no new connection is taken, and requests under way finish.
 */
export async function drain(
  server: Server,
  readiness: Readiness,
  { delay, patience }: DrainTimes,
): Promise<void> {
  readiness.draining = true;
  await sleep(delay);
  // right after the turn that took the waiting connections, so that none is reset unseen
  await nextTurn();
  // not the HTTP server's own close(): it cuts connections that were taken but whose request is still on its way
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), Math.max(delay, SWEEP_MS));
  const tooLong = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearInterval(sweep);
  clearTimeout(tooLong);
}

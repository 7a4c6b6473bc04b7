import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type BuiltServer, cleanUp, startBuiltServer } from '../support/built-server.ts';

afterAll(cleanUp);

/** What the clients of a server met until it sent them away. */
interface Met {
  answers: number;
  /** Answers that were cut off, and connections that were reset: there must be none. */
  broken: string[];
}

/** One answer over a connection that is kept. */
function ask(url: string, agent: http.Agent): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** A client that sends one request after another on a kept connection, until an answer ends the connection. */
async function keepAsking(server: BuiltServer, path: string, met: Met): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (let leaving = false; !leaving; ) {
      const response = await ask(`${server.url}${path}`, agent);
      met.answers++;
      leaving = response.headers.connection === 'close';
    }
  } catch (error) {
    met.broken.push(String(error));
  } finally {
    agent.destroy();
  }
}

/** A request whose body is on its way: the server has it, and must answer it. */
function begunRequest(server: BuiltServer) {
  const request = http.request(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '33' },
  });
  const answered = once(request, 'response').then(([response]) => response as http.IncomingMessage);
  request.write('{"query":"{ viewer ');
  return { finish: () => request.end('{ id } }"}    '), answered };
}

describe('SIGTERM under load', () => {
  it('loses no request, resets no connection, and ends with 0', async () => {
    const server = await startBuiltServer({ SHUTDOWN_DELAY_MS: '1000' });
    const met: Met = { answers: 0, broken: [] };
    const paths = ['/health/ready', '/health/live', '/metrics', '/api/inventory', '/'];
    const clients = [...paths, ...paths].map((path) => keepAsking(server, path, met));
    const begun = begunRequest(server);
    await sleep(500);
    expect(met.answers).toBeGreaterThan(10);

    server.process.kill('SIGTERM');
    await Promise.all(clients);
    // readiness fails first: whoever comes now is still served, and told to go elsewhere
    const [ready, live] = await Promise.all(
      ['ready', 'live'].map((path) => fetch(`${server.url}/health/${path}`)),
    );
    expect([ready?.status, live?.status]).toEqual([503, 200]);
    await expect
      .poll(() => fetch(`${server.url}/health/live`).catch(() => 'no more'), { timeout: 5_000 })
      .toBe('no more');
    begun.finish();
    expect((await begun.answered).statusCode).toBe(401);
    expect(met.broken).toEqual([]);
    expect(await server.ended).toBe(0);
    expect(server.lines.at(-1)).toContain('"msg":"stopped"');
  });

  it('ends clients that do not finish in time', async () => {
    const server = await startBuiltServer({ SHUTDOWN_DELAY_MS: '0', SHUTDOWN_TIMEOUT_MS: '300' });
    const begun = begunRequest(server);
    begun.answered.catch(() => undefined);
    await sleep(100);
    server.process.kill('SIGTERM');
    await expect(begun.answered).rejects.toThrow();
    expect(await server.ended).toBe(0);
  });

  it('a second signal does no harm', async () => {
    const server = await startBuiltServer();
    server.process.kill('SIGINT');
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});

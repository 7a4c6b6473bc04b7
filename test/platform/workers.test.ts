import { execFileSync } from 'node:child_process';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { cleanUp, startBuiltServer } from '../support/built-server.ts';
import { startGateway } from '../support/gateway.ts';

afterAll(cleanUp);

const gateway = await startGateway();
const { admin } = await gateway.organization();

const childrenOf = (pid: number | undefined): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...words]) => Number(parent) === pid && words.join(' ').includes('dist/main.js'))
    .map(([child]) => Number(child));

/** One answer, over a connection that is kept. */
function ask(url: string, agent: http.Agent): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      response
        .resume()
        .on('end', () => resolve(response))
        .on('error', reject);
    });
    request.on('error', reject);
  });
}

it('WORKERS answer on one port, count together, are replaced, and lose no request at the end', async () => {
  const server = await startBuiltServer({
    ...gateway.environment,
    WORKERS: '2',
    RATE_LIMIT_PER_MINUTE: '10',
    RATE_LIMIT_PER_HOUR: '1000',
    SHUTDOWN_DELAY_MS: '1000',
  });
  const ready = async () =>
    (await fetch(`${server.url}/health/ready`, { headers: { connection: 'close' } }).catch(() => null))
      ?.status;
  await expect.poll(ready, { timeout: 20_000 }).toBe(200);
  const first = childrenOf(server.process.pid);
  expect(first).toHaveLength(2);

  // rate limits are those of both: connections are handed out in turn
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const { status } = await fetch(`${server.url}/api/inventory`, {
      headers: { authorization: `Bearer ${admin.key}`, connection: 'close' },
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
  // metrics are those of both, whoever answers
  for (let n = 0; n < 2; n++) {
    const text = await (await fetch(`${server.url}/metrics`, { headers: { connection: 'close' } })).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{.*status="429".*\} 2/);
  }

  process.kill(first[0] ?? 0, 'SIGKILL');
  await expect.poll(() => childrenOf(server.process.pid), { timeout: 20_000 }).not.toContain(first[0]);
  await expect.poll(() => childrenOf(server.process.pid).length, { timeout: 20_000 }).toBe(2);
  await expect
    .poll(() => server.lines.some((line) => line.includes('a worker was replaced')), { timeout: 20_000 })
    .toBe(true);
  await expect.poll(ready, { timeout: 20_000 }).toBe(200);

  const broken: string[] = [];
  let answers = 0;
  const clients = Array.from({ length: 8 }, async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    try {
      for (let leaving = false; !leaving; answers++)
        leaving = (await ask(`${server.url}/health/ready`, agent)).headers.connection === 'close';
    } catch (error) {
      broken.push(String(error));
    } finally {
      agent.destroy();
    }
  });
  await sleep(300);
  expect(answers).toBeGreaterThan(0);
  server.process.kill('SIGTERM');
  await Promise.all(clients);
  expect(await server.ended).toBe(0);
  expect(broken).toEqual([]);
  expect(childrenOf(server.process.pid)).toEqual([]);
  expect(server.lines.at(-1)).toContain('"msg":"stopped"');
});

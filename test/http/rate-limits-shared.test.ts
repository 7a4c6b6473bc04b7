import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startGateway } from '../support/gateway.ts';

/** The tests with a real Redis run where there is one: `npm test` needs nothing but what it installs. */
const hasRedis = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const port = await freePort();
const url = `redis://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-redis-'));
let redis: ChildProcess;
const startRedis = () => {
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  redis = spawn('redis-server', flags, { stdio: 'ignore' });
};
const answers = async () => {
  const client = createClient({ url, socket: { reconnectStrategy: false } }).on('error', () => undefined);
  try {
    await client.connect();
    return await client.ping();
  } catch {
    return null;
  } finally {
    if (client.isOpen) client.destroy();
  }
};

describe.skipIf(!hasRedis)('with Redis', async () => {
  beforeAll(async () => {
    startRedis();
    await vi.waitFor(async () => expect(await answers()).toBe('PONG'), { timeout: 10_000 });
  });
  afterAll(() => {
    redis.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const gateway = await startGateway({
    REDIS_URL: url,
    RATE_LIMIT_PER_MINUTE: '20',
    RATE_LIMIT_PER_HOUR: '1000',
  });
  const second = await gateway.another();

  /** Requests of one key to both gateways at once; how many were let through. */
  async function spread(key: string, count: number): Promise<{ passed: number; statuses: number[] }> {
    const statuses = await Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const base = n % 2 === 0 ? gateway.url : second.url;
        const { status } = await fetch(`${base}/api/inventory`, {
          headers: { authorization: `Bearer ${key}` },
        });
        return status;
      }),
    );
    return { passed: statuses.filter((status) => status === 200).length, statuses };
  }
  /** Whether both gateways count together: then one sees what the other was asked. */
  const shared = async () => {
    const { admin } = await gateway.organization();
    return (await spread(admin.key, 30)).passed === 20;
  };

  it('gateways count together', async () => {
    // on a machine so slow that Redis does not answer in time each gateway counts for itself, for a while
    const counted = async () => {
      const { admin } = await gateway.organization();
      const { statuses } = await spread(admin.key, 60);
      return [200, 429].map((status) => statuses.filter((each) => each === status).length);
    };
    await expect.poll(counted, { timeout: 60_000, interval: 1_000 }).toEqual([20, 40]);
  });

  it.each(['SIGSTOP', 'SIGKILL'] as const)(
    'each counts for itself while Redis is away (%s)',
    async (signal) => {
      redis.kill(signal);
      const { admin } = await gateway.organization();
      const { passed, statuses } = await spread(admin.key, 80);
      // two gateways, 20 each; some may have been counted together before it was noticed
      expect(passed).toBeGreaterThanOrEqual(20);
      expect(passed).toBeLessThanOrEqual(40);
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      if (signal === 'SIGSTOP') redis.kill('SIGCONT');
      else startRedis();
      await expect.poll(shared, { timeout: 20_000, interval: 300 }).toBe(true);
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

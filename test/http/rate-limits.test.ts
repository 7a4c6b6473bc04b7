import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../src/platform/rate-limits/rate-limiter.ts';
import { MemoryCounts } from '../../src/platform/rate-limits/store.ts';
import { runCli } from '../support/cli.ts';
import { fingerprinter } from '../support/fingerprint.ts';
import { type Answer, startGateway } from '../support/gateway.ts';

const gateway = await startGateway({
  RATE_LIMIT_PER_MINUTE: '5',
  RATE_LIMIT_PER_HOUR: '20',
  RATE_LIMIT_TOTAL_PER_MINUTE: '12',
  RATE_LIMIT_TOTAL_PER_HOUR: '0',
});

const content = await fingerprinter(gateway);
const path = '/api/inventory';
const standing = ({ headers }: Answer) =>
  ['limit', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`));
const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let n = 0; n < count; n += 1) results.push(await work());
  return results;
};

describe('the limits of a key', () => {
  it('are told with every answer, and refuse what goes beyond', async () => {
    const { admin } = await gateway.organization();
    const answers = await times(7, () => admin.rest('GET', path));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers.map(standing)).toEqual([...[4, 3, 2, 1, 0, 0, 0].map((left) => ['5', String(left)])]);
    const reset = Number(answers[0]?.headers.get('x-ratelimit-reset')) * 1_000;
    const begun = gateway.clock.now().getTime();
    expect(reset).toBeGreaterThan(begun);
    expect(reset).toBeLessThan(begun + 62_000);
    const refused = answers[6];
    const { code, details } = refused?.body ?? {};
    const retryAfter = Number(refused?.headers.get('retry-after'));
    expect([code, details]).toEqual(['RATE_LIMITED', { limit: 5, retryAfter }]);
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });

  it('count what is refused for other reasons as well, and change nothing when they refuse', async () => {
    const { admin, orgId } = await gateway.organization();
    expect((await times(5, () => admin.rest('GET', '/api/inventory?page=0'))).at(-1)?.status).toBe(400);
    const before = await content({ orgId });
    const body = { locations: [{ code: 'L', name: 'L', type: 'STORE' }] };
    expect((await admin.rest('POST', '/api/inventory/record-stock', body)).status).toBe(429);
    expect(await content({ orgId })).toEqual(before);
  });

  it('hold for GraphQL, in its own shape', async () => {
    const { admin } = await gateway.organization();
    const answers = await times(6, () => admin.graphql('{ viewer { id } }'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    const { extensions } = (answers[5] as Answer).body.errors[0];
    expect(extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 5 });
    expect(answers[5]?.headers.get('retry-after')).toBe(String(extensions.retryAfter));
  });

  it('count an operation by its cost, a point for each thousand', async () => {
    const { admin } = await gateway.organization();
    const fields = Array.from({ length: 25 }, (_, n) => `a${n}: id`).join(' ');
    const query = `query($n: Int!) { stockItems(first: $n) { nodes { ${fields} } } }`;
    // 1 + 100 x (1 + 25) = 2,601: three points
    const large = await admin.graphql(query, { n: 100 });
    expect([large.status, ...standing(large)]).toEqual([200, '5', '2']);
    const small = await admin.graphql(query, { n: 10 });
    expect([small.status, ...standing(small)]).toEqual([200, '5', '1']);
    const tooLarge = await admin.graphql(query, { n: 100 });
    expect([tooLarge.status, tooLarge.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
  });

  it('are not those of another key', async () => {
    const { admin, caller } = await gateway.organization();
    await times(6, () => admin.rest('GET', path));
    const other = await caller('inventory.read');
    expect(standing(await other.rest('GET', path))).toEqual(['5', '4']);
  });
});

describe('the limits of an organization', () => {
  it('are those of its keys together, and its neighbours do not notice', async () => {
    const [busy, calm] = [await gateway.organization(), await gateway.organization()];
    const keys = [busy.admin, await busy.caller('*'), await busy.caller('*')];
    const statuses: number[] = [];
    for (const key of keys)
      for (const { status } of await times(5, () => key.rest('GET', path))) statuses.push(status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(12);
    expect((await calm.admin.rest('GET', path)).status).toBe(200);
  });

  it('can be set for one, by its operator', async () => {
    const { admin, slug } = await gateway.organization();
    const options = ['--key-per-minute', '2', '--total-per-minute', '0'];
    const set = await runCli(gateway.environment, 'org', 'limits', slug, ...options, '--json');
    const limits = { keyPerMinute: 2, keyPerHour: null, totalPerMinute: 0, totalPerHour: null };
    expect(set.json).toEqual({ rateLimits: limits });
    const answers = await times(3, () => admin.rest('GET', path));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const bad = await runCli(gateway.environment, 'org', 'limits', slug, '--key-per-hour', '-1');
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringContaining('keyPerHour')]);
    const back = await runCli(
      gateway.environment,
      'org',
      'limits',
      slug,
      '--key-per-minute',
      'default',
      '--json',
    );
    expect(back.json.rateLimits.keyPerMinute).toBeNull();
    expect((await runCli(gateway.environment, 'org', 'limits', 'nobody')).code).toBe(1);
  });
});

describe('the limiter', () => {
  it('lets go when a window has passed, and spends nothing of the next account when one refuses', async () => {
    const counted: [string, number][] = [];
    const memory = new MemoryCounts();
    const limiter = new RateLimiter({
      count: (window, key, points) => {
        counted.push([key, points]);
        return memory.count({ ...window, seconds: 1 }, key, points);
      },
      close: () => memory.close(),
    });
    const limits = { perMinute: 2, perHour: 0 };
    const accounts = ['a', 'b'].map((key) => ({ key, limits }));
    expect(await limiter.spend(accounts, 2)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limiter.spend(accounts, 1)).toMatchObject({ allowed: false, limit: 2 });
    expect(counted.map(([key]) => key)).toEqual(['a', 'b', 'a']);
    await expect
      .poll(async () => (await limiter.spend(accounts, 1))?.allowed, { timeout: 5_000, interval: 600 })
      .toBe(true);
    expect(await limiter.spend([{ key: 'c', limits: { perMinute: 0, perHour: 0 } }], 1)).toBeNull();
  });
});

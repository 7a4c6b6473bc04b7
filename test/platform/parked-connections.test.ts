import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { Database } from '../../src/platform/database/database.ts';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const [one, other] = await Promise.all([
  open(gateway, { products: ['A'] }),
  open(gateway, { products: ['B', 'C'] }),
]);
const sent: string[] = [];
const database = await Database.open({
  url: gateway.environment.DATABASE_URL ?? '',
  poolSize: 1,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 5_000,
  onStatement: (text) => void sent.push(text),
});
afterAll(() => database.close());

const skus = (orgId: number) =>
  database.within(orgId, 'read', async ({ db }) => {
    const { rows } = await sql<{ sku: string; opened: string }>`
      select global_sku as sku, now()::text as opened from product order by 1`.execute(db);
    return { skus: rows.map(({ sku }) => sku), opened: rows[0]?.opened };
  });
const ends = () => sent.filter((text) => /^commit/.test(text));
const free = () => expect.poll(() => database.use.used, { timeout: 5_000 }).toBe(0);

it('ends a read with the beginning of the next one, which is another organization’s and another moment’s', async () => {
  const first = await skus(one.orgId);
  const second = await skus(other.orgId);
  expect([first.skus, second.skus]).toEqual([['A'], ['B', 'C']]);
  expect(second.opened).not.toBe(first.opened);
  await free();
  // two transactions and two ends, whether or not the second came soon enough to bring the first one's
  expect(ends()).toHaveLength(2);
});

it('lets a write begin after a read, and nothing of a write wait', async () => {
  await skus(one.orgId);
  await database.within(one.orgId, 'write', ({ db }) => sql`update product set name = 'changed'`.execute(db));
  expect(sent.at(-1)).toBe('commit');
  expect(await names()).toEqual(['changed']);
});

it('ends what nobody takes, so that the connection is free', async () => {
  await skus(one.orgId);
  await free();
  expect(sent.at(-1)).toBe('commit');
});

it('gives a connection back in time to whoever waits for it', async () => {
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => skus((n % 2 ? one : other).orgId)));
  expect(answers.map(({ skus }) => skus.length)).toEqual(answers.map((_, n) => (n % 2 ? 1 : 2)));
  await free();
});

async function names(): Promise<string[]> {
  return database.within(one.orgId, 'read', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`select name from product order by 1`.execute(db);
    return rows.map(({ name }) => name);
  });
}

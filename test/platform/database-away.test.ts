import { sql } from 'kysely';
import { parse } from 'pg-connection-string';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../src/platform/database/failures.ts';
import { withDeadline } from '../../src/platform/deadline.ts';
import { open } from '../support/factories.ts';
import { type Answer, startGateway } from '../support/gateway.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

// short waits, in the proportions of the real ones
const impatient = {
  DATABASE_POOL: '3',
  DATABASE_QUEUE: '4',
  DATABASE_QUEUE_TIMEOUT_MS: '1500',
  LOCK_TIMEOUT_MS: '600',
  STATEMENT_TIMEOUT_MS: '1800',
  REQUEST_TIMEOUT_MS: '2000',
};
const gateway = await startGateway();
const socket = parse(gateway.environment.DATABASE_URL ?? '');
const proxy = await startTcpProxy({ path: `${socket.host}/.s.PGSQL.${socket.port}` });
afterAll(() => proxy.close());
const shop = await open(gateway, { products: ['A'], locations: ['L'] });
await shop.receive(shop.ids.L ?? '', { sku: 'A', quantity: 100 });
const { app, call } = await gateway.another(
  impatient,
  `postgresql://${socket.user}@127.0.0.1:${proxy.port}/${socket.database}`,
);
const { database } = app.services;
const headers = { authorization: `Bearer ${shop.caller.key}` };
const read = () => call('GET', '/api/inventory', undefined, headers);
const ask = () => call('POST', '/graphql', { query: '{ stockItems { totalCount } }' }, headers);
const take = (key: string) =>
  call(
    'POST',
    '/api/inventory/adjust',
    { globalSku: 'A', locationId: 'L', quantityDelta: -1, reasonCode: 'DAMAGED' },
    { ...headers, 'idempotency-key': key },
  );
const takeByGraphql = (key: string) =>
  call(
    'POST',
    '/graphql',
    {
      query: 'mutation($input: AdjustStockInput!) { adjustStock(input: $input) { item { quantityOnHand } } }',
      variables: { input: { globalSku: 'A', locationId: 'L', quantityDelta: -1, reasonCode: 'DAMAGED' } },
    },
    { ...headers, 'idempotency-key': key },
  );
const onHand = async () => {
  const [row] = await shop.sql<{ n: number }>(
    'select sum(on_hand)::int as n from stock_item where org_id = $1',
  );
  return row?.n;
};
const told = ({ status, headers, body }: Answer) => ({
  status,
  retry: headers.get('retry-after'),
  code: body.code ?? body.errors?.[0].extensions.code,
});
const unavailable = { status: 503, retry: '2', code: 'UNAVAILABLE' };
/** On a busy machine even a good request may be late once. */
const soon = { timeout: 20_000 };
const good = async () => (await Promise.all([read(), ask()])).map(({ status }) => status);

afterEach(() => {
  proxy.mode = 'pass';
});

describe('a database that is away', () => {
  it.each(['freeze', 'refuse'] as const)(
    'is told with 503 at once, and the pool is not dry after it: %s',
    async (mode) => {
      await expect.poll(good, soon).toEqual([200, 200]);
      const before = await onHand();
      proxy.mode = mode;
      const start = performance.now();
      // one after another and many at once: more than there are connections
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => [read(), ask()]).flat(),
        take(`rest ${mode}`),
        takeByGraphql(`graphql ${mode}`),
      ]);
      expect(answers.map(told)).toEqual(answers.map(() => unavailable));
      expect(performance.now() - start).toBeLessThan(5_000);
      expect((await call('GET', '/health/live')).status).toBe(200);
      const ready = await call('GET', '/health/ready');
      expect([ready.status, ready.body.checks.database]).toEqual([503, 'out of reach']);

      proxy.mode = 'pass';
      await expect.poll(good, soon).toEqual([200, 200]);
      await expect.poll(async () => (await call('GET', '/health/ready')).status, soon).toBe(200);
      // sent again under their keys, what was not answered is done, once
      for (const again of [() => take(`rest ${mode}`), () => takeByGraphql(`graphql ${mode}`)])
        await expect.poll(async () => (await again()).status, soon).toBe(200);
      expect(await onHand()).toBe(Number(before) - 2);
      const many = async () =>
        (await Promise.all(Array.from({ length: 6 }, read))).map(({ status }) => status);
      await expect.poll(many, soon).toEqual(Array(6).fill(200));
      // a read is answered before its connection is back
      await expect.poll(() => database.use).toMatchObject({ used: 0, waiting: 0 });
    },
  );
});

describe('a locked row', () => {
  it('is waited for so long, then nothing was done', async () => {
    const before = await onHand();
    const locker = await database.begin(shop.orgId, 'write');
    await sql`select 1 from availability where org_id = ${shop.orgId} for update`.execute(locker.db);
    const answers = await Promise.all([take('locked rest'), takeByGraphql('locked graphql')]);
    expect(answers.map(told)).toEqual([unavailable, unavailable]);
    await locker.rollback();
    expect(await onHand()).toBe(before);
    await expect.poll(async () => (await take('locked rest')).status, soon).toBe(200);
    expect(await onHand()).toBe(Number(before) - 1);
    expect(database.use).toMatchObject({ used: 0, waiting: 0 });
  });
});

describe('a transaction', () => {
  const slowly = async () => {
    const tx = await database.begin(shop.orgId, 'read');
    try {
      // statements that are short each
      for (;;) await sql`select pg_sleep(0.1)`.execute(tx.db);
    } finally {
      await tx.rollback();
    }
  };

  it('ends with the time of its request, here and in PostgreSQL, and gives its connection back', async () => {
    const met = await withDeadline({ until: performance.now() + 1_000 }, slowly).catch(
      (error: unknown) => error,
    );
    expect(failureOf(met)).toBe('unavailable');
    await expect(
      withDeadline({ until: performance.now() - 1 }, () => database.begin(shop.orgId, 'read')),
    ).rejects.toThrow('time of the request is over');
    expect(database.use).toMatchObject({ used: 0, waiting: 0 });
    await expect
      .poll(() =>
        shop.sql(
          `select pid from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and pid <> pg_backend_pid() and $1 > 0 and state <> 'idle'`,
        ),
      )
      .toEqual([]);
  });
});

describe('the queue for connections', () => {
  it('is as long as it may be, and health does not wait in it', async () => {
    await expect.poll(async () => (await read()).status, soon).toBe(200); // the key is known now
    const held = await Promise.all(Array.from({ length: 3 }, () => database.begin(shop.orgId, 'read')));
    const waiting = Array.from({ length: 4 }, read);
    await expect.poll(() => database.use.waiting).toBe(4);
    // the next is refused before those are
    const order: string[] = [];
    const refused = read().then((answer) => {
      order.push('refused');
      return answer;
    });
    for (const one of waiting) void one.then(() => order.push('waited'));
    expect(told(await refused)).toEqual(unavailable);
    expect(order).toEqual(['refused']);
    const ready = await call('GET', '/health/ready');
    expect(ready.body.checks).toMatchObject({ database: 'ok', migrations: 'ok' });
    expect((await call('GET', '/metrics')).body).toContain('database_connections_waiting');
    expect((await Promise.all(waiting)).map(told)).toEqual(Array(4).fill(unavailable));
    for (const tx of held) await tx.rollback();
    await expect.poll(good, soon).toEqual([200, 200]);
  });
});

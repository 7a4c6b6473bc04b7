import { describe, expect, it } from 'vitest';
import { type Answer, type Caller, startGateway, type TestGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();
const balanced = await startGateway({ TRUST_PROXY: 'loopback' });
const other = await gateway.another();
const HOUR = 3_600_000;

const ask = (key: string, headers: Record<string, string> = {}, at: Pick<TestGateway, 'call'> = gateway) =>
  at.call('POST', '/graphql', { query: '{ viewer { id } }' }, { authorization: `Bearer ${key}`, ...headers });
const askOther = async (key: string) => {
  const body = JSON.stringify({ query: '{ viewer { id } }' });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return (await fetch(`${other.url}/graphql`, { method: 'POST', headers, body })).status;
};
const told = ({ status, body }: Answer) => [status, body.errors?.[0]?.extensions.code ?? null];
const FIELDS = 'id name last4 scopes status expiresAt ipRanges overlapUntil lastUsedAt version';
const mutate = async (caller: Caller, name: string, input: object, more = '') =>
  caller.graphql(
    `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${more} apiKey { ${FIELDS} } } }`,
    { input },
  );
const update = (caller: Caller, input: object) => mutate(caller, 'updateApiKey', input);
const rotate = (caller: Caller, input: object) => mutate(caller, 'rotateApiKey', input, 'plaintextKey');
const rotated = async (caller: Caller, input: object) => {
  const { body } = await rotate(caller, input);
  expect(body.errors).toBeUndefined();
  return body.data.rotateApiKey as { plaintextKey: string; apiKey: Record<string, unknown> };
};

describe('rotateApiKey', () => {
  it('gives the key another secret, and the old one works for a day: the key stays the same', async () => {
    const { admin, caller } = await gateway.organization();
    const shop = await caller('inventory.read');
    expect((await ask(shop.key)).status).toBe(200);
    const { plaintextKey, apiKey } = await rotated(admin, { id: shop.keyId });
    expect(plaintextKey.split('_').slice(0, 3)).toEqual(shop.key.split('_').slice(0, 3));
    expect(plaintextKey).not.toBe(shop.key);
    expect(apiKey).toMatchObject({
      id: shop.keyId,
      last4: plaintextKey.slice(-4),
      status: 'ACTIVE',
      version: 2,
    });
    for (const key of [plaintextKey, shop.key]) expect((await ask(key)).body.data.viewer.id).toBe(shop.keyId);
    gateway.clock.advance(24 * HOUR - 60_000);
    expect((await ask(shop.key)).status).toBe(200);
    gateway.clock.advance(60_001);
    const late = await ask(shop.key);
    expect(told(late)).toEqual([401, 'UNAUTHENTICATED']);
    expect(late.body.errors[0].message).toMatch(/rotated/);
    expect((await ask(plaintextKey)).status).toBe(200);
    const { body } = await admin.graphql(`{ apiKey(id: "${shop.keyId}") { overlapUntil } }`);
    expect(body.data.apiKey.overlapUntil).toBeNull();
  });

  it('ends a secret older than the one before at once, and all of them with the key', async () => {
    const { admin, caller } = await gateway.organization();
    const shop = await caller('inventory.read');
    const second = await rotated(admin, { id: shop.keyId, overlapMinutes: 60 });
    const third = await rotated(admin, { id: shop.keyId, overlapMinutes: 60 });
    expect((await ask(shop.key)).status).toBe(401);
    for (const { plaintextKey } of [second, third]) expect((await ask(plaintextKey)).status).toBe(200);
    await mutate(admin, 'revokeApiKey', { id: shop.keyId });
    for (const { plaintextKey } of [second, third])
      await expect
        .poll(async () => (await ask(plaintextKey)).status, { timeout: 5_000, interval: 250 })
        .toBe(401);
  });

  it('leaves no trace of secrets', async () => {
    const { admin, orgId, caller } = await gateway.organization();
    const shop = await caller('inventory.read');
    const { plaintextKey } = await rotated(admin, { id: shop.keyId });
    const hashes = await gateway.asOwner<{ hash: string }>(
      orgId,
      `select unnest(array[secret_hash, replaced_hash]) as hash from api_key where org_id = $1 and id = $2`,
      [orgId, shop.keyId],
    );
    expect(hashes).toHaveLength(2);
    const secrets = [plaintextKey, shop.key].map((key) => key.split('_').at(-1) ?? '');
    for (const table of ['audit_entry', 'outbox_event', 'idempotency_record', 'audit_seal', 'api_key']) {
      for (const secret of table === 'api_key' ? secrets : [...secrets, ...hashes.map(({ hash }) => hash)]) {
        const sql = `select 1 from ${table} t where org_id = $1 and strpos(t::text, $2) > 0`;
        expect([table, await gateway.asOwner(orgId, sql, [orgId, secret])]).toEqual([table, []]);
      }
    }
  });

  it('is refused to those who have less than the key, for ended keys, and out of bounds', async () => {
    const { admin, caller } = await gateway.organization();
    const [weak, strong] = [await caller('admin.*'), await caller('*')];
    const before = await admin.graphql('{ apiKeys { nodes { id last4 version } } }');
    expect((await rotate(weak, { id: strong.keyId })).body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(refusal(await rotate(admin, { id: strong.keyId, overlapMinutes: 43_201 }))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['overlapMinutes'],
    });
    expect(refusal(await rotate(admin, { id: strong.keyId, expectedVersion: 7 })).code).toBe(
      'VERSION_CONFLICT',
    );
    expect(refusal(await rotate(admin, { id: 'nobody' }))).toEqual({ code: 'NOT_FOUND', paths: ['id'] });
    expect((await admin.graphql('{ apiKeys { nodes { id last4 version } } }')).body).toEqual(before.body);
    await mutate(admin, 'revokeApiKey', { id: strong.keyId });
    expect(refusal(await rotate(admin, { id: strong.keyId })).code).toBe('INVALID_TRANSITION');
    expect(refusal(await update(admin, { id: strong.keyId, name: 'x' })).code).toBe('INVALID_TRANSITION');
  });
});

describe('updateApiKey', () => {
  it('changes what is given, with before and after in the audit trail', async () => {
    const { admin, caller } = await gateway.organization();
    const shop = await caller('inventory.read');
    const change = {
      id: shop.keyId,
      name: 'Shop',
      scopes: ['inventory.read', 'products:read'],
      expectedVersion: 1,
    };
    const { body } = await update(admin, change);
    expect(body.data.updateApiKey.apiKey).toMatchObject({
      name: 'Shop',
      scopes: ['inventory.read', 'products:read'],
      ipRanges: [],
      version: 2,
    });
    expect(
      (await update(admin, { id: shop.keyId, name: 'Shop' })).body.data.updateApiKey.apiKey.version,
    ).toBe(2);
    const filter = `{documentId: "${shop.keyId}", action: "api-key.update"}`;
    const trail = await admin.graphql(
      `{ auditEntries(filter: ${filter}) { nodes { actorId actorName before after } } }`,
    );
    const old = { name: 'inventory.read', scopes: ['inventory.read'], expiresAt: null, ipRanges: [] };
    expect(trail.body.data.auditEntries.nodes).toEqual([
      {
        actorId: admin.keyId,
        actorName: '*',
        before: old,
        after: { ...old, name: 'Shop', scopes: change.scopes },
      },
    ]);
  });

  it('gives nobody more than the caller has, and lets nobody touch a stronger key', async () => {
    const { admin, caller } = await gateway.organization();
    const [weak, shop] = [await caller('admin.*', 'inventory.*'), await caller('inventory.read')];
    const before = await admin.graphql(`{ apiKeys { nodes { ${FIELDS} } } }`);
    for (const input of [
      { id: shop.keyId, scopes: ['*'] },
      { id: weak.keyId, scopes: ['products.write'] },
      { id: admin.keyId, ipRanges: [] },
      { id: admin.keyId, expiresAt: null, name: 'mine' },
    ])
      expect((await update(weak, input)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    const bad = {
      id: shop.keyId,
      name: ' ',
      scopes: ['x'],
      ipRanges: ['192.0.2.0/24', 'home'],
      expiresAt: '2020-01-01T00:00:00Z',
    };
    expect(refusal(await update(admin, bad))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['name', 'scopes[0]', 'expiresAt', 'ipRanges[1]'],
    });
    expect(refusal(await update(admin, { id: shop.keyId, expectedVersion: 9, name: 'x' })).code).toBe(
      'VERSION_CONFLICT',
    );
    expect((await admin.graphql(`{ apiKeys { nodes { ${FIELDS} } } }`)).body).toEqual(before.body);
    expect((await update(weak, { id: shop.keyId, scopes: ['inventory.*'] })).body.errors).toBeUndefined();
  });

  it('holds on every gateway within 5 seconds, and so does a rotation without overlap', async () => {
    const { admin, caller } = await gateway.organization();
    const [moved, replaced, shortened] = await Promise.all([caller('*'), caller('*'), caller('*')]);
    const all = async () => Promise.all([moved, replaced, shortened].map(({ key }) => askOther(key)));
    expect(await all()).toEqual([200, 200, 200]);
    await update(admin, { id: moved.keyId, ipRanges: ['192.0.2.0/24'] });
    await update(admin, {
      id: shortened.keyId,
      expiresAt: new Date(gateway.clock.now().getTime() + 500).toISOString(),
    });
    const { plaintextKey } = await rotated(admin, { id: replaced.keyId, overlapMinutes: 0 });
    // the new secret needs no time at all, wherever the old one is remembered
    expect(await askOther(plaintextKey)).toBe(200);
    await expect.poll(all, { timeout: 5_000, interval: 250 }).toEqual([403, 401, 401]);
  });
});

describe('ranges of addresses', () => {
  const keyFor = async (at: TestGateway, ipRanges: string[]) => {
    const { admin } = await at.organization();
    const { body } = await admin.graphql(
      'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { plaintextKey apiKey { ipRanges } } }',
      { input: { name: 'Shop', scopes: ['inventory.read'], ipRanges } },
    );
    expect(body.data.createApiKey.apiKey.ipRanges).toEqual(ipRanges);
    return { admin, key: body.data.createApiKey.plaintextKey as string };
  };

  it('refuse a key elsewhere, whatever the client says of where it is', async () => {
    const { admin, key } = await keyFor(gateway, ['203.0.113.0/24']);
    for (const headers of [{}, { 'x-forwarded-for': '203.0.113.5' }, { forwarded: 'for=203.0.113.5' }]) {
      const answer = await ask(key, headers as Record<string, string>);
      expect(told(answer)).toEqual([403, 'ADDRESS_NOT_ALLOWED']);
      expect(answer.body.errors[0].extensions.address).toMatch(/127\.0\.0\.1|::1/);
      expect(answer.headers.get('x-ratelimit-remaining')).toBeNull();
    }
    const rest = await gateway.call('GET', '/api/inventory', undefined, { authorization: `Bearer ${key}` });
    expect([rest.status, rest.body.code]).toEqual([403, 'ADDRESS_NOT_ALLOWED']);
    // a wrong secret learns nothing of it, and the refused use is no use
    expect((await ask(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)).status).toBe(401);
    await gateway.app.sweeper.run();
    const { body } = await admin.graphql('{ apiKeys(filter: {search: "Shop"}) { nodes { lastUsedAt } } }');
    expect(body.data.apiKeys.nodes).toEqual([{ lastUsedAt: null }]);
    const home = await keyFor(gateway, ['198.51.100.0/24', '127.0.0.0/8', '::1']);
    expect((await ask(home.key)).status).toBe(200);
  });

  it('believe a trusted proxy, and of what it passes on only what it saw itself', async () => {
    const { key } = await keyFor(balanced, ['203.0.113.0/24', '2001:db8::/32']);
    const from = async (forwarded: string) =>
      told(await ask(key, { 'x-forwarded-for': forwarded }, balanced));
    for (const inside of ['203.0.113.5', '::ffff:203.0.113.5', '2001:db8::9', '198.51.100.7, 203.0.113.5'])
      expect([inside, await from(inside)]).toEqual([inside, [200, null]]);
    for (const outside of ['198.51.100.7', '203.0.113.5, 198.51.100.7', '2001:db9::1', 'nonsense'])
      expect([outside, await from(outside)]).toEqual([outside, [403, 'ADDRESS_NOT_ALLOWED']]);
    expect(told(await ask(key, {}, balanced))).toEqual([403, 'ADDRESS_NOT_ALLOWED']);
  });
});

describe('when a key was last used', () => {
  const usedAt = async (caller: Caller, id: string) => {
    const { body } = await caller.graphql(`{ apiKey(id: "${id}") { lastUsedAt version } }`);
    expect(body.data.apiKey.version).toBe(1);
    return body.data.apiKey.lastUsedAt as string | null;
  };

  it('is written behind the requests, to the minute, and the latest use of several gateways stays', async () => {
    const { admin, caller } = await gateway.organization();
    const shop = await caller('inventory.read');
    await ask(shop.key);
    expect(await usedAt(admin, shop.keyId)).toBeNull();
    const first = gateway.clock.now().getTime();
    await gateway.app.sweeper.run();
    const stored = Date.parse((await usedAt(admin, shop.keyId)) ?? '');
    expect(Math.abs(first - stored)).toBeLessThan(60_000);
    gateway.clock.advance(20_000);
    await ask(shop.key);
    await gateway.app.sweeper.run();
    expect(Date.parse((await usedAt(admin, shop.keyId)) ?? '')).toBe(stored);
    gateway.clock.advance(10 * 60_000);
    expect(await askOther(shop.key)).toBe(200);
    gateway.clock.advance(10 * 60_000);
    await ask(shop.key);
    const latest = gateway.clock.now().getTime();
    await gateway.app.sweeper.run();
    // a gateway that stops writes what it still has
    await other.app.sweeper.stop();
    expect(latest - Date.parse((await usedAt(admin, shop.keyId)) ?? '')).toBeLessThan(60_000);
  });
});

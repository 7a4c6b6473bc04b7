import { describe, expect, it } from 'vitest';
import { newApiKey } from '../../src/auth/api-key.ts';
import { permissions } from '../../src/auth/permissions.ts';
import { type Caller, startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const ask = (key: string) =>
  gateway.call(
    'POST',
    '/graphql',
    { query: '{ viewer { permissions } }' },
    { authorization: `Bearer ${key}` },
  );
const codeOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.errors?.[0]?.extensions.code;
const permissionsOf = async (caller: Caller): Promise<string[]> =>
  (await ask(caller.key)).body.data.viewer.permissions;

describe('scopes', () => {
  it('are read in both spellings, with wildcards', async () => {
    const { caller } = await gateway.organization();
    const all = Object.keys(permissions).toSorted();
    const inventory = all.filter((permission) => permission.startsWith('inventory.'));
    expect(await permissionsOf(await caller('inventory:read'))).toEqual(['inventory.read']);
    expect(await permissionsOf(await caller('inventory.read'))).toEqual(['inventory.read']);
    expect(await permissionsOf(await caller('inventory:*'))).toEqual(inventory);
    expect(await permissionsOf(await caller('inventory.*'))).toEqual(inventory);
    expect(await permissionsOf(await caller('*.read'))).toEqual(all.filter((name) => name.endsWith('.read')));
    expect(await permissionsOf(await caller('*'))).toEqual(all);
  });

  it('open what they name and nothing else', async () => {
    const { caller } = await gateway.organization();
    for (const scope of ['products:read', 'products.*', '*']) {
      const { body } = await (await caller(scope)).graphql('{ products { totalCount } }');
      expect(body.data.products.totalCount).toBe(0);
    }
    for (const scope of ['products.write', 'inventory:*']) {
      const { body } = await (await caller(scope)).graphql('{ products { totalCount } }');
      expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'products.read' });
    }
  });
});

describe('keys', () => {
  it('are refused when they are missing, malformed, unknown or have another secret', async () => {
    const { admin, orgId } = await gateway.organization();
    const wrongSecret = admin.key.replace(/.{4}$/, (end) => (end === 'aaaa' ? 'bbbb' : 'aaaa'));
    const keys = ['', 'nonsense', 'ig_live_x_y', newApiKey(orgId).plaintextKey, wrongSecret];
    for (const key of keys) {
      const answer = await ask(key);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect((await ask(admin.key)).status).toBe(200);
  });

  it('of one organization do not open another', async () => {
    const [mine, theirs] = [await gateway.organization(), await gateway.organization()];
    const [product] = await upserted(theirs.admin, kinds.products, [{ globalSku: 'A' }]);
    const { body } = await mine.admin.graphql(
      `{ product(id: "${product?.id}") { id } products { totalCount } }`,
    );
    expect(body.data).toEqual({ product: null, products: { totalCount: 0 } });
    // the same public part and secret under the other organization's number
    const [public1, public2] = [mine, theirs].map(({ orgId }) => orgId.toString(36).padStart(6, '0'));
    expect((await ask(mine.admin.key.replace(`_${public1}`, `_${public2}`))).status).toBe(401);
  });

  it('stop working when their time is over', async () => {
    const { admin } = await gateway.organization();
    const expiresAt = new Date(gateway.clock.now().getTime() + 3_600_000).toISOString();
    const { body } = await admin.graphql(
      `mutation { createApiKey(input: {name: "hour", scopes: ["inventory.read"], expiresAt: "${expiresAt}"}) { plaintextKey } }`,
    );
    const key = body.data.createApiKey.plaintextKey;
    expect((await ask(key)).status).toBe(200);
    gateway.clock.advance(3_600_001);
    const late = await ask(key);
    expect([late.status, codeOf(late)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(late.body.errors[0].message).toMatch(/expired/);
    expect((await ask(admin.key)).status).toBe(200);
  });

  it('stop working within 5 seconds of their revocation', async () => {
    const { admin, caller } = await gateway.organization();
    const used = await caller('inventory.read');
    expect((await ask(used.key)).status).toBe(200);
    await admin.graphql(`mutation { revokeApiKey(input: {id: "${used.keyId}"}) { apiKey { status } } }`);
    await expect.poll(async () => (await ask(used.key)).status, { timeout: 5_000, interval: 200 }).toBe(401);
    expect((await ask(used.key)).body.errors[0].message).toMatch(/revoked/);
  });

  it('cost no database round trip while they are fresh', async () => {
    const { admin } = await gateway.organization();
    await ask(admin.key);
    gateway.statements.length = 0;
    await Promise.all([ask(admin.key), ask(admin.key), ask(admin.key)]);
    expect(gateway.statements).toEqual([]);
  });

  it('of the platform itself belong to no organization: 403', async () => {
    const { orgId } = await gateway.organization();
    const { plaintextKey, publicPart, last4, secretHash } = newApiKey(0);
    await gateway.asOwner(
      orgId,
      `insert into platform_key (id, name, public_part, last4, secret_hash, status) values ('platform', 'Platform', $1, $2, $3, 'ACTIVE')`,
      [publicPart, last4, secretHash],
    );
    const answer = await ask(plaintextKey);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
    expect(answer.body.errors[0].message).toMatch(/SuperAdmin/);
  });
});

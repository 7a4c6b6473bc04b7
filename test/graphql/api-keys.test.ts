import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { idsByCursor, refusal, traces } from '../support/master-data.ts';

const gateway = await startGateway();
const CREATE = `mutation($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { plaintextKey shown: plaintextKey apiKey { id name keyPrefix last4 scopes status expiresAt createdBy } }
}`;
const REVOKE =
  'mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { id status revokedAt } } }';
const create = (caller: Caller, input: object, headers?: Record<string, string>) =>
  caller.graphql(CREATE, { input: { name: 'Shop', scopes: ['inventory.read'], ...input } }, headers);
const revoke = (caller: Caller, id: string | undefined) => caller.graphql(REVOKE, { input: { id } });
const names = async (caller: Caller, filter: string): Promise<string[]> => {
  const { body } = await caller.graphql(`{ apiKeys(filter: {${filter}}) { nodes { name } } }`);
  return body.data.apiKeys.nodes.map(({ name }: { name: string }) => name);
};

describe('createApiKey', () => {
  it('shows a key that works once, and lists it without its secret', async () => {
    const { admin } = await gateway.organization();
    const { body } = await create(admin, { expiresAt: '2099-01-01T00:00:00.000Z' });
    const { plaintextKey, apiKey } = body.data.createApiKey;
    expect(plaintextKey).toMatch(new RegExp(`^${apiKey.keyPrefix}_[a-z0-9]+${apiKey.last4}$`));
    expect(apiKey).toMatchObject({
      name: 'Shop',
      scopes: ['inventory.read'],
      status: 'ACTIVE',
      expiresAt: '2099-01-01T00:00:00.000Z',
      createdBy: admin.keyId,
    });
    const authorization = `Bearer ${plaintextKey}`;
    const viewer = await gateway.call('POST', '/graphql', { query: '{ viewer { id } }' }, { authorization });
    expect(viewer.body.data.viewer.id).toBe(apiKey.id);
    const fields = await admin.graphql('{ __type(name: "ApiKey") { fields { name } } }');
    const text = JSON.stringify(fields.body);
    expect(text).not.toMatch(/secret|hash|publicPart/i);
  });

  it('keeps the plain key nowhere: a replay has null, and no row has it', async () => {
    const { admin, orgId } = await gateway.organization();
    const headers = { 'idempotency-key': 'once' };
    const first = (await create(admin, {}, headers)).body.data.createApiKey;
    const again = await create(admin, {}, headers);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body.data.createApiKey).toEqual({ apiKey: first.apiKey, plaintextKey: null, shown: null });
    const secret = first.plaintextKey.split('_').at(-1);
    for (const table of ['idempotency_record', 'audit_entry', 'outbox_event', 'api_key']) {
      const sql = `select count(*)::int as found from ${table} t where org_id = $1 and strpos(t::text, $2) > 0`;
      expect(await gateway.asOwner(orgId, sql, [orgId, secret])).toEqual([{ found: 0 }]);
    }
  });

  it('hands out no more than the caller has, naming what is missing', async () => {
    const organization = await gateway.organization();
    const some = await organization.caller('admin:*', 'inventory.*');
    for (const [scopes, permission] of [
      [['inventory.read', 'products.write'], 'products.write'],
      [['*.read'], 'replenishment.read'],
      [['*'], 'replenishment.read'],
    ] as const) {
      const answer = await create(some, { scopes });
      expect(answer.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission });
    }
    expect(await names(organization.admin, 'search: "Shop"')).toEqual([]);
    expect((await create(some, { scopes: ['inventory:*', 'admin.read'] })).body.errors).toBeUndefined();
  });

  it('names every bad field', async () => {
    const { admin } = await gateway.organization();
    const past = await create(admin, {
      name: ' ',
      scopes: ['inventory.read', 'nothing.at'],
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(refusal(past)).toEqual({ code: 'VALIDATION_FAILED', paths: ['name', 'scopes[1]', 'expiresAt'] });
    expect(refusal(await create(admin, { scopes: [] })).paths).toEqual(['scopes']);
  });
});

describe('apiKeys', () => {
  it('are listed by page, name and status', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await create(admin, {
      name: 'short',
      expiresAt: new Date(gateway.clock.now().getTime() + 60_000).toISOString(),
    });
    const gone = await create(admin, { name: 'gone' });
    await revoke(admin, gone.body.data.createApiKey.apiKey.id);
    for (let n = 0; n < 4; n++) await create(admin, { name: `key ${n}` });
    expect(new Set(await idsByCursor(admin, 'apiKeys', '')).size).toBe(7);
    expect(await names(admin, 'status: REVOKED')).toEqual(['gone']);
    expect(await names(admin, 'status: EXPIRED')).toEqual([]);
    expect(await names(admin, 'search: "Y 3"')).toEqual(['key 3']);
    gateway.clock.advance(61_000);
    expect(await names(admin, 'status: EXPIRED')).toEqual(['short']);
    const { body } = await admin.graphql(
      '{ apiKeys(sort: {field: name}, first: 1) { nodes { name status } totalCount } }',
    );
    expect(body.data.apiKeys).toEqual({ nodes: [{ name: '*', status: 'ACTIVE' }], totalCount: 7 });
  });

  it('are revoked once, within the organization', async () => {
    const [organization, other] = [await gateway.organization(), await gateway.organization()];
    const { apiKey } = (await create(organization.admin, {})).body.data.createApiKey;
    expect(refusal(await revoke(other.admin, apiKey.id))).toEqual({ code: 'NOT_FOUND', paths: ['id'] });
    expect(await names(other.admin, 'search: "Shop"')).toEqual([]);
    const first = (await revoke(organization.admin, apiKey.id)).body.data.revokeApiKey.apiKey;
    expect(first).toMatchObject({ id: apiKey.id, status: 'REVOKED', revokedAt: expect.any(String) });
    const before = await traces(gateway, organization, 'ApiKey');
    expect((await revoke(organization.admin, apiKey.id)).body.data.revokeApiKey.apiKey).toEqual(first);
    expect(await traces(gateway, organization, 'ApiKey')).toEqual(before);
  });

  it('ask for admin permissions, and a denial changes nothing', async () => {
    const organization = await gateway.organization();
    const reader = await organization.caller('admin.read', 'inventory.read');
    const writer = await organization.caller('admin.write', 'inventory.read');
    const before = await traces(gateway, organization, 'ApiKey');
    for (const denied of [await create(reader, {}), await revoke(reader, writer.keyId)]) {
      expect(denied.body.errors[0].extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'admin.write',
      });
    }
    const hidden = await writer.graphql('{ apiKeys { totalCount } }');
    expect(hidden.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'admin.read' });
    expect(await traces(gateway, organization, 'ApiKey')).toEqual(before);
    expect((await create(writer, {})).body.data.createApiKey.apiKey.createdBy).toBe(writer.keyId);
  });
});

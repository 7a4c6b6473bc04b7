import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const base = '/api/admin/api-keys';

describe('/api/admin/api-keys', () => {
  it('makes, lists, changes, rotates and revokes a key in the published shape', async () => {
    const { admin } = await gateway.organization();
    const input = { name: 'Web shop', scopes: ['inventory:read'], ipRanges: ['127.0.0.0/8', '::1'] };
    const made = await admin.rest('POST', base, input);
    const { apiKey, plaintextKey } = published('createApiKey', made, 201);
    expect(apiKey).toMatchObject({ ...input, status: 'ACTIVE', version: 1, createdBy: admin.keyId });
    expect(plaintextKey).toMatch(new RegExp(`^${apiKey.keyPrefix}_\\w+${apiKey.last4}$`));
    const shop = { authorization: `Bearer ${plaintextKey}` };
    expect((await gateway.call('GET', '/api/inventory', undefined, shop)).status).toBe(200);

    const list = published('listApiKeys', await admin.rest('GET', `${base}?search=shop&limit=1`), 200);
    expect(list).toEqual({
      apiKeys: [apiKey],
      pagination: { page: 1, pageSize: 1, total: 1, totalPages: 1 },
    });
    const got = await admin.rest('GET', `${base}/${apiKey.id}`);
    expect(published('getApiKey', got, 200)).toEqual({ apiKey });
    expect(got.headers.get('etag')).toBe('"1"');

    const path = `${base}/${apiKey.id}`;
    const changed = await admin.rest('PATCH', path, { name: 'Shop' }, { 'if-match': '"1"' });
    expect(published('updateApiKey', changed, 200).apiKey).toMatchObject({ name: 'Shop', version: 2 });
    const stale = await admin.rest('PATCH', path, { name: 'Other' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);

    const rotated = published(
      'rotateApiKey',
      await admin.rest('POST', `${path}/rotate`, { overlapMinutes: 5 }),
      200,
    );
    expect(rotated.apiKey).toMatchObject({ id: apiKey.id, version: 3, overlapUntil: expect.any(String) });
    expect(rotated.plaintextKey.startsWith(apiKey.keyPrefix)).toBe(true);

    const gone = published('revokeApiKey', await admin.rest('DELETE', path), 200);
    expect(gone.apiKey).toMatchObject({
      status: 'REVOKED',
      revokedAt: expect.any(String),
      overlapUntil: null,
    });
    expect((await admin.rest('GET', `${base}/nobody`)).status).toBe(404);
    expect((await admin.rest('DELETE', `${base}/nobody`)).status).toBe(404);
    const bad = await admin.rest('POST', base, { name: '', scopes: ['x'], ipRanges: ['y'], secret: 'mine' });
    expect([bad.status, bad.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('shows the plain key once: sent again under its Idempotency-Key, it is null', async () => {
    const { admin } = await gateway.organization();
    const once = { 'idempotency-key': 'once' };
    const input = { name: 'Shop', scopes: ['inventory.read'] };
    const first = await admin.rest('POST', base, input, once);
    const again = await admin.rest('POST', base, input, once);
    expect(published('createApiKey', again, 201)).toEqual({ apiKey: first.body.apiKey, plaintextKey: null });
    const path = `${base}/${first.body.apiKey.id}/rotate`;
    const rotated = await admin.rest('POST', path, {}, { 'idempotency-key': 'turn' });
    const replay = await admin.rest('POST', path, {}, { 'idempotency-key': 'turn' });
    expect(published('rotateApiKey', replay, 200)).toEqual({
      apiKey: rotated.body.apiKey,
      plaintextKey: null,
    });
  });
});

describe('/api/admin/audit-entries', () => {
  it('lists the trail, filtered and by page', async () => {
    const { admin, caller } = await gateway.organization();
    const { keyId } = await caller('inventory.read');
    const request = { 'x-request-id': 'request-of-rest' };
    await admin.rest('DELETE', `${base}/${keyId}`, undefined, request);
    const query = `documentType=ApiKey&documentId=${keyId}&limit=1`;
    const first = published(
      'listAuditEntries',
      await admin.rest('GET', `/api/admin/audit-entries?${query}`),
      200,
    );
    expect(first.auditEntries).toMatchObject([
      {
        action: 'api-key.revoke',
        actorType: 'API_KEY',
        actorId: admin.keyId,
        actorName: '*',
        before: { status: 'ACTIVE' },
        after: { status: 'REVOKED' },
        requestId: 'request-of-rest',
      },
    ]);
    expect(first.pagination).toEqual({ page: 1, pageSize: 1, total: 2, totalPages: 2 });
    const bad = await admin.rest('GET', '/api/admin/audit-entries?from=yesterday&actor=x');
    expect(bad.body.details.fields.map(({ path }: { path: string }) => path)).toEqual(['actor']);
    expect((await admin.rest('GET', '/api/admin/audit-entries?from=yesterday')).status).toBe(400);
  });
});

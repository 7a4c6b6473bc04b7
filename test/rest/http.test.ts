import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const { admin, caller } = await gateway.organization();
const REASON_CODES = '/api/inventory/adjustments/reason-codes';

describe('identity and permission', () => {
  it('answers 401 without a valid key, and says how to identify', async () => {
    const bad: Record<string, string>[] = [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: 'Basic eDp5' },
    ];
    for (const headers of bad) {
      const { status, body, headers: sent } = await gateway.call('GET', REASON_CODES, undefined, headers);
      expect(status).toBe(401);
      expect(sent.get('www-authenticate')).toMatch(/^Bearer/);
      expect(body).toEqual({
        error: expect.any(String),
        code: 'UNAUTHENTICATED',
        details: {},
        requestId: sent.get('x-request-id'),
      });
    }
  });

  it('answers 403 naming the permission, before it looks at the request', async () => {
    const { rest } = await caller('inventory.read');
    const { status, body } = await rest('GET', `${REASON_CODES}?page=x&colour=red`);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'inventory.adjust' } });
  });
});

describe('paths and methods', () => {
  it('answers 404 in the error shape for a path that does not exist', async () => {
    for (const path of ['/api/nothing', '/api', '/', '/api/inventory/availability/a/b', '/cycle-count/a/b']) {
      const { status, body } = await gateway.call('DELETE', path);
      expect([path, status, body.code]).toEqual([path, 404, 'NOT_FOUND']);
    }
  });

  it('answers 405 with Allow for another method of a known path', async () => {
    const { status, body, headers } = await admin.rest('PATCH', REASON_CODES, {});
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(body).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
      details: { allowed: ['GET', 'HEAD', 'OPTIONS'] },
    });
  });

  it('prefers a literal path to a parameter', async () => {
    const { headers } = await admin.rest('DELETE', '/api/inventory/transfers/bins');
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await admin.rest('DELETE', '/api/inventory/transfers/tr_1')).headers.get('allow')).toBe(
      'GET, HEAD, OPTIONS, POST',
    );
  });

  it('answers HEAD as GET without a body, and OPTIONS with what there is', async () => {
    const get = await admin.rest('GET', REASON_CODES);
    const head = await fetch(`${gateway.url}${REASON_CODES}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${admin.key}` },
    });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    const options = await gateway.call('OPTIONS', REASON_CODES);
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('measures a request under its documented path', async () => {
    await admin.rest('GET', '/api/inventory/transfers/tr_secret');
    const { body } = await gateway.call('GET', '/metrics');
    expect(body).toContain('route="/api/inventory/transfers/{id}"');
    expect(body).not.toContain('tr_secret');
  });
});

describe('lists', () => {
  it('answer a page with its place in the list', async () => {
    const { status, body, headers } = await admin.rest('GET', `${REASON_CODES}?page=2&limit=5`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.reasonCodes).toHaveLength(5);
    expect(body.pagination).toEqual({ page: 2, pageSize: 5, total: 18, totalPages: 4 });
    const beyond = await admin.rest('GET', `${REASON_CODES}?page=1000`);
    expect(beyond.body).toEqual({
      reasonCodes: [],
      pagination: { page: 1000, pageSize: 20, total: 18, totalPages: 1 },
    });
  });

  it('are ordered and filtered as asked', async () => {
    const { body } = await admin.rest('GET', `${REASON_CODES}?sort=-code&search=LOT&active=true`);
    expect(body.reasonCodes.map(({ code }: { code: string }) => code)).toEqual(['LOT_CORRECTION']);
    const all = await admin.rest('GET', `${REASON_CODES}?sort=-code`);
    const codes = all.body.reasonCodes.map(({ code }: { code: string }) => code);
    expect(codes).toEqual([...codes].sort().reverse());
  });

  const most = 'must be a whole number between 1 and 100';
  it.each([
    ['page=0', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=-1', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=x', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=1.5', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=1e2', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=1000001', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=99999999999999999999', 'page', 'must be a whole number between 1 and 1000000'],
    ['page=1&page=2', 'page', 'must be given once'],
    ['limit=0', 'limit', most],
    ['limit=101', 'limit', most],
    ['limit=x', 'limit', most],
    ['active=yes', 'active', 'must be true or false'],
    ['sort=colour', 'sort', 'must be one of code, -code, name, -name, updatedAt, -updatedAt'],
    ['direction=UP', 'direction', 'must be one of BOTH, DECREASE, INCREASE'],
    ['search=%00', 'search', 'has characters that are not text'],
  ])('refuse ?%s', async (query, path, message) => {
    const { status, body } = await admin.rest('GET', `${REASON_CODES}?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', error: `${path}: ${message}` });
    expect(body.details).toEqual({ fields: [{ path, message }] });
  });

  it('name every bad parameter at once, unknown ones too', async () => {
    const { body } = await admin.rest('GET', `${REASON_CODES}?limit=500&locatoinId=x&page=0&__proto__=1`);
    const paths = body.details.fields.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['__proto__', 'limit', 'locatoinId', 'page']);
    expect(body.details.fields[0].message).toContain(
      'known are search, direction, active, sort, page, limit',
    );
  });
});

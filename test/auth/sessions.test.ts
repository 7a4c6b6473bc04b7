import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { startProvider } from '../support/identity-provider.ts';
import { addMember, bearer, cookieFrom, type Identity, senderOf, signIn } from '../support/members.ts';

const provider = await startProvider();
const gateway = await startGateway({ ...provider.settings, CORS_ORIGINS: '*', SESSION_HOURS: '2' });
const other = await gateway.another();
const organization = await gateway.organization();
const { admin, orgId, slug } = organization;
const kim = await addMember(organization, 'kim');
const tokenOf = (sub: string, more: object = {}) =>
  provider.token({ sub, org: slug, ...more }, { now: gateway.clock.now() });
const WRITE =
  'mutation { upsertLocations(input: {locations: [{code: "L", name: "L"}]}) { locations { id } } }';

const read = (identity: Identity, at = gateway.url) =>
  fetch(`${at}/api/inventory`, { headers: identity }).then(({ status }) => status);
const sessionOf = (identity: Identity, method = 'GET') =>
  gateway.call(method, '/session', undefined, identity);
const stored = () =>
  gateway.asOwner<{ row: string }>(orgId, 'select s::text as row from session s where org_id = $1', [orgId]);
const withoutHeader = ({ cookie = '' }: Identity): Identity => ({ cookie });

describe('signing in', () => {
  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await gateway.call('POST', '/session', undefined, bearer(admin.key));
    expect(answer.status).toBe(201);
    const [cookie = '', ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(
      /^ig_session=[0-9a-z]{6}_[0-9a-f]{48}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body.session).toMatchObject({ type: 'API_KEY', id: admin.keyId, email: null, role: null });
  });

  it.each([
    ['a proxy says so', { 'x-forwarded-proto': 'https' }],
    ['the page came by it', { origin: 'https://HOST' }],
  ])('by HTTPS, as %s, the cookie is Secure and of this host only', async (_why, headers) => {
    const host = new URL(gateway.url).host;
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('HOST', host)]),
    );
    const answer = await gateway.call('POST', '/session', undefined, { ...bearer(admin.key), ...sent });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-ig_session=/);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(await read({ cookie: cookieFrom(answer) })).toBe(200);
    // a cookie that a host beside this one could have set
    const plain = cookieFrom(answer).replace('__Host-', '');
    expect(await read({ cookie: plain, 'x-forwarded-proto': 'https' })).toBe(401);
  });

  it('works on every gateway, as the key or the member', async () => {
    const [byKey, byToken] = [await signIn(gateway, admin.key), await signIn(gateway, await tokenOf('kim'))];
    const who = { query: '{ viewer { id type role } }' };
    for (const at of [gateway, other]) {
      for (const [identity, viewer] of [
        [byKey, { id: admin.keyId, type: 'API_KEY', role: null }],
        [byToken, { id: kim, type: 'MEMBER', role: 'ADMIN' }],
      ] as const) {
        const response = await fetch(`${at.url}/graphql`, {
          method: 'POST',
          headers: { ...identity, 'content-type': 'application/json' },
          body: JSON.stringify(who),
        });
        expect(await response.json()).toEqual({ data: { viewer } });
      }
    }
    const { body } = await sessionOf(byToken);
    expect(body.session).toMatchObject({ id: kim, email: 'kim@example.org', role: 'ADMIN' });
    expect(Date.parse(body.session.expiresAt)).toBeGreaterThan(gateway.clock.now().getTime());
    expect((await sessionOf(bearer(admin.key))).body.session).toMatchObject({
      id: admin.keyId,
      expiresAt: null,
    });
  });

  it('keeps the hash of the token and not the token, and is audited', async () => {
    const { cookie = '' } = await signIn(gateway, admin.key);
    const [, secret = ''] = cookie.split('_').slice(-2);
    expect(secret).toHaveLength(48);
    const rows = await stored();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const audited = await gateway.asOwner<{ row: string }>(
      orgId,
      `select a::text as row from audit_entry a where org_id = $1 and action = 'session.create'`,
      [orgId],
    );
    expect(audited.length).toBeGreaterThan(0);
    expect(JSON.stringify(audited)).not.toContain(secret);
  });

  it('with a narrowed token makes a session that may do no more', async () => {
    const identity = await signIn(gateway, await tokenOf('kim', { roles: ['VIEWER'] }));
    expect(await read(identity)).toBe(200);
    const { body } = await senderOf(gateway, identity).graphql(WRITE);
    expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'locations.write' });
  });

  it('needs a credential of its own: a session does not make another, a platform key makes none', async () => {
    const identity = await signIn(gateway, admin.key);
    const before = await stored();
    expect((await sessionOf(identity, 'POST')).status).toBe(401);
    expect((await sessionOf({}, 'POST')).status).toBe(401);
    expect((await sessionOf(bearer(await tokenOf('kim', { org: undefined })), 'POST')).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  it('again ends the session before, and a credential has at most 20', async () => {
    const own = await organization.caller('inventory.read');
    const first = await signIn(gateway, own.key);
    const again = await gateway.call('POST', '/session', undefined, { ...bearer(own.key), ...first });
    expect(await read(first)).toBe(401);
    expect(await read({ cookie: cookieFrom(again) })).toBe(200);
    for (let n = 0; n < 22; n++) await signIn(gateway, own.key);
    const rows = await gateway.asOwner(orgId, 'select 1 from session where org_id = $1 and api_key_id = $2', [
      orgId,
      own.keyId,
    ]);
    expect(rows).toHaveLength(20);
  });

  it('is refused to other methods with what there is', async () => {
    const { status, headers, body } = await sessionOf(bearer(admin.key), 'PUT');
    expect([status, body.code, headers.get('allow')]).toEqual([
      405,
      'METHOD_NOT_ALLOWED',
      'DELETE, GET, HEAD, OPTIONS, POST',
    ]);
    expect((await sessionOf({}, 'OPTIONS')).status).toBe(204);
    expect((await sessionOf({})).body.code).toBe('UNAUTHENTICATED');
  });
});

describe('a request that another page made', () => {
  const host = new URL(gateway.url).host;
  const changes = [
    ['POST', '/graphql', { query: WRITE }],
    ['POST', '/graphql', { query: '{ viewer { id } }' }],
    ['POST', '/api/inventory/adjust', {}],
    ['DELETE', '/api/stock-requests/x', undefined],
    ['DELETE', '/session', undefined],
  ] as const;
  const foreign: Identity[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: `http://evil.example:${host.split(':')[1]}` },
    { origin: 'null' },
  ];
  const codeOf = ({ status, body }: Awaited<ReturnType<typeof gateway.call>>) => [
    status,
    body.code ?? body.errors[0].extensions.code,
  ];
  const REFUSED = [403, 'CSRF_REFUSED'];

  it.each(changes)(
    '%s %s by cookie needs our header, and nothing is changed without',
    async (method, path, body) => {
      const identity = await signIn(gateway, admin.key);
      expect(codeOf(await gateway.call(method, path, body, withoutHeader(identity)))).toEqual(REFUSED);
      for (const from of foreign)
        expect(codeOf(await gateway.call(method, path, body, { ...identity, ...from }))).toEqual(REFUSED);
      const locations = await admin.graphql('{ locations(filter: {search: "L"}) { totalCount } }');
      expect(locations.body.data.locations.totalCount).toBe(0);
      expect(await read(identity)).toBe(200);
    },
  );

  it.each(foreign)('a read by cookie is refused from %j', async (from) => {
    const identity = await signIn(gateway, admin.key);
    const answer = await gateway.call('GET', '/api/inventory', undefined, { ...identity, ...from });
    expect(codeOf(answer)).toEqual(REFUSED);
  });

  it('is let through from our own pages', async () => {
    const identity = await signIn(gateway, admin.key);
    const ours: Identity[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: `http://${host}` }, {}];
    for (const from of ours)
      expect((await senderOf(gateway, { ...identity, ...from }).graphql('{ viewer { id } }')).status).toBe(
        200,
      );
    expect(await read({ ...identity, 'sec-fetch-site': 'none' })).toBe(200);
  });

  it('needs no header with a key, which counts before the cookie', async () => {
    const viewer = await organization.caller('inventory.read');
    const { cookie = '' } = await signIn(gateway, admin.key);
    const both = { cookie, ...bearer(viewer.key), origin: 'https://evil.example' };
    const { body } = await senderOf(gateway, both).graphql('{ viewer { id } }');
    expect(body.data.viewer.id).toBe(viewer.keyId);
    expect(await read({ cookie, ...bearer('wrong') })).toBe(401);
  });

  it('may not sign anybody in', async () => {
    const before = await stored();
    for (const from of foreign) {
      const answer = await gateway.call('POST', '/session', undefined, { ...bearer(admin.key), ...from });
      expect(codeOf(answer)).toEqual(REFUSED);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await stored()).toEqual(before);
  });

  it('gets no leave from CORS to send cookies, even where any origin may call', async () => {
    for (const path of ['/graphql', '/session', '/api/inventory/adjust']) {
      const { headers } = await gateway.call('OPTIONS', path, undefined, {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-session-request,content-type',
      });
      expect(headers.get('access-control-allow-origin')).toBe('https://evil.example');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});

describe('a session ends', () => {
  it('when it is made up, of another organization, or spoiled', async () => {
    const { cookie = '' } = await signIn(gateway, admin.key);
    const elsewhere = (await gateway.organization()).orgId.toString(36).padStart(6, '0');
    const [name, token = ''] = cookie.split('=');
    for (const spoiled of [
      `${elsewhere}${token.slice(6)}`,
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
      '000000'.concat(token.slice(6)),
      'zzzzzz'.concat(token.slice(6)),
      'nonsense',
      `${token}0`,
      '%00',
    ])
      expect([spoiled, await read({ cookie: `${name}=${spoiled}` })]).toEqual([spoiled, 401]);
    expect(await read({ cookie })).toBe(200);
  });

  it('when its person signs out: here at once, for good', async () => {
    const identity = await signIn(gateway, admin.key);
    const before = (await stored()).length;
    const out = await sessionOf(identity, 'DELETE');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()).toEqual([
      '__Host-ig_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
      'ig_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict',
    ]);
    expect([await read(identity), (await stored()).length]).toEqual([401, before - 1]);
    expect((await sessionOf(identity, 'DELETE')).status).toBe(204);
    expect((await sessionOf({}, 'DELETE')).status).toBe(204);
  });

  it('within 5 seconds everywhere: signed out, its member removed or demoted, its key revoked', async () => {
    const [lea, max] = [await addMember(organization, 'lea'), await addMember(organization, 'max')];
    const key = await organization.caller('inventory.read');
    const out = await signIn(gateway, admin.key);
    const ended: Identity[] = [
      out,
      await signIn(gateway, await tokenOf('lea')),
      await signIn(gateway, key.key),
    ];
    const token = bearer(await tokenOf('lea'));
    const demoted = await signIn(gateway, await tokenOf('max'));
    const write = async (identity: Identity) => {
      const response = await fetch(`${other.url}/graphql`, {
        method: 'POST',
        headers: { ...identity, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ members { totalCount } }' }),
      });
      const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
      return body.errors?.[0]?.extensions.code ?? 'done';
    };
    for (const identity of [...ended, token]) expect(await read(identity, other.url)).toBe(200);
    expect(await write(demoted)).toBe('done');
    await sessionOf(out, 'DELETE');
    const { body } = await admin.graphql(`mutation {
      removeMember(input: {id: "${lea}"}) { member { status } }
      updateMember(input: {id: "${max}", role: VIEWER}) { member { role } }
      revokeApiKey(input: {id: "${key.keyId}"}) { apiKey { status } } }`);
    expect(body.errors).toBeUndefined();
    const statuses = () => Promise.all([...ended, token].map((identity) => read(identity, other.url)));
    await expect.poll(statuses, { timeout: 5_000, interval: 200 }).toEqual([401, 401, 401, 401]);
    await expect.poll(() => write(demoted), { timeout: 5_000, interval: 200 }).toBe('FORBIDDEN');
    // whoever is added again signs in again
    expect(await addMember(organization, 'lea')).toBe(lea);
    expect(await read(ended[1] ?? {}, other.url)).toBe(401);
  });

  it('when its time, or that of its key, is over; what is over is swept', async () => {
    const expiresAt = new Date(gateway.clock.now().getTime() + 3_600_000).toISOString();
    const { body } = await admin.graphql(
      `mutation { createApiKey(input: {name: "hour", scopes: ["inventory.read"], expiresAt: "${expiresAt}"}) { plaintextKey } }`,
    );
    const [short, long] = [
      await signIn(gateway, body.data.createApiKey.plaintextKey),
      await signIn(gateway, await tokenOf('kim')),
    ];
    gateway.clock.advance(3_600_001);
    expect([await read(short), await read(long)]).toEqual([401, 200]);
    gateway.clock.advance(3_600_001);
    expect(await read(long)).toBe(401);
    expect((await stored()).length).toBeGreaterThan(0);
    await gateway.app.sweeper.run();
    expect(await stored()).toEqual([]);
  });
});

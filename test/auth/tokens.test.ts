import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { routes } from '../../src/rest/routes/index.ts';
import { startGateway } from '../support/gateway.ts';
import {
  AUDIENCE,
  ISSUER,
  newSigningKey,
  type SigningKey,
  startProvider,
} from '../support/identity-provider.ts';
import { addMember, bearer, senderOf } from '../support/members.ts';

const provider = await startProvider();
const gateway = await startGateway({
  ...provider.settings,
  JWT_AUDIENCE: `other, ${AUDIENCE}`,
  JWT_ROLES_CLAIM: 'access.roles',
});
const organization = await gateway.organization();
const { slug } = organization;
const kim = await addMember(organization, 'kim');
const claims = { sub: 'kim', org: slug };
const token = (more: object = {}, options: object = {}) =>
  provider.token({ ...claims, ...more }, { now: gateway.clock.now(), ...options });
const inSeconds = (seconds: number) => Math.floor(gateway.clock.now().getTime() / 1_000) + seconds;

const VIEWER = '{ viewer { type id name email role organizationId permissions } }';
const ask = async (sent: string, to: Pick<typeof gateway, 'url'> = gateway) => {
  const response = await fetch(`${to.url}/api/inventory`, { headers: bearer(sent) });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};
const viewerBy = async (sent: string) =>
  (await senderOf(gateway, bearer(sent)).graphql(VIEWER)).body.data.viewer;

describe('a token of the identity provider', () => {
  it('is its member, whether it names the organization by slug or id, alone or in a list', async () => {
    for (const org of [slug, organization.id, [slug]]) {
      const viewer = await viewerBy(await token({ org }));
      expect(viewer).toMatchObject({
        type: 'MEMBER',
        id: kim,
        name: 'Name of kim',
        email: 'kim@example.org',
        role: 'ADMIN',
        organizationId: organization.id,
      });
      const admin = await organization.admin.graphql(VIEWER);
      expect(admin.body.data.viewer).toMatchObject({ type: 'API_KEY', email: null, role: null });
      expect(viewer.permissions).toEqual(admin.body.data.viewer.permissions);
    }
  });

  it('may do what the member may and what its roles may, whichever is less', async () => {
    await addMember(organization, 'olu', 'OPERATOR');
    const permissionsBy = async (sub: string, roles?: unknown) =>
      (await viewerBy(await token({ sub, ...(roles === undefined ? {} : { access: { roles } }) })))
        .permissions as string[];
    const operator = await permissionsBy('olu');
    expect(operator).toContain('inventory.write');
    expect(operator.filter((name) => /^admin|approve|override/.test(name))).toEqual([]);
    const viewer = await permissionsBy('olu', ['viewer', 'something-else']);
    expect(viewer).toContain('inventory.read');
    expect(viewer.filter((name) => !name.endsWith('.read'))).toEqual([]);
    expect(await permissionsBy('olu', ['ADMIN'])).toEqual(operator);
    expect(await permissionsBy('kim', 'OPERATOR VIEWER')).toEqual(operator);
    for (const none of [[], ['something-else'], '', {}, 7])
      expect(await permissionsBy('kim', none)).toEqual([]);
    const refused = await ask(await token({ access: { roles: [] } }));
    expect([refused.status, refused.body.details.permission]).toEqual([403, 'inventory.read']);
  });

  it('does what it does in the name of the member: audit and idempotency', async () => {
    const sender = senderOf(gateway, bearer(await token()));
    const write = (key: string) =>
      sender.graphql(
        'mutation { upsertLocations(input: {locations: [{code: "HERE", name: "Here"}]}) { locations { id } } }',
        {},
        { 'idempotency-key': key },
      );
    expect((await write('once')).body.errors).toBeUndefined();
    expect((await write('once')).headers.get('idempotent-replayed')).toBe('true');
    const other = await organization.admin.graphql(
      'mutation { upsertLocations(input: {locations: [{code: "HERE", name: "Here"}]}) { locations { id } } }',
      {},
      { 'idempotency-key': 'once' },
    );
    expect(other.body.errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const entries = await gateway.asOwner(
      organization.orgId,
      `select actor_type, actor_id from audit_entry where org_id = $1 and action = 'location.upsert'`,
      [organization.orgId],
    );
    expect(entries).toEqual([{ actor_type: 'MEMBER', actor_id: kim }]);
  });

  it('of no organization is a platform identity: 403 on every route', async () => {
    const sent = await token({ org: undefined });
    for (const { method, path } of [...routes, { method: 'GET', path: '/session' }]) {
      const { status, body } = await gateway.call(
        method,
        path.replace(/\{\w+\}/, 'x'),
        undefined,
        bearer(sent),
      );
      expect([path, status, body.code]).toEqual([path, 403, 'FORBIDDEN']);
      expect(body.error).toMatch(/SuperAdmin/);
    }
    expect((await ask(await token({ org: '' }))).status).toBe(403);
  });
});

const removed = await addMember(organization, 'gone');
await organization.admin.graphql(
  `mutation { removeMember(input: {id: "${removed}"}) { member { status } } }`,
);
const stranger = await newSigningKey('stranger');
const impostor = await newSigningKey('first');
const [published] = provider.keys as [SigningKey];
const now = { iat: inSeconds(0), exp: inSeconds(300), iss: ISSUER, aud: AUDIENCE };
const tampered = (sent: string) => {
  const [header, , signature] = sent.split('.');
  const payload = Buffer.from(JSON.stringify({ ...now, ...claims, sub: 'olu' })).toString('base64url');
  return [header, payload, signature].join('.');
};
const bad: Record<string, string> = {
  expired: await token({ exp: inSeconds(-31) }),
  'of the future': await token({ nbf: inSeconds(3_600) }),
  'without an end': await token({ exp: undefined }),
  'of another issuer': await token({ iss: 'https://evil.example/' }),
  'for another audience': await token({ aud: 'somebody' }),
  'without an audience': await token({ aud: undefined }),
  'without a subject': await token({ sub: undefined }),
  'of an unknown key': await token({}, { key: stranger }),
  'of another key under a known name': await token({}, { key: impostor }),
  'changed after it was signed': tampered(await token()),
  unsigned: new UnsecuredJWT({ ...now, ...claims }).encode(),
  'signed with the public key as a secret': await new SignJWT({ ...now, ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: 'first' })
    .sign(new TextEncoder().encode(await exportSPKI(published.pair.publicKey))),
  'of a removed member': await token({ sub: 'gone' }),
  'of nobody': await token({ sub: 'nobody' }),
  'of an organization that is none': await token({ org: 'nowhere' }),
  "of another organization's member": await token({ org: (await gateway.organization()).slug }),
  'of two organizations': await token({ org: [slug, 'other'] }),
  'of an organization that is no text': await token({ org: { id: slug } }),
  'with a NUL': await token({ org: `${slug}\0` }),
};

describe('a token that does not hold', () => {
  const sample = [
    ['GET', '/api/inventory'],
    ['POST', '/api/inventory/adjust'],
    ['DELETE', '/api/stock-requests/x'],
    ['GET', '/session'],
    ['POST', '/session'],
  ] as const;

  it.each(Object.keys(bad))('%s: 401', async (name) => {
    const identity = bearer(bad[name] ?? '');
    for (const [method, path] of sample) {
      const { status, headers, body } = await gateway.call(method, path, undefined, identity);
      expect([path, status, body.code]).toEqual([path, 401, 'UNAUTHENTICATED']);
      expect(headers.getSetCookie()).toEqual([]);
    }
    const { status, body } = await senderOf(gateway, identity).graphql('{ viewer { id } }');
    expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is refused on every route', async () => {
    const some = [bad.expired, bad.unsigned, bad['of a removed member']];
    for (const [n, { method, path }] of routes.entries()) {
      const sent = bearer(some[n % some.length] ?? '');
      const { status } = await gateway.call(method, path.replace(/\{\w+\}/, 'x'), undefined, sent);
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });

  it('may be off by the clock skew, and no more', async () => {
    expect((await ask(await token({ exp: inSeconds(-2) }))).status).toBe(200);
    expect((await ask(await token({ nbf: inSeconds(20) }))).status).toBe(200);
  });

  it('says the same of an organization that is none as of one whose member nobody is', async () => {
    const [none, nobody] = [bad['of an organization that is none'] ?? '', bad['of nobody'] ?? ''];
    expect((await ask(none)).body.error).toBe((await ask(nobody)).body.error);
  });

  it('is not taken where no identity provider is set, and keys are', async () => {
    const without = await startGatewayWithout();
    const { admin } = await without.organization();
    const sent = await ask(await token(), without);
    expect([sent.status, sent.body.error]).toEqual([401, expect.stringMatching(/No identity provider/)]);
    expect((await ask(admin.key, without)).status).toBe(200);
  });
});

const plain = await startGateway();
const startGatewayWithout = async () => plain;

describe('the keys of the identity provider', () => {
  const away = async (sent: string) => {
    const { status, headers, body } = await ask(sent);
    return [status, body.code, headers.get('retry-after')];
  };

  it('are asked for once, and again when a token names a new one', async () => {
    await ask(await token());
    gateway.clock.advance(31_000);
    const before = provider.asked;
    const next = await newSigningKey('next');
    provider.keys = [...provider.keys, next];
    const sent = await token({}, { key: next });
    expect(
      await Promise.all([ask(sent), ask(sent), ask(sent)]).then((all) => all.map((a) => a.status)),
    ).toEqual([200, 200, 200]);
    await ask(await token());
    expect(provider.asked).toBe(before + 1);
    // whoever makes up names does not make it ask more often
    for (let n = 0; n < 5; n++)
      expect((await ask(await token({}, { key: { ...stranger, kid: `s${n}` } }))).status).toBe(401);
    expect(provider.asked).toBe(before + 1);
  });

  it('that are published no longer are refused once they are asked for again', async () => {
    const [first, next] = provider.keys;
    provider.keys = next ? [next] : [];
    gateway.clock.advance(11 * 60_000);
    expect((await ask(await token({}, { key: first }))).status).toBe(401);
    expect((await ask(await token({}, { key: next }))).status).toBe(200);
    provider.keys = first && next ? [first, next] : [];
    gateway.clock.advance(31_000);
    expect((await ask(await token())).status).toBe(200);
  });

  it('are used while the provider is away; what they cannot check is 503, never 401; keys and sessions go on', async () => {
    const { headers } = await gateway.call('POST', '/session', undefined, bearer(await token()));
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const unavailable = [503, 'UNAVAILABLE', '2'];
    for (const state of ['failing', 'hanging'] as const) {
      provider.state = state;
      gateway.clock.advance(31_000);
      const asked = provider.asked;
      const unknown = await token({}, { key: stranger });
      expect(await Promise.all([away(unknown), away(unknown)])).toEqual([unavailable, unavailable]);
      // it is known to be away: nobody waits for it again
      expect(await away(unknown)).toEqual(unavailable);
      expect(provider.asked).toBe(asked + 1);
      const inGraphql = await senderOf(gateway, bearer(unknown)).graphql('{ viewer { id } }');
      expect([inGraphql.status, inGraphql.headers.get('retry-after')]).toEqual([503, '2']);
      expect((await ask(await token())).status).toBe(200);
      expect((await ask(organization.admin.key)).status).toBe(200);
    }
    // the keys that are known are too old to be trusted
    gateway.clock.advance(71 * 60_000);
    provider.state = 'failing';
    expect(await away(await token())).toEqual(unavailable);
    expect((await ask(organization.admin.key)).status).toBe(200);
    expect((await gateway.call('GET', '/api/inventory', undefined, { cookie })).status).toBe(200);
    provider.state = 'up';
    gateway.clock.advance(2_001);
    expect((await ask(await token())).status).toBe(200);
  });
});

import { describe, expect, it } from 'vitest';
import { type Permission, permissionsOf } from '../../src/auth/permissions.ts';
import { memberRoles, scopesOf } from '../../src/domain/members/roles.rules.ts';
import { fingerprinter } from '../support/fingerprint.ts';
import { type Answer, startGateway } from '../support/gateway.ts';
import { startProvider } from '../support/identity-provider.ts';
import { addMember, bearer, type Sender, senderOf, signIn } from '../support/members.ts';
import { requestOf, type ServedAction, servedActions } from '../support/rest-rows.ts';
import { argumentsOf } from '../support/root-fields.ts';
import { newWorld, type World } from '../support/world.ts';

const provider = await startProvider();
const gateway = await startGateway(provider.settings);
const contentOf = await fingerprinter(gateway);

/** The ways to ask, each in a world of its own, where the same can happen again: a key, a token, a session. */
const ways = ['a key', 'a token', 'a session'] as const;
const worlds: World[] = [];
for (const _ of ways) worlds.push(await newWorld(gateway, { word: 'Cumulus' }));

/** One sender for each world, by its way, who may do what a role may do. */
async function senders(role: (typeof memberRoles)[number]): Promise<Sender[]> {
  return Promise.all(
    worlds.map(async ({ organization }, way) => {
      // every world has them all, as keys, members and the audit trail can be listed
      const key = await organization.caller(...scopesOf(role));
      await addMember(organization, `the-${role}`, role);
      const token = await provider.token({ sub: `the-${role}`, org: organization.slug });
      const session = await signIn(gateway, token);
      return [key, senderOf(gateway, bearer(token)), senderOf(gateway, session)][way] as Sender;
    }),
  );
}
const admins = await senders('ADMIN');
const viewers = await senders('VIEWER');

function send(sender: Sender, row: ServedAction, { ids }: World): Promise<Answer> {
  const { method, path, body } = requestOf(row, argumentsOf(row.root, ids));
  return sender.rest(method, path, body);
}

/** The answers of a row to each of the senders, each in its world. */
const answers = (row: ServedAction, from: Sender[]) =>
  Promise.all(from.map((sender, way) => send(sender, row, worlds[way] as World)));

/** An answer without what differs between any two organizations and moments. */
const comparable = ({ status, body }: Answer): string =>
  JSON.stringify({ status, ...body, requestId: undefined })
    .replace(/\b[a-z]{3}_[0-9a-z]{26}\b/g, '<id>')
    .replace(/\b(ig_live_|whsec_)[\w+/=]+/g, '<secret>')
    .replace(/"last4":"\w{4}"/g, '<last4>')
    // an entry of the audit trail tells of what was asked before: by a key in one world, by a person in the others
    .replace(/"(actor|actorType|actorName|lastUsedAt|requestId|hash|previousHash)":("[^"]*"|null)/g, '<who>')
    .replace(/"averageHours\w+":[\d.]+/g, '<hours>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z/g, '<moment>');

const viewerMay = permissionsOf(scopesOf('VIEWER'));
const isOpen = ({ permissions, action }: ServedAction): boolean =>
  [...permissions, ...action.needs].every((permission) => viewerMay.has(permission as Permission));
const contents = () => Promise.all(worlds.map(({ organization }) => contentOf(organization)));

describe('a signed-in person is answered as a key is', () => {
  it.each(servedActions)('with the permission: $method $path $name', async (row) => {
    const [byKey, ...others] = await answers(row, admins);
    // what its rules refuse they refuse for everybody, too
    expect([401, 403, 500, 503]).not.toContain(byKey?.status);
    for (const answer of others) expect(comparable(answer)).toBe(comparable(byKey as Answer));
  });

  it('without it, on every row, and nothing is changed', async () => {
    const denied = servedActions.filter((row) => !isOpen(row));
    expect(denied.length).toBeGreaterThan(50);
    const before = await contents();
    for (const { product } of before) expect(product).not.toMatch(/^0 /);
    for (const row of denied) {
      const [byKey, ...others] = await answers(row, viewers);
      expect([row.name, byKey?.status, byKey?.body.code]).toEqual([row.name, 403, 'FORBIDDEN']);
      for (const answer of others) expect(comparable(answer)).toBe(comparable(byKey as Answer));
    }
    expect(await contents()).toEqual(before);
  });

  it('with less than everything, on every row that asks for no more', async () => {
    for (const row of servedActions.filter(isOpen)) {
      const [byKey, ...others] = await answers(row, viewers);
      expect([row.name, byKey?.status]).not.toEqual([row.name, 403]);
      for (const answer of others) expect(comparable(answer)).toBe(comparable(byKey as Answer));
    }
  });

  it('when they are nobody: 401 on every row', async () => {
    const made = { cookie: `ig_session=000001_${'0'.repeat(48)}`, 'x-session-request': '1' };
    const before = await contents();
    for (const row of servedActions)
      expect([row.name, (await send(senderOf(gateway, made), row, worlds[0] as World)).status]).toEqual([
        row.name,
        401,
      ]);
    expect(await contents()).toEqual(before);
  });
});

describe('roles', () => {
  it('have all of the one before, and their scopes are permissions', () => {
    for (const [n, role] of memberRoles.entries()) {
      const own = permissionsOf(scopesOf(role));
      expect(scopesOf(role).filter((scope) => permissionsOf([scope]).size === 0)).toEqual([]);
      const before = permissionsOf(scopesOf(memberRoles[n - 1] ?? role));
      expect([...before].filter((permission) => !own.has(permission))).toEqual([]);
      expect(own.has('admin.read') || own.has('admin.write')).toBe(role === 'ADMIN');
    }
  });
});

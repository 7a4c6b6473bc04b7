import { describe, expect, it } from 'vitest';
import { scopesOf } from '../../src/domain/members/roles.rules.ts';
import { type Caller, startGateway } from '../support/gateway.ts';
import { idsByCursor, refusal, traces } from '../support/master-data.ts';
import { addMember } from '../support/members.ts';

const gateway = await startGateway();
const FIELDS = 'id name email subject role status createdBy removedAt version';
const run = (caller: Caller, verb: 'add' | 'update' | 'remove', input: object) => {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}MemberInput`;
  return caller.graphql(
    `mutation($input: ${type}!) { ${verb}Member(input: $input) { member { ${FIELDS} } } }`,
    {
      input,
    },
  );
};
const lea = { name: 'Lea', email: 'lea@example.org', subject: 'auth0|lea', role: 'OPERATOR' };
const names = async (caller: Caller, filter: string): Promise<string[]> => {
  const { body } = await caller.graphql(`{ members(filter: {${filter}}) { nodes { name } } }`);
  return body.data.members.nodes.map(({ name }: { name: string }) => name);
};

describe('members', () => {
  it('are added, changed, removed, and are the same when they are added again', async () => {
    const { admin } = await gateway.organization();
    const { member } = (await run(admin, 'add', lea)).body.data.addMember;
    expect(member).toEqual({
      id: expect.stringMatching(/^mem_/),
      ...lea,
      status: 'ACTIVE',
      createdBy: admin.keyId,
      removedAt: null,
      version: 1,
    });
    const { id } = member;
    const changed = await run(admin, 'update', { id, role: 'MANAGER', name: null, expectedVersion: 1 });
    expect(changed.body.data.updateMember.member).toMatchObject({ ...lea, role: 'MANAGER', version: 2 });
    const same = await run(admin, 'update', { id, role: 'MANAGER' });
    expect(same.body.data.updateMember.member.version).toBe(2);
    const gone = (await run(admin, 'remove', { id })).body.data.removeMember.member;
    expect(gone).toMatchObject({ status: 'REMOVED', removedAt: expect.any(String), version: 3 });
    expect((await run(admin, 'remove', { id })).body.data.removeMember.member).toEqual(gone);
    expect(refusal(await run(admin, 'update', { id, name: 'x' }))).toEqual({
      code: 'INACTIVE',
      paths: ['id'],
    });
    const again = (await run(admin, 'add', { ...lea, name: 'Lea M.', role: 'VIEWER' })).body.data.addMember
      .member;
    expect(again).toMatchObject({
      id,
      name: 'Lea M.',
      role: 'VIEWER',
      status: 'ACTIVE',
      removedAt: null,
      version: 4,
    });
    const { body } = await admin.graphql(
      `{ member(id: "${id}") { ${FIELDS} } none: member(id: "x") { id } }`,
    );
    expect(body.data).toEqual({ member: again, none: null });
  });

  it('are listed by page, name, address, role and status', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    for (const name of ['ada', 'bob', 'cleo', 'dan', 'eve'])
      await addMember(organization, name, name === 'bob' ? 'VIEWER' : 'MANAGER');
    const { body } = await admin.graphql('{ members(filter: {search: "DAN@"}) { nodes { id } } }');
    await run(admin, 'remove', { id: body.data.members.nodes[0].id });
    expect(new Set(await idsByCursor(admin, 'members', '')).size).toBe(5);
    expect(await names(admin, 'status: REMOVED')).toEqual(['Name of dan']);
    expect(await names(admin, 'role: VIEWER')).toEqual(['Name of bob']);
    expect(await names(admin, 'search: "of C"')).toEqual(['Name of cleo']);
    expect(await names(admin, '')).toEqual(
      ['ada', 'bob', 'cleo', 'dan', 'eve'].map((name) => `Name of ${name}`),
    );
  });

  it('are one of each subject, in each organization, also when they are added at once', async () => {
    const [organization, other] = [await gateway.organization(), await gateway.organization()];
    const answers = await Promise.all([1, 2, 3].map(() => run(organization.admin, 'add', lea)));
    const codes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'made').sort();
    expect(codes).toEqual(['DUPLICATE', 'DUPLICATE', 'made']);
    const elsewhere = (await run(other.admin, 'add', lea)).body.data.addMember.member;
    for (const verb of ['update', 'remove'] as const)
      expect(refusal(await run(organization.admin, verb, { id: elsewhere.id }))).toEqual({
        code: 'NOT_FOUND',
        paths: ['id'],
      });
    expect(await names(other.admin, 'status: ACTIVE')).toEqual(['Lea']);
  });

  it('get no role with more than the caller may do, and nothing is changed', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const viewer = await addMember(organization, 'vic', 'VIEWER');
    const some = await organization.caller('admin.*', ...scopesOf('OPERATOR'));
    const before = await traces(gateway, organization, 'Member');
    for (const role of ['MANAGER', 'ADMIN'])
      for (const denied of [
        await run(some, 'add', { ...lea, role }),
        await run(some, 'update', { id: viewer, role }),
      ])
        expect(denied.body.errors[0].extensions).toMatchObject({
          code: 'FORBIDDEN',
          permission: 'replenishment.write',
        });
    expect(await traces(gateway, organization, 'Member')).toEqual(before);
    expect(await names(admin, '')).toEqual(['Name of vic']);
    expect((await run(some, 'add', lea)).body.errors).toBeUndefined();
  });

  it('name every bad field, and the version that is current', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const bad = { name: ' ', email: 'nobody', subject: '', role: 'VIEWER' };
    expect(refusal(await run(admin, 'add', bad))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['name', 'email', 'subject'],
    });
    const id = await addMember(organization, 'kim');
    expect(refusal(await run(admin, 'update', { id, name: '', email: 'a b@c' })).paths).toEqual([
      'name',
      'email',
    ]);
    for (const verb of ['update', 'remove'] as const) {
      const stale = await run(admin, verb, { id, expectedVersion: 7 });
      expect(stale.body.errors[0].extensions).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 1 });
    }
  });

  it('may be mentioned, while they are members', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const [id, gone] = [await addMember(organization, 'kim'), await addMember(organization, 'max')];
    await run(admin, 'remove', { id: gone });
    const made = await admin.graphql(`mutation {
      upsertProducts(input: {products: [{id: "p", globalSku: "P", name: "P"}]}) { __typename }
      upsertLocations(input: {locations: [{id: "a", code: "A", name: "A"}, {id: "b", code: "B", name: "B"}]}) { __typename }
      createStockRequest(input: {fromLocationId: "a", destinationId: "b", lines: [{productMasterId: "p", quantity: 1}]}) {
        stockRequest { id } } }`);
    const request = made.body.data.createStockRequest.stockRequest.id;
    const comment = (mentions: string[]) =>
      admin.graphql(
        `mutation($input: CommentStockRequestInput!) { commentStockRequest(input: $input) { __typename } }`,
        { input: { id: request, text: 'Look', mentions } },
      );
    expect((await comment([id, admin.keyId])).body.errors).toBeUndefined();
    expect(refusal(await comment([id, gone]))).toEqual({ code: 'NOT_FOUND', paths: ['mentions[1]'] });
  });
});

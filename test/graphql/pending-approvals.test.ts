import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import type { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { asked, draft, hospitalOf, stepped } from '../support/requests.ts';

const gateway = await startGateway();

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const pending = async (shop: Shop, variables: object = {}): Promise<Any[]> =>
  (await shop.ask('pendingApprovals', variables)).nodes;
const numbers = async (shop: Shop, variables: object = {}) =>
  (await pending(shop, variables)).map(({ number }: Any) => number);
const submitted = async (shop: Shop, input: object = asked(4)): Promise<Any> => {
  const { id } = await draft(shop, input);
  gateway.clock.advance(1_000);
  return stepped(shop, 'submit', { id });
};

describe('pending approvals', () => {
  it('are shown to each approver as far as they can act on them', async () => {
    const { shop, chief, deputy } = await hospitalOf(gateway);
    await draft(shop); // asks nobody yet
    const ours = await submitted(shop);
    const theirs = await submitted(chief);
    expect(await numbers(shop)).toEqual([theirs.number]);
    expect(await numbers(chief)).toEqual([ours.number]);
    expect(await numbers(deputy)).toEqual([ours.number, theirs.number]);
    expect((await shop.ask('dashboard')).waitingForMe).toBe(1);
    expect((await deputy.ask('dashboard')).waitingForMe).toBe(2);
    // who edits it has a hand in it
    await stepped(deputy, 'rollBack', { id: ours.id });
    await stepped(deputy, 'update', { id: ours.id, notes: 'x' });
    await stepped(shop, 'submit', { id: ours.id });
    expect(await numbers(deputy)).toEqual([theirs.number]);
    // what is shown can be approved, and then is not shown any more
    await stepped(chief, 'approve', { id: ours.id });
    await stepped(deputy, 'reject', { id: theirs.id, reason: 'x' });
    for (const caller of [shop, chief, deputy]) expect(await numbers(caller)).toEqual([]);
  });

  it('hold what one made oneself where the organization allows that', async () => {
    const { shop } = await hospitalOf(gateway);
    const { number, id } = await submitted(shop);
    expect(await numbers(shop)).toEqual([]);
    await shop.run('updateOrganizationSettings', { stockRequestSelfApproval: true });
    expect(await numbers(shop)).toEqual([number]);
    await stepped(shop, 'approve', { id });
    expect(await numbers(shop)).toEqual([]);
  });

  it('wait for another approver after the first, with what that one left of them', async () => {
    const { shop, chief, deputy } = await hospitalOf(gateway);
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: 5 });
    const request = await submitted(shop);
    const lines = [{ lineId: request.lines[0].id, approvedQuantity: 3 }];
    await stepped(chief, 'approve', { id: request.id, lines });
    expect(await numbers(chief)).toEqual([]);
    expect(await pending(deputy)).toMatchObject([
      {
        number: request.number,
        approvals: [{ approvedBy: chief.caller.keyId }],
        linesToApprove: [{ globalSku: 'A', requested: 4, approvable: 3, available: 10, shortfall: 0 }],
      },
    ]);
    // an approval that was rolled back counts no more
    await stepped(shop, 'rollBack', { id: request.id });
    await stepped(shop, 'submit', { id: request.id });
    expect(await numbers(chief)).toEqual([request.number]);
  });

  it('come the most urgent first, and of those the one that waits longest, page by page', async () => {
    const { shop, chief } = await hospitalOf(gateway);
    const made: Any[] = [];
    for (const priority of ['LOW', 'URGENT', 'NORMAL', 'HIGH', 'URGENT', 'NORMAL', 'LOW'])
      made.push(await submitted(shop, asked(1, { priority })));
    const expected = [1, 4, 3, 2, 5, 0, 6].map((index) => made[index].number);
    expect(await numbers(chief)).toEqual(expected);
    const paged: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo, totalCount }: Any = await chief.ask('pendingApprovals', { first: 2, after });
      expect(totalCount).toBe(7);
      paged.push(...nodes.map(({ number }: Any) => number));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(paged).toEqual(expected);
    expect(await numbers(chief, { filter: { priority: 'LOW' } })).toEqual([expected[5], expected[6]]);
    expect(await numbers(chief, { filter: { destinationId: 'SHOP' } })).toEqual([]);
  });

  it('tell what there is for each line now', async () => {
    const { shop, chief } = await hospitalOf(gateway);
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'MAIN', quantity: 3 }]);
    await shop.receive('MAIN', { sku: 'A', quantity: 9, condition: 'DAMAGED' });
    const lines = [
      { globalSku: 'A', quantity: 8 },
      { globalSku: 'B', quantity: 2 },
      { globalSku: 'T', quantity: 1.5 },
    ];
    await submitted(shop, asked(0, { lines }));
    expect((await pending(chief))[0].linesToApprove).toEqual([
      { globalSku: 'A', requested: 8, approvable: 8, available: 7, shortfall: 1 },
      { globalSku: 'B', requested: 2, approvable: 2, available: 10, shortfall: 0 },
      { globalSku: 'T', requested: 1.5, approvable: 1.5, available: 0, shortfall: 1.5 },
    ]);
  });

  it('take as many statements for six requests as for one', async () => {
    const { shop, chief } = await hospitalOf(gateway);
    for (let n = 0; n < 6; n++) await submitted(shop, asked(1));
    const statements = async (first: number) => {
      gateway.statements.length = 0;
      const { body } = await chief.caller.graphql(
        `{ pendingApprovals(first: ${first}) { nodes { id linesToApprove { available } } } }`,
      );
      expect(body.data.pendingApprovals.nodes).toHaveLength(first);
      return gateway.statements.length;
    };
    await statements(1); // who calls is known from here on
    expect([await statements(1), await statements(6)]).toEqual([3, 3]);
  });

  it('are for approvers only; who is none has nothing waiting', async () => {
    const { shop, chief } = await hospitalOf(gateway);
    await submitted(shop);
    const reader = await shop.organization.caller('stockrequests.read', 'stockrequests.write');
    const denied = await reader.graphql('{ pendingApprovals { nodes { id } } }');
    expect(denied.body.errors[0].extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'stockrequests.approve',
    });
    expect((await as(shop, reader).ask('dashboard')).waitingForMe).toBe(0);
    expect((await chief.ask('dashboard')).waitingForMe).toBe(1);
    const approver = await shop.organization.caller('stockrequests.approve');
    const { body } = await approver.graphql(
      '{ pendingApprovals { totalCount nodes { linesToApprove { available } } } }',
    );
    expect(body.data.pendingApprovals.totalCount).toBe(1);
  });

  it('name a bad page', async () => {
    const { chief } = await hospitalOf(gateway);
    for (const args of ['first: 0', 'offset: -1', 'after: "x"']) {
      const { body } = await chief.caller.graphql(`{ pendingApprovals(${args}) { nodes { id } } }`);
      expect(body.errors[0].extensions).toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ path: args.split(':')[0] }],
      });
    }
  });
});

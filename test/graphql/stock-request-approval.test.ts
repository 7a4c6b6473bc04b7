import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  asked,
  draft,
  events,
  hospital,
  hospitalOf,
  requested,
  stepped,
  withApprovers,
} from '../support/requests.ts';

const gateway = await startGateway();
const DAY = 86_400_000;

describe('nobody approves what is their own', () => {
  it('who made, edited or submitted it cannot, unless the organization says so', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief, deputy } = of;
    const { id } = await draft(shop);
    await stepped(chief, 'update', { id, notes: 'mine, too' });
    await stepped(deputy, 'submit', { id });
    for (const who of [shop, chief, deputy])
      expect(await refused(shop, () => who.attempt('approveStockRequest', { id }))).toMatchObject({
        code: 'SELF_APPROVAL',
        details: { requesterId: shop.caller.keyId, status: 'SUBMITTED' },
      });
    const other = as(shop, await shop.organization.caller('stockrequests.approve', 'stockrequests.read'));
    expect(await stepped(other, 'approve', { id })).toMatchObject({ status: 'APPROVED' });
    const { id: own } = await draft(shop);
    await chief.run('addStockRequestLine', { id: own, globalSku: 'B', quantity: 1 });
    await stepped(shop, 'submit', { id: own });
    expect(await refused(shop, () => chief.attempt('approveStockRequest', { id: own }))).toMatchObject({
      code: 'SELF_APPROVAL',
    });
    await shop.run('updateOrganizationSettings', { stockRequestSelfApproval: true });
    expect(await stepped(shop, 'approve', { id: own })).toMatchObject({ status: 'APPROVED' });
    await expectVerified(shop);
  });
});

describe('above a value two approve', () => {
  it('the first approval is noted, and the second, by another approver, allocates', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief, deputy } = of;
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: 7.5 });
    const { id, lines } = await requested(of, 'SUBMITTED', asked(6));
    const lineId = lines[0].id;
    const first = await stepped(chief, 'approve', {
      id,
      notes: 'four will do',
      lines: [{ lineId, approvedQuantity: 4 }],
    });
    expect(first).toMatchObject({
      status: 'SUBMITTED',
      approvals: [{ level: 1, approvedBy: chief.caller.keyId, notes: 'four will do' }],
      lines: [{ approved: null, allocated: 0 }],
      approvedAt: null,
    });
    expect(first.history.at(-1)).toMatchObject({
      from: 'SUBMITTED',
      to: 'SUBMITTED',
      actor: chief.caller.keyId,
    });
    expect(await shop.record('A', 'MAIN')).toMatchObject({ reserved: 0 });
    expect(await refused(shop, () => chief.attempt('approveStockRequest', { id }))).toMatchObject({
      code: 'ALREADY_APPROVED',
      details: { approvals: [{ level: 1, approvedBy: chief.caller.keyId }] },
    });
    // the second agrees to that or to less
    expect(
      await refused(shop, () =>
        deputy.attempt('approveStockRequest', { id, lines: [{ lineId, approvedQuantity: 5 }] }),
      ),
    ).toMatchObject({ code: 'EXCEEDS_REQUESTED', details: { limit: 4, requested: 6, approvedQuantity: 5 } });
    const second = await stepped(deputy, 'approve', { id });
    expect(second).toMatchObject({
      status: 'APPROVED',
      approvals: [{ level: 1 }, { level: 2, approvedBy: deputy.caller.keyId }],
      lines: [{ approved: 4, allocated: 4 }],
    });
    expect((await events(shop)).slice(-2)).toEqual([
      'stock-request.approval-recorded',
      'stock-request.approved',
    ]);
    await expectVerified(shop);
  });

  it('at the value or below it one does; a rejection ends what was approved so far', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief, deputy } = of;
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: 8 });
    expect(await requested(of, 'APPROVED', asked(4))).toMatchObject({ status: 'APPROVED' });
    const { id } = await requested(of, 'SUBMITTED', asked(5));
    await stepped(chief, 'approve', { id });
    expect(await stepped(deputy, 'reject', { id, reason: 'no' })).toMatchObject({ approvals: [] });
    expect(await stepped(deputy, 'rollBack', { id })).toMatchObject({ status: 'SUBMITTED', approvals: [] });
    expect(await stepped(deputy, 'approve', { id })).toMatchObject({ status: 'SUBMITTED' });
    const { body } = await shop.caller.graphql(
      '{ organization { settings { stockRequestSelfApproval stockRequestSecondApprovalAbove } } }',
    );
    expect(body.data.organization.settings).toEqual({
      stockRequestSelfApproval: false,
      stockRequestSecondApprovalAbove: 8,
    });
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: null });
    expect(await stepped(chief, 'approve', { id })).toMatchObject({ status: 'APPROVED' });
    expect(
      await refused(shop, () =>
        shop.attempt('updateOrganizationSettings', { stockRequestSecondApprovalAbove: -1 }),
      ),
    ).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['stockRequestSecondApprovalAbove'] });
    await expectVerified(shop);
  });
});

describe('between approval and issue', () => {
  it('a lot that expires does not leave; what is still good does, with a reason for the rest', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    await shop.receive(
      'MAIN',
      { sku: 'T', quantity: 4, lotNumber: 'SOON', expiryDate: shop.inDays(2) },
      { sku: 'T', quantity: 6, lotNumber: 'LATE', expiryDate: shop.inDays(90) },
    );
    const { id, lines } = await requested(
      of,
      'PICKING',
      asked(0, { lines: [{ globalSku: 'T', quantity: 7 }] }),
    );
    gateway.clock.advance(4 * DAY);
    expect(await refused(shop, () => shop.attempt('issueStockRequest', { id }))).toMatchObject({
      code: 'LOT_EXPIRED',
      paths: ['lines[0].lineId'],
    });
    const line = { lineId: lines[0].id, issuedQuantity: 3, reason: 'the lot is over' };
    const issued = await stepped(shop, 'issue', { id, lines: [line] });
    expect(issued.lines).toMatchObject([{ issued: 3 }]);
    const { movements } = await shop.ask('stockRequest', { id });
    expect(movements).toMatchObject([{ lotNumber: 'LATE', quantityDelta: -3 }]);
    await expectVerified(shop);
  });

  it('a lot that is recalled does not leave; rolled back and approved anew, another one does', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    await shop.receive(
      'MAIN',
      { sku: 'T', quantity: 4, lotNumber: 'SOON', expiryDate: shop.inDays(20) },
      { sku: 'T', quantity: 6, lotNumber: 'LATE', expiryDate: shop.inDays(90) },
    );
    const { id } = await requested(of, 'PICKING', asked(0, { lines: [{ globalSku: 'T', quantity: 4 }] }));
    const recall = await shop.caller.graphql(
      `mutation { upsertLots(input: { lots: [{ productMasterId: "${shop.ids.T}", number: "SOON", status: RECALLED }] }) { lots { id } } }`,
    );
    expect(recall.body.errors).toBeUndefined();
    expect(await refused(shop, () => shop.attempt('issueStockRequest', { id }))).toMatchObject({
      code: 'LOT_RECALLED',
    });
    await stepped(shop, 'rollBack', { id });
    await stepped(shop, 'rollBack', { id });
    await stepped(of.chief, 'approve', { id });
    await stepped(shop, 'pick', { id });
    await stepped(shop, 'issue', { id });
    expect((await shop.ask('stockRequest', { id })).movements).toMatchObject([{ lotNumber: 'LATE' }]);
    await expectVerified(shop);
  });

  it('what is allocated is promised to nobody else, and says so where a figure is explained', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const { id, number } = await requested(of, 'APPROVED', asked(8));
    expect(await shop.record('A', 'MAIN')).toMatchObject({ reserved: 8, available: 2 });
    const variables = { productMasterId: shop.ids.A, locationId: 'MAIN' };
    expect((await shop.ask('drilldown', variables)).reservations).toMatchObject([
      { documentType: 'STOCK_REQUEST', documentId: id, number, quantity: 8 },
    ]);
    const lines = [{ globalSku: 'A', locationId: 'MAIN', quantity: 3 }];
    expect(
      await refused(shop, () => shop.attempt('reserveStock', { channelId: 'DTC', reference: 'x', lines })),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
  });
});

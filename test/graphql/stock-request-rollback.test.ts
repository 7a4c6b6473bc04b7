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
  figures,
  hospital,
  hospitalOf,
  requested,
  stepped,
  withApprovers,
} from '../support/requests.ts';
import { lies } from '../support/transfers.ts';

const gateway = await startGateway();

describe('a rollback', () => {
  it('goes back one step at a time, undoing what each did; the history keeps both', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const { id, issueId } = await requested(of, 'ISSUED');
    const back = (reason: string) => stepped(shop, 'rollBack', { id, reason });
    const picking = await back('wrong ward');
    expect(picking).toMatchObject({ status: 'PICKING', delivery: null, issueId: null, issuedAt: null });
    expect(picking.lines.map(figures)).toEqual([
      { requested: 4, approved: 4, allocated: 4, letGo: 0, issued: 0 },
    ]);
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 4 });
    // the movements are reversed, not gone: the act, its reversal, and what each line names
    const { movements } = await shop.ask('stockRequest', { id });
    expect(movements.map(({ quantityDelta }: { quantityDelta: number }) => quantityDelta)).toEqual([-4, 4]);
    const acts = await shop.sql<object>(
      'select type, status, cost_centre, reverses_id from stock_document where org_id = $1 and cause_id = $2 order by created_at, id',
      id,
    );
    expect(acts).toEqual([
      { type: 'ISSUE', status: 'REVERSED', cost_centre: 'CC-100', reverses_id: null },
      { type: 'REVERSAL', status: 'POSTED', cost_centre: 'CC-100', reverses_id: issueId },
    ]);
    expect(await back('x')).toMatchObject({ status: 'APPROVED' });
    const submitted = await back('too much');
    expect(submitted).toMatchObject({ status: 'SUBMITTED', approvals: [], approvedAt: null });
    expect(submitted.lines.map(figures)).toEqual([
      { requested: 4, approved: null, allocated: 0, letGo: 0, issued: 0 },
    ]);
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 0 });
    const again = await back('to be changed');
    expect(again).toMatchObject({ status: 'DRAFT', submittedAt: null, rollbackTo: null });
    expect(again.history.map(({ from, to }: { from: string; to: string }) => `${from} ${to}`)).toEqual([
      'null DRAFT',
      'DRAFT SUBMITTED',
      'SUBMITTED APPROVED',
      'APPROVED PICKING',
      'PICKING ISSUED',
      'ISSUED PICKING',
      'PICKING APPROVED',
      'APPROVED SUBMITTED',
      'SUBMITTED DRAFT',
    ]);
    expect(await refused(shop, () => shop.attempt('rollBackStockRequest', { id }))).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'DRAFT', allowed: ['SUBMITTED', 'CANCELLED'], rollbackTo: null },
    });
    // and it lives again
    await stepped(shop, 'update', { id, lines: [{ globalSku: 'B', quantity: 1 }] });
    await stepped(shop, 'submit', { id });
    expect((await events(shop)).filter((type) => type === 'stock-request.rolled-back')).toHaveLength(4);
    await expectVerified(shop);
  });

  it('of an issue puts every lot, bin and allocation back as it was', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    await shop.receive(
      'MAIN',
      { sku: 'T', quantity: 4, lotNumber: 'SOON', expiryDate: shop.inDays(30), binId: 'M1', unitCost: 2 },
      { sku: 'T', quantity: 6, lotNumber: 'LATE', expiryDate: shop.inDays(90), binId: 'M2', unitCost: 3 },
    );
    for (const destinationId of ['WARD', 'SHOP', 'DEPOT']) {
      const input = asked(0, { destinationId, lines: [{ globalSku: 'T', quantity: 7 }] });
      const picking = await requested(of, 'PICKING', input);
      const { id } = picking;
      const before = { lies: await lies(shop), record: await shop.record('T', 'MAIN') };
      await stepped(shop, 'issue', { id });
      const back = await stepped(shop, 'rollBack', { id });
      expect(back.lines).toEqual(picking.lines);
      expect(await lies(shop)).toEqual(before.lies);
      const { version: _, ...record } = await shop.record('T', 'MAIN');
      expect(before.record).toMatchObject(record);
      // once more, all the way
      await stepped(shop, 'issue', { id });
      await expectVerified(shop);
      await stepped(shop, 'rollBack', { id });
      await stepped(shop, 'cancel', { id });
    }
    await expectVerified(shop);
  });

  it('of a short issue allocates again what had been given back, as far as it is there', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const { id, lines } = await requested(of, 'PICKING', asked(8));
    const short = { lineId: lines[0].id, issuedQuantity: 3, reason: 'no more found' };
    await stepped(shop, 'issue', { id, lines: [short] });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'MAIN', quantity: 5 }]);
    const back = await stepped(shop, 'rollBack', { id });
    expect(back.lines.map(figures)).toEqual([
      { requested: 8, approved: 8, allocated: 5, letGo: 3, issued: 0 },
    ]);
    expect(back.lines[0].reason).toBeNull();
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 10 });
    // what was let go cannot be issued, and what is less than approved needs a reason
    const line = { lineId: lines[0].id, issuedQuantity: 6 };
    expect(await refused(shop, () => shop.attempt('issueStockRequest', { id, lines: [line] }))).toMatchObject(
      {
        code: 'EXCEEDS_APPROVED',
        details: { approved: 8, allocated: 5, issuedQuantity: 6 },
      },
    );
    await stepped(shop, 'issue', { id, lines: [{ lineId: lines[0].id, reason: 'the rest was sold' }] });
    await stepped(shop, 'rollBack', { id });
    await stepped(shop, 'rollBack', { id });
    await stepped(shop, 'rollBack', { id });
    // from the beginning, letGo is forgotten
    const approved = await stepped(chief, 'approve', { id, allowPartial: true });
    expect(approved.lines.map(figures)).toEqual([
      { requested: 8, approved: 5, allocated: 5, letGo: 0, issued: 0 },
    ]);
    await expectVerified(shop);
  });

  it('of an issue under a hold that came meanwhile leaves the goods to the hold', async () => {
    const shop = await open(gateway, hospital);
    const of = await withApprovers(shop);
    const item = await shop.receiveOne('MAIN', { sku: 'T', quantity: 5, lotNumber: 'L' });
    const { id } = await requested(of, 'ISSUED', asked(0, { lines: [{ globalSku: 'T', quantity: 4 }] }));
    await shop.run('createHold', { inventoryItemId: item, type: 'QUALITY', reason: 'look' });
    const back = await stepped(shop, 'rollBack', { id });
    expect(back.lines.map(figures)).toEqual([
      { requested: 4, approved: 4, allocated: 0, letGo: 4, issued: 0 },
    ]);
    expect(await shop.record('T', 'MAIN')).toMatchObject({ onHand: 5, reserved: 5 });
    await expectVerified(shop);
  });

  it('of an issue is refused when the goods have left the destination, or are promised there', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const { id } = await requested(of, 'ISSUED', asked(4, { destinationId: 'SHOP' }));
    const lines = [{ sku: 'A', locationId: 'SHOP', quantity: 1 }];
    const { id: reservation } = await shop.reserve('DTC', lines);
    const attempt = () => shop.attempt('rollBackStockRequest', { id });
    expect(await refused(shop, attempt)).toMatchObject({
      code: 'GOODS_MOVED_ON',
      details: { available: 3, requested: 4, status: 'ISSUED' },
    });
    await shop.run('commitReservation', { id: reservation });
    expect(await refused(shop, attempt)).toMatchObject({ code: 'GOODS_MOVED_ON' });
    // back again, and it can be undone
    await shop.adjust({ sku: 'A', locationId: 'SHOP' }, 1, 'FOUND');
    await stepped(shop, 'rollBack', { id });
    expect(await lies(shop)).toEqual({ 'A MAIN': 10, 'B MAIN': 10 });
    await expectVerified(shop);
  });

  it('of an issue by transfer takes the shipment back while nothing has arrived', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const there = asked(4, { destinationId: 'DEPOT' });
    const first = await requested(of, 'ISSUED', there);
    const transfer = { id: first.transferId };
    await stepped(shop, 'rollBack', { id: first.id, reason: 'not today' });
    expect(await shop.ask('transfer', transfer)).toMatchObject({
      status: 'CANCELLED',
      shippedAt: null,
      lines: [{ shipped: 0, inTransit: 0, parcels: [] }],
      movements: [{ quantityDelta: -4 }, { quantityDelta: 4 }],
    });
    expect(await shop.record('A', 'DEPOT')).toMatchObject({ incoming: 0, nextIncomingDate: null });
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 4 });
    const again = await stepped(shop, 'issue', { id: first.id });
    expect(again.transferId).not.toBe(first.transferId);
    const { lines } = await shop.ask('transfer', { id: again.transferId });
    const part = { lineId: lines[0].id, quantity: 1 };
    await shop.run('receiveTransfer', { id: again.transferId, lines: [part] });
    expect(await refused(shop, () => shop.attempt('rollBackStockRequest', { id: first.id }))).toMatchObject({
      code: 'GOODS_MOVED_ON',
      details: { transferId: again.transferId, transferStatus: 'PARTIALLY_RECEIVED' },
    });
    const second = await requested(of, 'ISSUED', there);
    await shop.run('writeOffTransfer', { id: second.transferId, reason: 'lost' });
    expect(await refused(shop, () => shop.attempt('rollBackStockRequest', { id: second.id }))).toMatchObject({
      code: 'GOODS_MOVED_ON',
    });
    await expectVerified(shop);
  });

  it('goes by how the goods were delivered, whatever the destination says by now', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    const { id } = await requested(of, 'ISSUED', asked(4, { destinationId: 'SHOP' }));
    await shop.caller.graphql(
      'mutation { upsertLocations(input: { locations: [{ code: "SHOP", requestDelivery: CONSUMPTION }] }) { locations { id } } }',
    );
    await stepped(shop, 'rollBack', { id });
    expect(await lies(shop)).toEqual({ 'A MAIN': 10, 'B MAIN': 10 });
    expect(await stepped(shop, 'issue', { id })).toMatchObject({ delivery: 'CONSUMPTION' });
    await expectVerified(shop);
  });

  it('leaves no approval behind: after it, another one is needed', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief, deputy } = of;
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: 5 });
    const { id } = await requested(of, 'SUBMITTED');
    await stepped(chief, 'approve', { id });
    await stepped(deputy, 'approve', { id });
    expect(await stepped(shop, 'rollBack', { id })).toMatchObject({ status: 'SUBMITTED', approvals: [] });
    // both again, the first one included
    expect(await stepped(chief, 'approve', { id })).toMatchObject({ status: 'SUBMITTED' });
    expect(await stepped(shop, 'rollBack', { id })).toMatchObject({ status: 'DRAFT', approvals: [] });
    await stepped(shop, 'submit', { id });
    expect(await stepped(deputy, 'approve', { id })).toMatchObject({ status: 'SUBMITTED' });
    expect(await stepped(chief, 'approve', { id })).toMatchObject({ status: 'APPROVED' });
    await expectVerified(shop);
  });

  it('of a rejection is for who may approve', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const { id } = await requested(of, 'SUBMITTED');
    await stepped(chief, 'reject', { id, reason: 'no' });
    const clerk = as(shop, await shop.organization.caller('stockrequests.write', 'stockrequests.read'));
    expect(await refused(shop, () => clerk.attempt('rollBackStockRequest', { id }))).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'stockrequests.approve' },
    });
    const back = await stepped(chief, 'rollBack', { id });
    expect(back).toMatchObject({ status: 'SUBMITTED', rejectionReason: null, approvals: [] });
    // anything else who may write takes back
    expect(await stepped(clerk, 'rollBack', { id })).toMatchObject({ status: 'DRAFT' });
    const cancelled = await stepped(shop, 'cancel', { id: (await draft(shop)).id });
    expect(
      await refused(shop, () => shop.attempt('rollBackStockRequest', { id: cancelled.id })),
    ).toMatchObject({ code: 'INVALID_TRANSITION', details: { status: 'CANCELLED', allowed: [] } });
  });
});

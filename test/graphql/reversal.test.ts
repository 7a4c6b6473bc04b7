import { describe, expect, it } from 'vitest';
import { furnish, open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const basics = { products: ['A', 'B'], locations: ['L1'], channels: ['DTC'] };

async function adjusted() {
  const shop = await open(gateway, basics);
  await shop.receive('L1', { sku: 'A', quantity: 10, unitCost: 2 });
  const { adjustment } = await shop.run('createAdjustment', {
    reasonCode: 'CORRECTION',
    notes: 'count of May',
    lines: [
      { globalSku: 'A', locationId: 'L1', quantityDelta: -4 },
      { globalSku: 'B', locationId: 'L1', quantityDelta: 6, unitCost: 5 },
    ],
  });
  return { shop, adjustment };
}

describe('reverseAdjustment', () => {
  it('posts the opposite movements, each naming the one it undoes', async () => {
    const { shop, adjustment } = await adjusted();
    const { adjustment: reversal } = await shop.run('reverseAdjustment', {
      id: adjustment.id,
      notes: 'wrong sheet',
    });
    expect(reversal).toMatchObject({
      type: 'REVERSAL',
      reasonCode: 'CORRECTION',
      reference: adjustment.number,
      reversesId: adjustment.id,
      notes: 'wrong sheet',
    });
    // the last line first
    expect(reversal.lines).toMatchObject([
      { globalSku: 'B', quantityDelta: -6, quantityAfter: 0, unitCost: 5, reasonCode: 'CORRECTION' },
      { globalSku: 'A', quantityDelta: 4, quantityAfter: 10, unitCost: 2 },
    ]);
    expect(await shop.ask('adjustment', { id: reversal.id })).toEqual(reversal);
    const original = await shop.ask('adjustment', { id: adjustment.id });
    expect(original).toMatchObject({ status: 'REVERSED', reversedById: reversal.id, version: 2 });
    expect(original.history).toMatchObject([
      { to: 'POSTED' },
      { from: 'POSTED', to: 'REVERSED', note: 'wrong sheet' },
    ]);
    const pairs = await shop.sql<{ undone: string; by: string }>(
      'select id as undone, reversed_by_id as by from movement_reversal where org_id = $1 order by id',
    );
    const [b, a] = reversal.lines;
    expect(pairs).toEqual([
      { undone: adjustment.lines[0].movementId, by: a.movementId },
      { undone: adjustment.lines[1].movementId, by: b.movementId },
    ]);
    await expectSound(shop);
  });

  it('happens once, one after the other and at the same time', async () => {
    const { shop, adjustment } = await adjusted();
    const reverse = () => shop.attempt('reverseAdjustment', { id: adjustment.id });
    const answers = await Promise.all([reverse(), reverse(), reverse(), reverse()]);
    const codes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'done').sort();
    expect(codes).toEqual(['INVALID_TRANSITION', 'INVALID_TRANSITION', 'INVALID_TRANSITION', 'done']);
    expect(await refused(shop, reverse)).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'REVERSED' },
    });
    await expectSound(shop);
  });

  it('undoes a receipt at the cost that it came in with', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10, unitCost: 2 });
    const { receipt } = await shop.run('recordStock', {
      locationId: 'L1',
      lines: [{ globalSku: 'A', quantity: 10, unitCost: 3 }],
    });
    expect(await shop.item({})).toMatchObject({ unitCost: 2.5, totalValue: 50 });
    await shop.run('reverseAdjustment', { id: receipt.id });
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 10, unitCost: 2, totalValue: 20 });
    expect(await shop.ask('receipt', { id: receipt.id })).toMatchObject({ status: 'REVERSED' });
    await expectSound(shop);
  });

  it('undoes a lot correction and a count', async () => {
    const shop = await open(gateway, basics);
    const item = await shop.receiveOne('L1', { sku: 'A', quantity: 10, lotNumber: 'N1' });
    const corrected = await shop.run('correctLot', {
      inventoryItemId: item,
      quantity: 4,
      correctLotNumber: 'N2',
      notes: 'x',
    });
    await shop.run('reverseAdjustment', { id: corrected.adjustment.id });
    const rows = [{ lotNumber: 'N1', quantity: 3 }];
    const counted = await shop.run('recordCount', { locationId: 'L1', globalSku: 'A', rows });
    await shop.run('reverseAdjustment', { id: counted.adjustment.id });
    const { nodes } = await shop.ask('items');
    expect(nodes.map((node: { quantityOnHand: number }) => node.quantityOnHand)).toEqual([10, 0]);
    await expectSound(shop);
  });

  it('is possible when product and place are inactive by now', async () => {
    const { shop, adjustment } = await adjusted();
    await furnish(shop, {
      products: [{ globalSku: 'B', status: 'INACTIVE' }],
      locations: [{ code: 'L1', status: 'INACTIVE' }],
    });
    await shop.run('reverseAdjustment', { id: adjustment.id });
    await expectSound(shop);
  });

  it('is refused when what came in has left, or is reserved', async () => {
    const { shop, adjustment } = await adjusted();
    await shop.reserve('DTC', [{ sku: 'B', locationId: 'L1', quantity: 1 }]);
    expect(await refused(shop, () => shop.attempt('reverseAdjustment', { id: adjustment.id }))).toMatchObject(
      {
        code: 'INSUFFICIENT_STOCK',
        paths: ['id'],
        details: { productMasterId: shop.ids.B, available: 5, requested: 6 },
      },
    );
  });

  it('is refused for what is no adjustment, another version, a reversal, an issue and a stranger', async () => {
    const { shop, adjustment } = await adjusted();
    const stranger = await open(gateway);
    const missing = { code: 'NOT_FOUND', paths: ['id'] };
    expect(await refused(shop, () => shop.attempt('reverseAdjustment', { id: 'doc_no' }))).toMatchObject(
      missing,
    );
    const foreign = () => stranger.attempt('reverseAdjustment', { id: adjustment.id });
    expect(await refused(stranger, foreign)).toMatchObject(missing);
    const stale = () => shop.attempt('reverseAdjustment', { id: adjustment.id, expectedVersion: 2 });
    expect(await refused(shop, stale)).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { currentVersion: 1 },
    });
    const { adjustment: reversal } = await shop.run('reverseAdjustment', {
      id: adjustment.id,
      expectedVersion: 1,
    });
    const { id } = await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 1 }]);
    const { reservation } = await shop.run('commitReservation', { id });
    for (const document of [reversal.id, reservation.issue.id]) {
      const again = () => shop.attempt('reverseAdjustment', { id: document });
      expect(await refused(shop, again)).toMatchObject({
        code: 'INVALID_TRANSITION',
        details: { status: 'POSTED' },
      });
    }
  });
});

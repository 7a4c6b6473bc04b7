import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();

async function mislabelled(more: object = {}) {
  const shop = await open(gateway, {
    products: [{ globalSku: 'M', lotControlled: true, expiryControlled: true }, 'A'],
    locations: ['L1'],
    bins: [{ locationId: 'L1', code: 'B1' }],
    channels: ['DTC'],
  });
  const item = await shop.receiveOne('L1', {
    sku: 'M',
    quantity: 10,
    unitCost: 4,
    binId: 'B1',
    lotNumber: 'WRONG',
    expiryDate: shop.inDays(50),
    ...more,
  });
  return { shop, item };
}

describe('correctLot', () => {
  it('moves a quantity to the right lot: net zero, same place, same cost', async () => {
    const { shop, item } = await mislabelled();
    const { adjustment } = await shop.run('correctLot', {
      inventoryItemId: item,
      quantity: 4,
      correctLotNumber: 'RIGHT',
      correctExpiryDate: shop.inDays(80),
      notes: 'misread',
    });
    expect(adjustment).toMatchObject({
      type: 'LOT_CORRECTION',
      reasonCode: 'LOT_CORRECTION',
      notes: 'misread',
    });
    expect(adjustment.lines).toMatchObject([
      { lotNumber: 'WRONG', quantityDelta: -4, quantityAfter: 6, unitCost: 4 },
      {
        lotNumber: 'RIGHT',
        quantityDelta: 4,
        quantityAfter: 4,
        unitCost: 4,
        binId: shop.ids.B1,
        condition: 'AVAILABLE',
      },
    ]);
    const { nodes } = await shop.ask('items');
    expect(nodes).toMatchObject([
      { lotNumber: 'WRONG', quantityOnHand: 6, totalValue: 24, expiryDate: shop.inDays(50) },
      { lotNumber: 'RIGHT', quantityOnHand: 4, totalValue: 16, expiryDate: shop.inDays(80) },
    ]);
    expect(await shop.record('M', 'L1')).toMatchObject({ onHand: 10, available: 10 });
    await expectSound(shop);
  });

  it('moves all that is there by default, to a lot that is known', async () => {
    const { shop, item } = await mislabelled();
    await shop.receive('L1', {
      sku: 'M',
      quantity: 2,
      unitCost: 1,
      binId: 'B1',
      lotNumber: 'RIGHT',
      expiryDate: shop.inDays(80),
    });
    await shop.run('correctLot', { inventoryItemId: item, correctLotNumber: 'RIGHT', notes: 'misread' });
    const { nodes } = await shop.ask('items');
    // (2 x 1 + 10 x 4) / 12
    expect(nodes).toMatchObject([{ quantityOnHand: 0 }, { quantityOnHand: 12, unitCost: 3.5 }]);
    await expectSound(shop);
  });

  it('gives a lot to stock that had none, in its own condition', async () => {
    const { shop } = await mislabelled();
    const item = await shop.receiveOne('L1', { sku: 'A', quantity: 3, condition: 'DAMAGED' });
    await shop.run('correctLot', { inventoryItemId: item, correctLotNumber: 'FOUND', notes: 'label found' });
    expect(
      await shop.item({ productMasterId: shop.ids.A, lotId: (await lotOf(shop.orgId, 'FOUND')) ?? '' }),
    ).toMatchObject({
      condition: 'DAMAGED',
      quantityOnHand: 3,
    });
    await expectSound(shop);
  });

  it('respects reservations', async () => {
    const { shop, item } = await mislabelled();
    await shop.reserve('DTC', [{ sku: 'M', locationId: 'L1', quantity: 7 }]);
    const correct = (quantity: number | null) => () =>
      shop.attempt('correctLot', {
        inventoryItemId: item,
        quantity,
        correctLotNumber: 'RIGHT',
        correctExpiryDate: shop.inDays(80),
        notes: 'x',
      });
    for (const quantity of [3.0001, null]) {
      expect(await refused(shop, correct(quantity))).toMatchObject({
        code: 'INSUFFICIENT_STOCK',
        paths: ['quantity'],
        details: { available: 3, reserved: 7 },
      });
    }
    expect((await correct(3)()).body.errors).toBeUndefined();
    await expectSound(shop);
  });

  it.each<[what: string, change: object, code: string, path: string]>([
    ['no note', { notes: undefined }, 'VALIDATION_FAILED', 'notes'],
    ['a blank note', { notes: ' ' }, 'VALIDATION_FAILED', 'notes'],
    ['no lot', { correctLotNumber: ' ' }, 'VALIDATION_FAILED', 'correctLotNumber'],
    [
      'the lot that it has',
      { correctLotNumber: 'WRONG', correctExpiryDate: null },
      'VALIDATION_FAILED',
      'correctLotNumber',
    ],
    ['a quantity of 0', { quantity: 0 }, 'VALIDATION_FAILED', 'quantity'],
    ['more than there is', { quantity: 11 }, 'INSUFFICIENT_STOCK', 'quantity'],
    ['a new lot without its expiry', { correctExpiryDate: null }, 'EXPIRY_REQUIRED', 'correctExpiryDate'],
    ['a lot with another expiry', { correctLotNumber: 'KNOWN' }, 'LOT_EXPIRY_MISMATCH', 'correctExpiryDate'],
    ['an unknown item', { inventoryItemId: 'itm_no' }, 'NOT_FOUND', 'inventoryItemId'],
    ['a reason for one direction', { reasonCode: 'FOUND' }, 'REASON_DIRECTION', 'reasonCode'],
  ])('%s is refused by name and changes nothing', async (_what, change, code, path) => {
    const { shop, item } = await mislabelled();
    await shop.receive('L1', { sku: 'M', quantity: 1, lotNumber: 'KNOWN', expiryDate: shop.inDays(10) });
    const input = {
      inventoryItemId: item,
      correctLotNumber: 'RIGHT',
      correctExpiryDate: shop.inDays(80),
      notes: 'misread',
      ...change,
    };
    expect(await refused(shop, () => shop.attempt('correctLot', input))).toMatchObject({
      code,
      paths: [path],
    });
  });

  it('of nothing, and of another organization, is refused', async () => {
    const { shop, item } = await mislabelled();
    const stranger = await open(gateway);
    const input = {
      inventoryItemId: item,
      correctLotNumber: 'R',
      correctExpiryDate: shop.inDays(1),
      notes: 'x',
    };
    expect(await refused(stranger, () => stranger.attempt('correctLot', input))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await shop.adjust({ inventoryItemId: item }, -10);
    expect(await refused(shop, () => shop.attempt('correctLot', input))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['inventoryItemId'],
    });
  });
});

async function lotOf(orgId: number, number: string): Promise<string | undefined> {
  const rows = await gateway.asOwner<{ id: string }>(
    orgId,
    'select id from lot where org_id = $1 and number = $2',
    [orgId, number],
  );
  return rows[0]?.id;
}

import { describe, expect, it } from 'vitest';
import { furnish } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectVerified } from '../support/put-away.ts';
import { configure, drafted, ordered, purchase, replenished, step, told } from '../support/replenishment.ts';

const gateway = await startGateway();
const at = { sku: 'A', locationId: 'S1' };

describe('the loop closes by itself', () => {
  it('a position that falls to its reorder point is told once, until it recovers', async () => {
    const shop = await replenished(gateway, [{ reorderPoint: 5, max: 20 }]);
    await shop.receive('S1', { sku: 'A', quantity: 10 });
    await shop.adjust(at, -4);
    expect(await told(shop)).toEqual([]);
    await shop.adjust(at, -1);
    expect(await told(shop)).toEqual(['A S1 5']);
    await shop.adjust(at, -1);
    expect(await told(shop)).toEqual(['A S1 5']);
    await shop.receive('S1', { sku: 'A', quantity: 4 });
    await shop.adjust(at, -2);
    expect(await told(shop)).toEqual(['A S1 5']);
    await shop.adjust(at, -3);
    expect(await told(shop)).toEqual(['A S1 5', 'A S1 3']);
    // nothing is drafted unless the organization wants it
    expect((await shop.ask('replenishments')).totalCount).toBe(0);
    const [{ payload }] = (await shop.sql<{ payload: object }>(
      "select payload from outbox_event where org_id = $1 and type = 'replenishment.needed' order by id desc limit 1",
    )) as [{ payload: object }];
    expect(payload).toMatchObject({
      globalSku: 'A',
      position: '3',
      reorderPoint: '5',
      urgency: 'NORMAL',
      reason:
        'Position 3 (3 available + 0 incoming + 0 on order - 0 demand not allocated) is at or below the reorder point of 5.',
    });
    await expectVerified(shop);
  });

  it('whatever takes it there: a reservation, a hold, an issue, a transfer that leaves, a count', async () => {
    const shop = await replenished(gateway, [{ reorderPoint: 5, max: 20 }]);
    const fill = async () => {
      await shop.receive('S1', { sku: 'A', quantity: 20 });
    };
    await fill();
    const { id } = await shop.reserve('DTC', [{ sku: 'A', locationId: 'S1', quantity: 15 }]);
    expect(await told(shop)).toEqual(['A S1 5']);
    await shop.run('commitReservation', { id });
    expect(await told(shop)).toHaveLength(1);
    await fill();
    const { id: inventoryItemId } = await shop.item({ locationId: 'S1' });
    const hold = await shop.run('createHold', {
      inventoryItemId,
      quantity: 21,
      type: 'QUALITY',
      reason: 'x',
    });
    expect(await told(shop)).toEqual(['A S1 5', 'A S1 4']);
    await shop.run('releaseHold', { id: hold.hold.id });
    const lines = [{ globalSku: 'A', quantity: 22 }];
    const made = await shop.run('createTransfer', { fromLocationId: 'S1', toLocationId: 'S2', lines });
    expect(await told(shop)).toHaveLength(2);
    await shop.run('approveTransfer', { id: made.transfer.id });
    expect(await told(shop)).toEqual(['A S1 5', 'A S1 4', 'A S1 3']);
    await shop.run('shipTransfer', { id: made.transfer.id });
    await fill();
    await shop.run('recordCount', { globalSku: 'A', locationId: 'S1', rows: [{ quantity: 0 }], notes: 'x' });
    expect(await told(shop)).toEqual(['A S1 5', 'A S1 4', 'A S1 3', 'A S1 0']);
    await expectVerified(shop);
  });

  it('several at once, each once; nothing of a movement that is refused or only tried', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5, max: 20 },
      { globalSku: 'B', reorderPoint: 5, max: 20 },
    ]);
    await shop.receive('S1', { sku: 'A', quantity: 9 }, { sku: 'B', quantity: 9 });
    const take = (quantityDelta: number) => ({
      reasonCode: 'CORRECTION',
      lines: ['A', 'B'].map((globalSku) => ({ globalSku, locationId: 'S1', quantityDelta })),
    });
    await shop.run('createAdjustment', take(-6), { dryRun: true });
    await shop.attempt('createAdjustment', take(-10));
    expect(await told(shop)).toEqual([]);
    await shop.run('createAdjustment', take(-6));
    expect((await told(shop)).sort()).toEqual(['A S1 3', 'B S1 3']);
  });

  it('what is on its way counts, and who decides about a replenishment is not told of it', async () => {
    const shop = await replenished(gateway, [{ reorderPoint: 5, max: 20 }]);
    await shop.receive('S1', { sku: 'A', quantity: 6 });
    const { id } = await ordered(shop, purchase(10));
    await shop.adjust(at, -6);
    expect(await told(shop)).toEqual([]);
    await step(shop, 'cancel', { id });
    expect(await told(shop)).toEqual([]);
    await shop.receive('S1', { sku: 'A', quantity: 2 });
    expect(await told(shop)).toEqual([]);
    const other = await drafted(shop, purchase(10));
    await shop.adjust(at, -2);
    await step(shop, 'cancel', { id: other.id });
    await shop.receive('S1', { sku: 'A', quantity: 9 });
    await shop.adjust(at, -4);
    expect(await told(shop)).toEqual(['A S1 5']);
  });

  it('other settings are another matter: it is told anew', async () => {
    const shop = await replenished(gateway, [{ reorderPoint: 5, max: 20 }]);
    await shop.receive('S1', { sku: 'A', quantity: 9 });
    await shop.adjust(at, -4);
    await configure(shop, { reorderPoint: 8 });
    await shop.adjust(at, 1);
    expect(await told(shop)).toEqual(['A S1 5', 'A S1 6']);
    await configure(shop, { active: false });
    await shop.adjust(at, -1);
    expect(await told(shop)).toHaveLength(2);
  });

  it('is drafted in the same transaction where the organization wants it, by transfer before buying', async () => {
    const configs = [
      { reorderPoint: 5, max: 20, autoApproveLimit: 16 },
      { locationId: 'DC', max: 10 },
    ];
    const shop = await replenished(gateway, configs, { draftReplenishments: true });
    await shop.receive('DC', { sku: 'A', quantity: 18 });
    await shop.receive('S1', { sku: 'A', quantity: 10 });
    await shop.adjust(at, -6);
    expect(await told(shop)).toEqual(['A S1 4']);
    const drafts = async () =>
      (await shop.ask('replenishments', { sort: { field: 'number', direction: 'ASC' } })).nodes;
    expect(await drafts()).toMatchObject([
      { status: 'APPROVED', quantity: 8, source: { type: 'TRANSFER', locationCode: 'DC' } },
      { status: 'APPROVED', quantity: 8, source: { type: 'PURCHASE' } },
    ]);
    // the position has recovered by what was drafted: one unit less is no news
    await shop.adjust(at, -1);
    expect(await told(shop)).toHaveLength(1);
    expect(await drafts()).toHaveLength(2);
    const [{ id }, bought] = await drafts();
    await step(shop, 'order', { id });
    await step(shop, 'order', { id: bought.id });
    await step(shop, 'receive', { id: bought.id });
    expect(await told(shop)).toHaveLength(1);
    await expectVerified(shop);
  });

  it('costs two statements with the settings of 1 product or of 50, and none without', async () => {
    const skus = Array.from({ length: 50 }, (_, n) => ({ globalSku: `S${n}` }));
    const shop = await replenished(gateway);
    await furnish(shop, { products: skus });
    const adjust = async (count: number) => {
      const lines = skus.slice(0, count).map((sku) => ({ ...sku, locationId: 'S1', quantityDelta: 9 }));
      gateway.statements.length = 0;
      await shop.run('createAdjustment', { reasonCode: 'CORRECTION', lines });
      return gateway.statements.length;
    };
    await adjust(50);
    const plain = [await adjust(1), await adjust(50)];
    await configure(shop, ...skus.map((sku) => ({ ...sku, reorderPoint: 5, max: 20 })));
    // the settings of the organization, and the positions
    expect([await adjust(1), await adjust(50)]).toEqual(plain.map((count) => count + 2));
    await expectVerified(shop);
  });
});

import { describe, expect, it } from 'vitest';
import type { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { differences, expectVerified } from '../support/put-away.ts';
import {
  configure,
  drafted,
  fromDepot,
  ordered,
  purchase,
  replenished,
  step,
  suggested,
  told,
} from '../support/replenishment.ts';
import { outcomes } from '../support/transfers.ts';

const gateway = await startGateway();
const low = [
  { reorderPoint: 5, max: 20 },
  { locationId: 'S2', reorderPoint: 5, max: 20 },
  { globalSku: 'B', reorderPoint: 5, max: 20 },
];

describe('at the same time', () => {
  it('two runs do not order twice, nor give one surplus away twice', async () => {
    const shop = await replenished(gateway, [...low, { locationId: 'DC', max: 10 }]);
    await shop.receive('DC', { sku: 'A', quantity: 35 });
    const runs = await Promise.all(Array.from({ length: 4 }, () => shop.attempt('draftReplenishments', {})));
    expect(outcomes(runs)).toEqual({ done: 4 });
    const { nodes } = await shop.ask('replenishments');
    const sum = (filter: (node: { source: { type: string } }) => boolean) =>
      nodes.filter(filter).reduce((total: number, node: { quantity: number }) => total + node.quantity, 0);
    expect([sum(() => true), sum(({ source }) => source.type === 'TRANSFER')]).toEqual([60, 25]);
    expect((await suggested(shop)).total).toBe(0);
    await expectVerified(shop);
  });

  it('a run and movements that draft by themselves do not order twice', async () => {
    const shop = await replenished(gateway, low, { draftReplenishments: true });
    await shop.receive('S1', { sku: 'A', quantity: 10 });
    const take = { globalSku: 'A', locationId: 'S1', quantityDelta: -1, reasonCode: 'CORRECTION' };
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, () => shop.attempt('adjustStock', take)),
      shop.attempt('draftReplenishments', {}),
      shop.attempt('draftReplenishments', { locationId: 'S1' }),
    ]);
    expect(outcomes(answers)).toEqual({ done: 10 });
    expect((await suggested(shop)).total).toBe(0);
    const { nodes } = await shop.ask('replenishments', {
      filter: { productMasterId: shop.ids.A, locationId: 'S1' },
    });
    // at 5 left 15 were missing, which brings it to 20: the rest of the movements were no news
    expect(nodes.map(({ quantity }: { quantity: number }) => quantity)).toEqual([15]);
    await expectVerified(shop);
  });

  it('movements that fall below together tell it once', async () => {
    const shop = await replenished(gateway, low);
    await shop.receive('S1', { sku: 'A', quantity: 12 });
    const take = { globalSku: 'A', locationId: 'S1', quantityDelta: -1, reasonCode: 'CORRECTION' };
    await Promise.all(Array.from({ length: 10 }, () => shop.attempt('adjustStock', take)));
    expect(await told(shop)).toEqual(['A S1 5']);
  });

  it('one is received once, and ordered or cancelled, never both', async () => {
    const shop = await replenished(gateway);
    const { id } = await ordered(shop, purchase(10));
    const receipts = await Promise.all(
      Array.from({ length: 4 }, () => shop.attempt('receiveReplenishment', { id, quantity: 4 })),
    );
    expect(outcomes(receipts)).toEqual({ done: 2, EXCEEDS_ORDERED: 2 });
    const whole = await Promise.all(
      Array.from({ length: 3 }, () => shop.attempt('receiveReplenishment', { id })),
    );
    expect(outcomes(whole)).toEqual({ done: 1, INVALID_TRANSITION: 2 });
    expect(await shop.record('A', 'S1')).toMatchObject({ onHand: 10, incoming: 0 });
    for (let n = 0; n < 4; n++) {
      const other = await drafted(shop, n % 2 ? purchase(3) : fromDepot(3));
      await step(shop, 'approve', { id: other.id });
      const ends = await Promise.all([
        shop.attempt('orderReplenishment', { id: other.id, expectedVersion: 2 }),
        shop.attempt('cancelReplenishment', { id: other.id, expectedVersion: 2 }),
      ]);
      expect(Object.values(outcomes(ends)).sort()).toEqual([1, 1]);
      expect(outcomes(ends).done).toBe(1);
    }
    await expectVerified(shop);
  });

  it('a replenishment and its transfer end together, whoever is first', async () => {
    const shop = await replenished(gateway, [{ reorderPoint: 1, max: 9 }]);
    await shop.receive('DC', { sku: 'A', quantity: 50 });
    for (let n = 0; n < 4; n++) {
      const { id, transferId } = await ordered(shop, fromDepot(3));
      await shop.run('approveTransfer', { id: transferId });
      const answers = await Promise.all([
        shop.attempt('cancelReplenishment', { id }),
        shop.attempt('shipTransfer', { id: transferId }),
        shop.attempt('cancelTransfer', { id: transferId }),
      ]);
      expect(outcomes(answers)).toEqual({ done: 1, INVALID_TRANSITION: 2 });
    }
    const { nodes } = await shop.ask('transfers', { filter: { status: 'IN_TRANSIT' }, first: 20 });
    await Promise.all(
      nodes.flatMap(({ id }: { id: string }) => [
        shop.attempt('receiveTransfer', { id }),
        shop.attempt('receiveTransfer', { id }),
      ]),
    );
    await expectVerified(shop);
  });

  it('settings of one product and location are made once', async () => {
    const shop = await replenished(gateway);
    const configs = [{ globalSku: 'A', locationId: 'S1', reorderPoint: 5, max: 9 }];
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => shop.attempt('setReplenishmentConfigs', { configs })),
    );
    for (const outcome of Object.keys(outcomes(answers))) expect(['done', 'DUPLICATE']).toContain(outcome);
    expect((await shop.ask('replenishmentConfigs')).totalCount).toBe(1);
    const changes = await Promise.all([
      shop.attempt('setReplenishmentConfigs', { configs: [{ globalSku: 'A', locationId: 'S1', min: 4 }] }),
      shop.attempt('setReplenishmentConfigs', {
        configs: [{ globalSku: 'A', locationId: 'S1', reorderPoint: 3 }],
      }),
    ]);
    expect(outcomes(changes)).toEqual({ done: 1, VALIDATION_FAILED: 1 });
  });
});

describe('verify', () => {
  /** One of each: ordered from ACME with a part received, and from the depot. */
  async function spoilable(): Promise<Shop> {
    const shop = await replenished(gateway);
    await shop.receive('DC', { sku: 'A', quantity: 9 });
    const { id } = await ordered(shop, purchase(5));
    await step(shop, 'receive', { id, quantity: 2 });
    await ordered(shop, fromDepot(3));
    expect(await differences(shop)).toEqual([]);
    return shop;
  }

  it.each<[what: string, sql: string, checks: string[]]>([
    [
      'one that says more came than did',
      "update replenishment set received = 3 where org_id = $1 and source_type = 'PURCHASE'",
      ['replenishment.received', 'replenishment.supply'],
    ],
    [
      'supply that is not on order',
      "update expected_supply set quantity = 9 where org_id = $1 and cause_type = 'REPLENISHMENT' and quantity = 3 and reference = 'RPL-000002'",
      ['availability.incoming', 'replenishment.supply'],
    ],
    [
      'one that ended before its transfer',
      "update replenishment set status = 'RECEIVED' where org_id = $1 and source_type = 'TRANSFER'",
      ['replenishment.status', 'replenishment.supply'],
    ],
    [
      'one that was ordered in another quantity than its transfer asks for',
      'update transfer_line set requested = 4 where org_id = $1',
      ['replenishment.transfer'],
    ],
  ])('finds %s', async (_what, sql, checks) => {
    const shop = await spoilable();
    await shop.sql(sql);
    expect((await differences(shop)).map(([check]) => check)).toEqual(checks);
  });

  it('and the settings that the database itself would not take', async () => {
    const shop = await replenished(gateway);
    await configure(shop, { reorderPoint: 5, max: 9 });
    for (const set of ['min = 6', 'max = 4', 'safety_stock = -1', 'order_multiple = 0'])
      await expect(shop.sql(`update replenishment_config set ${set} where org_id = $1`)).rejects.toThrow(
        /check/,
      );
  });
});

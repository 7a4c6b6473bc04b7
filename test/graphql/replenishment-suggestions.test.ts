import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import { configure, ordered, purchase, replenished, short, suggested } from '../support/replenishment.ts';

const gateway = await startGateway();
const DAY = 24 * 60 * 60_000;

describe('settings', () => {
  it('are set in bulk, changed in part, and listed', async () => {
    const shop = await replenished(gateway);
    const made = await configure(
      shop,
      { method: 'MIN_MAX', min: 5, max: 20, orderMultiple: 6, autoApproveLimit: 10 },
      {
        locationId: 'DC',
        method: 'DAYS_OF_COVER',
        max: 100,
        leadTimeDays: 3,
        coverDays: 7,
        preferredSource: { type: 'PURCHASE', supplier: 'ACME' },
      },
      { globalSku: 'B', reorderPoint: 4, preferredSource: { type: 'TRANSFER', locationId: 'DC' } },
    );
    expect(made).toMatchObject([
      { globalSku: 'A', locationCode: 'S1', min: 5, reorderPoint: 5, max: 20, orderMultiple: 6, version: 1 },
      {
        locationCode: 'DC',
        min: 0,
        preferredSource: { type: 'PURCHASE', supplier: 'ACME', locationId: null },
      },
      { method: 'REORDER_POINT', reorderPoint: 4, max: null, preferredSource: { locationCode: 'DC' } },
    ]);
    const [changed] = await configure(shop, { max: 30, orderMultiple: null });
    expect(changed).toMatchObject({ method: 'MIN_MAX', min: 5, max: 30, orderMultiple: null, version: 2 });
    const [same] = await configure(shop, { max: 30 });
    expect(same.version).toBe(2);
    const [plain] = await configure(shop, { globalSku: 'B', preferredSource: null, active: false });
    expect(plain).toMatchObject({ preferredSource: null, active: false, reorderPoint: 4 });
    const list = await shop.ask('replenishmentConfigs', { filter: { locationId: 'S1' } });
    expect(list).toMatchObject({ totalCount: 2, nodes: [{ globalSku: 'A' }, { globalSku: 'B' }] });
    const filters = [
      { method: 'MIN_MAX' },
      { active: false },
      { productMasterId: shop.ids.A },
      { productMasterId: 'B' },
    ];
    const counts = [];
    for (const filter of filters)
      counts.push((await shop.ask('replenishmentConfigs', { filter })).totalCount);
    expect(counts).toEqual([1, 1, 2, 1]);
  });

  it('that contradict themselves are refused, each named, and nothing is set', async () => {
    const shop = await replenished(gateway, [{ min: 2, reorderPoint: 5, max: 9 }]);
    const set = (...configs: object[]) =>
      refused(shop, () =>
        shop.attempt('setReplenishmentConfigs', {
          configs: configs.map((config) => ({ globalSku: 'A', locationId: 'S2', ...config })),
        }),
      );
    const bad = await set(
      { min: 8, reorderPoint: 5 },
      { globalSku: 'B', reorderPoint: 5, max: 4 },
      { locationId: 'S1', min: 6 },
      { locationId: 'DC', method: 'DAYS_OF_COVER', max: 3 },
    );
    expect(bad).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['configs[0].min', 'configs[1].max', 'configs[2].min', 'configs[3].coverDays'],
    });
    const negative = await set({
      min: -1,
      reorderPoint: -1,
      max: -1,
      safetyStock: -1,
      leadTimeDays: -1,
      coverDays: 0,
      orderMultiple: 0,
      autoApproveLimit: -1,
      preferredSource: { type: 'PURCHASE', locationId: 'DC', supplier: ' ' },
    });
    expect(negative.paths).toHaveLength(10);
    const cases: [object, string, string][] = [
      [{ globalSku: 'NONE' }, 'NOT_FOUND', 'configs[0].globalSku'],
      [{ locationId: 'NONE' }, 'NOT_FOUND', 'configs[0].locationId'],
      [{ globalSku: 'OFF' }, 'INACTIVE', 'configs[0].globalSku'],
      [{ locationId: 'SHUT' }, 'INACTIVE', 'configs[0].locationId'],
      [
        { preferredSource: { type: 'TRANSFER', locationId: 'NONE' } },
        'NOT_FOUND',
        'configs[0].preferredSource.locationId',
      ],
      [
        { preferredSource: { type: 'TRANSFER', locationId: 'SHUT' } },
        'INACTIVE',
        'configs[0].preferredSource.locationId',
      ],
      [
        { preferredSource: { type: 'TRANSFER', locationId: 'S2' } },
        'VALIDATION_FAILED',
        'configs[0].preferredSource.locationId',
      ],
      [{ locationId: 'S1', expectedVersion: 7, min: 1 }, 'VERSION_CONFLICT', 'configs[0].expectedVersion'],
    ];
    for (const [config, code, path] of cases)
      expect(await set(config)).toMatchObject({ code, paths: [path] });
    expect((await set({}, {})).paths).toEqual(['configs[1].productMasterId']);
    expect((await set()).paths).toEqual(['configs']);
  });
});

describe('suggestions', () => {
  it('count available, incoming and on order, and say why in words and figures', async () => {
    const shop = await replenished(gateway, [{ min: 2, reorderPoint: 10, max: 40, orderMultiple: 6 }]);
    await shop.receive('S1', { sku: 'A', quantity: 9 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'S1', quantity: 3 }]);
    const supply = [
      { reference: 'PO', globalSku: 'A', locationId: 'S1', quantity: 1, expectedDate: shop.inDays(2) },
    ];
    await shop.run('setExpectedSupply', { supply });
    await ordered(shop, purchase(2));
    const { suggestions, total, evaluated } = await suggested(shop);
    expect({ total, evaluated }).toEqual({ total: 1, evaluated: 1 });
    expect(suggestions[0]).toMatchObject({
      globalSku: 'A',
      locationCode: 'S1',
      available: 6,
      incoming: 1,
      onOrder: 2,
      unallocatedDemand: 0,
      position: 9,
      reorderPoint: 10,
      target: 40,
      neededQuantity: 36,
      suggestedQuantity: 36,
      source: { type: 'PURCHASE', supplier: null },
      urgency: 'NORMAL',
      replenishment: null,
      reason:
        'Position 9 (6 available + 1 incoming + 2 on order - 0 demand not allocated) is at or below the reorder point of 10; 31 missing up to the maximum of 40, rounded up to multiples of 6: 36. 36 to be bought: no other location has more than its own maximum.',
    });
    await expectVerified(shop);
  });

  it('by minimum and maximum, at the minimum; above it nothing', async () => {
    const shop = await replenished(gateway, [{ method: 'MIN_MAX', min: 5, reorderPoint: 8, max: 20 }]);
    await shop.receive('S1', { sku: 'A', quantity: 6 });
    expect(short(await suggested(shop))).toEqual([]);
    await shop.adjust({ sku: 'A', locationId: 'S1' }, -1);
    expect(short(await suggested(shop))).toEqual(['A S1 15 < -']);
    expect((await suggested(shop)).suggestions[0]).toMatchObject({ reorderPoint: 5, urgency: 'HIGH' });
  });

  it('by days of cover, from what the ledger says was issued or consumed and not reversed', async () => {
    const days = { method: 'DAYS_OF_COVER', leadTimeDays: 4, coverDays: 6, safetyStock: 2 };
    const shop = await replenished(gateway, [{ ...days, max: 100 }], { demandWindowDays: 10 });
    await shop.receive('S1', { sku: 'A', quantity: 100 });
    const issue = async (quantity: number) => {
      const { id } = await shop.reserve('DTC', [{ sku: 'A', locationId: 'S1', quantity }]);
      await shop.run('commitReservation', { id });
    };
    await issue(50); // will be out of the window
    gateway.clock.advance(11 * DAY);
    await issue(20);
    const consume = (quantityDelta: number) =>
      shop.run('adjustStock', { globalSku: 'A', locationId: 'S1', quantityDelta, reasonCode: 'CONSUMED' });
    await consume(-5);
    const { adjustment } = await consume(-7);
    await shop.run('reverseAdjustment', { id: adjustment.id, notes: 'x' });
    await shop.adjust({ sku: 'A', locationId: 'S1' }, -14); // no demand
    // 25 in 10 days: 2.5 a day; at or below 4 x 2.5 + 2 = 12, up to 10 x 2.5 + 2 = 27
    expect(await shop.record('A', 'S1')).toMatchObject({ available: 11 });
    const [suggestion] = (await suggested(shop)).suggestions;
    expect(suggestion).toMatchObject({
      averageDailyDemand: 2.5,
      position: 11,
      reorderPoint: 12,
      target: 27,
      suggestedQuantity: 16,
    });
    expect(suggestion.reason).toContain('2.5 a day x 4 days of lead time + safety stock 2');
    expect(suggestion.reason).toContain(
      '16 missing up to 27 (2.5 a day x 10 days of lead time and cover + safety stock 2, at most 100)',
    );
    await configure(shop, { max: 20 });
    expect(short(await suggested(shop))).toEqual(['A S1 9 < -']);
    await configure(shop, { reorderPoint: 15, max: 15 });
    expect((await suggested(shop)).suggestions[0]).toMatchObject({ reorderPoint: 15, target: 15 });
  });

  it('take what another location has above its own maximum before buying, the largest surplus first', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5, max: 50, orderMultiple: 5, preferredSource: { type: 'TRANSFER', supplier: 'ACME' } },
      { locationId: 'DC', max: 100 },
      { locationId: 'S2', max: 10 },
    ]);
    await shop.receive('DC', { sku: 'A', quantity: 123 });
    await shop.receive('S2', { sku: 'A', quantity: 17 });
    const answer = await suggested(shop);
    // 23 above: four multiples of 5; 7 above: one; the rest is bought
    expect(short(answer)).toEqual(['A S1 20 < DC', 'A S1 5 < S2', 'A S1 25 < ACME']);
    expect(answer.suggestions.map(({ sourceSurplus }: { sourceSurplus: number }) => sourceSurplus)).toEqual([
      23,
      7,
      null,
    ]);
    expect(answer.suggestions[0].reason).toContain(
      '20 by transfer from DC, which has 23 above its own maximum of 100',
    );
    await configure(shop, { preferredSource: { type: 'TRANSFER', locationId: 'S2' } });
    expect(short(await suggested(shop))).toEqual(['A S1 5 < S2', 'A S1 20 < DC', 'A S1 25 < -']);
    await configure(shop, { preferredSource: { type: 'PURCHASE', supplier: 'ACME' } });
    const bought = await suggested(shop);
    expect(short(bought)).toEqual(['A S1 50 < ACME']);
    expect(bought.suggestions[0].reason).toContain('50 to be bought from ACME, as preferred');
    // without settings, or without a maximum, a location has nothing to spare
    await configure(shop, { preferredSource: null }, { locationId: 'DC', max: null });
    expect(short(await suggested(shop))).toEqual(['A S1 5 < S2', 'A S1 45 < -']);
  });

  it('give a surplus away once, the most pressing place first, and again not in the next run', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5, min: 2, max: 20 },
      { locationId: 'S2', reorderPoint: 5, min: 2, max: 20 },
      { locationId: 'DC', max: 10 },
    ]);
    await shop.receive('DC', { sku: 'A', quantity: 35 });
    await shop.receive('S1', { sku: 'A', quantity: 4 });
    await shop.receive('S2', { sku: 'A', quantity: 1 });
    expect(short(await suggested(shop))).toEqual(['A S2 19 < DC', 'A S1 6 < DC', 'A S1 10 < -']);
    // only one place is looked at; what it could be sent is the same
    expect(short(await suggested(shop, { locationId: 'S1' }))).toEqual(['A S1 16 < DC']);
    const run = await shop.run('draftReplenishments', { locationId: 'S2' });
    expect(run.suggestions[0].replenishment).toMatchObject({ status: 'DRAFT' });
    // what the draft asks of the depot is demand there that is not allocated
    expect(short(await suggested(shop))).toEqual(['A S1 6 < DC', 'A S1 10 < -']);
    await configure(shop, { locationId: 'DC', reorderPoint: 20, max: 20 });
    expect((await suggested(shop, { locationId: 'DC' })).suggestions[0]).toMatchObject({
      available: 35,
      unallocatedDemand: 19,
      position: 16,
    });
    await expectVerified(shop);
  });

  it('are not made without a maximum, or of what is inactive: the reason is said', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5 },
      { globalSku: 'B', reorderPoint: 5, max: 5 },
      { locationId: 'S2', reorderPoint: 5, max: 9 },
    ]);
    await shop.receive('S1', { sku: 'B', quantity: 5 });
    await configure(shop, { locationId: 'S2', active: false });
    const { suggestions, notSuggested, evaluated } = await suggested(shop);
    expect(suggestions).toEqual([]);
    expect(evaluated).toBe(2);
    expect(notSuggested).toMatchObject([
      { globalSku: 'A', target: null, reason: expect.stringContaining('no maximum is set') },
      { globalSku: 'B', position: 5, reason: expect.stringContaining('nothing is missing up to 5') },
    ]);
  });

  it('do not count what has expired, today or by a day, nor what lapsed reservations hold', async () => {
    const shop = await replenished(gateway, [
      { globalSku: 'T', reorderPoint: 10, max: 20 },
      { globalSku: 'B', reorderPoint: 10, max: 20 },
    ]);
    const lot = (lotNumber: string, days: number, quantity: number) => ({
      sku: 'T',
      quantity,
      lotNumber,
      expiryDate: shop.inDays(days),
    });
    await shop.receive('S1', lot('OLD', 1, 8), lot('NEW', 30, 9), { sku: 'B', quantity: 12 });
    await shop.reserve('DTC', [{ sku: 'T', locationId: 'S1', quantity: 2 }]);
    const lapsing = { expiresAt: shop.inMinutes(5) };
    await shop.reserve('DTC', [{ sku: 'B', locationId: 'S1', quantity: 4 }], lapsing);
    expect(short(await suggested(shop))).toEqual(['B S1 12 < -']);
    // the reservation of T is of the lot that will have expired
    const later = await suggested(shop, { asOf: shop.inDays(5) });
    expect(short(later)).toEqual(['B S1 12 < -', 'T S1 11 < -']);
    gateway.clock.advance(6 * 60_000);
    expect(short(await suggested(shop))).toEqual([]);
    gateway.clock.advance(6 * DAY);
    expect(short(await suggested(shop))).toEqual(['T S1 11 < -']);
  });

  it('of bad requests are refused', async () => {
    const shop = await replenished(gateway);
    const ask = async (input: object) => {
      const { body } = await shop.caller.graphql(
        'query($input: ReplenishmentSuggestionsInput!) { replenishmentSuggestions(input: $input) { total } }',
        { input },
      );
      const { code, fields } = body.errors[0].extensions;
      return [code, ...fields.map(({ path }: { path: string }) => path)];
    };
    expect(await ask({ locationId: 'NONE', productMasterIds: ['A', 'NONE'] })).toEqual([
      'NOT_FOUND',
      'locationId',
      'productMasterIds[1]',
    ]);
    expect(await ask({ asOf: shop.inDays(-2) })).toEqual(['VALIDATION_FAILED', 'asOf']);
    expect(await ask({ limit: 0, productMasterIds: [] })).toEqual([
      'VALIDATION_FAILED',
      'limit',
      'productMasterIds',
    ]);
  });
});

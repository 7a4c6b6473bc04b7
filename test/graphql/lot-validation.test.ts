import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';
import { kinds, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
type Fields = Record<string, unknown>;

/** 10 of the lot GOOD and 6 of the lot OLD, which has expired; BAD is recalled and not there; B has no lots. */
async function stocked(more: Parameters<typeof open>[1] = {}): Promise<Shop> {
  const shop = await open(gateway, {
    products: [{ globalSku: 'A', lotControlled: true, expiryControlled: true }, 'B'],
    locations: ['L1', 'L2', { code: 'OFF', status: 'INACTIVE' }],
    channels: ['DTC'],
    bins: [
      { locationId: 'L1', code: 'SHUT', blocked: true },
      { locationId: 'L2', code: 'ELSEWHERE' },
    ],
    lots: [{ productMasterId: 'B', number: 'OTHER' }],
    ...more,
  });
  const lot = (lotNumber: string, quantity: number) => ({
    sku: 'A',
    quantity,
    lotNumber,
    expiryDate: shop.inDays(30),
  });
  await shop.receive('L1', lot('GOOD', 10), lot('OLD', 6), { sku: 'B', quantity: 5 });
  const [, old] = await upserted(shop.caller, kinds.lots, [
    { productMasterId: 'A', number: 'BAD', status: 'RECALLED', expiryDate: shop.inDays(30) },
    { productMasterId: 'A', number: 'OLD', expiryDate: shop.inDays(-1) },
  ]);
  shop.ids.OLD = old?.id ?? '';
  return shop;
}

/** What is wrong with one line: codes with the fields that they name. */
async function issuesOf(shop: Shop, line: Fields): Promise<string[]> {
  const { valid, lines } = await shop.ask('validateLots', { input: { lines: [line] } });
  expect(lines).toHaveLength(1);
  const issues = lines[0].issues.map(({ code, field }: Fields) => `${code} ${field}`);
  expect([valid, lines[0].valid]).toEqual([issues.length === 0, issues.length === 0]);
  return issues;
}

const good = { globalSku: 'A', lotNumber: 'GOOD', locationId: 'L1', quantity: 10 };

describe('validating a line that is to be reserved', () => {
  it.each<[what: string, line: (shop: Shop) => Fields, issues: string[]]>([
    ['a good lot', () => good, []],
    ['its expiry date', (shop) => ({ ...good, expiryDate: shop.inDays(30) }), []],
    ['no quantity', () => ({ ...good, quantity: undefined }), []],
    [
      'a lot by its id',
      (shop) => ({ ...good, lotNumber: undefined, lotId: shop.ids.OLD, quantity: 6 }),
      ['LOT_EXPIRED lotId'],
    ],
    [
      'another expiry',
      (shop) => ({ ...good, expiryDate: shop.inDays(31) }),
      ['LOT_EXPIRY_MISMATCH expiryDate'],
    ],
    ['more than is there', () => ({ ...good, quantity: 10.0001 }), ['INSUFFICIENT_STOCK quantity']],
    ['no lot: first expired, first out', () => ({ ...good, lotNumber: undefined }), []],
    ['an expiry of no lot', () => ({ globalSku: 'B', expiryDate: '2030-01-01' }), ['LOT_REQUIRED lotNumber']],
    ['an expired lot', () => ({ ...good, lotNumber: 'OLD', quantity: 6 }), ['LOT_EXPIRED lotNumber']],
    [
      'every reason at once',
      (shop) => ({ ...good, lotNumber: 'OLD', expiryDate: shop.inDays(2), quantity: 7 }),
      ['LOT_EXPIRY_MISMATCH expiryDate', 'LOT_EXPIRED lotNumber', 'INSUFFICIENT_STOCK quantity'],
    ],
    [
      'a recalled lot',
      () => ({ ...good, lotNumber: 'BAD', quantity: undefined }),
      ['LOT_RECALLED lotNumber'],
    ],
    [
      'a recalled lot, of which there is none',
      () => ({ ...good, lotNumber: 'BAD', quantity: 1 }),
      ['LOT_RECALLED lotNumber', 'INSUFFICIENT_STOCK quantity'],
    ],
    ['an unknown lot', () => ({ ...good, lotNumber: 'NOPE' }), ['NOT_FOUND lotNumber']],
    [
      "another product's lot",
      (shop) => ({ globalSku: 'A', lotId: shop.ids.OTHER }),
      ['LOT_OF_ANOTHER_PRODUCT lotId'],
    ],
    ['an unknown product', () => ({ ...good, globalSku: 'NOPE' }), ['NOT_FOUND globalSku']],
    ['an unknown location', () => ({ ...good, locationId: 'NOPE' }), ['NOT_FOUND locationId']],
    [
      'what is unknown, and what is wrong with the rest',
      () => ({ globalSku: 'A', locationId: 'NOPE', lotNumber: 'BAD' }),
      ['NOT_FOUND locationId', 'LOT_RECALLED lotNumber'],
    ],
    [
      'nothing that is known',
      () => ({ productMasterId: 'no', locationId: 'no' }),
      ['NOT_FOUND productMasterId', 'NOT_FOUND locationId'],
    ],
    [
      'a place that is closed',
      () => ({ ...good, locationId: 'OFF', quantity: undefined }),
      ['INACTIVE locationId'],
    ],
    ['a place where there is none', () => ({ ...good, locationId: 'L2' }), ['INSUFFICIENT_STOCK quantity']],
    ['no place: all of them', () => ({ ...good, locationId: undefined }), []],
    [
      'no place, and more than there is anywhere',
      () => ({ ...good, locationId: undefined, quantity: 11 }),
      ['INSUFFICIENT_STOCK quantity'],
    ],
    [
      'another SKU than that of the product',
      (shop) => ({ productMasterId: shop.ids.A, globalSku: 'B' }),
      ['VALIDATION_FAILED globalSku'],
    ],
  ])('%s', async (_what, line, issues) => {
    const shop = await stocked();
    expect(await issuesOf(shop, line(shop))).toEqual(issues);
  });

  it('shows the product and the lot where they are known', async () => {
    const shop = await stocked();
    const input = { lines: [good, { globalSku: 'A', lotId: shop.ids.OTHER }, { globalSku: 'NO' }] };
    const { lines } = await shop.ask('validateLots', { input });
    expect(lines.map(({ product, lot }: Fields) => ({ product, lot }))).toEqual([
      { product: { globalSku: 'A' }, lot: { number: 'GOOD' } },
      { product: { globalSku: 'A' }, lot: null },
      { product: null, lot: null },
    ]);
  });

  it('knows holds: all that is free, wherever it lies', async () => {
    const shop = await stocked();
    const { nodes } = await shop.ask('items', {
      filter: { locationId: 'L1' },
      sort: { field: 'expiryDate' },
    });
    const item = nodes.find(({ lotNumber }: Fields) => lotNumber === 'GOOD');
    const hold = (quantity: number) =>
      shop.run('createHold', { inventoryItemId: item.id, quantity, type: 'QUALITY', reason: 'x' });
    await hold(9);
    expect(await issuesOf(shop, { ...good, quantity: 1 })).toEqual([]);
    expect(await issuesOf(shop, { ...good, quantity: 2 })).toEqual(['INSUFFICIENT_STOCK quantity']);
    await hold(1);
    for (const locationId of ['L1', undefined])
      for (const quantity of [1, undefined])
        expect(await issuesOf(shop, { ...good, locationId, quantity })).toEqual(['STOCK_ON_HOLD lotNumber']);
    const adjust = { ...good, operation: 'ADJUST' };
    for (const locationId of ['L1', undefined])
      for (const quantity of [1, undefined])
        expect(await issuesOf(shop, { ...adjust, locationId, quantity })).toEqual(['STOCK_ON_HOLD quantity']);
  });

  it('knows what is blocked, and what is kept as safety stock', async () => {
    const shop = await stocked({ policies: [{ name: 'safe', safetyStock: 2 }] });
    expect(await issuesOf(shop, { ...good, quantity: 8 })).toEqual([]);
    expect(await issuesOf(shop, { ...good, quantity: 9 })).toEqual(['INSUFFICIENT_STOCK quantity']);
    const { id } = await shop.record('A', 'L1');
    await shop.run('updateAvailability', { id, blocked: true });
    expect(await issuesOf(shop, { ...good, quantity: 9 })).toEqual([
      'AVAILABILITY_BLOCKED productMasterId',
      'INSUFFICIENT_STOCK quantity',
    ]);
    expect(await issuesOf(shop, { ...good, quantity: undefined })).toEqual([
      'AVAILABILITY_BLOCKED productMasterId',
    ]);
  });

  it('goes by the calendar of the location', async () => {
    const timezone = 'Pacific/Pago_Pago';
    const shop = await stocked({ locations: [{ code: 'L1', timezone }, 'L2'] });
    const yesterday = new Date(gateway.clock.now().getTime() - 11 * 3_600_000).toISOString().slice(0, 10);
    await upserted(shop.caller, kinds.lots, [
      { productMasterId: 'A', number: 'GOOD', expiryDate: yesterday },
    ]);
    expect(await issuesOf(shop, good)).toEqual([]);
    await shop.run('updateOrganizationSettings', { lotGoodOnExpiryDate: false });
    expect(await issuesOf(shop, good)).toEqual(['LOT_EXPIRED lotNumber']);
  });
});

describe('validating goods that come in', () => {
  it.each<[what: string, line: (shop: Shop) => Fields, issues: string[]]>([
    ['a known lot', () => ({ ...good, quantity: 1_000 }), []],
    ['a new lot', (shop) => ({ ...good, lotNumber: 'NEW', expiryDate: shop.inDays(5) }), []],
    ['a new lot without an expiry', () => ({ ...good, lotNumber: 'NEW' }), ['EXPIRY_REQUIRED expiryDate']],
    [
      'a new lot that has expired',
      (shop) => ({ ...good, lotNumber: 'NEW', expiryDate: shop.inDays(-1) }),
      ['LOT_EXPIRED expiryDate'],
    ],
    ['no lot', () => ({ globalSku: 'A' }), ['LOT_REQUIRED lotNumber', 'EXPIRY_REQUIRED expiryDate']],
    ['no lot where none is needed', () => ({ globalSku: 'B' }), []],
    ['an expired lot', () => ({ ...good, lotNumber: 'OLD' }), ['LOT_EXPIRED lotNumber']],
    ['an expired lot into quarantine', () => ({ ...good, lotNumber: 'OLD', condition: 'QUARANTINE' }), []],
    ['a recalled lot', () => ({ ...good, lotNumber: 'BAD' }), ['LOT_RECALLED lotNumber']],
    [
      'a recalled lot with another expiry into a blocked bin',
      (shop) => ({ ...good, lotNumber: 'BAD', expiryDate: shop.inDays(-1), binId: 'SHUT' }),
      ['LOT_EXPIRY_MISMATCH expiryDate', 'LOT_RECALLED lotNumber', 'BIN_BLOCKED binId'],
    ],
    [
      'a bin of another place',
      (shop) => ({ ...good, binId: shop.ids.ELSEWHERE }),
      ['BIN_OF_ANOTHER_LOCATION binId'],
    ],
    [
      "another product's lot",
      (shop) => ({ globalSku: 'A', lotId: shop.ids.OTHER }),
      ['LOT_OF_ANOTHER_PRODUCT lotId'],
    ],
  ])('%s', async (_what, line, issues) => {
    const shop = await stocked();
    expect(await issuesOf(shop, { ...line(shop), operation: 'RECEIVE' })).toEqual(issues);
  });

  it('one new lot has one expiry', async () => {
    const shop = await stocked();
    const line = (expiryDate: string) => ({
      globalSku: 'A',
      lotNumber: 'NEW',
      locationId: 'L1',
      operation: 'RECEIVE',
      expiryDate,
    });
    const lines = [shop.inDays(5), shop.inDays(6), shop.inDays(5)].map(line);
    const answer = await shop.ask('validateLots', { input: { lines } });
    expect(answer.lines.map(({ valid }: Fields) => valid)).toEqual([true, false, true]);
    expect(answer.lines[1].issues).toMatchObject([{ code: 'LOT_EXPIRY_MISMATCH', field: 'expiryDate' }]);
  });
});

describe('validating a decrease', () => {
  it.each<[what: string, line: (shop: Shop) => Fields, issues: string[]]>([
    ['what is there', () => good, []],
    ['more than is there', () => ({ ...good, quantity: 11 }), ['INSUFFICIENT_STOCK quantity']],
    ['an expired lot', () => ({ ...good, lotNumber: 'OLD', quantity: 6 }), []],
    [
      'no lot',
      () => ({ ...good, lotNumber: undefined }),
      ['LOT_REQUIRED lotNumber', 'EXPIRY_REQUIRED expiryDate'],
    ],
    [
      'another condition, of which there is none',
      () => ({ ...good, condition: 'DAMAGED' }),
      ['INSUFFICIENT_STOCK quantity'],
    ],
    [
      'another expiry',
      (shop) => ({ ...good, expiryDate: shop.inDays(2) }),
      ['LOT_EXPIRY_MISMATCH expiryDate'],
    ],
    ['no place: all of them', () => ({ ...good, locationId: undefined }), []],
    [
      'no place, and more than there is anywhere',
      () => ({ ...good, locationId: undefined, quantity: 11 }),
      ['INSUFFICIENT_STOCK quantity'],
    ],
    ['any of what is not there', () => ({ ...good, locationId: 'L2', quantity: undefined }), []],
  ])('%s', async (_what, line, issues) => {
    const shop = await stocked();
    expect(await issuesOf(shop, { ...line(shop), operation: 'ADJUST' })).toEqual(issues);
  });
});

describe('validating many lines', () => {
  it('lets those of one operation share what there is, and leaves out those that are refused', async () => {
    const shop = await stocked();
    const lines = [
      { ...good, quantity: 6 },
      { ...good, quantity: 7 },
      { ...good, lotNumber: 'OLD', quantity: 4 },
      { ...good, quantity: 4 },
      { ...good, quantity: 10, operation: 'ADJUST' },
      { ...good, quantity: 0.0001, operation: 'ADJUST' },
    ];
    const { valid, lines: answers } = await shop.ask('validateLots', { input: { lines } });
    expect([valid, answers.map((answer: Fields) => answer.valid)]).toEqual([
      false,
      [true, false, false, true, true, false],
    ]);
  });

  it('changes nothing, and takes as many statements for 50 lines as for one', async () => {
    const shop = await stocked();
    const before = await books(shop);
    const count = async (lines: object[]) => {
      gateway.statements.length = 0;
      await shop.ask('validateLots', { input: { lines } });
      return gateway.statements.filter((text) => /^(with|select (?!set_config))/i.test(text.trim())).length;
    };
    const many = (line: object) => Array.from({ length: 50 }, () => line);
    for (const operation of ['RECEIVE', 'RESERVE', 'ADJUST']) {
      const line = { ...good, quantity: 1, operation };
      const one = await count([line]);
      expect([operation, await count(many(line))]).toEqual([operation, one]);
      expect(one).toBeLessThanOrEqual(6);
    }
    const anywhere = { ...good, locationId: undefined };
    expect(await count(many(anywhere))).toBe(await count([anywhere]));
    expect(await books(shop)).toEqual(before);
  });

  it.each<[what: string, line: Fields | Fields[], paths: string[]]>([
    ['no lines', [], ['lines']],
    ['more than 1,000 lines', Array.from({ length: 1_001 }, () => ({ globalSku: 'A' })), ['lines']],
    ['no product', { locationId: 'L1' }, ['lines[0].productMasterId']],
    ['a lot by both', { globalSku: 'A', lotId: 'x', lotNumber: 'y' }, ['lines[0].lotNumber']],
    ['a blank lot number', { globalSku: 'A', lotNumber: ' ' }, ['lines[0].lotNumber']],
    ['a lot number that is too long', { globalSku: 'A', lotNumber: 'x'.repeat(101) }, ['lines[0].lotNumber']],
    ['a quantity of 0', { globalSku: 'A', quantity: 0 }, ['lines[0].quantity']],
    ['a negative quantity', { globalSku: 'A', quantity: -1 }, ['lines[0].quantity']],
    ['a bin of no place', { globalSku: 'A', binId: 'SHUT', operation: 'ADJUST' }, ['lines[0].locationId']],
    ['a bin to reserve from', { ...good, binId: 'SHUT' }, ['lines[0].binId']],
    ['a condition that is not reserved', { ...good, condition: 'DAMAGED' }, ['lines[0].condition']],
  ])('refuses %s', async (_what, given, paths) => {
    const shop = await open(gateway);
    const input = { lines: Array.isArray(given) ? given : [given] };
    const { body } = await shop.caller.graphql(
      'query($input: ValidateLotsInput!) { validateLots(input: $input) { valid } }',
      { input },
    );
    const { code, fields } = body.errors[0].extensions;
    expect([code, fields.map(({ path }: Fields) => path)]).toEqual(['VALIDATION_FAILED', paths]);
  });

  it('asks for its permission, and knows nothing of other organizations', async () => {
    const shop = await stocked();
    const stranger = await open(gateway);
    const mine = { productMasterId: shop.ids.A, lotId: shop.ids.OLD, locationId: shop.ids.L1 };
    expect(await issuesOf(stranger, mine)).toEqual(['NOT_FOUND productMasterId', 'NOT_FOUND locationId']);
    const caller = await shop.organization.caller('inventory.write', 'inventory.adjust', 'products.*');
    const { body } = await caller.graphql(
      'query($input: ValidateLotsInput!) { validateLots(input: $input) { valid } }',
      { input: { lines: [good] } },
    );
    expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'inventory.read' });
  });
});

describe('reserving of a lot', () => {
  const reserve = (shop: Shop, line: Fields) =>
    shop.attempt('reserveStock', { channelId: 'DTC', reference: 'x', lines: [{ ...good, ...line }] });

  it('takes that lot only, though another would go first', async () => {
    const shop = await stocked();
    const sooner = { sku: 'A', quantity: 3, lotNumber: 'SOONER', expiryDate: shop.inDays(3) };
    const [first] = await shop.receive('L1', sooner);
    const { body } = await reserve(shop, { quantity: 4 });
    expect(body.data.answer.reservation.lines[0].allocations).toMatchObject([{ quantity: 4 }]);
    expect((await shop.item({ lotId: first.lotId })).quantityReserved).toBe(0);
    const byId = await reserve(shop, { lotNumber: undefined, lotId: first.lotId, quantity: 3 });
    expect(byId.body.errors).toBeUndefined();
    expect((await shop.item({ lotId: first.lotId })).quantityReserved).toBe(3);
    expect(await refused(shop, () => reserve(shop, { quantity: 7 }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[0].quantity'],
      details: { available: 6, requested: 7 },
    });
    await expectSound(shop);
  });

  it.each<[what: string, line: (shop: Shop) => Fields, code: string, path: string]>([
    ['an unknown lot', () => ({ lotNumber: 'NOPE' }), 'NOT_FOUND', 'lotNumber'],
    ['both names', (shop) => ({ lotId: shop.ids.OLD }), 'VALIDATION_FAILED', 'lotNumber'],
    [
      "another product's lot",
      (shop) => ({ lotNumber: undefined, lotId: shop.ids.OTHER }),
      'LOT_OF_ANOTHER_PRODUCT',
      'lotId',
    ],
    ['an expired lot', () => ({ lotNumber: 'OLD' }), 'LOT_EXPIRED', 'lotNumber'],
    ['a recalled lot', () => ({ lotNumber: 'BAD' }), 'LOT_RECALLED', 'lotNumber'],
  ])('refuses %s', async (_what, line, code, path) => {
    const shop = await stocked();
    expect(await refused(shop, () => reserve(shop, line(shop)))).toMatchObject({
      code,
      paths: [`lines[0].${path}`],
    });
  });

  it('refuses a lot of which all that is free is on hold, and one too short-lived for the channel', async () => {
    const shop = await stocked({
      policies: [{ name: 'fresh', channelId: 'DTC', minRemainingShelfLifeDays: 20 }],
    });
    const short = { sku: 'A', quantity: 3, lotNumber: 'SHORT', expiryDate: shop.inDays(10) };
    await shop.receive('L1', short);
    expect(await refused(shop, () => reserve(shop, { lotNumber: 'SHORT', quantity: 1 }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 0, requested: 1 },
    });
    const { nodes } = await shop.ask('items', { filter: { locationId: 'L1', productMasterId: shop.ids.A } });
    const lotId = nodes.find(({ lotNumber }: Fields) => lotNumber === 'GOOD').lotId;
    await shop.run('createHold', { lotId, type: 'RECALL', reason: 'x' });
    expect(await refused(shop, () => reserve(shop, { quantity: 1 }))).toMatchObject({
      code: 'STOCK_ON_HOLD',
      paths: ['lines[0].lotNumber'],
      details: { available: 0, requested: 1, held: 10 },
    });
  });
});

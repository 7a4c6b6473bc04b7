import { describe, expect, it } from 'vitest';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();

describe('recordStock', () => {
  it('lets goods come in at their cost: the average moves, rounded half up to 4 places', async () => {
    const shop = await open(gateway, {
      products: [{ globalSku: 'A', unitCost: 2 }],
      locations: ['L1'],
      bins: [{ locationId: 'L1', code: 'B1' }],
    });
    const first = await shop.run('recordStock', {
      locationId: 'L1',
      reference: 'PO-7',
      notes: 'dock 2',
      lines: [{ globalSku: 'A', quantity: 3, binId: 'B1' }],
    });
    // no cost given: the standard cost
    expect(first.items[0]).toMatchObject({
      quantityOnHand: 3,
      unitCost: 2,
      totalValue: 6,
      binId: shop.ids.B1,
    });
    expect(first.receipt).toMatchObject({
      type: 'RECEIPT',
      reference: 'PO-7',
      notes: 'dock 2',
      reasonCode: null,
    });
    expect(await shop.ask('receipt', { id: first.receipt.id })).toEqual(first.receipt);
    // (3 x 2 + 4 x 3) / 7 = 2.571428...
    const [second] = await shop.receive('L1', { sku: 'A', quantity: 4, unitCost: 3, binId: 'B1' });
    expect(second).toMatchObject({ quantityOnHand: 7, unitCost: 2.5714, totalValue: 17.9998 });
    // out at the average, which stays; in again without a cost: at the average
    await shop.adjust({ inventoryItemId: second.id }, -2);
    const [third] = await shop.receive('L1', { sku: 'A', quantity: 1, binId: 'B1' });
    expect(third).toMatchObject({ quantityOnHand: 6, unitCost: 2.5714 });
    // another bin has its own average
    const [other] = await shop.receive('L1', { sku: 'A', quantity: 1, unitCost: 9 });
    expect(other).toMatchObject({ unitCost: 9, binId: null });
    await expectSound(shop);
  });

  it('keeps two lines of one row apart in the ledger and together in the balance', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'] });
    const { items, receipt } = await shop.run('recordStock', {
      locationId: 'L1',
      lines: [
        { globalSku: 'A', quantity: 1, unitCost: 1 },
        { globalSku: 'A', quantity: 3, unitCost: 2 },
      ],
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ quantityOnHand: 4, unitCost: 1.75 });
    expect(receipt.lines).toMatchObject([{ quantityAfter: 1 }, { quantityBefore: 1, quantityAfter: 4 }]);
    await expectSound(shop);
  });

  it('makes new lots, and finds those that are there', async () => {
    const shop = await open(gateway, {
      products: [{ globalSku: 'M', lotControlled: true, expiryControlled: true }],
      locations: ['L1'],
    });
    const expiryDate = shop.inDays(90);
    const [first] = await shop.receive('L1', { sku: 'M', quantity: 2, lotNumber: 'N1', expiryDate });
    const [same] = await shop.receive('L1', { sku: 'M', quantity: 3, lotNumber: 'N1' });
    const [too] = await shop.receive('L1', { sku: 'M', quantity: 3, lotNumber: 'N1', expiryDate });
    expect(same).toMatchObject({ id: first.id, lotNumber: 'N1', expiryDate, quantityOnHand: 5 });
    expect(too).toMatchObject({ id: first.id, quantityOnHand: 8 });
    expect(await shop.sql('select number from lot where org_id = $1')).toEqual([{ number: 'N1' }]);
    await expectSound(shop);
  });

  it('makes a new lot of several lines once, with the expiry that one of them gives', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: ['L1'],
      bins: [{ locationId: 'L1', code: 'B1' }],
    });
    const expiryDate = shop.inDays(30);
    const line = { globalSku: 'A', quantity: 1, lotNumber: 'NEW' };
    const receive = (...lines: object[]) => shop.attempt('recordStock', { locationId: 'L1', lines });
    const two = () => receive({ ...line, expiryDate }, { ...line, expiryDate: shop.inDays(31) });
    expect(await refused(shop, two)).toMatchObject({
      code: 'LOT_EXPIRY_MISMATCH',
      paths: ['lines[1].expiryDate'],
    });
    const { body } = await receive({ ...line, expiryDate }, { ...line, binId: 'B1' });
    expect(body.data.answer.items).toMatchObject([{ expiryDate }, { expiryDate }]);
    await expectSound(shop);
  });

  it('takes stock into other conditions, which are never available', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'] });
    const items = await shop.receive(
      'L1',
      { sku: 'A', quantity: 5 },
      { sku: 'A', quantity: 2, condition: 'QUARANTINE' },
    );
    expect(items.map(({ quantityAvailable }) => quantityAvailable)).toEqual([5, 0]);
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 7, unavailable: 2, available: 5 });
  });

  it('sets what is there', async () => {
    const shop = await open(gateway, { products: ['A', 'B'], locations: ['L1'] });
    await shop.receive('L1', { sku: 'A', quantity: 5 }, { sku: 'B', quantity: 5 });
    const { items, receipt } = await shop.run('recordStock', {
      locationId: 'L1',
      mode: 'SET',
      lines: [
        { globalSku: 'A', quantity: 0 },
        { globalSku: 'B', quantity: 7 },
      ],
    });
    expect(items.map((item: { quantityOnHand: number }) => item.quantityOnHand)).toEqual([0, 7]);
    expect(receipt.lines).toMatchObject([{ quantityDelta: -5 }, { quantityDelta: 2 }]);
    expect(items[0].lastCountedAt).not.toBeNull();
    await expectSound(shop);
  });

  it('lists receipts apart from adjustments', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1', 'L2'] });
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    await shop.receive('L2', { sku: 'A', quantity: 5 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, 1);
    const { nodes, totalCount } = await shop.ask('receipts', { filter: { locationId: 'L2' } });
    expect([totalCount, nodes[0].number]).toEqual([1, 'RCP-000002']);
    expect((await shop.ask('receipts')).totalCount).toBe(2);
    expect(await shop.ask('adjustment', { id: nodes[0].id })).toBeNull();
  });
});

describe('a receipt that is refused names the field and changes nothing', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const shop = open(gateway, {
    products: [
      'A',
      { globalSku: 'OFF', status: 'INACTIVE' },
      { globalSku: 'LOT', lotControlled: true },
      { globalSku: 'EXP', expiryControlled: true },
      { globalSku: 'MED', lotControlled: true, expiryControlled: true },
    ],
    locations: ['L1', { code: 'OLD', status: 'INACTIVE' }],
    bins: [{ locationId: 'L1', code: 'HELD', blocked: true }],
    lots: [
      { productMasterId: 'MED', number: 'N1', expiryDate: day(90) },
      { productMasterId: 'MED', number: 'PAST', expiryDate: day(-1) },
      { productMasterId: 'MED', number: 'BACK', expiryDate: day(90), status: 'RECALLED' },
      { productMasterId: 'MED', number: 'NONE' },
    ],
  });
  it.each<[what: string, line: object, code: string, path: string, more?: object]>([
    ['an unknown field', { colour: 1 }, 'VALIDATION_FAILED', 'lines[0].colour'],
    ['no quantity', { quantity: undefined }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['a quantity of null', { quantity: null }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['a quantity of 0', { quantity: 0 }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['a quantity below 0', { quantity: -1 }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['5 decimals', { quantity: '0.00001' }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['a cost below 0', { unitCost: -1 }, 'VALIDATION_FAILED', 'lines[0].unitCost'],
    ['an unknown condition', { condition: 'FINE' }, 'VALIDATION_FAILED', 'lines[0].condition'],
    ['a blank lot', { lotNumber: ' ' }, 'VALIDATION_FAILED', 'lines[0].lotNumber'],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'lines[0].globalSku'],
    ['an inactive product', { globalSku: 'OFF' }, 'INACTIVE', 'lines[0].globalSku'],
    ['an unknown bin', { binId: 'NO' }, 'NOT_FOUND', 'lines[0].binId'],
    ['a blocked bin', { binId: 'HELD' }, 'BIN_BLOCKED', 'lines[0].binId'],
    ['no lot', { globalSku: 'LOT' }, 'LOT_REQUIRED', 'lines[0].lotNumber'],
    ['no expiry', { globalSku: 'MED', lotNumber: 'NEW' }, 'EXPIRY_REQUIRED', 'lines[0].expiryDate'],
    ['no expiry, no lot', { globalSku: 'EXP' }, 'EXPIRY_REQUIRED', 'lines[0].expiryDate'],
    [
      'an expiry without a lot to keep it',
      { globalSku: 'EXP', expiryDate: day(9) },
      'LOT_REQUIRED',
      'lines[0].lotNumber',
    ],
    ['an expiry that nothing keeps', { expiryDate: day(9) }, 'LOT_REQUIRED', 'lines[0].lotNumber'],
    [
      'another expiry',
      { globalSku: 'MED', lotNumber: 'N1', expiryDate: day(9) },
      'LOT_EXPIRY_MISMATCH',
      'lines[0].expiryDate',
    ],
    [
      'an expiry for a lot without',
      { globalSku: 'MED', lotNumber: 'NONE', expiryDate: day(9) },
      'LOT_EXPIRY_MISMATCH',
      'lines[0].expiryDate',
    ],
    ['an expired lot', { globalSku: 'MED', lotNumber: 'PAST' }, 'LOT_EXPIRED', 'lines[0].lotNumber'],
    [
      'an expired new lot',
      { globalSku: 'MED', lotNumber: 'NEW', expiryDate: day(-2) },
      'LOT_EXPIRED',
      'lines[0].expiryDate',
    ],
    ['a recalled lot', { globalSku: 'MED', lotNumber: 'BACK' }, 'LOT_RECALLED', 'lines[0].lotNumber'],
    ['no location', {}, 'VALIDATION_FAILED', 'locationId', { locationId: undefined }],
    ['an unknown location', {}, 'NOT_FOUND', 'lines[0].locationId', { locationId: 'NO' }],
    ['an inactive location', {}, 'INACTIVE', 'lines[0].locationId', { locationId: 'OLD' }],
    ['a future day', {}, 'VALIDATION_FAILED', 'effectiveDate', { effectiveDate: '2999-01-01' }],
    ['no lines', {}, 'VALIDATION_FAILED', 'lines', { lines: [] }],
    ['an unknown mode', {}, 'VALIDATION_FAILED', 'mode', { mode: 'ADD' }],
    ['too long a reference', {}, 'VALIDATION_FAILED', 'reference', { reference: 'x'.repeat(256) }],
  ])('%s', async (_what, line, code, path, more = {}) => {
    const there = await shop;
    const lines = [{ globalSku: 'A', quantity: 1, ...line }];
    const write = () => there.attempt('recordStock', { locationId: 'L1', lines, ...more });
    expect(await refused(there, write)).toMatchObject({ code, paths: [path] });
  });

  it('setting one row twice, or below what is reserved', async () => {
    const there = await open(gateway, { products: ['A'], locations: ['L1'], channels: ['DTC'] });
    await there.receive('L1', { sku: 'A', quantity: 5 });
    await there.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 3 }]);
    const set = (...quantities: number[]) =>
      refused(there, () =>
        there.attempt('recordStock', {
          locationId: 'L1',
          mode: 'SET',
          lines: quantities.map((quantity) => ({ globalSku: 'A', quantity })),
        }),
      );
    expect(await set(4, 4)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines[1].quantity'] });
    expect(await set(2)).toMatchObject({ code: 'INSUFFICIENT_STOCK', paths: ['lines[0].quantity'] });
    expect(await set(-1)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines[0].quantity'] });
  });

  it('expired or recalled goods that come in as such are taken', async () => {
    const there = await shop;
    await there.receive('L1', { sku: 'MED', quantity: 1, lotNumber: 'PAST', condition: 'EXPIRED' });
    await there.receive('L1', { sku: 'MED', quantity: 1, lotNumber: 'BACK', condition: 'QUARANTINE' });
    expect(await there.record('MED', 'L1')).toMatchObject({ onHand: 2, available: 0, unavailable: 2 });
  });

  it('a caller without the permission', async () => {
    const there = await open(gateway, { products: ['A'], locations: ['L1'] });
    const reader = new Shop(gateway, there.organization, await there.organization.caller('inventory.read'));
    const lines = [{ globalSku: 'A', quantity: 1 }];
    expect(
      await refused(there, () => reader.attempt('recordStock', { locationId: 'L1', lines })),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

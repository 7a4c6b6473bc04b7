import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { kinds, refusal, upserted } from '../support/master-data.ts';
import { DAY } from '../support/spoiled.ts';

const gateway = await startGateway();

const catalogue = [
  { globalSku: 'HM-100-A', name: 'Claw hammer', barcode: '4006381333931' },
  { globalSku: 'HM-100-B', name: 'Sledge hammer 5 kg', barcode: '4006381333948' },
  { globalSku: 'RD-7', name: 'Kühler groß' },
  { globalSku: 'CT-1', name: 'Cotton pads 100% (50)' },
  { globalSku: 'CT-2', name: 'Cotton pads 1000' },
  { globalSku: 'SY_1', name: 'Syringe, sterile' },
  { globalSku: 'SYX1', name: 'Catheter, sterile' },
  { globalSku: 'UA-9', name: 'Молоток' },
  { globalSku: 'JP-1', name: '茶' },
  { globalSku: 'OLD-1', name: 'Hammer of old', status: 'INACTIVE' },
];

const shops = open(gateway, { products: catalogue, locations: ['MAIN', 'EAST'] });
const found = async (shop: Shop, q: string, more: object = {}): Promise<string[]> =>
  (await shop.ask('search', { q, ...more })).map(({ globalSku }: { globalSku: string }) => globalSku);

describe('products are found', () => {
  it.each([
    ['by SKU, first', 'HM-100-B', ['HM-100-B']],
    ['by SKU in any case and without its hyphens', 'hm100b', ['HM-100-B']],
    ['by the beginning of a SKU', 'hm-100', ['HM-100-A', 'HM-100-B']],
    ['by barcode', '4006381333948', ['HM-100-B']],
    ['by the beginning of a barcode', '400638133', ['HM-100-A', 'HM-100-B']],
    ['by name in any case', 'CLAW HAMMER', ['HM-100-A']],
    ['by the beginning of a name', 'sled', ['HM-100-B']],
    ['by a word within', 'hammer', ['HM-100-A', 'HM-100-B']],
    ['by words in another order', 'sterile syringe', ['SY_1']],
    ['by words that are not begun with', 'ringe', ['SY_1']],
    ['with accents', 'kühler', ['RD-7']],
    ['without them', 'KUHLER GROSS', ['RD-7']],
    ['in other scripts, and cases', 'МОЛОТ', ['UA-9']],
    ['by a single sign of another script', '茶', ['JP-1']],
  ])('%s: %s', async (_how, q, expected) => {
    expect((await found(await shops, q)).slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    ['hamer', ['HM-100-A', 'HM-100-B']],
    ['hmamer', ['HM-100-A']],
    ['slegde hamer', ['HM-100-B']],
    ['kuehler', ['RD-7']],
    ['steril syrnge', ['SY_1']],
    ['cathedder', ['SYX1']],
    ['молатокк', ['UA-9']],
    ['4006318333948', ['HM-100-B']],
    ['hammer zzyx', ['HM-100-A']],
  ])('with typing errors: %s', async (q, expected) => {
    expect((await found(await shops, q)).slice(0, expected.length)).toEqual(expected);
  });

  it('with nothing but what was meant, when a code is given', async () => {
    expect(await found(await shops, 'CT-1')).toEqual(['CT-1']);
    expect(await found(await shops, '4006381333931')).toEqual(['HM-100-A']);
  });

  it('not at all where nothing is alike', async () => {
    for (const q of ['qqqqqq', 'xylophone', '!!!']) expect([q, await found(await shops, q)]).toEqual([q, []]);
  });

  it('by what was typed, for there are no wildcards', async () => {
    const shop = await shops;
    for (const q of ['%', '_', '%%%', '___', '\\', "'", '%a%', 'h%r']) {
      const skus = await found(shop, q);
      expect([q, skus.length < catalogue.length - 1]).toEqual([q, true]);
    }
    expect(await found(shop, '%')).toEqual([]);
    expect((await found(shop, 'pads 100%'))[0]).toBe('CT-1');
    // an underscore is no "any sign": SYX1 is not found by it
    expect((await found(shop, 'sy_1'))[0]).toBe('SY_1');
    expect(await found(shop, 'SY_1')).not.toContain('SYX1');
  });

  it('while they are active, under the name that they have', async () => {
    const shop = await open(gateway, { products: [{ globalSku: 'P1', name: 'Ladder' }, 'P2'] });
    expect(await found(await shops, 'hammer of old')).not.toContain('OLD-1');
    expect(await found(shop, 'ladder')).toEqual(['P1']);
    await upserted(shop.caller, kinds.products, [{ globalSku: 'P1', status: 'INACTIVE' }]);
    expect(await found(shop, 'ladder')).toEqual([]);
    expect(await found(shop, 'P1')).not.toContain('P1');
    await upserted(shop.caller, kinds.products, [{ globalSku: 'P1', status: 'ACTIVE', name: 'Trolley' }]);
    expect(await found(shop, 'ladder')).toEqual([]);
    expect(await found(shop, 'trolly')).toEqual(['P1']);
    await upserted(shop.caller, kinds.products, [{ globalSku: 'P2', barcode: '12345678' }]);
    expect(await found(shop, '12345678')).toEqual(['P2']);
    await upserted(shop.caller, kinds.products, [{ globalSku: 'P2', barcode: null }]);
    expect(await found(shop, '12345678')).toEqual([]);
  });

  it('as many as are wanted', async () => {
    expect(await found(await shops, 'hammer', { first: 1 })).toEqual(['HM-100-A']);
  });
});

describe('what is found is told', () => {
  it('with what can be promised at a location, or at all, as availability records say', async () => {
    const shop = await open(gateway, {
      products: ['A', 'B'],
      locations: ['MAIN', 'EAST'],
      channels: ['DTC'],
    });
    const item = await shop.receiveOne('MAIN', { sku: 'A', quantity: 20 });
    await shop.receive('MAIN', { sku: 'A', quantity: 5, lotNumber: 'N', expiryDate: shop.inDays(1) });
    await shop.receive('MAIN', { sku: 'A', quantity: 3, condition: 'DAMAGED' });
    await shop.receive('EAST', { sku: 'A', quantity: 7 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'EAST', quantity: 2 }]);
    await shop.run('createHold', { inventoryItemId: item, quantity: 4, type: 'QUALITY', reason: 'x' });
    const available = async (more: object = {}) =>
      (await shop.ask('search', { q: 'A', ...more })).find(
        ({ globalSku }: { globalSku: string }) => globalSku === 'A',
      ).available;
    const check = async (main: number, east: number) => {
      expect(await available({ fromLocationId: 'MAIN' })).toBe(main);
      expect(await available({ fromLocationId: shop.ids.EAST })).toBe(east);
      expect(await available()).toBe(main + east);
      expect((await shop.record('A', 'MAIN')).available).toBe(main);
      const records = await shop.ask('records', { filter: { locationId: 'EAST' } });
      expect(records.nodes[0]).toMatchObject({ available: east, onHand: 7 });
    };
    await check(21, 5);
    gateway.clock.advance(3 * DAY); // the lot expires
    await check(16, 5);
    expect(await shop.ask('search', { q: 'B', fromLocationId: 'MAIN' })).toMatchObject([
      { globalSku: 'B', available: 0 },
    ]);
  });

  it('unless the question makes no sense: every bad field is named', async () => {
    const { admin } = await gateway.organization();
    const ask = (q: string, more = '') =>
      admin.graphql(`query($q: String!) { searchProducts(q: $q${more}) { globalSku } }`, { q });
    expect(refusal(await ask('  '))).toEqual({ code: 'VALIDATION_FAILED', paths: ['q'] });
    expect(refusal(await ask('x'.repeat(256), ', first: 0'))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['q', 'first'],
    });
    expect(refusal(await ask('x', ', first: 101')).paths).toEqual(['first']);
    expect(refusal(await ask('x', ', fromLocationId: "NOWHERE"'))).toEqual({
      code: 'NOT_FOUND',
      paths: ['fromLocationId'],
    });
  });
});

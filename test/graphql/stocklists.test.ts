import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const kind = kinds.stocklists;
describeMasterData(gateway, {
  ...kind,
  one: 'stocklist',
  documentType: 'Stocklist',
  read: 'stockrequests.read',
  write: 'stockrequests.write',
  sorts: ['code', 'name', 'updatedAt'],
  prepare: async ({ admin }) => {
    const [ward, main] = await upserted(admin, kinds.locations, [{ code: 'WARD' }, { code: 'MAIN' }]);
    const [product] = await upserted(admin, kinds.products, [{ globalSku: 'A' }]);
    return { ward: ward?.id ?? '', main: main?.id ?? '', product: product?.id ?? '' };
  },
  make: (n, { ward, main, product }) => ({
    code: `S${n}`,
    name: `Name ${n % 3}`,
    destinationId: ward,
    fromLocationId: main,
    lines: [{ productMasterId: product, parLevel: n }],
  }),
  change: { notes: 'by Monday' },
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const given = {
  products: ['A', { globalSku: 'B', packSize: 6 }, 'C', { globalSku: 'OFF', status: 'INACTIVE' }],
  locations: ['MAIN', 'WARD', 'LAB', { code: 'SHUT', status: 'INACTIVE' }],
};
const ward = { code: 'W1', name: 'Ward', destinationId: 'WARD', fromLocationId: 'MAIN' };
const put = async (shop: Shop, ...stocklists: object[]): Promise<Any[]> =>
  (await shop.run('upsertStocklists', { stocklists })).stocklists;
const lines = (stocklist: Any) =>
  stocklist.lines.map(({ globalSku, parLevel }: Any) => [globalSku, parLevel]);

describe('stocklists', () => {
  it('have lines in their order, that a change takes the place of', async () => {
    const shop = await open(gateway, given);
    const [made] = await put(shop, {
      ...ward,
      lines: [
        { globalSku: 'B', parLevel: 12.5 },
        { productMasterId: shop.ids.A, parLevel: 0 },
      ],
    });
    expect(made).toMatchObject({
      ...{ code: 'W1', name: 'Ward', status: 'ACTIVE', notes: null, version: 1 },
      destination: { code: 'WARD' },
      fromLocation: { code: 'MAIN' },
      lines: [
        { lineNo: 1, globalSku: 'B', parLevel: 12.5, packSize: 6, unit: 'EA' },
        { lineNo: 2, globalSku: 'A', parLevel: 0, packSize: 1 },
      ],
    });
    // left out: as they are
    const [renamed] = await put(shop, { code: 'W1', name: 'The ward' });
    expect([renamed.version, lines(renamed)]).toEqual([
      2,
      [
        ['B', 12.5],
        ['A', 0],
      ],
    ]);
    // the same: nothing changes
    const same = lines(renamed).map(([globalSku, parLevel]: Any) => ({ globalSku, parLevel }));
    expect((await put(shop, { code: 'W1', lines: same }))[0].version).toBe(2);
    // the lines alone are a change, that the audit trail tells
    const [changed] = await put(shop, { code: 'W1', lines: [{ globalSku: 'A', parLevel: 4 }] });
    expect([changed.version, lines(changed)]).toEqual([3, [['A', 4]]]);
    const audits = await shop.sql<{ before: Any; after: Any }>(
      `select before, after from audit_entry where org_id = $1 and document_type = 'Stocklist' order by seq`,
    );
    expect(audits.map(({ before, after }) => [before?.lines, after.lines])).toEqual([
      [
        undefined,
        [
          { productMasterId: shop.ids.B, parLevel: '12.5' },
          { productMasterId: shop.ids.A, parLevel: '0' },
        ],
      ],
      [
        [
          { productMasterId: shop.ids.B, parLevel: '12.5' },
          { productMasterId: shop.ids.A, parLevel: '0' },
        ],
        [
          { productMasterId: shop.ids.B, parLevel: '12.5' },
          { productMasterId: shop.ids.A, parLevel: '0' },
        ],
      ],
      [
        [
          { productMasterId: shop.ids.B, parLevel: '12.5' },
          { productMasterId: shop.ids.A, parLevel: '0' },
        ],
        [{ productMasterId: shop.ids.A, parLevel: '4' }],
      ],
    ]);
    // none is a change as well
    expect(lines((await put(shop, { code: 'W1', lines: [] }))[0])).toEqual([]);
  });

  it('are filtered by destination, supplier, product, status and part of code or name', async () => {
    const shop = await open(gateway, given);
    await put(
      shop,
      { ...ward, lines: [{ globalSku: 'A', parLevel: 1 }] },
      { code: 'L1', name: 'Laboratory', destinationId: 'LAB', status: 'INACTIVE' },
    );
    const codes = async (filter: object) =>
      (await shop.ask('stocklists', { filter })).nodes.map(({ code }: Any) => code);
    expect(await codes({ destinationId: 'LAB' })).toEqual(['L1']);
    expect(await codes({ destinationId: shop.ids.WARD })).toEqual(['W1']);
    expect(await codes({ fromLocationId: 'MAIN' })).toEqual(['W1']);
    expect(await codes({ productMasterId: shop.ids.A })).toEqual(['W1']);
    expect(await codes({ productMasterId: shop.ids.B })).toEqual([]);
    expect(await codes({ status: 'INACTIVE' })).toEqual(['L1']);
    expect(await codes({ search: 'LABOR' })).toEqual(['L1']);
    expect(await codes({})).toEqual(['L1', 'W1']);
  });

  it('name every bad field, and nothing is changed', async () => {
    const shop = await open(gateway, given);
    const bad = async (...stocklists: object[]) => {
      const answer = refusal(await shop.attempt('upsertStocklists', { stocklists }));
      expect((await shop.ask('stocklists')).nodes).toEqual([]);
      return answer;
    };
    const line = { globalSku: 'A', parLevel: 1 };
    expect(
      await bad(
        { code: '', destinationId: 'WARD', notes: 'x'.repeat(2_001) },
        { code: 'x', destinationId: 'WARD', lines: [{ ...line, parLevel: -1 }, line, { parLevel: 1 }] },
      ),
    ).toEqual({
      code: 'VALIDATION_FAILED',
      paths: [
        'stocklists[0].code',
        'stocklists[0].notes',
        'stocklists[1].lines[0].parLevel',
        'stocklists[1].lines[1]',
        'stocklists[1].lines[2].productMasterId',
      ],
    });
    expect(await bad({ code: 'x' })).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['stocklists[0].destinationId'],
    });
    expect(await bad({ code: 'x', destinationId: 'WARD', fromLocationId: shop.ids.WARD })).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['stocklists[0].fromLocationId'],
    });
    expect(
      await bad({
        code: 'x',
        destinationId: 'NOWHERE',
        fromLocationId: 'NEITHER',
        lines: [{ globalSku: 'Z', parLevel: 1 }],
      }),
    ).toEqual({
      code: 'NOT_FOUND',
      paths: [
        'stocklists[0].lines[0].globalSku',
        'stocklists[0].destinationId',
        'stocklists[0].fromLocationId',
      ],
    });
    expect(
      await bad({ code: 'x', destinationId: 'SHUT', lines: [{ globalSku: 'OFF', parLevel: 1 }] }),
    ).toEqual({
      code: 'INACTIVE',
      paths: ['stocklists[0].lines[0].globalSku', 'stocklists[0].destinationId'],
    });
    const twice = [{ productMasterId: shop.ids.A, parLevel: 1 }, line];
    expect(await bad({ ...ward, lines: twice })).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['stocklists[0].lines[1].globalSku'],
    });
    const many = Array.from({ length: 1_001 }, (_, n) => ({ globalSku: `P${n}`, parLevel: 1 }));
    expect((await bad({ ...ward, lines: many })).paths).toEqual(['stocklists[0].lines']);
  });

  it('keep a product or location that went out of use, and may be told so again', async () => {
    const shop = await open(gateway, given);
    const list = { ...ward, lines: [{ globalSku: 'A', parLevel: 1 }] };
    await put(shop, list);
    await upserted(shop.caller, kinds.products, [{ globalSku: 'A', status: 'INACTIVE' }]);
    await upserted(shop.caller, kinds.locations, [{ code: 'MAIN', status: 'INACTIVE' }]);
    expect((await put(shop, { ...list, name: 'Again' }))[0]).toMatchObject({ name: 'Again', version: 2 });
    const [moved] = await put(shop, { code: 'W1', fromLocationId: null });
    expect(moved.fromLocation).toBeNull();
  });

  it('that two change at once have the lines of one of them', async () => {
    const shop = await open(gateway, given);
    await put(shop, ward);
    const sets = Array.from({ length: 8 }, (_, n) => [
      { globalSku: 'A', parLevel: n + 1 },
      { globalSku: 'C', parLevel: n + 1 },
    ]);
    await Promise.all(sets.map((set) => put(shop, { code: 'W1', lines: set })));
    const [list] = (await shop.ask('stocklists')).nodes;
    expect(list.version).toBe(9);
    expect(lines(list).map(([sku]: Any) => sku)).toEqual(['A', 'C']);
    expect(new Set(list.lines.map(({ parLevel }: Any) => parLevel)).size).toBe(1);
  });
});

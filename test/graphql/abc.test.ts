import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classesOf } from '../../src/domain/cycle-counts/abc.query.ts';
import { classify } from '../../src/domain/cycle-counts/abc.rules.ts';
import { type Decimal, decimal, ZERO } from '../../src/domain/quantity.rules.ts';
import {
  ask,
  at,
  basics,
  classified,
  consumed,
  countedDaysAgo,
  issue,
  issued,
  putLedger,
  skus,
  stockedDaysAgo,
  trade,
} from '../support/abc.ts';
import { furnish, open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

const gateway = await startGateway();
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

describe('the classification', () => {
  it('ranks by what was issued, at cost, and classes by the share before', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    const answer = await classified(shop, at('L1'));
    expect(answer).toMatchObject({
      basis: 'CONSUMPTION',
      toDate: shop.inDays(0),
      fromDate: shop.inDays(-364),
    });
    expect(answer.totalCount).toBe(5);
    const seen = answer.nodes.map((node: Any) => [
      node.globalSku,
      node.class,
      node.value,
      node.share,
      node.cumulativeShare,
    ]);
    expect(seen).toEqual([
      ['P1', 'A', 700, 70, 70],
      ['P2', 'A', 150, 15, 85],
      ['P3', 'B', 100, 10, 95],
      ['P4', 'C', 50, 5, 100],
      ['P5', 'C', 0, 0, 100],
    ]);
    expect(answer.classes).toEqual({
      A: { products: 2, value: 850, share: 85 },
      B: { products: 1, value: 100, share: 10 },
      C: { products: 2, value: 50, share: 5 },
    });
    expect(answer.nodes[0]).toMatchObject({ productMasterId: 'prd-P1', productName: 'Name P1' });
    await expectSound(shop);
  });

  it('a reversed issue was not consumed; what was only counted or adjusted neither', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, {
      P1: { units: 100, cost: 10 },
      P2: { units: 100, cost: 1, issued: 5 },
      P3: { units: 9, cost: 50 },
    });
    const undone = await issue(shop, 'P1', 60);
    await issue(shop, 'P1', 0.4);
    await shop.adjust({ sku: 'P3', locationId: 'L1' }, -4);
    expect(skus(await classified(shop, at('L1')))).toBe('P1 P2 P3');
    // no document that makes issues can be reversed yet: what one of them would post
    await shop.sql(
      `insert into movement (org_id, id, document_id, line_no, item_id, product_id, location_id, quantity_delta, balance_after,
         unit_cost, type, effective_date, posted_at, posted_by, day, cost_after)
       select $1, 'undo' || id, document_id, 9, item_id, product_id, location_id, -quantity_delta, balance_after, unit_cost, type,
         effective_date, posted_at, posted_by, day, cost_after from movement where org_id = $1 and document_id = $2`,
      undone.id,
    );
    const { nodes } = await classified(shop, at('L1'));
    expect(nodes.map(({ globalSku, value }: Any) => [globalSku, value])).toEqual([
      ['P2', 5],
      ['P1', 4],
      ['P3', 0],
    ]);
  });

  it('without any consumption it ranks by the value on hand, and a basis can be asked for', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, {
      P1: { units: 1, cost: 5 },
      P2: { units: 100, cost: 1 },
      P3: { units: 2, cost: 2.5 },
    });
    const stock = await classified(shop, at('L1'));
    expect([stock.basis, skus(stock)]).toEqual(['STOCK_VALUE', 'P2 P1 P3']);
    expect(stock.nodes.map((node: Any) => node.class).join('')).toBe('ABC'); // 90.9, 95.45, 100: 5 before P3 is over 95
    expect((await classified(shop, { ...at('L1'), basis: 'CONSUMPTION' })).classes).toMatchObject({
      A: { products: 0, value: 0, share: 0 },
      C: { products: 3, value: 0, share: 0 },
    });
    await issue(shop, 'P3', 1);
    expect(await classified(shop, at('L1'))).toMatchObject({
      basis: 'CONSUMPTION',
      classes: { A: { products: 1 } },
    });
    expect((await classified(shop, { ...at('L1'), basis: 'STOCK_VALUE' })).basis).toBe('STOCK_VALUE');
    // elsewhere nothing was consumed
    await trade(shop, { P1: { units: 3, cost: 1 } }, 'L2');
    expect(await classified(shop, at('L2'))).toMatchObject({ basis: 'STOCK_VALUE', totalCount: 1 });
  });

  it('over all locations it adds them up; at one it ranks what is stocked there', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, { P1: { units: 10, cost: 1, issued: 6 }, P2: { units: 10, cost: 1, issued: 5 } });
    await trade(shop, { P2: { units: 10, cost: 1, issued: 5 }, P3: { units: 10, cost: 1 } }, 'L2');
    const all = await classified(shop);
    expect(all.nodes.map(({ globalSku, value }: Any) => [globalSku, value])).toEqual([
      ['P2', 10],
      ['P1', 6],
      ['P3', 0],
    ]);
    expect(skus(await classified(shop, at('L1')))).toBe('P1 P2');
    expect(skus(await classified(shop, at('L2')))).toBe('P2 P3');
  });

  it('lists active products only, and an inactive one counts for nobody', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, { P1: { units: 99, cost: 1, issued: 99 }, P2: { units: 9, cost: 1, issued: 1 } });
    await furnish(shop, { products: [{ id: 'prd-P1', globalSku: 'P1', name: 'P1', status: 'INACTIVE' }] });
    const answer = await classified(shop, at('L1'));
    expect(answer.nodes).toMatchObject([{ globalSku: 'P2', share: 100, class: 'A' }]);
  });

  it('takes cut-offs and the period from the settings', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    await furnish(shop, { settings: { abcCutoffs: { A: 70, B: 86 }, abcPeriodDays: 7 } });
    const answer = await classified(shop, at('L1'));
    expect(answer.fromDate).toBe(shop.inDays(-6));
    expect(answer.nodes.map((node: Any) => node.class).join('')).toBe('ABBCC'); // at 70 % before it: no longer A
  });

  it('filters without touching classes, orders, and pages', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    const made = `mutation($input: UpsertCategoriesInput!) { upsertCategories(input: $input) { categories { id } } }`;
    await shop.caller.graphql(made, { input: { categories: [{ id: 'cat', name: 'Cat' }] } });
    await furnish(shop, { products: [{ id: 'prd-P3', globalSku: 'P3', name: 'Lamp', categoryId: 'cat' }] });
    for (const filter of [
      { class: 'B' },
      { search: 'amp' },
      { search: 'p3' },
      { categoryId: 'cat' },
      { categoryId: 'Cat' },
    ]) {
      const answer = await classified(shop, at('L1', filter));
      expect(answer, JSON.stringify(filter)).toMatchObject({
        totalCount: 1,
        nodes: [{ globalSku: 'P3', class: 'B', cumulativeShare: 95 }],
        classes: { A: { products: 2 } },
      });
    }
    expect(await classified(shop, at('L1', { search: 'none' }))).toMatchObject({
      totalCount: 0,
      nodes: [],
      basis: 'CONSUMPTION',
    });
    const sorted = async (field: string, direction: string) =>
      skus(await classified(shop, { ...at('L1'), sort: { field, direction } }));
    expect(await sorted('value', 'ASC')).toBe('P5 P4 P3 P2 P1');
    expect(await sorted('globalSku', 'DESC')).toBe('P5 P4 P3 P2 P1');
    expect(await sorted('productName', 'ASC')).toBe('P3 P1 P2 P4 P5');
    for (const field of ['value', 'dueDate', 'lastCountedAt', 'globalSku', 'productName'])
      for (const direction of ['ASC', 'DESC']) {
        const order = { ...at('L1'), sort: { field, direction } };
        const walked: string[] = [];
        for (let after: string | undefined, more = true; more; ) {
          const page = await classified(shop, { ...order, first: 2, after });
          expect([page.totalCount, page.pageInfo.hasPreviousPage]).toEqual([5, after !== undefined]);
          walked.push(skus(page));
          ({ endCursor: after, hasNextPage: more } = page.pageInfo);
        }
        expect(walked.join(' ')).toBe(skus(await classified(shop, order)));
        expect(skus(await classified(shop, { ...order, first: 2, offset: 1 }))).toBe(
          walked.join(' ').slice(3, 8),
        );
      }
  });

  it('takes days of the calendar of the location', async () => {
    const shop = await open(gateway, {
      ...basics,
      locations: [{ code: 'L1', timezone: 'Pacific/Kiritimati' }, 'L2'],
    });
    // 14 hours ahead of UTC: 5 May begins at 10:00 of 4 May
    const moments = ['04T09:59:59.999999Z', '04T10:00:00Z', '05T09:59:59.999999Z', '05T10:00:00Z'];
    const issues = moments.map((moment, n) => ({ ...issued, quantity: -(10 ** n), at: `2025-05-${moment}` }));
    await putLedger(shop, issues, []);
    const value = async (fromDate: string, toDate: string, locationId?: string) => {
      const asked = { filter: { locationId }, fromDate, toDate, basis: 'CONSUMPTION' };
      return (await classified(shop, asked)).nodes[0].value;
    };
    expect(await value('2025-05-05', '2025-05-05', 'L1')).toBe(110);
    expect(await value('2025-05-04', '2025-05-05', 'L1')).toBe(111);
    expect(await value('2025-05-05', '2025-05-06', 'L1')).toBe(1110);
    expect(await value('1900-01-01', '9999-12-31', 'L1')).toBe(1111);
    expect(await value('2025-05-05', '2025-05-05')).toBe(1100); // without a location: UTC
  });

  it.each<[what: string, variables: object, code: string, path: string]>([
    [
      'a period that ends before it begins',
      { fromDate: '2026-01-02', toDate: '2026-01-01' },
      'VALIDATION_FAILED',
      'fromDate',
    ],
    ['a beginning in the future', { fromDate: '2999-01-01' }, 'VALIDATION_FAILED', 'fromDate'],
    ['what is no day', { fromDate: '2026-02-30' }, 'VALIDATION_FAILED', 'fromDate'],
    ['an unknown location', at('NO'), 'NOT_FOUND', 'filter.locationId'],
    ['an unknown basis', { basis: 'MOOD' }, 'VALIDATION_FAILED', 'basis'],
    ['an unknown class', { filter: { class: 'D' } }, 'VALIDATION_FAILED', 'filter.class'],
    ['an empty page', { first: 0 }, 'VALIDATION_FAILED', 'first'],
    ['a made-up cursor', { after: 'x' }, 'VALIDATION_FAILED', 'after'],
  ])('refuses %s', async (_what, variables, code, path) => {
    const { body } = await ask((await open(gateway, basics)).caller, variables);
    expect(
      body.errors?.map(({ extensions }: Any) => [extensions.code, extensions.fields?.[0]?.path]),
    ).toEqual([[code, path]]);
  });

  it('agrees with the rule on whatever happened, at a location and over all', async () => {
    const move = fc.record({
      product: fc.nat({ max: 5 }),
      place: fc.constantFrom('L1', 'L2'),
      quantity: fc.constantFrom(-7, -2, -1, 1, 3),
      cost: fc.constantFrom('0', '0.3333', '1', '2.5'),
      type: fc.constantFrom('ISSUE', 'ISSUE', 'ISSUE', 'ADJUSTMENT'),
      daysAgo: fc.constantFrom(0, 10, 364, 366),
    });
    const stock = fc.array(fc.constantFrom(0, 1, 4, 9), { minLength: 12, maxLength: 12 });
    const cutoffs = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 39 }));
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), stock, cutoffs, async (moves, onHand, [A, gap]) => {
        const shop = await open(gateway, { ...basics, settings: { abcCutoffs: { A, B: A + gap } } });
        await putLedger(shop, moves, onHand);
        for (const place of ['L1', 'L2', null]) {
          const issued = new Map<string, Decimal>();
          const worth = new Map<string, Decimal>();
          for (let n = 0; n < 6; n++) {
            const id = `p${n}`;
            const here = moves.filter(
              (m) =>
                m.product === n && (place ?? m.place) === m.place && m.type === 'ISSUE' && m.daysAgo <= 364,
            );
            issued.set(
              id,
              here.reduce((sum, { quantity, cost }) => sum.minus(decimal(cost).times(quantity)), ZERO),
            );
            const [one = 0, two = 0] = onHand.slice(2 * n, 2 * n + 2);
            worth.set(id, decimal(place === 'L1' ? one : place === 'L2' ? two : one + two));
          }
          const basis = [...issued.values()].some((value) => value.gt(0)) ? 'CONSUMPTION' : 'STOCK_VALUE';
          const expected = classify(basis === 'CONSUMPTION' ? issued : worth, { A, B: A + gap });
          const answer = await classified(shop, place ? at(place) : {});
          expect(answer.basis).toBe(basis);
          expect(
            answer.nodes.map((node: Any) => [
              node.productMasterId,
              node.class,
              decimal(node.value).toFixed(4),
            ]),
          ).toEqual(expected.map((one) => [one.productId, one.class, one.value.toFixed(4)]));
          if (!place) continue;
          const classes = await gateway.app.services.database.within(shop.orgId, 'read', (tx) =>
            classesOf(tx, gateway.clock.now(), shop.ids[place] ?? '', [...issued.keys(), 'none']),
          );
          const known = expected.map((one) => [one.productId, one.class] as const);
          expect(classes).toEqual(new Map([...known, ['none', 'C']]));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('what is due', () => {
  it('never counted: since it was stocked; counted: the days of its class later', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    await stockedDaysAgo(shop, 'P5', 40);
    await countedDaysAgo(shop, { P1: 30, P2: 29, P3: 91, P4: 364 });
    const { nodes } = await classified(shop, { ...at('L1'), sort: { field: 'dueDate', direction: 'ASC' } });
    expect(
      nodes.map((node: Any) => [node.globalSku, node.class, node.dueDate, node.daysOverdue, node.due]),
    ).toEqual([
      ['P5', 'C', shop.inDays(-40), 40, true],
      ['P3', 'B', shop.inDays(-1), 1, true],
      ['P1', 'A', shop.inDays(0), 0, true],
      ['P2', 'A', shop.inDays(1), 0, false],
      ['P4', 'C', shop.inDays(1), 0, false],
    ]);
    expect(nodes[0].lastCountedAt).toBeNull();
    const due = await classified(shop, at('L1', { onlyDue: true }));
    expect([skus(due), due.totalCount, due.classes.A.products]).toEqual(['P1 P3 P5', 3, 2]);
    expect(
      skus(await classified(shop, { ...at('L1'), sort: { field: 'lastCountedAt', direction: 'ASC' } })),
    ).toBe('P5 P4 P3 P1 P2');
    await furnish(shop, { settings: { countFrequencyDays: { A: 31, B: 92, C: 1 } } });
    expect(skus(await classified(shop, at('L1', { onlyDue: true })))).toBe('P4 P5');
  });

  it('the latest count of its stock at a location, the location that waits longest over all', async () => {
    const shop = await open(gateway, { ...basics, bins: [{ code: 'B1', locationId: 'L1' }] });
    await trade(shop, { P1: { units: 9, cost: 1 } });
    await shop.receive('L1', { sku: 'P1', quantity: 1, binId: 'B1' });
    await trade(shop, { P1: { units: 9, cost: 1 } }, 'L2');
    const counted = async (place?: string) => {
      const { nodes } = await classified(shop, place ? at(place) : {});
      return [nodes[0].lastCountedAt?.slice(0, 10) ?? null, nodes[0].dueDate];
    };
    await shop.run('recordCount', {
      globalSku: 'P1',
      locationId: 'L1',
      rows: [{ binId: 'B1', quantity: 1 }],
      notes: 'x',
    });
    // one of two items was counted: the product was, at L1
    expect(await counted('L1')).toEqual([shop.inDays(0), shop.inDays(30)]);
    await stockedDaysAgo(shop, 'P1', 5);
    expect(await counted('L2')).toEqual([null, shop.inDays(-5)]);
    expect(await counted()).toEqual([null, shop.inDays(-5)]);
    await countedDaysAgo(shop, { P1: 7 }, 'L2');
    expect(await counted()).toEqual([shop.inDays(-7), shop.inDays(23)]);
  });

  it('by the day of the location: counted late in the evening, it is due from midnight there', async () => {
    const shop = await open(gateway, { ...basics, locations: [{ code: 'L1', timezone: 'Asia/Tokyo' }] });
    await trade(shop, { P1: { units: 9, cost: 1, issued: 1 } });
    const tokyo = (moment: number) => new Date(moment + 9 * 3_600_000).toISOString().slice(0, 10);
    const now = gateway.clock.now().getTime();
    const begins = Date.parse(`${tokyo(now)}T00:00:00+09:00`) - 29 * 86_400_000;
    for (const [moment, due] of [
      [begins - 1, true],
      [begins, false],
    ] as const) {
      await shop.sql(
        `update stock_item set last_counted_at = $2 where org_id = $1`,
        new Date(moment).toISOString(),
      );
      const [product] = (await classified(shop, at('L1'))).nodes;
      expect(product).toMatchObject({ class: 'A', due, dueDate: tokyo(now + (due ? 0 : 86_400_000)) });
      expect((await classified(shop, at('L1', { onlyDue: true }))).totalCount).toBe(due ? 1 : 0);
    }
  });
});

describe('a counter, who may not see the stock', () => {
  it('learns no value on hand: no figure, no order by it, no cursor of one', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, {
      P1: { units: 1, cost: 5 },
      P2: { units: 100, cost: 1 },
      P3: { units: 2, cost: 2.5 },
    });
    const counter = await shop.organization.caller('inventory.cyclecount');
    for (const [sku, days] of [
      ['P1', 1],
      ['P2', 9],
      ['P3', 5],
    ] as const)
      await stockedDaysAgo(shop, sku, days);
    for (const basis of [null, 'STOCK_VALUE']) {
      const answer = await classified(shop, { ...at('L1'), basis }, counter);
      expect([answer.basis, skus(answer)]).toEqual(['STOCK_VALUE', 'P2 P3 P1']); // the longest due first
      for (const node of answer.nodes)
        expect(node).toMatchObject({ value: null, share: null, cumulativeShare: null });
      for (const total of Object.values(answer.classes))
        expect(total).toMatchObject({ value: null, share: null });
      const cursors = answer.edges.map(({ cursor }: Any) => Buffer.from(cursor, 'base64url').toString());
      expect(cursors[0]).toBe(JSON.stringify(['dueDate', shop.inDays(-9), 'prd-P2']));
      for (const direction of ['ASC', 'DESC']) {
        const { body } = await ask(counter, { ...at('L1'), basis, sort: { field: 'value', direction } });
        expect(body.data).toBeNull();
        expect(body.errors).toMatchObject([
          { extensions: { code: 'VALIDATION_FAILED', fields: [{ path: 'sort.field' }] } },
        ]);
      }
    }
    const rest = await counter.rest('GET', '/api/inventory/cycle-count/abc?locationId=L1&sort=-value');
    expect([rest.status, rest.body.details.fields]).toMatchObject([400, [{ path: 'sort' }]]);
    // whoever may read the stock sees it
    const reader = await shop.organization.caller('inventory.cyclecount', 'inventory.read');
    expect(await classified(shop, at('L1'), reader)).toMatchObject({
      nodes: [{ globalSku: 'P2', value: 100 }, {}, {}],
    });
  });

  it('sees what was consumed', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    const counter = await shop.organization.caller('inventory.cyclecount');
    const answer = await classified(
      shop,
      { ...at('L1'), sort: { field: 'value', direction: 'DESC' } },
      counter,
    );
    expect(answer).toMatchObject({
      nodes: [{ globalSku: 'P1', value: 700, share: 70 }, {}, {}, {}, {}],
      classes: { A: { value: 850 } },
    });
  });
});

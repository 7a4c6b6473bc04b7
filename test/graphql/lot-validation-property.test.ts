import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayIn } from '../../src/domain/dates.rules.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';
import { kinds, upserted } from '../support/master-data.ts';

const gateway = await startGateway();
const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);

/** Lots of each product that there are, and what lines may call them. */
const lots = ['N0', 'N1'];
const skus = ['A', 'B'];

/** One of several, each so often. */
const among = <Name extends string>(weights: Record<Name, number>) =>
  fc.oneof(
    ...Object.entries<number>(weights).map(([value, weight]) => ({
      weight,
      arbitrary: fc.constant(value as Name),
    })),
  );
const rarely = among({ yes: 1, no: 9 }).map((answer) => answer === 'yes');
const whole = fc.integer({ min: 1, max: 6 });
const lot = fc.record({
  // days from today at the location until its expiry date; null: it has none
  days: fc.constantFrom(-30, -1, 0, 1, 30, 30, 30, 30, null),
  recalled: among({ yes: 1, no: 6 }).map((answer) => answer === 'yes'),
  quantity: fc.integer({ min: 0, max: 12 }),
  damaged: fc.integer({ min: 0, max: 2 }),
  reserved: fc.record({ quantity: fc.integer({ min: 0, max: 5 }), lapsed: fc.boolean() }),
  held: fc.record({
    by: fc.constantFrom('nothing', 'quantity', 'item', 'lot'),
    quantity: whole,
    first: fc.boolean(),
    lapsed: rarely,
  }),
});
const product = fc.record({
  lotControlled: fc.boolean(),
  expiryControlled: fc.boolean(),
  inactive: rarely,
  blocked: rarely,
  /** Stock of no lot, while that is allowed. */
  loose: fc.integer({ min: 0, max: 6 }),
  safetyStock: fc.constantFrom(0, 0, 2),
  lots: fc.tuple(lot, lot),
});
const world = fc.record({
  timezone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
  allowNegativeStock: rarely,
  lotGoodOnExpiryDate: fc.boolean(),
  products: fc.tuple(product, product),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const line = fc.record({
  globalSku: among({ A: 15, B: 15, NOPE: 1 }),
  lot: among({
    none: 4,
    N0: 6,
    N1: 6,
    NEW: 2,
    'id of N0': 3,
    "another's id": 1,
    'no id': 1,
  }),
  days: fc.constantFrom(-30, 0, 1, 30, null, null, null),
  sameDay: fc.boolean(),
  condition: among({ AVAILABLE: 5, DAMAGED: 1 }),
  bin: among({ none: 20, OPEN: 2, SHUT: 1, ELSEWHERE: 1, NOPE: 1 }),
  quantity: fc.oneof(
    { weight: 5, arbitrary: whole },
    { weight: 1, arbitrary: fc.constantFrom(0.0001, 2.5, 1_000) },
  ),
});
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never;
const act = fc.record({
  operation: fc.constantFrom('RECEIVE' as const, 'RESERVE' as const, 'ADJUST' as const),
  locationId: among({ L1: 20, L2: 1, NOPE: 1 }),
  lines: fc.oneof(
    { weight: 2, arbitrary: fc.tuple(line) },
    { weight: 1, arbitrary: fc.array(line, { minLength: 2, maxLength: 4 }) },
  ),
});
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const dayOf = ({ timezone }: World, days: number): string =>
  addDays(dayIn(timezone, gateway.clock.now()), days);

/** A shop as the world says: everything is made while it is allowed, and then becomes what it is to be. */
async function make(of: World): Promise<Shop> {
  const { timezone, allowNegativeStock, lotGoodOnExpiryDate, products } = of;
  const shop = await open(gateway, {
    products: skus,
    locations: [{ code: 'L1', timezone, allowNegativeStock }, 'L2'],
    channels: ['DTC', 'POS'],
    bins: [
      { locationId: 'L1', code: 'OPEN' },
      { locationId: 'L1', code: 'SHUT', blocked: true },
      { locationId: 'L2', code: 'ELSEWHERE' },
    ],
    lots: skus.flatMap((sku) => lots.map((number) => ({ productMasterId: sku, number: `${sku}-${number}` }))),
    settings: { lotGoodOnExpiryDate },
    policies: products.flatMap(({ safetyStock }, n) =>
      safetyStock > 0 ? [{ name: `safe ${n}`, productMasterId: skus[n], safetyStock }] : [],
    ),
  });
  const soon = shop.inMinutes(5);
  for (const [n, { lots: stock, loose }] of products.entries()) {
    const sku = skus[n] ?? '';
    for (const [index, { quantity, damaged, reserved, held }] of stock.entries()) {
      const lotNumber = `${sku}-${lots[index]}`;
      const rows = [
        { sku, quantity, lotNumber },
        { sku, quantity: damaged, lotNumber, condition: 'DAMAGED' },
      ].filter((row) => row.quantity > 0);
      const items = rows.length > 0 ? await shop.receive('L1', ...rows) : [];
      const what = { type: 'QUALITY', reason: 'x', ...(held.lapsed ? { expiresAt: soon } : {}) };
      const inventoryItemId = items[0]?.id;
      const hold = async () => {
        if (held.by === 'lot') await shop.run('createHold', { lotId: shop.ids[lotNumber], ...what });
        if (!inventoryItemId) return;
        const part = Math.min(held.quantity, items[0].quantityOnHand);
        if (held.by === 'item') await shop.run('createHold', { inventoryItemId, ...what });
        if (held.by === 'quantity')
          await shop.run('createHold', { inventoryItemId, quantity: part, ...what });
      };
      const reserve = () =>
        shop.attempt('reserveStock', {
          // of another channel: nobody else may have it
          channelId: 'POS',
          reference: 'x',
          lines: [{ globalSku: sku, locationId: 'L1', lotNumber, quantity: reserved.quantity }],
          ...(reserved.lapsed ? { expiresAt: soon } : {}),
        });
      // a hold that comes later waits for what reservations give back; one that lapses waits for nothing
      if (held.lapsed || held.first) await hold();
      if (reserved.quantity > 0) await reserve();
      if (!held.lapsed && !held.first) await hold();
    }
    if (loose > 0) await shop.receive('L1', { sku, quantity: loose });
    const { nodes } = await shop.ask('records', { filter: { productMasterId: shop.ids[sku] } });
    if (products[n]?.blocked && nodes[0])
      await shop.run('updateAvailability', { id: nodes[0].id, blocked: true });
  }
  await upserted(
    shop.caller,
    kinds.lots,
    products.flatMap(({ lots: stock }, n) =>
      stock.map(({ days, recalled }, index) => ({
        productMasterId: skus[n],
        number: `${skus[n]}-${lots[index]}`,
        expiryDate: days === null ? null : dayOf(of, days),
        status: recalled ? 'RECALLED' : 'ACTIVE',
      })),
    ),
  );
  await upserted(
    shop.caller,
    kinds.products,
    products.map(({ lotControlled, expiryControlled, inactive }, n) => ({
      globalSku: skus[n],
      lotControlled,
      expiryControlled,
      status: inactive ? 'INACTIVE' : 'ACTIVE',
    })),
  );
  gateway.clock.advance(6 * 60_000);
  return shop;
}

/** A line in the words of the operation's write and of validation: they have the same fields. */
function inWords(
  shop: Shop,
  of: World,
  { operation, locationId }: Act,
  given: Line,
): Record<string, unknown> {
  const { globalSku, lot: which, days, sameDay, condition, bin, quantity } = given;
  const sku = globalSku === 'NOPE' ? 'A' : globalSku;
  const known = of.products[skus.indexOf(sku)]?.lots[lots.indexOf(which)];
  const day = sameDay && known ? known.days : days;
  const lotNumber: Record<string, string> = {
    N0: `${sku}-N0`,
    N1: `${sku}-N1`,
    NEW: 'NEW',
    'id of N0': `${sku}-N0`,
  };
  const lotId: Record<string, string | undefined> = {
    'id of N0': shop.ids[`${sku}-N0`],
    "another's id": shop.ids[sku === 'A' ? 'B-N0' : 'A-N0'],
    'no id': 'nothing',
  };
  const byId = operation !== 'RECEIVE' && which in lotId;
  return {
    globalSku,
    quantity,
    ...(byId ? { lotId: lotId[which] } : which in lotNumber ? { lotNumber: lotNumber[which] } : {}),
    ...(operation === 'RECEIVE' ? {} : { locationId }),
    ...(operation === 'RECEIVE' && day !== null ? { expiryDate: dayOf(of, day) } : {}),
    ...(operation === 'RESERVE'
      ? {}
      : { condition, ...(bin === 'none' ? {} : { binId: shop.ids[bin] ?? bin }) }),
  };
}

function write(shop: Shop, { operation, locationId }: Act, lines: Record<string, unknown>[]) {
  if (operation === 'RECEIVE') return shop.attempt('recordStock', { locationId, lines });
  if (operation === 'RESERVE')
    return shop.attempt('reserveStock', { channelId: 'DTC', reference: 'x', lines });
  return shop.attempt('createAdjustment', {
    reasonCode: 'CORRECTION',
    lines: lines.map(({ quantity, ...row }) => ({ ...row, quantityDelta: -Number(quantity) })),
  });
}

type Issue = { code: string; field: string; message: string };

it(
  'a line that validates is accepted, and one that does not is refused with the same code',
  async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.array(act, { minLength: 8, maxLength: 14 }), async (of, acts) => {
        const shop = await make(of);
        for (const given of acts) {
          const { operation, locationId } = given;
          const lines = given.lines.map((one) => inWords(shop, of, given, one));
          const asked = { lines: lines.map((one) => ({ ...one, locationId, operation })) };
          const answer = await shop.ask('validateLots', { input: asked });
          const { body } = await write(shop, given, lines);
          const [error] = body.errors ?? [];
          const story = JSON.stringify({ asked, answer, error }, null, 1);
          expect(answer.valid, story).toBe(error === undefined);
          expect(answer.lines.map(({ valid }: { valid: boolean }) => valid)).toEqual(
            answer.lines.map(({ issues }: { issues: Issue[] }) => issues.length === 0),
          );
          if (!error) {
            accepted++;
            continue;
          }
          const { code, fields } = error.extensions;
          // everything that the write names is an issue of that line, with that code
          for (const named of fields as { path: string; code?: string }[]) {
            const [, index = '', field = ''] = /^lines\[(\d+)\]\.(\w+)$/.exec(named.path) ?? [];
            const issues: Issue[] = answer.lines[Number(index)]?.issues ?? [];
            const same = issues.map((issue) => `${issue.code} ${issue.field}`);
            const expected = `${named.code ?? code} ${field === 'quantityDelta' ? 'quantity' : field}`;
            expect(same, story).toContain(expected);
          }
          // and what it answers with comes first, where there is one line
          if (lines.length === 1) expect(answer.lines[0].issues[0].code, story).toBe(code);
        }
        await expectSound(shop);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(accepted).toBeGreaterThan(0);
  },
  10 * 60_000,
);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stockRequestStatuses } from '../../src/domain/stock-requests/stock-requests.rules.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectVerified } from '../support/put-away.ts';
import { asked, type Hospital, hospital, type Step, withApprovers } from '../support/requests.ts';

/** Lives to run: `STOCK_REQUEST_RUNS=1000` for many. */
const RUNS = Number(process.env.STOCK_REQUEST_RUNS ?? 6);

const gateway = await startGateway();

const tenths = fc.integer({ min: 1, max: 60 }).map((n) => n / 10);
const skus = fc.constantFrom('A', 'T');

const deed = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      destinationId: fc.constantFrom('WARD', 'SHOP', 'DEPOT'),
      quantities: fc.record({ A: fc.option(tenths, { nil: 0 }), T: fc.option(tenths, { nil: 0 }) }),
    }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      which: fc.nat(19),
      // mostly one that may be taken, now and then any
      wild: fc.nat(9).map((n) => n === 0),
      any: fc.constantFrom<Step>('submit', 'approve', 'reject', 'pick', 'issue', 'cancel', 'rollBack'),
      likely: fc.nat(9),
      part: fc.option(fc.integer({ min: 0, max: 10 }).map((n) => n / 10)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      sku: skus,
      at: fc.constantFrom('MAIN', 'SHOP'),
      quantity: tenths,
      less: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      sku: skus,
      at: fc.constantFrom('MAIN', 'SHOP'),
      quantity: tenths,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('receive' as const), part: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), sku: skus, quantity: tenths }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
/** One deed, or several at the same time. */
const moment = fc.oneof(
  { weight: 5, arbitrary: fc.array(deed, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(deed, { minLength: 2, maxLength: 4 }) },
);

/** What is mostly done with a request of a state: on, and now and then back. */
const likely: Record<string, Step[]> = {
  DRAFT: ['submit', 'submit', 'submit', 'submit', 'cancel'],
  SUBMITTED: ['approve', 'approve', 'approve', 'approve', 'reject', 'rollBack'],
  APPROVED: ['pick', 'pick', 'pick', 'cancel', 'rollBack'],
  PICKING: ['issue', 'issue', 'issue', 'issue', 'rollBack'],
  ISSUED: ['rollBack'],
  REJECTED: ['rollBack'],
  CANCELLED: ['rollBack'],
};

/** What a deed may end with: anything else is a defect. */
const expected = new Set([
  'done',
  'INSUFFICIENT_STOCK',
  'STOCK_ON_HOLD',
  'INVALID_TRANSITION',
  'VERSION_CONFLICT',
  'EXCEEDS_APPROVED',
  'EMPTY_REQUEST',
  'GOODS_MOVED_ON',
  'ALREADY_APPROVED',
  'VALIDATION_FAILED',
]);

interface Known {
  id: string;
  status: string;
  lines: { id: string; requested: number; approved: number | null; allocated: number }[];
}

class Life {
  readonly of: Hospital;
  readonly requests: Known[] = [];
  /** In tenths, by SKU: what was put in, less what was taken out otherwise. */
  readonly total: Record<string, number> = { A: 300, T: 300 };

  constructor(of: Hospital) {
    this.of = of;
  }

  async live(deeds: readonly Deed[]): Promise<void> {
    const outcomes = await Promise.all(deeds.map((one, index) => this.#run(one, index)));
    for (const outcome of outcomes) expect(expected, JSON.stringify(deeds)).toContain(outcome);
  }

  async #run(one: Deed, index: number): Promise<string> {
    const request = this.#request(one, index);
    if (!request) return 'done';
    const [shop, mutation, input] = request;
    const { body } = await shop.attempt(mutation, input);
    const outcome: string = body.errors?.[0].extensions.code ?? 'done';
    if (outcome !== 'done') return outcome;
    if (one.do === 'adjust')
      this.total[one.sku] = (this.total[one.sku] ?? 0) + Math.round(one.quantity * (one.less ? -10 : 10));
    const { stockRequest } = body.data.answer;
    if (!stockRequest) return outcome;
    const known = this.requests.find(({ id }) => id === stockRequest.id);
    if (known) Object.assign(known, stockRequest);
    else this.requests.push(stockRequest);
    return outcome;
  }

  #request(one: Deed, index: number): [Shop, Parameters<Shop['attempt']>[0], object] | null {
    const { shop, chief, deputy } = this.of;
    const lot = (sku: string) => (sku === 'T' ? { lotNumber: 'X' } : {});
    if (one.do === 'create') {
      const lines = Object.entries(one.quantities)
        .filter(([, quantity]) => quantity > 0)
        .map(([globalSku, quantity]) => ({ globalSku, quantity }));
      return [shop, 'createStockRequest', asked(0, { destinationId: one.destinationId, lines })];
    }
    if (one.do === 'adjust') {
      const row = { globalSku: one.sku, locationId: one.at, ...lot(one.sku) };
      const quantityDelta = one.less ? -one.quantity : one.quantity;
      return [shop, 'adjustStock', { ...row, quantityDelta, reasonCode: 'CORRECTION', notes: 'x' }];
    }
    if (one.do === 'reserve') {
      const lines = [{ globalSku: one.sku, locationId: one.at, quantity: one.quantity }];
      return [shop, 'reserveStock', { channelId: 'DTC', reference: 'x', lines }];
    }
    if (one.do === 'hold') {
      const row = { globalSku: one.sku, locationId: 'MAIN', ...lot(one.sku) };
      return [shop, 'createHold', { ...row, quantity: one.quantity, type: 'OTHER', reason: 'x' }];
    }
    if (one.do === 'receive') return this.#receive(one.part);
    const chosen = this.requests.at(-1 - (one.which % Math.max(1, this.requests.length)));
    if (!chosen) return null;
    const usual = likely[chosen.status] ?? [];
    const step = one.wild ? one.any : (usual[one.likely % usual.length] ?? one.any);
    const part = one.part ?? 1;
    const round = (quantity: number) => Math.floor(quantity * part * 10) / 10;
    const inputs: Partial<Record<Step, object>> = {
      approve: {
        allowPartial: one.which % 2 === 0,
        ...(one.part === null
          ? {}
          : {
              lines: chosen.lines.map(({ id, requested }) => ({
                lineId: id,
                approvedQuantity: round(requested),
              })),
            }),
      },
      reject: { reason: 'x' },
      issue: {
        lines: chosen.lines.map(({ id, allocated }) => ({
          lineId: id,
          issuedQuantity: round(allocated),
          reason: 'x',
        })),
      },
    };
    const by = step === 'approve' ? ((index + one.which) % 2 ? chief : deputy) : shop;
    return [by, `${step}StockRequest` as 'submitStockRequest', { id: chosen.id, ...inputs[step] }];
  }

  #receive(part: boolean): [Shop, 'receiveTransfer', object] | null {
    const sent = this.requests.findLast(
      (request) => (request as unknown as { transferId: string | null }).transferId !== null,
    ) as unknown as { transferId: string } | undefined;
    if (!sent || !part) return null;
    return [this.of.shop, 'receiveTransfer', { id: sent.transferId }];
  }
}

it(`keeps states, promises and units together, whatever happens in whatever order (${RUNS} lives)`, async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 15, maxLength: 40 }),
      fc.boolean(),
      async (moments, two) => {
        const shop = await open(gateway, {
          ...hospital,
          settings: two ? { stockRequestSecondApprovalAbove: 5 } : {},
        });
        const of = await withApprovers(shop);
        await shop.receive(
          'MAIN',
          { sku: 'A', quantity: 20, unitCost: 2 },
          { sku: 'A', quantity: 10, unitCost: 3, binId: 'M1' },
          { sku: 'T', quantity: 30, lotNumber: 'X', expiryDate: shop.inDays(90) },
        );
        const life = new Life(of);
        for (const deeds of moments) await life.live(deeds);
        await expectVerified(shop);
        for (const { to } of await shop.sql<{ to: string }>(
          `select distinct to_status as to from status_change where org_id = $1 and document_type = 'STOCK_REQUEST'`,
        ))
          reached.add(to);
        // every unit is where it was, at its destination, on its way there, or was consumed by a ward
        const units = await shop.sql<{ sku: string; units: number }>(
          `select p.global_sku as sku, (10 * (
           (select coalesce(sum(i.on_hand), 0) from stock_item i where i.org_id = $1 and i.product_id = p.id)
           + (select coalesce(sum(n.shipped - n.received - n.damaged - n.written_off), 0) from transfer_line n where n.org_id = $1 and n.product_id = p.id)
           + (select coalesce(sum(n.issued), 0) from stock_request_line n join stock_request r on r.org_id = $1 and r.id = n.request_id
              where n.org_id = $1 and n.product_id = p.id and r.delivery = 'CONSUMPTION')))::float8 as units
         from product p where p.org_id = $1 and p.global_sku in ('A', 'T') order by 1`,
        );
        expect(units).toEqual(Object.entries(life.total).map(([sku, total]) => ({ sku, units: total })));
      },
    ),
    { numRuns: RUNS, ...(RUNS <= 6 ? { seed: 4711 } : {}) },
  );
  expect([...reached].sort()).toEqual([...stockRequestStatuses].sort());
}, 600_000);

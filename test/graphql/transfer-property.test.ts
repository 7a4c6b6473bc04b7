import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { transferActions } from '../../src/domain/transfers/transfers.rules.ts';
import { as } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { type Answer, type Caller, startGateway } from '../support/gateway.ts';
import { expectVerified } from '../support/put-away.ts';

/** Sequences to run: `TRANSFER_RUNS=1000` for many. */
const RUNS = Number(process.env.TRANSFER_RUNS ?? 8);

const gateway = await startGateway();
const second = await gateway.another();
/** Who ends connections of the gateways: of the same role. */
const killer = await gateway.gatewayClient();
afterAll(() => killer.end());

const places = ['L1', 'L2', 'L3'] as const;
const tenths = fc.integer({ min: 1, max: 60 }).map((n) => n / 10);
const place = fc.constantFrom(...places);
const pick = fc.nat(5);

const single = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      from: place,
      // another place, hardly ever the same
      to: fc.nat(9),
      includeHeld: fc.boolean(),
      lines: fc.array(
        fc.record({
          sku: fc.constantFrom('A', 'T'),
          quantity: tenths,
          lot: fc.option(fc.constantFrom('X', 'Y')),
          bin: fc.nat(3).map((n) => n === 0),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('approve' as const), pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('ship' as const),
      pick,
      how: fc.constantFrom('all', 'all', 'less', 'more'),
      quantity: tenths,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      pick,
      how: fc.constantFrom('all', 'some', 'some', 'damaged', 'over', 'lot'),
      line: fc.nat(2),
      quantity: tenths,
      bin: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('writeOff' as const),
      pick,
      how: fc.constantFrom('all', 'some'),
      line: fc.nat(2),
      quantity: tenths,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      sku: fc.constantFrom('A', 'T'),
      at: place,
      delta: fc.tuple(tenths, fc.boolean()).map(([size, less]) => (less ? -size : size)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('hold' as const), at: place, quantity: fc.option(tenths) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('releaseHold' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reserve' as const), at: place, quantity: tenths }) },
);
type Single = typeof single extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  { weight: 5, arbitrary: single.map((one) => ({ steps: [one], cut: false })) },
  {
    // at the same time, through two gateways; some with their connections cut in the middle
    weight: 2,
    arbitrary: fc.record({
      steps: fc.array(single, { minLength: 2, maxLength: 4 }),
      cut: fc.boolean(),
    }),
  },
);

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const actions = {
  approve: 'APPROVE',
  ship: 'SHIP',
  receive: 'RECEIVE',
  writeOff: 'WRITE_OFF',
  cancel: 'CANCEL',
} as const;

/** What a step may end with. */
const expected = new Set([
  'done',
  'INSUFFICIENT_STOCK',
  'STOCK_ON_HOLD',
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'INVALID_TRANSITION',
]);

/** A shop, the transfers of its sequence, and what was put into it and taken out of it. */
class Trial {
  readonly #callers: readonly Caller[];
  readonly shop: Shop;
  readonly transfers: { id: string; status: string; lines: string[] }[] = [];
  readonly holds: string[] = [];
  readonly total: Record<string, number> = { A: 900, T: 950 };

  constructor(shop: Shop) {
    this.shop = shop;
    this.#callers = [shop.caller, elsewhere(shop.caller)];
  }

  async take({ steps, cut }: { steps: Single[]; cut: boolean }): Promise<void> {
    const running = steps.map((one, index) => this.#run(one, index));
    if (cut) await this.#cut();
    const before = steps.length === 1 ? steps[0] : null;
    const outcomes = await Promise.all(running);
    for (const outcome of outcomes) expect(expected, JSON.stringify(before)).toContain(outcome);
  }

  /** Ends the connections of both gateways, some moments after the steps began. */
  async #cut(): Promise<void> {
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
      );
    }
  }

  async #run(one: Single, index: number): Promise<string> {
    const request = this.#request(one);
    if (!request) return 'done';
    const [mutation, input] = request;
    const shop = as(this.shop, this.#callers[index % 2] ?? this.shop.caller);
    const headers = { 'idempotency-key': randomUUID() };
    const { body } = await insist(() => shop.attempt(mutation, input, { headers }));
    const outcome: string = body.errors?.[0].extensions.code ?? 'done';
    if (outcome === 'done') this.#note(one, body.data.answer);
    return outcome;
  }

  #note(one: Single, answer: Any): void {
    if (answer.transfer) {
      const { id, status, lines } = answer.transfer;
      const known = this.transfers.find((transfer) => transfer.id === id);
      if (known) known.status = status;
      else this.transfers.push({ id, status, lines: lines.map((line: Any) => line.id) });
    } else if (one.do === 'adjust') {
      this.total[one.sku] = (this.total[one.sku] ?? 0) + Math.round(one.delta * 10);
    } else if (one.do === 'hold') this.holds.push(answer.hold.id);
  }

  /** Mostly one that the step may be taken with, as far as is known; now and then any. */
  #choose(action: string, pick: number) {
    const allowed = this.transfers.filter(({ status }) =>
      (transferActions[status as keyof typeof transferActions] as readonly string[]).includes(action),
    );
    const among = pick === 5 ? this.transfers : allowed;
    return among.at(pick % Math.max(1, among.length));
  }

  #request(one: Single): [Parameters<Shop['attempt']>[0], object] | null {
    if (one.do === 'create') return this.#create(one);
    if (one.do === 'adjust') {
      const row = { globalSku: one.sku, locationId: one.at, ...(one.sku === 'T' ? { lotNumber: 'X' } : {}) };
      return ['adjustStock', { ...row, quantityDelta: one.delta, reasonCode: 'CORRECTION', notes: 'x' }];
    }
    if (one.do === 'hold') {
      const { at: locationId, quantity } = one;
      return ['createHold', { globalSku: 'A', locationId, quantity, type: 'OTHER', reason: 'x' }];
    }
    if (one.do === 'reserve') {
      const lines = [{ globalSku: 'A', locationId: one.at, quantity: one.quantity }];
      return ['reserveStock', { channelId: 'DTC', reference: 'x', lines }];
    }
    if (one.do === 'releaseHold') {
      const id = this.holds[one.pick % Math.max(1, this.holds.length)];
      return id === undefined ? null : ['releaseHold', { id }];
    }
    const transfer = this.#choose(actions[one.do], one.pick);
    if (!transfer) return null;
    const { id } = transfer;
    if (one.do === 'approve') return ['approveTransfer', { id }];
    if (one.do === 'cancel') return ['cancelTransfer', { id }];
    if (one.do === 'ship') {
      const quantity = one.how === 'more' ? one.quantity * 2 : one.quantity;
      const lines = transfer.lines.map((lineId) => ({ lineId, quantity, reason: 'x' }));
      return ['shipTransfer', { id, ...(one.how === 'all' ? {} : { lines }) }];
    }
    const lineId = transfer.lines[one.line % transfer.lines.length];
    if (one.do === 'writeOff') {
      const lines = [{ lineId, quantity: one.quantity }];
      return ['writeOffTransfer', { id, reason: 'x', ...(one.how === 'all' ? {} : { lines }) }];
    }
    const { quantity, how } = one;
    const entry = {
      all: {},
      some: { quantity },
      damaged: { quantity, damagedQuantity: quantity },
      over: { quantity: quantity + 10 },
      lot: { lotNumber: 'X' },
    }[how];
    const lines = [{ lineId, reason: 'x', ...entry, ...(one.bin ? { toBinId: 'BIN' } : {}) }];
    return ['receiveTransfer', { id, ...(how === 'all' ? {} : { lines }) }];
  }

  #create({ from, to, includeHeld, lines }: Extract<Single, { do: 'create' }>): [Any, object] {
    const inputs = lines.map(({ sku, quantity, lot, bin }) => ({
      globalSku: sku,
      quantity,
      ...(sku === 'T' && lot ? { lotNumber: lot } : {}),
      ...(bin ? { fromBinId: 'BIN' } : {}),
      ...(bin ? { toBinId: 'BIN' } : {}),
    }));
    const toLocationId = places[(places.indexOf(from) + (to === 0 ? 0 : 1 + (to % 2))) % 3];
    return ['createTransfer', { fromLocationId: from, toLocationId, includeHeld, lines: inputs }];
  }

  /** Source + transit + destination + written off is what was put in, but for what came beyond what left. */
  async expectConserved(): Promise<void> {
    const rows = await this.shop.sql<{ sku: string; lot: string; units: string; over: string }>(
      `select p.global_sku as sku, coalesce(sum(i.there), 0) + coalesce(sum(n.away), 0) as units, coalesce(sum(n.over), 0) as over
       from product p
       left join (select product_id, sum(on_hand) as there from stock_item where org_id = $1 group by 1) i on i.product_id = p.id
       left join (select product_id, sum(shipped - received - damaged - written_off) + sum(written_off) as away, sum(over_received) as over
         from transfer_line where org_id = $1 group by 1) n on n.product_id = p.id
       where p.org_id = $1 group by 1`,
    );
    const units = Object.fromEntries(
      rows.map((row) => [row.sku, Math.round((Number(row.units) - Number(row.over)) * 10)]),
    );
    expect(units).toEqual(this.total);
    // lot by lot, where nothing came beyond what left: Y is never adjusted
    if (rows.some(({ over }) => Number(over) !== 0)) return;
    const [lots] = await this.shop.sql<{ units: string }>(
      `select (select coalesce(sum(i.on_hand), 0) from stock_item i join lot t on t.org_id = $1 and t.id = i.lot_id where i.org_id = $1 and t.number = 'Y')
         + (select coalesce(sum(c.shipped - c.received - c.damaged), 0) from transfer_parcel c join lot t on t.org_id = $1 and t.id = c.lot_id
            where c.org_id = $1 and t.number = 'Y') as units`,
    );
    expect(Number(lots?.units)).toBe(45);
  }
}

/** The same caller, at the second gateway. */
function elsewhere(caller: Caller): Caller {
  return {
    ...caller,
    graphql: async (query, variables, headers) => {
      const response = await fetch(`${second.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.key}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}

/** Sends a request again under its key for as long as the database was out of reach. */
async function insist(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    const code = answer.body.errors?.[0]?.extensions?.code;
    if (code !== 'UNAVAILABLE' || attempt === 20) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10 * attempt));
  }
}

async function begin(): Promise<Trial> {
  const shop = await open(gateway, {
    products: ['A', 'T'],
    locations: [...places],
    channels: ['DTC'],
    bins: places.map((locationId) => ({ locationId, code: 'BIN' })),
  });
  const lot = (lotNumber: string, days: number, quantity: number) => ({
    sku: 'T',
    lotNumber,
    expiryDate: shop.inDays(days),
    quantity,
  });
  await shop.receive('L1', { sku: 'A', quantity: 30 }, { sku: 'A', quantity: 20, binId: 'BIN' });
  await shop.receive('L1', lot('X', 40, 20), lot('Y', 80, 15), { ...lot('Y', 80, 10), binId: 'BIN' });
  await shop.receive('L2', { sku: 'A', quantity: 20 }, lot('X', 40, 10), lot('Y', 80, 10));
  await shop.receive('L3', { sku: 'A', quantity: 20 }, lot('Y', 80, 10), lot('X', 40, 20));
  const trial = new Trial(shop);
  // two are on their way already, a third may leave
  const line = { sku: 'T' as const, quantity: 6, lot: null, bin: false };
  const more = { includeHeld: false, lines: [line, { ...line, sku: 'A' as const }] };
  for (const from of places) {
    await trial.take({ steps: [{ do: 'create', from, to: 1, ...more }], cut: false });
    await trial.take({ steps: [{ do: 'approve', pick: 0 }], cut: false });
    if (from !== 'L3')
      await trial.take({ steps: [{ do: 'ship', pick: 0, how: 'all', quantity: 1 }], cut: false });
  }
  return trial;
}

it('any sequence of steps, also at the same time and with connections cut, conserves units', {
  timeout: Math.max(180_000, RUNS * 10_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20, size: 'max' }), async (steps) => {
      const trial = await begin();
      for (const one of steps) await trial.take(one);
      await trial.expectConserved();
      await expectVerified(trial.shop);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

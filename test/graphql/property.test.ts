import fc from 'fast-check';
import { expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';
import { type Outcome, StockModel } from '../support/stock-model.ts';

const gateway = await startGateway();
const HOUR = 3_600_000;

const sku = fc.constantFrom('A', 'B');
const lot = fc.constantFrom<(string | null)[]>('E1', 'E2', null);
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 120_000 }),
  fc.integer({ min: 1, max: 12 }).map((n) => n * 10_000),
);
const signed = fc.tuple(quantity, fc.boolean()).map(([size, less]) => (less ? -size : size));
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('receive' as const), sku, lot, quantity }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      lines: fc.array(fc.record({ sku, lot, delta: signed }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('count' as const), sku, lot, quantity }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      sku,
      quantity,
      channel: fc.constantFrom('DTC', 'B2B'),
      hours: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('commitReservation' as const, 'releaseReservation' as const),
      pick: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('extend' as const),
      pick: fc.nat(9),
      hours: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), pick: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('correct' as const), sku, lot, quantity }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      sku,
      lot,
      quantity: fc.option(quantity),
      everywhere: fc.boolean(),
      hours: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('releaseHold' as const),
      pick: fc.nat(9),
      quantity: fc.option(quantity),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('recall' as const),
      sku: fc.constant('A'),
      lot: fc.constantFrom('E1', 'E2'),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Posted {
  id: string;
  lines: { sku: string; lot: string | null; delta: number }[];
  reversed: boolean;
}

/** The gateway and the model side by side. */
class Trial {
  readonly shop: Shop;
  readonly model: StockModel;
  readonly posted: Posted[] = [];
  constructor(shop: Shop, model: StockModel) {
    this.shop = shop;
    this.model = model;
    this.model.now = gateway.clock.now().getTime();
  }

  async take(step: Step): Promise<void> {
    this.model.now = gateway.clock.now().getTime();
    switch (step.do) {
      case 'wait':
        gateway.clock.advance(step.hours * HOUR);
        this.model.now = gateway.clock.now().getTime();
        return;
      case 'recall':
        return this.#recall(step.lot);
      case 'receive': {
        const { quantity, sku: globalSku, lot: lotNumber } = step;
        const lines = [
          { globalSku, lotNumber: this.#lot(globalSku, lotNumber), quantity: quantity / 10_000 },
        ];
        return this.#post('recordStock', { locationId: 'L1', lines }, (model) =>
          model.receive(globalSku, lotNumber, quantity),
        );
      }
      case 'adjust': {
        const lines = step.lines.map(({ sku: globalSku, lot: lotNumber, delta }) => ({
          globalSku,
          locationId: 'L1',
          lotNumber: this.#lot(globalSku, lotNumber),
          quantityDelta: delta / 10_000,
        }));
        return this.#post('createAdjustment', { reasonCode: 'CORRECTION', lines }, (model) =>
          model.change(step.lines),
        );
      }
      case 'count': {
        const { quantity, sku: globalSku, lot: lotNumber } = step;
        const rows = [{ lotNumber: this.#lot(globalSku, lotNumber), quantity: quantity / 10_000 }];
        const delta = quantity - this.model.balance(globalSku, lotNumber).onHand;
        const change = [{ sku: globalSku, lot: lotNumber, delta }];
        return this.#post('recordCount', { locationId: 'L1', globalSku, rows }, (model) =>
          model.change(change, true),
        );
      }
      case 'hold':
        return this.#hold(step);
      case 'releaseHold':
        return this.#releaseHold(step);
      case 'correct':
        return this.#correct(step);
      case 'reverse':
        return this.#reverse(step.pick);
      case 'reserve':
        return this.#reserve(step);
      default:
        return this.#change(step);
    }
  }

  // lots of the same number are different lots for each product; only those of A have dates
  #lot = (_sku: string, lot: string | null) => lot;

  async #post(
    mutation: 'recordStock' | 'createAdjustment' | 'recordCount' | 'correctLot',
    input: object,
    expected: (model: StockModel) => Outcome,
  ): Promise<void> {
    const before = new Map([...this.model.balances].map(([key, { onHand }]) => [key, onHand]));
    const outcome = expected(this.model);
    const { body } = await this.shop.attempt(mutation, input);
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
    if (outcome !== 'done') return;
    const document = body.data.answer.receipt ?? body.data.answer.adjustment;
    const lines = document.lines.map(
      (line: { globalSku: string; lotNumber: string | null; quantityDelta: number }) => ({
        sku: line.globalSku,
        lot: line.lotNumber,
        delta: Math.round(line.quantityDelta * 10_000),
      }),
    );
    for (const [key, { onHand }] of this.model.balances) {
      const moved = lines
        .filter((line: { sku: string; lot: string | null }) => StockModel.key(line.sku, line.lot) === key)
        .reduce((sum: number, line: { delta: number }) => sum + line.delta, 0);
      expect(moved).toBe(onHand - (before.get(key) ?? 0));
    }
    this.posted.push({ id: document.id, lines, reversed: false });
  }

  async #correct({
    sku: globalSku,
    lot: from,
    quantity,
  }: {
    sku: string;
    lot: string | null;
    quantity: number;
  }): Promise<void> {
    const to = from === 'E2' ? 'E1' : 'E2';
    const { nodes } = await this.shop.ask('items', { filter: { productMasterId: this.shop.ids[globalSku] } });
    const item = nodes.find((node: { lotNumber: string | null }) => node.lotNumber === from);
    if (!item) return;
    const input = { inventoryItemId: item.id, quantity: quantity / 10_000, correctLotNumber: to, notes: 'x' };
    await this.#post('correctLot', input, (model) =>
      model.change([
        { sku: globalSku, lot: from, delta: -quantity },
        { sku: globalSku, lot: to, delta: quantity },
      ]),
    );
  }

  async #reverse(pick: number): Promise<void> {
    const act = this.posted[pick % Math.max(1, this.posted.length)];
    if (!act) return;
    const back = act.lines.toReversed().map((line) => ({ ...line, delta: -line.delta }));
    const outcome = act.reversed ? 'INVALID_TRANSITION' : this.model.change(back);
    const { body } = await this.shop.attempt('reverseAdjustment', { id: act.id });
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
    act.reversed ||= outcome === 'done';
  }

  async #reserve(step: {
    sku: string;
    quantity: number;
    channel: string;
    hours: number | null;
  }): Promise<void> {
    const expiresAt = step.hours === null ? null : this.model.now + step.hours * HOUR;
    const outcome = this.model.reserve(step.channel, step.sku, step.quantity, expiresAt);
    const { body } = await this.shop.attempt('reserveStock', {
      channelId: step.channel,
      reference: 'X',
      expiresAt: expiresAt && new Date(expiresAt).toISOString(),
      lines: [{ globalSku: step.sku, locationId: 'L1', quantity: step.quantity / 10_000 }],
    });
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
    const made = this.model.held.at(-1);
    if (outcome === 'done' && made) made.id = body.data.answer.reservation.id;
  }

  async #hold(step: Extract<Step, { do: 'hold' }>): Promise<void> {
    const { sku: globalSku, lot: lotNumber, hours } = step;
    const everywhere = step.everywhere && lotNumber !== null;
    const quantity = everywhere ? null : step.quantity;
    const expiresAt = hours === null ? null : this.model.now + hours * HOUR;
    const outcome = this.model.hold(globalSku, lotNumber, quantity, everywhere, expiresAt);
    const { body } = await this.shop.attempt('createHold', {
      globalSku,
      lotNumber,
      ...(everywhere ? {} : { locationId: 'L1', quantity: quantity && quantity / 10_000 }),
      type: 'OTHER',
      reason: 'x',
      expiresAt: expiresAt && new Date(expiresAt).toISOString(),
    });
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
    const made = this.model.holds.at(-1);
    if (outcome === 'done' && made) made.id = body.data.answer.hold.id;
  }

  async #releaseHold(step: { pick: number; quantity: number | null }): Promise<void> {
    const hold = this.model.holds[step.pick % Math.max(1, this.model.holds.length)];
    if (!hold) return;
    const outcome = this.model.release(hold, step.quantity);
    const { body } = await this.shop.attempt('releaseHold', {
      id: hold.id,
      quantity: step.quantity && step.quantity / 10_000,
    });
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
  }

  async #change(step: {
    do: 'commitReservation' | 'releaseReservation' | 'extend';
    pick: number;
    hours?: number;
  }): Promise<void> {
    const held = this.model.held[step.pick % Math.max(1, this.model.held.length)];
    if (!held) return;
    const expiresAt = this.model.now + (step.hours ?? 0) * HOUR;
    let outcome: Outcome;
    if (step.do === 'extend') {
      outcome = this.model.isActive(held) ? 'done' : 'INVALID_TRANSITION';
      if (outcome === 'done') held.expiresAt = expiresAt;
    } else outcome = this.model.end(held, step.do === 'commitReservation' ? 'COMMITTED' : 'RELEASED');
    const { body } =
      step.do === 'extend'
        ? await this.shop.attempt('extendReservation', {
            id: held.id,
            expiresAt: new Date(expiresAt).toISOString(),
          })
        : await this.shop.attempt(step.do, { id: held.id });
    expect(body.errors?.[0].extensions.code ?? 'done').toBe(outcome);
  }

  async #recall(number: string): Promise<void> {
    const found = this.model.lots[number];
    if (!found) return;
    found.recalled = !found.recalled;
    const status = found.recalled ? 'RECALLED' : 'ACTIVE';
    const lots = ['A', 'B'].map(
      (product) => `{productMasterId: "${product}", number: "${number}", status: ${status}}`,
    );
    const { body } = await this.shop.caller.graphql(
      `mutation { upsertLots(input: {lots: [${lots}]}) { lots { id } } }`,
    );
    expect(body.errors).toBeUndefined();
  }

  /** Everything that the gateway shows is what the model has. */
  async compare(): Promise<void> {
    this.model.now = gateway.clock.now().getTime();
    const { nodes } = await this.shop.ask('items');
    const shown = nodes
      .filter((item: { quantityOnHand: number }) => item.quantityOnHand !== 0)
      .map(
        (item: {
          globalSku: string;
          lotNumber: string | null;
          quantityOnHand: number;
          quantityReserved: number;
          quantityAvailable: number;
        }) => [
          StockModel.key(item.globalSku, item.lotNumber),
          ...[item.quantityOnHand, item.quantityReserved, item.quantityAvailable].map((n) =>
            Math.round(n * 10_000),
          ),
        ],
      );
    const expected = [...this.model.balances].flatMap(([key, balance]) => {
      const reserved = this.model.reserved(key);
      const available = this.model.isGood(balance) ? balance.onHand - reserved : 0;
      return balance.onHand === 0 ? [] : [[key, balance.onHand, reserved, available]];
    });
    expect(shown.sort()).toEqual(expected.sort());
    for (const record of (await this.shop.ask('records')).nodes) {
      expect(Math.round(record.atp * 10_000)).toBe(this.model.available(record.globalSku));
    }
    const reservations = (await this.shop.ask('reservations', { sort: { field: 'createdAt' } })).nodes;
    const statuses = new Map(
      reservations.map(({ id, status }: { id: string; status: string }) => [id, status]),
    );
    for (const held of this.model.held) expect(statuses.get(held.id)).toBe(this.model.statusOf(held));
  }
}

async function begin(): Promise<Trial> {
  // at noon, so that a few milliseconds do not decide on which side of midnight a moment lies
  const now = gateway.clock.now().getTime();
  gateway.clock.advance(Math.ceil(now / (24 * HOUR)) * 24 * HOUR + 12 * HOUR + 1_000 - now);
  const noon = gateway.clock.now().getTime() - 12 * HOUR;
  const midnight = noon - (noon % (24 * HOUR));
  const day = (days: number) => new Date(midnight + days * 24 * HOUR).toISOString().slice(0, 10);
  const dates = { E1: 1, E2: 3 };
  const shop = await open(gateway, {
    products: ['A', 'B'],
    locations: ['L1'],
    channels: ['DTC', 'B2B'],
    lots: ['A', 'B'].flatMap((productMasterId) =>
      Object.entries(dates).map(([number, days]) => ({ productMasterId, number, expiryDate: day(days) })),
    ),
  });
  const lots = Object.entries(dates).map(([number, days]) => [
    number,
    { goodBefore: midnight + (days + 1) * 24 * HOUR, recalled: false },
  ]);
  return new Trial(shop, new StockModel(Object.fromEntries(lots)));
}

it('any sequence of acts leaves what the model says, and sound books', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24, size: 'max' }), async (steps) => {
      const trial = await begin();
      for (const one of steps) await trial.take(one);
      await trial.compare();
      await expectSound(trial.shop);
    }),
    {
      numRuns: Number(process.env.PROPERTY_RUNS ?? 15),
      endOnFailure: false,
      interruptAfterTimeLimit: 100_000,
    },
  );
});

import { describe, expect, it } from 'vitest';
import type { Shop } from '../support/factories.ts';
import { type Answer, startGateway } from '../support/gateway.ts';
import { expectVerified } from '../support/put-away.ts';
import { asked, draft, hospitalOf, requested } from '../support/requests.ts';
import { outcomes } from '../support/transfers.ts';

const gateway = await startGateway();
const TIMES = 6;

/** Of two that came at once one was done, and the other told the state. @returns the state as it is */
async function oneOf(shop: Shop, id: string, answers: Answer[], refusals: string[]) {
  const done = answers.filter(({ body }) => !body.errors);
  expect(done.length, JSON.stringify(answers.map(({ body }) => body.errors))).toBe(1);
  const lost = answers.find(({ body }) => body.errors);
  const { status, version } = await shop.ask('stockRequest', { id });
  const { code, ...details } = lost?.body.errors[0].extensions ?? {};
  expect(refusals).toContain(code);
  // the loser was told what became of it
  expect(details.status).toBe(status);
  if (code === 'VERSION_CONFLICT') expect(details.currentVersion).toBe(version);
  return status as string;
}

describe('of two that come at once one wins', () => {
  it('two approvers', async () => {
    const of = await hospitalOf(gateway, { A: 100, B: 1 });
    const { shop, chief, deputy } = of;
    for (let n = 0; n < TIMES; n++) {
      const { id } = await requested(of, 'SUBMITTED');
      const answers = await Promise.all([
        chief.attempt('approveStockRequest', { id }),
        deputy.attempt('approveStockRequest', { id }),
      ]);
      expect(await oneOf(shop, id, answers, ['INVALID_TRANSITION', 'VERSION_CONFLICT'])).toBe('APPROVED');
    }
    expect(await shop.record('A', 'MAIN')).toMatchObject({ reserved: 4 * TIMES });
    await expectVerified(shop);
  });

  it('two first approvers where two are needed: one of them counts at a time', async () => {
    const of = await hospitalOf(gateway, { A: 100, B: 1 });
    const { shop, chief, deputy } = of;
    await shop.run('updateOrganizationSettings', { stockRequestSecondApprovalAbove: 1 });
    for (let n = 0; n < TIMES; n++) {
      const { id } = await requested(of, 'SUBMITTED');
      const attempt = (who: Shop) => who.attempt('approveStockRequest', { id });
      const answers = await Promise.all([attempt(chief), attempt(deputy), attempt(chief)]);
      const { status, approvals } = await shop.ask('stockRequest', { id });
      const done = answers.filter(({ body }) => !body.errors).length;
      expect(approvals).toHaveLength(done);
      expect(status).toBe(done === 2 ? 'APPROVED' : 'SUBMITTED');
    }
    await expectVerified(shop);
  });

  it('approve against cancel, and against reject and rollback', async () => {
    const of = await hospitalOf(gateway, { A: 100, B: 1 });
    const { shop, chief } = of;
    for (let n = 0; n < TIMES; n++)
      for (const [mutation, more] of [
        ['cancelStockRequest', {}],
        ['rejectStockRequest', { reason: 'x' }],
        ['rollBackStockRequest', {}],
      ] as const) {
        const { id } = await requested(of, 'SUBMITTED');
        const answers = await Promise.all([
          chief.attempt('approveStockRequest', { id }),
          shop.attempt(mutation, { id, ...more }),
        ]);
        // one after the other, a request that was approved may be cancelled or rolled back
        if (answers.every(({ body }) => !body.errors)) continue;
        await oneOf(shop, id, answers, ['INVALID_TRANSITION', 'VERSION_CONFLICT']);
      }
    await expectVerified(shop);
  });

  it('submit against edit and delete', async () => {
    const of = await hospitalOf(gateway);
    const { shop } = of;
    for (let n = 0; n < TIMES; n++) {
      const { id, version } = await draft(shop);
      const answers = await Promise.all([
        shop.attempt('submitStockRequest', { id, expectedVersion: version }),
        shop.attempt('updateStockRequest', {
          id,
          expectedVersion: version,
          lines: [{ globalSku: 'B', quantity: 1 }],
        }),
      ]);
      const status = await oneOf(shop, id, answers, ['INVALID_TRANSITION', 'VERSION_CONFLICT']);
      const { lines } = await shop.ask('stockRequest', { id });
      expect(lines[0].globalSku).toBe(status === 'SUBMITTED' ? 'A' : 'B');
      const other = await draft(shop);
      const ends = await Promise.all([
        shop.attempt('submitStockRequest', { id: other.id }),
        shop.attempt('deleteStockRequest', { id: other.id }),
      ]);
      expect(outcomes(ends).done).toBe(1);
    }
    await expectVerified(shop);
  });

  it('issue, issue again, cancel and rollback', async () => {
    const of = await hospitalOf(gateway, { A: 100, B: 1 });
    const { shop } = of;
    for (let n = 0; n < TIMES; n++) {
      const destinationId = ['WARD', 'SHOP', 'DEPOT'][n % 3];
      const { id } = await requested(of, 'PICKING', asked(4, { destinationId }));
      const answers = await Promise.all([
        shop.attempt('issueStockRequest', { id }),
        shop.attempt('issueStockRequest', { id }),
        shop.attempt('cancelStockRequest', { id }),
      ]);
      expect(answers.filter(({ body }) => !body.errors)).toHaveLength(1);
      const { status } = await shop.ask('stockRequest', { id });
      if (status !== 'ISSUED') continue;
      const back = await Promise.all([
        shop.attempt('rollBackStockRequest', { id, expectedVersion: answers.length + 2 }),
        shop.attempt('rollBackStockRequest', { id, expectedVersion: answers.length + 2 }),
      ]);
      expect(back.filter(({ body }) => !body.errors)).toHaveLength(1);
    }
    await expectVerified(shop);
  });

  it('no unit is allocated to two: requests, reservations and transfers of the same stock', async () => {
    const of = await hospitalOf(gateway, { A: 10, B: 1 });
    const { shop, chief, deputy } = of;
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await requested(of, 'SUBMITTED', asked(3))).id);
    const lines = [{ globalSku: 'A', locationId: 'MAIN', quantity: 3 }];
    const goods = [{ globalSku: 'A', quantity: 3 }];
    const { transfer } = await shop.run('createTransfer', {
      fromLocationId: 'MAIN',
      toLocationId: 'SHOP',
      lines: goods,
    });
    const answers = await Promise.all([
      ...ids.map((id, n) => (n % 2 ? chief : deputy).attempt('approveStockRequest', { id })),
      shop.attempt('reserveStock', { channelId: 'DTC', reference: 'x', lines }),
      shop.attempt('approveTransfer', { id: transfer.id }),
    ]);
    expect(outcomes(answers)).toEqual({ done: 3, INSUFFICIENT_STOCK: 4 });
    expect(await shop.record('A', 'MAIN')).toMatchObject({ reserved: 9 });
    await expectVerified(shop);
  });

  it('requests of the same stock, each its lines in another order, all get on', async () => {
    const of = await hospitalOf(gateway, { A: 100, B: 100 });
    const { shop, chief } = of;
    const ids: string[] = [];
    for (let n = 0; n < 8; n++) {
      const skus = n % 2 ? ['A', 'B'] : ['B', 'A'];
      const lines = skus.map((globalSku) => ({ globalSku, quantity: 2 }));
      ids.push((await requested(of, 'SUBMITTED', asked(0, { destinationId: 'SHOP', lines }))).id);
    }
    for (const mutation of ['approve', 'pick', 'issue', 'rollBack', 'issue'] as const) {
      const who = mutation === 'approve' ? chief : shop;
      const answers = await Promise.all(ids.map((id) => who.attempt(`${mutation}StockRequest`, { id })));
      expect([mutation, outcomes(answers)]).toEqual([mutation, { done: 8 }]);
    }
    expect(await shop.record('A', 'SHOP')).toMatchObject({ onHand: 16 });
    await expectVerified(shop);
  });
});

describe('a write that is sent again', () => {
  it('happens once, whichever step it is', async () => {
    const of = await hospitalOf(gateway);
    const { shop, chief } = of;
    const twice = async (who: Shop, mutation: Parameters<Shop['attempt']>[0], input: object) => {
      const headers = { 'Idempotency-Key': `${mutation}-1` };
      const [first, second] = await Promise.all([
        who.attempt(mutation, input, { headers }),
        who.attempt(mutation, input, { headers }),
      ]);
      expect(first?.body).toEqual(second?.body);
      expect(
        [first, second].filter((answer) => answer?.headers.get('Idempotent-Replayed') === 'true'),
      ).toHaveLength(1);
      return first?.body.data.answer;
    };
    const { stockRequest } = await twice(shop, 'createStockRequest', asked(4));
    const { id } = stockRequest;
    await twice(shop, 'addStockRequestLine', { id, globalSku: 'B', quantity: 1 });
    await twice(shop, 'commentStockRequest', { id, text: 'once' });
    await twice(shop, 'submitStockRequest', { id });
    await twice(chief, 'approveStockRequest', { id });
    await twice(shop, 'pickStockRequest', { id });
    await twice(shop, 'issueStockRequest', { id });
    await twice(shop, 'rollBackStockRequest', { id });
    const { comments, status } = await shop.ask('stockRequest', { id });
    expect([comments.length, status]).toEqual([1, 'PICKING']);
    expect(await shop.record('A', 'MAIN')).toMatchObject({ onHand: 10, reserved: 4 });
    await expectVerified(shop);
  });
});

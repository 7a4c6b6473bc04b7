import { describe, expect, it } from 'vitest';
import { type Answer, startGateway } from '../support/gateway.ts';
import { bins, expectVerified, goods, received, split, started } from '../support/put-away.ts';

const gateway = await startGateway();

describe('at the same time', () => {
  function outcomes(answers: readonly Answer[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { body } of answers) {
      const outcome = body.errors?.[0].extensions.code ?? 'done';
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  }

  it('tasks never promise the same goods: 10 times 3 of 10', async () => {
    const shop = await received(gateway, 10);
    const attempts = Array.from({ length: 10 }, () => shop.attempt('createPutAwayTask', goods(3)));
    expect(outcomes(await Promise.all(attempts))).toEqual({ done: 3, INSUFFICIENT_STOCK: 7 });
    const [{ quantity }] = (await shop.ask('putAwayCandidates')).nodes;
    expect(quantity).toBe(1);
    await expectVerified(shop);
  });

  it('a task is completed or cancelled, once', async () => {
    const shop = await received(gateway, 10);
    const ids = [];
    for (let n = 0; n < 5; n++)
      ids.push(await started(shop, 2, { splits: [split('S1', 1), split('S2', 1)] }));
    const attempts = ids.flatMap((id) => [
      shop.attempt('completePutAwayTask', { id }),
      shop.attempt('cancelPutAwayTask', { id }),
      shop.attempt('completePutAwayTask', { id, toBinId: 'S3' }),
    ]);
    expect(outcomes(await Promise.all(attempts))).toEqual({ done: 5, INVALID_TRANSITION: 10 });
    expect((await shop.record('A', 'L1')).onHand).toBe(10);
    await expectVerified(shop);
  });

  it('what is adjusted away is not put away, and what is put away is not adjusted away', async () => {
    const shop = await received(gateway, 20);
    const ids = [];
    for (let n = 0; n < 10; n++) ids.push(await started(shop, 2, { toBinId: n % 2 ? 'S1' : 'S2' }));
    const take = {
      globalSku: 'A',
      locationId: 'L1',
      binId: 'RCV',
      quantityDelta: -2,
      reasonCode: 'CONSUMED',
    };
    const lines = [{ globalSku: 'A', locationId: 'L1', quantity: 1 }];
    const attempts = ids.flatMap((id, n) => [
      shop.attempt('completePutAwayTask', { id }),
      shop.attempt('adjustStock', take),
      shop.attempt('reserveStock', { channelId: n % 2 ? 'DTC' : 'B2B', reference: `O-${n}`, lines }),
    ]);
    const answers = await Promise.all(attempts);
    const { done = 0, ...others } = outcomes(answers);
    expect(Object.keys(others)).toEqual(['INSUFFICIENT_STOCK']);
    expect(done).toBeGreaterThanOrEqual(10);
    const left = await bins(shop);
    const completed = answers.filter((answer, n) => n % 3 === 0 && !answer.body.errors).length;
    const adjusted = answers.filter((answer, n) => n % 3 === 1 && !answer.body.errors).length;
    expect(left.RCV?.[0] ?? 0).toBe(20 - 2 * completed - 2 * adjusted);
    expect((left.S1?.[0] ?? 0) + (left.S2?.[0] ?? 0)).toBe(2 * completed);
    await expectVerified(shop);
  });

  it('put-away and reservations of the same goods end without an error of ours', async () => {
    const shop = await received(gateway, 30);
    const orders: string[] = [];
    for (let n = 0; n < 6; n++)
      orders.push((await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 3 }])).id);
    const ids = [];
    for (let n = 0; n < 6; n++)
      ids.push(await started(shop, 4, { splits: [split('S1', 1), split('S2', 3)] }));
    const attempts = ids.flatMap((id, n) => [
      shop.attempt('completePutAwayTask', { id }),
      shop.attempt(n % 2 ? 'commitReservation' : 'releaseReservation', { id: orders[n] }),
    ]);
    const { done = 0, ...others } = outcomes(await Promise.all(attempts));
    expect([Object.keys(others).filter((code) => code !== 'INSUFFICIENT_STOCK'), done >= 6]).toEqual([
      [],
      true,
    ]);
    await expectVerified(shop);
  });
});

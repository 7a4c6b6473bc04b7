import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { differences, expectVerified } from '../support/put-away.ts';
import {
  approved,
  draft,
  goods,
  lies,
  outcomes,
  places,
  shipped,
  step,
  stocked,
} from '../support/transfers.ts';

const gateway = await startGateway();

describe('at the same time', () => {
  it('transfers from A to B and from B to A end without an error of ours', async () => {
    const shop = await open(gateway, places);
    for (const location of ['L1', 'L2'])
      await shop.receive(location, { sku: 'A', quantity: 40 }, { sku: 'B', quantity: 40 });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      const [from, to] = n % 2 ? ['L1', 'L2'] : ['L2', 'L1'];
      const lines = (n % 3 ? ['A', 'B'] : ['B', 'A']).map((globalSku) => ({ globalSku, quantity: 3 }));
      ids.push((await draft(shop, { fromLocationId: from, toLocationId: to, lines })).id);
    }
    for (const mutation of ['approveTransfer', 'shipTransfer', 'receiveTransfer'] as const) {
      const answers = await Promise.all(ids.map((id) => shop.attempt(mutation, { id })));
      expect([mutation, outcomes(answers)]).toEqual([mutation, { done: 12 }]);
    }
    expect(await lies(shop)).toEqual({ 'A L1': 40, 'A L2': 40, 'B L1': 40, 'B L2': 40 });
    await expectVerified(shop);
  });

  it('no unit is promised to two: approvals, reservations and adjustments of the same stock', async () => {
    const shop = await stocked(gateway, 10);
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push((await draft(shop, goods(3))).id);
    const lines = [{ globalSku: 'A', locationId: 'L1', quantity: 3 }];
    const answers = await Promise.all([
      ...ids.map((id) => shop.attempt('approveTransfer', { id })),
      ...['DTC', 'B2B'].map((channelId) =>
        shop.attempt('reserveStock', { channelId, reference: 'x', lines }),
      ),
    ]);
    expect(outcomes(answers)).toEqual({ done: 3, INSUFFICIENT_STOCK: 5 });
    expect(await shop.record('A', 'L1')).toMatchObject({ reserved: 9 });
    await expectVerified(shop);
  });

  it('a transfer is shipped or cancelled, once; and received once', async () => {
    const shop = await stocked(gateway, 100);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await approved(shop, goods(4))).id);
    const ends = await Promise.all(
      ids.flatMap((id) => [
        shop.attempt('shipTransfer', { id }),
        shop.attempt('cancelTransfer', { id }),
        shop.attempt('shipTransfer', { id }),
      ]),
    );
    expect(outcomes(ends)).toEqual({ done: 5, INVALID_TRANSITION: 10 });
    const gone = (await shop.ask('transfers', { filter: { status: 'IN_TRANSIT' } })).nodes;
    const receipts = await Promise.all(
      gone.flatMap(({ id }: { id: string }) => [
        shop.attempt('receiveTransfer', { id }),
        shop.attempt('writeOffTransfer', { id, reason: 'x' }),
        shop.attempt('receiveTransfer', { id }),
      ]),
    );
    expect(outcomes(receipts)).toEqual(
      gone.length === 0 ? {} : { done: gone.length, INVALID_TRANSITION: 2 * gone.length },
    );
    await expectVerified(shop);
  });

  it('parts that come together add up, and never to more than left', async () => {
    const shop = await stocked(gateway);
    const { id, lines } = await shipped(shop, goods(10));
    const clerk = as(shop, await shop.organization.caller('transfers.write', 'transfers.read'));
    const [{ id: lineId }] = lines;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        clerk.attempt('receiveTransfer', { id, lines: [{ lineId, quantity: 3 }] }),
      ),
    );
    // 3 times 3; the fourth would be more than is left, and the caller may not take in more
    expect(outcomes(answers)).toEqual({ done: 3, FORBIDDEN: 3 });
    await expectVerified(shop);
  });

  it('a draft is changed or approved as it was, never half', async () => {
    const shop = await stocked(gateway, 100);
    await shop.receive('L1', { sku: 'B', quantity: 100 });
    for (let n = 0; n < 8; n++) {
      const { id } = await draft(shop, goods(4));
      const lines = [{ globalSku: 'B', quantity: 5 }];
      const [approval, update] = await Promise.all([
        shop.attempt('approveTransfer', { id }),
        shop.attempt('updateTransfer', { id, lines }),
      ]);
      const allowed = ['done', 'VERSION_CONFLICT', 'INVALID_TRANSITION'];
      for (const outcome of Object.keys(
        outcomes([approval, update].filter((answer) => answer !== undefined)),
      ))
        expect(allowed).toContain(outcome);
      const { status, lines: now } = await shop.ask('transfer', { id });
      if (status === 'APPROVED') expect(now[0].reserved).toBe(now[0].requested);
    }
    await expectVerified(shop);
  });
});

describe('the number of statements does not grow with the lines', () => {
  const skus = Array.from({ length: 50 }, (_, n) => `S${n}`);

  async function statements(act: () => Promise<unknown>): Promise<number> {
    gateway.statements.length = 0;
    await act();
    return gateway.statements.length;
  }

  /** One against fifty lines: the same number, and not many. */
  async function same(act: (count: number) => Promise<Record<string, number>>): Promise<void> {
    const [one, fifty] = [await act(1), await act(50)];
    expect(fifty).toEqual(one);
    expect(Math.max(...Object.values(one))).toBeLessThanOrEqual(30);
  }

  it('of each step, and of reading', async () => {
    const shop = await open(gateway, { ...places, products: skus });
    await shop.receive(
      'L1',
      ...skus.map((sku) => ({ sku, quantity: 100, lotNumber: 'N', expiryDate: shop.inDays(90) })),
    );
    await shop.receive('L2', ...skus.map((sku) => ({ sku, quantity: 1 })));
    await shipped(shop, goods(0, { lines: [{ globalSku: 'S0', quantity: 1 }] })); // draws the numbers to come
    const send = async (target: Shop, mutation: string, type: string, input: object) => {
      const { body } = await target.caller.graphql(
        `mutation($input: ${type}!) { answer: ${mutation}(input: $input) { transfer { id lines { id allocations { quantity } parcels { shipped } } } } }`,
        { input },
      );
      expect(body.errors).toBeUndefined();
      return body.data.answer.transfer;
    };
    await same(async (count) => {
      const lines = skus
        .slice(0, count)
        .map((globalSku) => ({ globalSku, quantity: 4, fromBinId: null, toBinId: 'D1' }));
      let made = await draft(shop, goods(0, { lines }));
      const { id } = made;
      const some = (quantity: number) =>
        made.lines.map((line: { id: string }) => ({ lineId: line.id, quantity, reason: 'x' }));
      const counted: Record<string, number> = {};
      const of = async (name: string, mutation: string, type: string, input: object) => {
        counted[name] = await statements(async () => {
          made = await send(shop, mutation, type, input);
        });
      };
      await of('create', 'createTransfer', 'CreateTransferInput', goods(0, { lines }));
      await of('update', 'updateTransfer', 'UpdateTransferInput', { id, lines });
      await of('approve', 'approveTransfer', 'TransferStepInput', { id });
      await of('ship', 'shipTransfer', 'ShipTransferInput', { id });
      await of('receive', 'receiveTransfer', 'ReceiveTransferInput', { id, lines: some(3) });
      counted.read = await statements(() => shop.ask('transfer', { id }));
      await of('writeOff', 'writeOffTransfer', 'WriteOffTransferInput', { id, lines: some(1) });
      return counted;
    });
    await shop.ask('transfers'); // looks up the key, which is remembered for a while
    const bins = (first: number) =>
      statements(() => shop.ask('transferBins', { filter: { locationId: 'L1' }, first }));
    expect([await bins(1), await bins(3)]).toEqual([4, 4]); // the place, the page, its contents, the total
    const list = (first: number) => statements(() => shop.ask('transfers', { first }));
    expect([await list(1), await list(4)]).toEqual([4, 4]); // the page, lines, history, the total
    await expectVerified(shop);
  });
});

describe('verify', () => {
  it.each<[what: string, sql: string, checks: string[]]>([
    [
      'a parcel that is not what left',
      'update transfer_parcel set shipped = shipped + 1 where org_id = $1',
      ['transfer.parcels-shipped', 'transfer.parcel'],
    ],
    [
      'a line that says more came than did',
      'update transfer_line set received = received + 1 where org_id = $1 and shipped > 0',
      ['transfer.received', 'transfer.parcels-received', 'transfer.supply'],
    ],
    [
      'a line that came beyond what left, of which the ledger knows nothing',
      'update transfer_line set over_received = 1 where org_id = $1 and shipped > 0',
      ['transfer.received'],
    ],
    [
      'supply that is not in transit',
      "update expected_supply set quantity = 1 where org_id = $1 and cause_type = 'TRANSFER'",
      ['availability.incoming', 'transfer.supply'],
    ],
    [
      'a transfer that has come though some is on its way',
      "update transfer set status = 'RECEIVED' where org_id = $1 and status = 'PARTIALLY_RECEIVED'",
      ['transfer.whole'],
    ],
    [
      'an approved transfer that has not reserved its stock',
      'update transfer_line set requested = requested + 1 where org_id = $1 and shipped = 0',
      ['transfer.reserved'],
    ],
    [
      'a draft that still has reserved',
      "update transfer set status = 'DRAFT' where org_id = $1 and status = 'APPROVED'",
      ['transfer.reserved'],
    ],
    [
      'a draft that has shipped',
      "update transfer set status = 'DRAFT' where org_id = $1 and status = 'PARTIALLY_RECEIVED'",
      ['transfer.status'],
    ],
  ])('finds %s', async (_what, sql, checks) => {
    const shop = await stocked(gateway);
    const { id, lines } = await shipped(shop, goods(5));
    await approved(shop, goods(2));
    await step(shop, 'receive', { id, lines: [{ lineId: lines[0].id, quantity: 2 }] });
    expect(await differences(shop)).toEqual([]);
    await shop.sql(sql);
    expect((await differences(shop)).map(([check]) => check)).toEqual(checks);
  });
});

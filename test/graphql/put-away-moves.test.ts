import { describe, expect, it } from 'vitest';
import { furnish, open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import {
  bins,
  complete,
  differences,
  dock,
  expectVerified,
  received,
  split,
  started,
} from '../support/put-away.ts';

const gateway = await startGateway();

describe('completing a put-away task', () => {
  it('moves its goods in one act that names it', async () => {
    const shop = await received(gateway, 10, { lotNumber: 'N1', expiryDate: '2999-01-31' });
    await shop.receive('L1', { sku: 'A', quantity: 2, binId: 'S2', lotNumber: 'N1', unitCost: 5 });
    const id = await started(shop, 9, { lotNumber: 'N1', splits: [split('S1', 5), split('S2', 4)] });
    const task = await complete(shop, id);
    expect(task).toMatchObject({ status: 'COMPLETED', splits: [{ quantity: 5 }, { quantity: 4 }] });
    const common = { lotNumber: 'N1', condition: 'AVAILABLE', unitCost: 2, locationId: shop.ids.L1 };
    expect(task.movements).toMatchObject([
      { ...common, binId: shop.ids.RCV, quantityBefore: 10, quantityDelta: -9, quantityAfter: 1 },
      { ...common, binId: shop.ids.S1, quantityBefore: 0, quantityDelta: 5, quantityAfter: 5 },
      { ...common, binId: shop.ids.S2, quantityBefore: 2, quantityDelta: 4, quantityAfter: 6 },
    ]);
    // carried at its cost: (2 x 5 + 4 x 2) / 6
    expect(await shop.item({ binId: 'S2' })).toMatchObject({ unitCost: 3, totalValue: 18 });
    expect(await shop.item({ binId: 'S1' })).toMatchObject({ unitCost: 2, expiryDate: '2999-01-31' });
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 12, available: 12 });
    const documents = await shop.sql<object>(
      'select id, number, type, reference, cause_type, cause_id, line_count from stock_document where org_id = $1 and cause_id is not null',
    );
    expect(documents).toEqual([
      {
        id: task.documentId,
        number: 'MOV-000001',
        type: 'PUT_AWAY',
        reference: 'PUT-000001',
        cause_type: 'PUT_AWAY',
        cause_id: id,
        line_count: 3,
      },
    ]);
    const said = await shop.sql<{ type: string }>(
      'select type from outbox_event where org_id = $1 and document_id in ($2, $3) order by created_at, id',
      task.documentId,
      id,
    );
    expect(said.map(({ type }) => type).slice(-2)).toEqual(['stock.moved', 'put-away.completed']);
    await expectVerified(shop);
  });

  it('puts the goods where the request says instead', async () => {
    const shop = await received(gateway, 10);
    const one = await started(shop, 4, { toBinId: 'S1' });
    expect((await complete(shop, one, { toBinId: 'S2' })).splits).toMatchObject([
      { binId: shop.ids.S2, quantity: 4 },
    ]);
    const two = await started(shop, 6, { splits: [split('S1', 1), split('S2', 5)] });
    const splits = [split('S3', 2), split('S2', 1), split(shop.ids.S3 ?? '', 3)];
    expect((await complete(shop, two, { splits })).splits).toMatchObject([
      { binId: shop.ids.S3, quantity: 5 },
      { binId: shop.ids.S2, quantity: 1 },
    ]);
    expect(await bins(shop)).toEqual({ S2: [5, 0], S3: [5, 0] });
    await expectVerified(shop);
  });

  it('keeps the age of goods that come into an empty bin', async () => {
    const shop = await received(gateway, 10);
    const ages = () =>
      shop.sql<{ code: string; at: Date }>(
        `select b.code, i.first_received_at as at from stock_item i join bin b on b.org_id = $1 and b.id = i.bin_id
         where i.org_id = $1 order by b.code`,
      );
    gateway.clock.advance(60_000);
    await shop.receive('L1', { sku: 'A', quantity: 1, binId: 'S2' });
    const [rcv, s2] = await ages();
    gateway.clock.advance(60_000);
    const id = await started(shop, 6, { splits: [split('S1', 2), split('S2', 4)] });
    await complete(shop, id);
    expect(await ages()).toEqual([rcv, { code: 'S1', at: rcv?.at }, s2]);
    // so FEFO takes what came first, wherever it lies: the receiving bin and S1 before S2
    const { lines } = await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 6 }]);
    const taken = lines[0].allocations.map(({ quantity }: { quantity: number }) => quantity);
    expect(taken).toEqual([4, 2]);
    expect(await bins(shop)).toEqual({ RCV: [4, 4], S1: [2, 2], S2: [5, 0] });
  });

  it.each<[what: string, change: object, code: string, path: string]>([
    ['no bin at all', {}, 'VALIDATION_FAILED', 'toBinId'],
    ['an unknown bin', { toBinId: 'NO' }, 'NOT_FOUND', 'toBinId'],
    ['a bin of another location', { toBinId: '$FAR' }, 'BIN_OF_ANOTHER_LOCATION', 'toBinId'],
    ['a blocked bin', { toBinId: 'BAD' }, 'BIN_BLOCKED', 'toBinId'],
    ['an inactive bin', { splits: [split('S1', 2), split('OFF', 2)] }, 'INACTIVE', 'splits[1].binId'],
    ['the bin that they lie in', { toBinId: 'RCV' }, 'VALIDATION_FAILED', 'toBinId'],
    ['splits that say more', { splits: [split('S1', 4.0001)] }, 'VALIDATION_FAILED', 'splits'],
    ['no splits', { splits: [] }, 'VALIDATION_FAILED', 'splits'],
    ['both', { toBinId: 'S1', splits: [split('S1', 4)] }, 'VALIDATION_FAILED', 'splits'],
  ])('refuses %s', async (_what, change, code, path) => {
    const shop = await received(gateway);
    const id = await started(shop, 4);
    const there = 'toBinId' in change && change.toBinId === '$FAR' ? { toBinId: shop.ids.FAR } : change;
    expect(await refused(shop, () => shop.attempt('completePutAwayTask', { id, ...there }))).toMatchObject({
      code,
      paths: [path],
    });
    await expectVerified(shop);
  });

  it('looks at the bins again: one may be blocked since it was planned', async () => {
    const shop = await received(gateway);
    const id = await started(shop, 4, { toBinId: 'S1' });
    const attempt = () => refused(shop, () => shop.attempt('completePutAwayTask', { id }));
    const block = (code: string, blocked: boolean, type = 'STORAGE') =>
      furnish(shop, { bins: [{ locationId: 'L1', code, blocked, type }] });
    await block('S1', true);
    expect(await attempt()).toMatchObject({ code: 'BIN_BLOCKED', paths: ['toBinId'] });
    await block('S1', false);
    await block('RCV', true, 'RECEIVING');
    expect(await attempt()).toMatchObject({ code: 'BIN_BLOCKED', paths: ['id'] });
    await block('RCV', false, 'RECEIVING');
    await complete(shop, id);
  });

  it('refuses what is not there any more, and moves nothing of it', async () => {
    const shop = await received(gateway, 10);
    const id = await started(shop, 8, { splits: [split('S1', 4), split('S2', 4)] });
    await shop.adjust({ sku: 'A', locationId: 'L1', binId: 'RCV' }, -3);
    const { id: inventoryItemId } = await shop.item({ binId: 'RCV' });
    const refusal = await refused(shop, () => shop.attempt('completePutAwayTask', { id }));
    expect(refusal).toMatchObject({ code: 'INSUFFICIENT_STOCK', paths: ['id'] });
    expect(refusal.details).toMatchObject({ available: 7, requested: 8, inventoryItemId });
    expect(await bins(shop)).toEqual({ RCV: [7, 0] });
    await shop.adjust({ sku: 'A', locationId: 'L1', binId: 'RCV' }, 1);
    await complete(shop, id);
    expect(await bins(shop)).toEqual({ S1: [4, 0], S2: [4, 0] });
    await expectVerified(shop);
  });

  it('puts nothing away that is not there, where stock may be negative', async () => {
    const shop = await open(gateway, dock);
    await shop.receive('NEG', { sku: 'A', quantity: 5, binId: 'NEG-RCV' });
    const id = await started(shop, 5, { locationId: 'NEG', fromBinId: 'NEG-RCV', toBinId: 'NEG-S1' });
    await shop.adjust({ sku: 'A', locationId: 'NEG', binId: 'NEG-RCV' }, -7);
    expect(await refused(shop, () => shop.attempt('completePutAwayTask', { id }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 0, requested: 5 },
    });
  });

  it('leaves what is on hold where it is', async () => {
    const shop = await received(gateway, 10);
    const id = await started(shop, 8, { toBinId: 'S1' });
    const { id: inventoryItemId } = await shop.item({ binId: 'RCV' });
    const held = { inventoryItemId, quantity: 3, type: 'QUALITY', reason: 'Sample' };
    const { hold } = await shop.run('createHold', held);
    const refusal = await refused(shop, () => shop.attempt('completePutAwayTask', { id }));
    expect(refusal).toMatchObject({ code: 'STOCK_ON_HOLD', paths: ['id'] });
    expect(refusal.details).toMatchObject({ requested: 8, held: 3, inventoryItemId });
    const more = { globalSku: 'A', locationId: 'L1', fromBinId: 'RCV', quantity: 2 };
    expect(await refused(shop, () => shop.attempt('createPutAwayTask', more))).toMatchObject({
      code: 'STOCK_ON_HOLD',
      details: { available: 0, requested: 2, held: 3, planned: 8 },
    });
    await shop.run('releaseHold', { id: hold.id, quantity: 1 });
    await complete(shop, id);
    expect(await bins(shop)).toEqual({ RCV: [2, 2], S1: [8, 0] });
    await expectVerified(shop);
  });

  it('is done once under its key', async () => {
    const shop = await received(gateway, 10);
    const id = await started(shop, 4, { toBinId: 'S1' });
    const send = () => shop.attempt('completePutAwayTask', { id }, { headers: { 'idempotency-key': 'k' } });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.errors).toBeUndefined();
    expect(await bins(shop)).toEqual({ RCV: [6, 0], S1: [4, 0] });
    await expectVerified(shop);
  });
});

describe('statements', () => {
  it('are as many for 50 bins as for 1', async () => {
    const shop = await received(gateway, 100);
    const codes = Array.from({ length: 50 }, (_, n) => `M${n}`);
    await furnish(shop, { bins: codes.map((code) => ({ locationId: 'L1', code })) });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 100 }]);
    const counts = async (splits: object[]) => {
      const steps: number[] = [];
      const counted = async <T>(act: () => Promise<T>): Promise<T> => {
        gateway.statements.length = 0;
        const answer = await act();
        steps.push(gateway.statements.length);
        return answer;
      };
      const goods = { globalSku: 'A', locationId: 'L1', fromBinId: 'RCV', quantity: 50, splits };
      const { task } = await counted(() => shop.run('createPutAwayTask', goods));
      await counted(() => shop.run('startPutAwayTask', { id: task.id }));
      await counted(() => shop.run('completePutAwayTask', { id: task.id }));
      return steps;
    };
    const one = await counts([split('S1', 50)]);
    expect(await counts(codes.map((code) => split(code, 1)))).toEqual(one);
    await expectVerified(shop);
  });
});

describe('the checks of the books', () => {
  it('see a task that says something else than its act', async () => {
    const shop = await received(gateway, 10);
    const id = await started(shop, 4, { splits: [split('S1', 1), split('S2', 3)] });
    const { documentId } = await complete(shop, id);
    const open = await started(shop, 2, { toBinId: 'S1' });
    const tamper = async (change: string, undo: string) => {
      await shop.sql(`${change} and org_id = $1`);
      const found = await differences(shop);
      await shop.sql(`${undo} and org_id = $1`);
      expect(await differences(shop)).toEqual([]);
      return found;
    };
    const set = (task: string, difference: string) =>
      `update put_away_split set quantity = quantity ${difference} where task_id = '${task}' and line_no = 1`;
    expect(await tamper(set(id, '+ 1'), set(id, '- 1'))).toEqual([
      ['put-away.splits', id],
      ['put-away.moved', id],
    ]);
    expect(await tamper(set(open, '+ 1'), set(open, '- 1'))).toEqual([['put-away.splits', open]]);
    const cause = (task: string) =>
      `update stock_document set cause_id = '${task}' where id = '${documentId}'`;
    expect(await tamper(cause(open), cause(id))).toEqual([
      ['put-away.document', id],
      ['put-away.act', documentId],
    ]);
    const from = (code: string) =>
      `update put_away_task set from_bin_id = '${shop.ids[code]}' where id = '${open}'`;
    expect(await tamper(from('S3'), from('RCV'))).toEqual([['put-away.item', open]]);
  });
});

describe('reserved goods', () => {
  const line = (quantity: number) => ({ sku: 'A', locationId: 'L1', quantity });

  it('are put away with their reservation, which can be committed', async () => {
    const shop = await received(gateway, 10);
    const { id: order } = await shop.reserve('DTC', [line(10)]);
    const id = await started(shop, 10, { splits: [split('S1', 4), split('S2', 6)] });
    await complete(shop, id);
    expect(await bins(shop)).toEqual({ S1: [4, 4], S2: [6, 6] });
    const held = await shop.ask('reservation', { id: order });
    expect(held.lines[0].allocations.map(({ quantity }: { quantity: number }) => quantity).sort()).toEqual([
      4, 6,
    ]);
    await expectVerified(shop);
    const { reservation } = await shop.run('commitReservation', { id: order });
    expect(reservation.issue.lines).toHaveLength(2);
    expect(await bins(shop)).toEqual({});
    await expectVerified(shop);
  });

  it('stay while free stock moves, and go along as far as that is not enough', async () => {
    const shop = await received(gateway, 10);
    const first = await shop.reserve('DTC', [line(3)]);
    const second = await shop.reserve('B2B', [line(4)], { expiresAt: shop.inMinutes(60) });
    await complete(shop, await started(shop, 2, { toBinId: 'S1' }));
    expect(await bins(shop)).toEqual({ RCV: [8, 7], S1: [2, 0] });
    await complete(shop, await started(shop, 6, { splits: [split('S1', 2), split('S2', 4)] }));
    // one was free; five go along, the last bins first, the oldest reservation first
    expect(await bins(shop)).toEqual({ RCV: [2, 2], S1: [4, 1], S2: [4, 4] });
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 10, reserved: 7, available: 3 });
    await expectVerified(shop);
    await shop.run('commitReservation', { id: first.id });
    await expectVerified(shop);
    gateway.clock.advance(61 * 60_000);
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 7, reserved: 0, available: 7 });
    await shop.adjust({ sku: 'A', locationId: 'L1', binId: 'S2' }, 1);
    expect((await shop.ask('reservation', { id: second.id })).status).toBe('EXPIRED');
    await expectVerified(shop);
  });

  it('come into a bin that is on hold: what is not promised is held', async () => {
    const shop = await received(gateway, 10);
    const shelf = await shop.receiveOne('L1', { sku: 'A', quantity: 1, binId: 'S1' });
    await shop.run('createHold', { inventoryItemId: shelf, type: 'LEGAL', reason: 'Claim' });
    await shop.reserve('DTC', [line(6)]);
    await complete(shop, await started(shop, 8, { toBinId: 'S1' }));
    // four were free
    expect(await bins(shop)).toEqual({ RCV: [2, 2], S1: [9, 9] });
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 11, reserved: 11 });
    await expectVerified(shop);
  });
});

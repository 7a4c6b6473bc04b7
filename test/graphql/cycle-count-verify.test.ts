import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Difference, verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { Database } from '../../src/platform/database/database.ts';
import { Count } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const owner = await Database.open({
  url: gateway.environment.DATABASE_MIGRATION_URL ?? '',
  poolSize: 1,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
});
afterAll(() => owner.close());

let shop: Shop;

/** What verify finds after something was done to the books; undone afterwards, triggers as well. */
async function after(damage: string): Promise<Difference[]> {
  const tx = await owner.begin(shop.orgId, 'write');
  try {
    await sql.raw(damage).execute(tx.db);
    return (await verifyBooks(tx, gateway.clock.now())).differences;
  } finally {
    await tx.rollback();
  }
}

// one accepted with a difference and one without, one rejected, one that waits to be counted again; one given up
beforeAll(async () => {
  shop = await open(gateway, {
    products: ['A', 'B', 'C', 'D'],
    locations: ['L1'],
    settings: { countSelfApproval: true },
  });
  await shop.receive('L1', ...['A', 'B', 'C', 'D'].map((sku) => ({ sku, quantity: 10, unitCost: 1 })));
  const done = await Count.open(shop, { type: 'SPOT', productMasterIds: ['A'] });
  await done.review({ A: 10 });
  await done.resolve({ A: 'ACCEPT' });
  const some = await Count.open(shop);
  await some.review({ A: 9, B: 10, C: 7, D: 6 });
  await some.resolve({ A: 'ACCEPT', B: 'ACCEPT', C: { action: 'REJECT', notes: 'x' }, D: 'RECOUNT' });
  const given = await Count.open(shop);
  await given.step('cancelCycleCount');
});

const line = (where: string) => `(select id from cycle_count_line where ${where} order by id limit 1)`;

describe('verify', () => {
  it('finds nothing wrong with counts in every state', async () => {
    expect(await after('select 1')).toEqual([]);
  });

  it.each([
    [
      'cycle-count.movement',
      `update cycle_count_line set counted_quantity = 8 where id = ${line(`resolution = 'ACCEPT'`)}`,
    ],
    [
      'cycle-count.movement',
      `update cycle_count_line set system_quantity = 8 where id = ${line(`resolution = 'ACCEPT'`)}`,
    ],
    [
      'cycle-count.movement',
      `update cycle_count_line n set adjustment_id = (select id from stock_document where type = 'CYCLE_COUNT' and id <> n.adjustment_id limit 1)
        where id = ${line(`resolution = 'ACCEPT'`)}`,
    ],
    [
      'cycle-count.adjustment',
      `update cycle_count_line set adjustment_id = (select id from stock_document where type = 'RECEIPT' limit 1) where id = ${line(`resolution = 'REJECT'`)}`,
    ],
    [
      'cycle-count.adjustment',
      `update cycle_count_line set adjustment_id = null where id = ${line(`resolution = 'ACCEPT'`)}`,
    ],
    ['cycle-count.adjustment', `update stock_document set cause_id = 'another' where type = 'CYCLE_COUNT'`],
    [
      'cycle-count.line',
      `alter table movement disable trigger user; update movement set cause_line_id = null where type = 'CYCLE_COUNT'; alter table movement enable trigger user`,
    ],
    [
      'cycle-count.line',
      `update cycle_count_line set resolution = 'REJECT', adjustment_id = null where resolution = 'ACCEPT'`,
    ],
    ['cycle-count.status', `update cycle_count_batch set status = 'RESOLVED' where status = 'IN_PROGRESS'`],
    ['cycle-count.status', `update cycle_count_batch set status = 'REVIEW' where status = 'RESOLVED'`],
    ['cycle-count.status', `update cycle_count_batch set resolved_at = null where status = 'RESOLVED'`],
    [
      'cycle-count.item',
      `update cycle_count_line n set product_id = (select id from product where id <> n.product_id limit 1) where id = ${line('true')}`,
    ],
    ['cycle-count.history', `update cycle_count_batch set status = 'OPEN' where status = 'CANCELLED'`],
  ])('%s is found when it is wrong (%#)', async (check, damage) => {
    const differences = await after(damage);
    expect(differences.map((difference) => difference.check)).toContain(check);
    const found = differences.find((difference) => difference.check === check);
    expect(found?.expected).not.toBe(found?.actual);
  });
});

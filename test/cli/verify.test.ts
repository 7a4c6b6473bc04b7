import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Difference, verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { Database } from '../../src/platform/database/database.ts';
import type { Tx } from '../../src/platform/database/transaction.ts';
import { busyWeeks } from '../support/busy-weeks.ts';
import { runCli } from '../support/cli.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const organization = await gateway.organization();
const owner = await Database.open({
  url: gateway.environment.DATABASE_MIGRATION_URL ?? '',
  poolSize: 1,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
});
afterAll(() => owner.close());

/** What verify finds after something was done to the books; undone afterwards, triggers and constraints as well. */
async function after(damage: string): Promise<Difference[]> {
  const tx: Tx = await owner.begin(organization.orgId, 'write');
  try {
    await sql.raw(damage).execute(tx.db);
    return (await verifyBooks(tx, gateway.clock.now())).differences;
  } finally {
    await tx.rollback();
  }
}

const one = (table: string, where = 'true') => `(select id from ${table} where ${where} order by id limit 1)`;
const unguarded = (table: string, damage: string) =>
  `alter table ${table} disable trigger user; ${damage}; alter table ${table} enable trigger user`;

beforeAll(() => busyWeeks(gateway.app.services, organization.orgId, 300));

describe('the books', () => {
  it('agree after hundreds of things that happened at random', async () => {
    const tx = await owner.begin(organization.orgId, 'read');
    const { checked, differences } = await verifyBooks(tx, gateway.clock.now());
    await tx.rollback();
    expect(differences).toEqual([]);
    expect(checked.movements).toBeGreaterThan(100);
    expect(checked.reservations).toBeGreaterThan(20);
    const states = await gateway.asOwner(
      organization.orgId,
      'select distinct status from reservation order by 1',
    );
    expect(states.map((row) => (row as { status: string }).status)).toEqual([
      'ACTIVE',
      'COMMITTED',
      'EXPIRED',
      'RELEASED',
    ]);
  });

  it.each([
    [
      'item.on-hand',
      `update stock_item set on_hand = on_hand + 0.0001 where id = ${one('stock_item', 'on_hand > 0')}`,
    ],
    [
      'item.reserved',
      `update stock_item set reserved = reserved - 1 where id = ${one('stock_item', 'reserved >= 1')}`,
    ],
    [
      'item.reserved',
      `update allocation set quantity = quantity + 1 where id = ${one('allocation', `status = 'OPEN'`)}`,
    ],
    [
      'item.balance',
      `alter table stock_item drop constraint stock_item_balance; update stock_item set on_hand = -1 where id = ${one('stock_item', 'not allow_negative')}`,
    ],
    [
      'item.next-release',
      `update stock_item set next_release_at = null where id = (select item_id from allocation where status = 'OPEN' and expires_at is not null limit 1)`,
    ],
    ['item.promisable', `update stock_item set promisable = not promisable where id = ${one('stock_item')}`],
    [
      'item.promisable',
      `update lot set status = 'RECALLED' where id in (select lot_id from stock_item where promisable)`,
    ],
    ['item.expiry-date', `update stock_item set expiry_date = '2001-01-01' where id = ${one('stock_item')}`],
    [
      'item.allow-negative',
      `alter table stock_item drop constraint stock_item_org_id_location_id_allow_negative_fkey; update stock_item set allow_negative = true where id = ${one('stock_item', 'not allow_negative')}`,
    ],
    [
      'availability.on-hand',
      `update availability set on_hand = on_hand + 1 where id = ${one('availability')}`,
    ],
    [
      'availability.reserved',
      `update availability set reserved = reserved + 1 where id = ${one('availability')}`,
    ],
    [
      'availability.unpromisable-on-hand',
      `update availability set unpromisable_on_hand = unpromisable_on_hand - 1 where id = ${one('availability')}`,
    ],
    [
      'availability.unpromisable-reserved',
      `update availability set unpromisable_reserved = unpromisable_reserved + 1 where id = ${one('availability')}`,
    ],
    [
      'availability.value',
      `update availability set value = value + 0.00000001 where id = ${one('availability')}`,
    ],
    [
      'availability.value',
      `update stock_item set unit_cost = unit_cost + 1 where id = ${one('stock_item', 'on_hand > 0')}`,
    ],
    [
      'availability.first-expiry-date',
      `update availability set first_expiry_date = null where id = ${one('availability', 'first_expiry_date is not null')}`,
    ],
    [
      'availability.next-release',
      `update availability v set next_release_at = '2100-01-01' where exists (select 1 from allocation a
        where a.product_id = v.product_id and a.location_id = v.location_id and a.status = 'OPEN' and a.expires_at is not null)`,
    ],
    [
      'availability.channel-reserved',
      `update availability set channel_reserved = '{"nobody": "1"}' where id = ${one('availability')}`,
    ],
    [
      'availability.incoming',
      `update availability set incoming = incoming + 1 where id = ${one('availability')}`,
    ],
    [
      'availability.incoming',
      `update expected_supply set status = 'CLOSED' where id = ${one('expected_supply', `status = 'OPEN'`)}`,
    ],
    [
      'availability.next-incoming-date',
      `update availability set next_incoming_date = '2001-01-01' where id = ${one('availability')}`,
    ],
    [
      'movement.balance-after',
      unguarded(
        'movement',
        `update movement set balance_after = balance_after + 1 where id = ${one('movement')}`,
      ),
    ],
    [
      'item.on-hand',
      unguarded(
        'movement',
        `update movement set quantity_delta = quantity_delta + 1 where id = ${one('movement')}`,
      ),
    ],
    [
      'movement.item',
      unguarded('movement', `update movement set location_id = 'elsewhere' where id = ${one('movement')}`),
    ],
    [
      'document.line-count',
      `update stock_document set line_count = line_count + 1 where id = ${one('stock_document')}`,
    ],
    [
      'document.line-count',
      unguarded(
        'movement',
        `delete from movement where id = (select m.id from movement m where not exists (select 1 from movement_reversal r where m.id in (r.id, r.reversed_by_id)) limit 1)`,
      ),
    ],
    [
      'reversal.sum',
      unguarded(
        'movement',
        `update movement set quantity_delta = quantity_delta * 2 where id = ${one('movement_reversal')}`,
      ),
    ],
    [
      'reversal.complete',
      unguarded('movement_reversal', `delete from movement_reversal where id = ${one('movement_reversal')}`),
    ],
    [
      'document.status',
      `update stock_document set status = 'POSTED' where id = ${one('stock_document', `status = 'REVERSED'`)}`,
    ],
    [
      'reservation.held',
      `update reservation_line set quantity = quantity + 1 where reservation_id = ${one('reservation', `status = 'ACTIVE' and expires_at is null`)}`,
    ],
    [
      'reservation.let-go',
      `update reservation set status = 'RELEASED' where id = ${one('reservation', `status = 'ACTIVE' and expires_at is null`)}`,
    ],
    [
      'reservation.issued',
      `update reservation set issue_id = null where id = ${one('reservation', `status = 'COMMITTED'`)}`,
    ],
    [
      'movement.posted-at',
      unguarded(
        'movement',
        `update movement set posted_at = '2001-01-01', day = '2001-01-01' where seq = (select max(m.seq) from movement m where exists (
          select 1 from movement x where x.product_id = m.product_id and x.location_id = m.location_id and x.seq < m.seq))`,
      ),
    ],
    [
      'movement.cost-after',
      unguarded(
        'movement',
        `update movement set cost_after = cost_after + 0.0001 where id = ${one('movement')}`,
      ),
    ],
    [
      'item.unit-cost',
      `update stock_item set unit_cost = unit_cost + 0.0001 where id = ${one('stock_item', 'on_hand > 0')}`,
    ],
    ['daily.sums', `update stock_daily set units_in = units_in + 0.0001 where id = ${one('stock_daily')}`],
    ['daily.sums', `update stock_daily set day = day - 1 where id = ${one('stock_daily', 'units_out <> 0')}`],
    ['daily.sums', `delete from stock_daily where id = ${one('stock_daily')}`],
    [
      'monthly.sums',
      `update stock_monthly set value_change = value_change + 0.00000001 where id = ${one('stock_monthly')}`,
    ],
    ['monthly.sums', `delete from stock_monthly where id = ${one('stock_monthly')}`],
    [
      'location-daily.sums',
      `update location_daily set value_out = value_out + 0.00000001 where id = ${one('location_daily')}`,
    ],
    [
      'daily.on-hand-and-value',
      `update availability set stocked_from = stocked_from - 1 where id = ${one('availability', 'stocked_from is not null')}`,
    ],
    ['stock-out.days', `delete from stock_out where id = ${one('stock_out')}`],
    ['stock-out.days', `update stock_out set from_day = from_day - 1 where id = ${one('stock_out')}`],
    [
      'allocation.item',
      `update allocation set location_id = 'elsewhere' where id = ${one('allocation', `status = 'OPEN'`)}`,
    ],
    [
      'allocation.document',
      `update allocation set document_id = 'nobody' where id = ${one('allocation', `status = 'OPEN'`)}`,
    ],
  ])('%s is found when it is wrong (%#)', async (check, damage) => {
    const differences = await after(damage);
    const found = differences.find((difference) => difference.check === check);
    expect(differences.map((difference) => difference.check)).toContain(check);
    expect(found).toEqual({
      check,
      id: expect.any(String),
      expected: found?.expected,
      actual: found?.actual,
    });
    expect(found?.expected).not.toBe(found?.actual);
  });
});

describe('verify', () => {
  const cli = (...args: string[]) => runCli(gateway.environment, 'verify', ...args);

  it('looks at every organization, or at one, and ends with 1 when something is wrong', async () => {
    const other = await gateway.organization();
    const all = await cli('--json');
    expect(all).toMatchObject({
      code: 0,
      json: { ok: true, checked: { organizations: 2 }, differences: [] },
    });
    const [item] = await gateway.asOwner<{ id: string; on_hand: string }>(
      organization.orgId,
      `update stock_item set on_hand = on_hand + 3 where id = ${one('stock_item', 'on_hand > 0')} returning id, on_hand::text`,
    );
    const wrong = await cli('--org', organization.slug, '--json');
    expect(wrong.code).toBe(1);
    expect(wrong.json.ok).toBe(false);
    expect(wrong.json.differences).toContainEqual({
      check: 'item.on-hand',
      organization: organization.slug,
      id: item?.id,
      expected: (Number(item?.on_hand) - 3).toFixed(4),
      actual: item?.on_hand,
    });
    expect((await cli()).stdout).toContain(`${organization.slug}: item.on-hand of ${item?.id}`);
    expect((await cli('--org', other.slug, '--json')).json.ok).toBe(true);
  });
});

import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { StockDaily } from '../../src/entities/migrations/20261127000000_stock_daily.ts';
import { busyWeeks } from '../support/busy-weeks.ts';
import { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

const gateway = await startGateway();

/** What is kept, without what tells who wrote it (ids, stripes). */
const states = {
  stock_daily: `select to_jsonb(t) - 'id' as x from stock_daily t where org_id = $1`,
  stock_monthly: `select to_jsonb(t) - 'id' as x from stock_monthly t where org_id = $1`,
  location_daily: `select jsonb_build_array(location_id, day, type, sum(units_in), sum(units_out), sum(value_in), sum(value_out), sum(value_change)) as x
    from location_daily where org_id = $1 group by location_id, day, type`,
  stock_out: `select to_jsonb(t) - 'id' as x from stock_out t where org_id = $1`,
  movement: `select to_jsonb(t) as x from movement t where org_id = $1`,
  availability: `select to_jsonb(t) as x from availability t where org_id = $1`,
};

async function stateOf(shop: Shop): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, query] of Object.entries(states)) {
    const rows = await shop.sql<{ x: object }>(query);
    found[name] = rows.map(({ x }) => JSON.stringify(x, Object.keys(x).sort())).sort();
  }
  return found;
}

/** Takes the migration back, as far as what it fills. */
const undo = [
  'drop table stock_daily, stock_monthly, location_daily, stock_out',
  'drop index movement_by_item, movement_that_began',
  'alter table movement drop column day, drop column cost_after',
  'alter table availability drop column stocked_from',
  'create index movement_by_item on movement (org_id, item_id, seq)',
];

function statementsOf(migration: typeof StockDaily): string[] {
  const statements: string[] = [];
  const recorder = { addSql: (text: string) => void statements.push(text) };
  migration.prototype.up.call(recorder as never);
  return statements;
}

/** The databases of tests belong to the administrator; one that is migrated belongs to the owner of its schema. */
async function letOwnerBuild(): Promise<void> {
  const url = new URL(gateway.environment.DATABASE_MIGRATION_URL?.replace('@/', '@localhost/') ?? '');
  const database = url.pathname.slice(1);
  const admin = new pg.Client({ connectionString: inject('adminUrl').replace('DBNAME', database) });
  await admin.connect();
  await admin.query(`alter database ${database} owner to ${url.username}`);
  await admin.end();
}

it('the daily sums of a ledger that is there already are those that its acts would have kept', async () => {
  const shops: Shop[] = [];
  for (const seed of [3, 4]) {
    const organization = await gateway.organization();
    await busyWeeks(gateway.app.services, organization.orgId, 150, seed);
    shops.push(new Shop(gateway, organization));
  }
  const [one, other] = shops as [Shop, Shop];
  const before = [await stateOf(one), await stateOf(other)];
  expect(before[0]?.stock_daily?.length).toBeGreaterThan(50);
  expect(before[0]?.stock_out?.length).toBeGreaterThan(0);
  await letOwnerBuild();
  for (const statement of [...undo, ...statementsOf(StockDaily)]) await gateway.asOwner(one.orgId, statement);
  expect([await stateOf(one), await stateOf(other)]).toEqual(before);
  for (const shop of shops) await expectSound(shop);
});

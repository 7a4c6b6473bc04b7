import { beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestOrganization } from '../support/gateway.ts';
import { insertLedgerRows } from '../support/ledger-rows.ts';

const gateway = await startGateway();
let organization: TestOrganization;

const appendOnly = ['movement', 'movement_reversal', 'audit_entry', 'audit_seal'];
const owner = (sql: string) => gateway.asOwner(organization.orgId, sql);

/** Runs a statement as the gateway's own role, inside the organization. */
async function asGateway(sql: string) {
  const client = await gateway.gatewayClient();
  try {
    await client.query("select set_config('app.org_id', $1, false)", [String(organization.orgId)]);
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  organization = await gateway.organization();
  await insertLedgerRows(gateway, organization.orgId);
});

describe.each(appendOnly)('%s is append-only', (table) => {
  const changes = [
    `update ${table} set org_id = org_id`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ];

  it.each(changes)('%s is refused to the gateway, which has no right to it', async (change) => {
    const before = await owner(`select * from ${table} order by id`);
    expect(before.length).toBeGreaterThan(0);
    await expect(asGateway(change)).rejects.toMatchObject({ code: '42501' });
    expect(await owner(`select * from ${table} order by id`)).toEqual(before);
  });

  it.each(changes)('%s is refused to the owner of the schema by a trigger', async (change) => {
    const before = await owner(`select * from ${table} order by id`);
    await expect(owner(change)).rejects.toMatchObject({
      code: '23001',
      message: expect.stringContaining('append-only'),
    });
    expect(await owner(`select * from ${table} order by id`)).toEqual(before);
  });
});

describe('the balance of a stock item', () => {
  it.each([
    ['below zero', 'on_hand = -1'],
    ['reserved below zero', 'reserved = -1'],
    ['more reserved than on hand', 'reserved = 6'],
    ['less on hand than reserved', 'reserved = 5, on_hand = 4.9999'],
  ])('is never %s, whoever writes', async (_what, change) => {
    for (const run of [owner, asGateway]) {
      await expect(run(`update stock_item set ${change} where id = 'i'`)).rejects.toMatchObject({
        code: '23514',
        constraint: 'stock_item_balance',
      });
    }
    expect(await owner(`select on_hand, reserved from stock_item`)).toEqual([
      { on_hand: '5.0000', reserved: '0.0000' },
    ]);
  });

  it('is allowed below zero only as the location says', async () => {
    await expect(
      asGateway(`update stock_item set allow_negative = true, on_hand = -1 where id = 'i'`),
    ).rejects.toMatchObject({ code: '23503' });
    await owner(`update location set allow_negative_stock = true`);
    expect(await owner(`select allow_negative from stock_item`)).toEqual([{ allow_negative: true }]);
    await asGateway(`update stock_item set on_hand = -1 where id = 'i'`);
    await expect(owner(`update location set allow_negative_stock = false`)).rejects.toMatchObject({
      code: '23514',
    });
    await asGateway(`update stock_item set on_hand = 5 where id = 'i'`);
    await owner(`update location set allow_negative_stock = false`);
  });
});

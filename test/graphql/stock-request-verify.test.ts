import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { Database } from '../../src/platform/database/database.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import {
  asked,
  draft,
  type Hospital,
  hospital,
  hospitalOf,
  requested,
  stepped,
  withApprovers,
} from '../support/requests.ts';

const gateway = await startGateway();
const owner = await Database.open({
  url: gateway.environment.DATABASE_MIGRATION_URL ?? '',
  poolSize: 1,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
});
afterAll(() => owner.close());

let of: Hospital;

/** The checks that find something after the books were spoiled; undone afterwards. */
async function after(damage: string): Promise<string[]> {
  const tx = await owner.begin(of.shop.orgId, 'write');
  try {
    await sql.raw(damage).execute(tx.db);
    const { differences } = await verifyBooks(tx, gateway.clock.now());
    return [...new Set(differences.map(({ check }) => check))].sort();
  } finally {
    await tx.rollback();
  }
}

// one in every state, issued in each of the three ways, and one that was rolled back
beforeAll(async () => {
  of = await hospitalOf(gateway, { A: 100, B: 100 });
  await draft(of.shop);
  await requested(of, 'SUBMITTED');
  await requested(of, 'APPROVED');
  await requested(of, 'PICKING');
  for (const destinationId of ['WARD', 'SHOP', 'DEPOT'])
    await requested(of, 'ISSUED', asked(4, { destinationId }));
  const { id } = await requested(of, 'ISSUED');
  await stepped(of.shop, 'rollBack', { id });
  await stepped(of.chief, 'reject', { id: (await requested(of, 'SUBMITTED')).id, reason: 'x' });
  await stepped(of.shop, 'cancel', { id: (await requested(of, 'APPROVED')).id });
});

const lineOf = (where: string) =>
  `(select n.id from stock_request_line n join stock_request r on r.org_id = n.org_id and r.id = n.request_id where ${where} order by n.id limit 1)`;

describe('verify', () => {
  it('finds nothing wrong with requests in every state', async () => {
    expect(await after('select 1')).toEqual([]);
  });

  it.each([
    [
      'stock-request.allocated',
      `update stock_request_line set let_go = 1 where id = ${lineOf(`r.status = 'APPROVED'`)}`,
    ],
    [
      'stock-request.allocated',
      `update stock_request_line set approved = 3 where id = ${lineOf(`r.status = 'PICKING'`)}`,
    ],
    [
      'stock-request.stray-allocation',
      `update allocation set document_line_id = 'none' where id = (select id from allocation where document_type = 'STOCK_REQUEST' and status = 'OPEN' limit 1)`,
    ],
    [
      'stock-request.issued',
      `update stock_request_line set issued = 3 where id = ${lineOf(`r.delivery = 'CONSUMPTION'`)}`,
    ],
    [
      'stock-request.issued',
      `update stock_request_line set issued = 3 where id = ${lineOf(`r.delivery = 'TRANSFER'`)}`,
    ],
    [
      'stock-request.issued',
      `update stock_document set cause_type = 'OTHER' where cause_type = 'STOCK_REQUEST' and type = 'REVERSAL'`,
    ],
    [
      'stock-request.delivered',
      `update stock_request set delivery = 'CONSUMPTION' where delivery = 'DIRECT'`,
    ],
    ['stock-request.status', `update stock_request set status = 'SUBMITTED' where status = 'DRAFT'`],
    [
      'stock-request.history',
      `update status_change set from_status = 'PICKING' where id = (select id from status_change where document_type = 'STOCK_REQUEST' and to_status = 'SUBMITTED' limit 1)`,
    ],
    [
      'stock-request.approvals',
      `update stock_request_approval set voided_at = now() where request_id = (select id from stock_request where status = 'APPROVED' limit 1)`,
    ],
    ['stock-request.approvals', `update stock_request_approval set voided_at = null`],
    [
      'stock-request.counted',
      `update stock_request_count set requests = requests + 1 where status = 'DRAFT'`,
    ],
    ['stock-request.counted', `update stock_request_count set approve_seconds = 0 where status = 'ISSUED'`],
    [
      'stock-request.counted',
      `delete from stock_request_count where org_id = nullif(current_setting('app.org_id'), '')::integer`,
    ],
    [
      'product.searched',
      `update product_search set words = ' hammer' where org_id = nullif(current_setting('app.org_id'), '')::integer`,
    ],
    [
      'product.searched',
      `delete from product_search where org_id = nullif(current_setting('app.org_id'), '')::integer`,
    ],
  ])('%s: %s', async (check, damage) => {
    expect(await after(damage)).toContain(check);
  });
});

describe('the number of statements does not grow with the lines', () => {
  const skus = Array.from({ length: 50 }, (_, n) => `S${n}`);
  // what it does behind the clock would be counted, too
  beforeAll(() => gateway.app.sweeper.stop());
  async function statements(act: () => Promise<unknown>): Promise<number> {
    gateway.statements.length = 0;
    await act();
    // keys and numbers are looked up now and then, and kept for a while
    const own = gateway.statements.filter((text) => !/api_key|document_counter/.test(text));
    return own.length;
  }

  it.each(['WARD', 'SHOP', 'DEPOT'])('of each step, and of reading: to %s', async (destinationId) => {
    const shop: Shop = await open(gateway, { ...hospital, products: skus });
    const { chief } = await withApprovers(shop);
    const lot = { lotNumber: 'N', expiryDate: shop.inDays(90) };
    await shop.receive('MAIN', ...skus.map((sku) => ({ sku, quantity: 100, ...lot })));
    await shop.receive('SHOP', ...skus.map((sku) => ({ sku, quantity: 1 })));
    const send = async (who: Shop, mutation: string, type: string, input: object) => {
      const { body } = await who.caller.graphql(
        `mutation($input: ${type}!) { answer: ${mutation}(input: $input) { stockRequest { id lines { id allocations { quantity } } } } }`,
        { input },
      );
      expect(body.errors).toBeUndefined();
      return body.data.answer.stockRequest;
    };
    const life = async (count: number) => {
      const lines = skus.slice(0, count).map((globalSku) => ({ globalSku, quantity: 4 }));
      const input = asked(0, { destinationId, lines });
      const counted: Record<string, number> = {};
      let made = await send(shop, 'createStockRequest', 'CreateStockRequestInput', input);
      const { id } = made;
      const of = async (who: Shop, mutation: string, type: string, more: object = {}) => {
        counted[mutation] = await statements(async () => {
          made = await send(who, `${mutation}StockRequest`, type, { id, ...more });
        });
      };
      counted.create = await statements(() =>
        send(shop, 'createStockRequest', 'CreateStockRequestInput', input),
      );
      await of(shop, 'update', 'UpdateStockRequestInput', { lines });
      await of(shop, 'submit', 'StockRequestNotedStepInput');
      await of(chief, 'approve', 'ApproveStockRequestInput');
      await of(shop, 'pick', 'StockRequestNotedStepInput');
      const some = made.lines.map((line: { id: string }) => ({
        lineId: line.id,
        issuedQuantity: 3,
        reason: 'x',
      }));
      await of(shop, 'issue', 'IssueStockRequestInput', { lines: some });
      await of(shop, 'rollBack', 'RollBackStockRequestInput');
      await of(shop, 'cancel', 'StockRequestNotedStepInput');
      counted.read = await statements(() => shop.ask('stockRequest', { id }));
      counted.list = await statements(() => shop.ask('stockRequests', { first: count }));
      return counted;
    };
    await life(50); // makes the records and stock items of the destination
    const [one, fifty] = [await life(1), await life(50)];
    expect(fifty).toEqual(one);
    expect(one).toMatchSnapshot();
  });
});

import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { Database } from '../../src/platform/database/database.ts';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const owner = await Database.open({
  url: gateway.environment.DATABASE_MIGRATION_URL ?? '',
  poolSize: 1,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
});
afterAll(() => owner.close());

describe('what verify says of expiry acts', () => {
  const made = disposed();

  /** Stock that was marked, consumed and destroyed while reservations held it. */
  async function disposed() {
    const shop = await open(gateway, {
      products: ['A'],
      locations: ['L1', { code: 'PIT', type: 'DESTRUCTION' }],
      channels: ['DTC'],
    });
    const lot = { lotNumber: 'OLD', expiryDate: shop.inDays(1) };
    const old = await shop.receiveOne('L1', { sku: 'A', quantity: 10, unitCost: 1.3333, ...lot });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 8 }]);
    gateway.clock.advance(3 * 24 * 60 * 60_000);
    const take = { items: [{ inventoryItemId: old, quantity: 3 }], releaseReservations: true };
    const { items } = await shop.run('markExpired', take);
    await shop.run('markConsumed', take);
    await shop.run('transferForDestruction', { items: [{ inventoryItemId: items[1].id, quantity: 2 }] });
    await shop.run('transferForDestruction', take);
    return shop;
  }

  /** The checks that fail after something was done to the books; undone afterwards. */
  async function after(damage?: string): Promise<string[]> {
    const { orgId } = await made;
    const tx = await owner.begin(orgId, 'write');
    try {
      if (damage) await sql.raw(damage).execute(tx.db);
      const { differences } = await verifyBooks(tx, gateway.clock.now());
      return [...new Set(differences.map(({ check }) => check))];
    } finally {
      await tx.rollback();
    }
  }

  it('that they agree', async () => {
    expect(await after()).toEqual([]);
  });

  it.each([
    ['reservation.held', 'update reservation_line set released = released - 0.0001'],
    [
      'transfer.shipped',
      'update transfer_line set shipped = shipped - 1, received = received - 1 where line_no = 1',
    ],
    [
      'transfer.received',
      'update transfer_line set received = received - 1, written_off = 1 where line_no = 1',
    ],
    ['transfer.whole', 'update transfer_line set shipped = shipped + 1 where line_no = 1'],
  ])('with %s where they do not', async (check, damage) => {
    expect(await after(damage)).toContain(check);
  });
});

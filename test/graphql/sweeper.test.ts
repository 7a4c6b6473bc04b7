import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

const gateway = await startGateway();
const MINUTE = 60_000;

describe('the sweeper', () => {
  it('ends reservations that have lapsed, in the name of the clock', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'], channels: ['DTC'] });
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    const line = { sku: 'A', locationId: 'L1', quantity: 2 };
    const lapsing = await shop.reserve('DTC', [line], { expiresAt: shop.inMinutes(10) });
    const lasting = await shop.reserve('DTC', [line], { expiresAt: shop.inMinutes(60) });
    gateway.clock.advance(11 * MINUTE);
    await gateway.app.sweeper.run();
    const stored = await gateway.asOwner<{ id: string; status: string }>(
      shop.orgId,
      'select id, status from reservation where org_id = $1 order by number',
      [shop.orgId],
    );
    expect(stored).toEqual([
      { id: lapsing.id, status: 'EXPIRED' },
      { id: lasting.id, status: 'ACTIVE' },
    ]);
    const [entry] = await gateway.asOwner(
      shop.orgId,
      "select actor_type, actor_id from audit_entry where org_id = $1 and action = 'reservation.expired'",
      [shop.orgId],
    );
    expect(entry).toEqual({ actor_type: 'SYSTEM', actor_id: 'clock' });
    await expectSound(shop);
  });

  it('forgets idempotency keys after their time, and not before', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'] });
    const receive = () =>
      shop.attempt(
        'recordStock',
        { locationId: 'L1', lines: [{ globalSku: 'A', quantity: 1 }] },
        { headers: { 'idempotency-key': 'once' } },
      );
    const keys = () =>
      gateway.asOwner(shop.orgId, "select 1 from idempotency_record where org_id = $1 and id = 'once'", [
        shop.orgId,
      ]);
    await receive();
    gateway.clock.advance(24 * 60 * MINUTE);
    await shop.item({});
    await gateway.app.sweeper.run();
    expect(await keys()).toHaveLength(1);
    gateway.clock.advance(25 * 60 * MINUTE);
    await shop.item({});
    await gateway.app.sweeper.run();
    expect(await keys()).toHaveLength(0);
  });
});

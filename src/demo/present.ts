import { releaseReservation } from '../domain/reservations/change-reservation.command.ts';
import { reserveStock } from '../domain/reservations/reserve.command.ts';
import { setExpectedSupply } from '../domain/supply/set-expected-supply.command.ts';
import { leaveRequests } from './requests.ts';
import { type At, type Story, unlessRefused } from './telling.ts';

/** What is open today: orders that wait, baskets that lapse, goods on their way. */
export async function leaveOpen(at: At, story: Story): Promise<void> {
  await reserveOrders(at, story);
  await reserveBaskets(at, story);
  await expectSupply(at, story);
  await leaveRequests(at, story);
}

async function reserveOrders(at: At, { random, clock, products }: Story): Promise<void> {
  const channels = ['DTC', 'WHOLESALE', 'MARKET', 'DTC', 'DTC', 'WHOLESALE', 'DTC', 'MARKET'];
  for (const [index, channelId] of channels.entries()) {
    const stocked = products.filter(({ plenty }) => plenty === 'much');
    const lines = random.some(stocked, random.between(1, 3)).map(({ sku }) => ({
      globalSku: sku,
      locationId: 'DC-EAST',
      quantity: String(random.between(1, 12)),
    }));
    await at(clock.at(0, 6 + index / 10), (command) =>
      unlessRefused(() => reserveStock(command, { channelId, reference: `SO-${6001 + index}`, lines })),
    );
  }
}

/** A basket that holds stock for a while: until so many hours from now. */
const basket =
  (at: At, { clock }: Story) =>
  (sku: string, quantity: string, reference: string, hours: number) =>
    at(clock.at(0, 7), (command) =>
      reserveStock(command, {
        channelId: 'DTC',
        reference,
        expiresAt: clock.inHours(hours),
        lines: [{ globalSku: sku, locationId: 'DC-EAST', quantity }],
      }),
    );

/** A basket that has lapsed and is not swept yet: told last, because whatever touches its stock sweeps it. */
export async function leaveLapsed(at: At, story: Story): Promise<void> {
  await basket(at, story)('COF-001', '6', 'BASKET-101', -1);
}

/** Baskets: one was given up, others still count. */
async function reserveBaskets(at: At, story: Story): Promise<void> {
  const { clock } = story;
  const reserve = basket(at, story);
  await reserve('COF-003', '2', 'BASKET-102', 4);
  await reserve('TEA-002', '3', 'BASKET-103', 48);
  const given = await reserve('CKW-005', '1', 'BASKET-104', 24);
  await at(clock.at(0, 8), (command) =>
    releaseReservation(command, { id: given, notes: 'The customer chose another' }),
  );
}

async function expectSupply(at: At, { random, clock, products }: Story): Promise<void> {
  const scarce = products.filter(({ plenty }) => plenty !== 'much');
  const supply = random.some(scarce, 24).map(({ sku }, index) => ({
    reference: `PO-${1200 + Math.floor(index / 6)}`,
    globalSku: sku,
    locationId: index % 4 === 3 ? 'DC-WEST' : 'DC-EAST',
    quantity: String(random.between(20, 120)),
    expectedDate: clock.day(index === 0 ? -2 : random.between(2, 30)),
  }));
  await at(clock.at(0, 8), (command) => setExpectedSupply(command, supply));
}

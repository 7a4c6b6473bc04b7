import type { Command } from '../domain/command.ts';
import { recordStock } from '../domain/receipts/record-stock.command.ts';
import { commitReservation, releaseReservation } from '../domain/reservations/change-reservation.command.ts';
import { reserveStock } from '../domain/reservations/reserve.command.ts';
import type { DemoProduct } from './catalogue.ts';
import { tellIncidents } from './incidents.ts';
import { freshLot } from './opening.ts';
import { storage } from './places.ts';
import { leaveLapsed, leaveOpen } from './present.ts';
import { leaveReplenishing } from './replenishing.ts';
import { askWeekly, makeStocklist } from './requests.ts';
import { type At, type Story, unlessRefused } from './telling.ts';

/** Six weeks of receipts, orders and incidents, up to what is open today. */
export async function tellStory(at: At, story: Story): Promise<void> {
  const popular = story.products
    .filter(({ plenty }) => plenty === 'much')
    .filter((_, index) => index % 3 === 0);
  for (let daysAgo = story.days - 1; daysAgo >= 0; daysAgo--) {
    if (daysAgo % 4 === 0) await receive(at, story, popular, daysAgo);
    await sell(at, story, popular, daysAgo);
    await tellIncidents(at, story, daysAgo);
    await askWeekly(at, story, daysAgo);
  }
  await leaveOpen(at, story);
  await makeStocklist(at, story);
  await leaveReplenishing(at, story);
  await leaveLapsed(at, story);
}

async function receive(at: At, { random, clock }: Story, popular: readonly DemoProduct[], daysAgo: number) {
  const location = daysAgo % 8 === 0 ? 'DC-EAST' : 'DC-WEST';
  const lines = random.some(popular, 10).map((product) => ({
    globalSku: product.sku,
    binId: random.pick(storage[location] ?? []),
    lotNumber: freshLot(product),
    quantity: String(random.between(20, 80)),
    // prices move, so that averages do as well
    unitCost: (Number(product.cost) * (0.95 + random.next() * 0.15)).toFixed(4),
  }));
  await at(clock.at(daysAgo, 1), (command) =>
    recordStock(command, { locationId: location, reference: `PO-${1100 - daysAgo}`, lines }),
  );
}

/** Orders that were reserved, and shipped some hours later. */
async function sell(at: At, { random, clock }: Story, popular: readonly DemoProduct[], daysAgo: number) {
  const orders = [
    { channelId: 'DTC', location: 'DC-EAST', most: 6 },
    daysAgo % 3 === 0
      ? { channelId: 'WHOLESALE', location: 'DC-WEST', most: 20 }
      : { channelId: 'RETAIL', location: daysAgo % 2 === 0 ? 'ST-BERLIN' : 'ST-LONDON', most: 3 },
  ];
  for (const [index, { channelId, location, most }] of orders.entries()) {
    const lines = random.some(popular, random.between(1, 4)).map((product) => ({
      globalSku: product.sku,
      locationId: location,
      quantity: String(random.between(1, most)),
    }));
    const reference = `SO-${5000 - daysAgo * 10 + index}`;
    const id = await at(clock.at(daysAgo, 2 + index), (command) =>
      unlessRefused(() => reserveStock(command, { channelId, reference, lines })),
    );
    if (id) await at(clock.at(daysAgo, 5 + index), (command) => ship(command, id));
  }
}

/** An order whose lot expired at midnight, between reserving and shipping, does not leave. */
async function ship(command: Command, id: string): Promise<void> {
  const shipped = await unlessRefused(() => commitReservation(command, { id }));
  if (!shipped) await releaseReservation(command, { id, notes: 'Its lot expired before it was shipped' });
}

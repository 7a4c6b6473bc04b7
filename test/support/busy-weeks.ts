import { sql } from 'kysely';
import type { Services } from '../../src/context.ts';
import { Random } from '../../src/demo/random.ts';
import { createAdjustment } from '../../src/domain/adjustments/create-adjustment.command.ts';
import { reverseAdjustment } from '../../src/domain/adjustments/reverse-adjustment.command.ts';
import { upsertChannels } from '../../src/domain/channels/upsert-channels.command.ts';
import { type Command, runCommand } from '../../src/domain/command.ts';
import { DomainError } from '../../src/domain/errors.rules.ts';
import { upsertLocations } from '../../src/domain/locations/upsert-locations.command.ts';
import { upsertLots } from '../../src/domain/lots/upsert-lots.command.ts';
import { upsertProducts } from '../../src/domain/products/upsert-products.command.ts';
import { recordStock } from '../../src/domain/receipts/record-stock.command.ts';
import {
  commitReservation,
  extendReservation,
  releaseReservation,
} from '../../src/domain/reservations/change-reservation.command.ts';
import { reserveStock } from '../../src/domain/reservations/reserve.command.ts';
import { setExpectedSupply } from '../../src/domain/supply/set-expected-supply.command.ts';

const products = ['P0', 'P1', 'P2', 'P3'];
const lots = ['L0', 'L1', 'L2'];
const conditions = ['AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'QUARANTINE', 'DAMAGED'] as const;
const HOUR = 3_600_000;

type Deed = (command: Command, random: Random) => Promise<unknown>;

const row = (random: Random) => {
  const globalSku = random.pick(products);
  const controlled = globalSku === 'P0' || globalSku === 'P1';
  return { globalSku, ...(controlled ? { lotNumber: `${globalSku}-${random.pick(lots)}` } : {}) };
};
const location = (random: Random) => random.pick(['A', 'B', 'NEG']);
const quantity = (random: Random, most = 20) => (random.between(1, most * 10_000) / 10_000).toFixed(4);

const pickId = async ({ tx }: Command, random: Random, table: string, where: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where org_id = ${tx.orgId} and ${sql.raw(where)} order by id`.execute(
    tx.db,
  );
  return rows.length > 0 ? random.pick(rows).id : 'none';
};

/** What may happen; much of it is refused, as in life. */
const deeds: readonly Deed[] = [
  (command, random) =>
    recordStock(command, {
      locationId: location(random),
      lines: [1, 2, 3].map(() => ({
        ...row(random),
        quantity: quantity(random, 90),
        unitCost: quantity(random),
        condition: random.pick(conditions),
      })),
    }),
  (command, random) =>
    recordStock(command, {
      locationId: location(random),
      mode: 'SET',
      lines: [{ ...row(random), quantity: quantity(random) }],
    }),
  (command, random) =>
    createAdjustment(command, {
      reasonCode: 'CORRECTION',
      lines: [1, 2].map(() => ({
        ...row(random),
        locationId: location(random),
        quantityDelta: `${random.next() < 0.6 ? '-' : ''}${quantity(random)}`,
        condition: random.pick(conditions),
      })),
    }),
  async (command, random) =>
    reverseAdjustment(command, {
      id: await pickId(command, random, 'stock_document', `type in ('ADJUSTMENT', 'RECEIPT')`),
    }),
  ...[1, 2, 3].map(
    (): Deed => (command, random) =>
      reserveStock(command, {
        channelId: random.pick(['X', 'Y']),
        reference: 'ORDER',
        expiresAt:
          random.next() < 0.5
            ? new Date(command.now.getTime() + random.between(1, 30) * HOUR).toISOString()
            : null,
        lines: [1, 2].map(() => ({
          globalSku: random.pick(products),
          locationId: random.pick(['A', 'B']),
          quantity: quantity(random, 6),
        })),
      }),
  ),
  async (command, random) =>
    commitReservation(command, { id: await pickId(command, random, 'reservation', `status = 'ACTIVE'`) }),
  async (command, random) =>
    releaseReservation(command, { id: await pickId(command, random, 'reservation', `status = 'ACTIVE'`) }),
  async (command, random) =>
    extendReservation(command, {
      id: await pickId(command, random, 'reservation', `status = 'ACTIVE'`),
      expiresAt: new Date(command.now.getTime() + 40 * HOUR).toISOString(),
    }),
  (command, random) =>
    upsertLots(command, [
      {
        productMasterId: random.pick(['P0', 'P1']),
        number: `${random.pick(['P0', 'P1'])}-${random.pick(lots)}`,
        status: random.pick(['ACTIVE', 'ACTIVE', 'RECALLED']),
        expiryDate: random.pick(['2090-01-01', '2091-01-01']),
      },
    ]),
  (command, random) =>
    setExpectedSupply(command, [
      {
        reference: `PO-${random.between(1, 5)}`,
        globalSku: random.pick(products),
        locationId: random.pick(['A', 'B']),
        quantity: random.pick(['0', '5', '12.5']),
        expectedDate: random.pick(['2090-02-01', '2090-03-01']),
      },
    ]),
];

/** Lets so many things happen at random (the same ones every time), at the pace of one an hour up to now. */
export async function busyWeeks(services: Services, orgId: number, count: number, seed = 7): Promise<void> {
  const random = new Random(seed);
  const begin = services.clock.now().getTime() - count * HOUR;
  const run = (now: Date, work: (command: Command) => Promise<unknown>) =>
    services.database.within(orgId, 'write', (tx) =>
      runCommand(
        {
          tx,
          now,
          doer: { type: 'SYSTEM', id: 'test' },
          requestId: 'test',
          number: (kind) => services.numbers.next(orgId, kind),
          discard: () => undefined,
        },
        work,
      ),
    );
  await run(new Date(begin), furnish);
  for (let hour = 1; hour < count; hour++) {
    const deed = random.pick(deeds);
    await run(new Date(begin + hour * HOUR), (command) => deed(command, random)).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
  await run(new Date(begin + count * HOUR), leaveOpen);
}

/** So that there is always something open: an order that waits, and a basket that will lapse. */
async function leaveOpen(command: Command): Promise<void> {
  const line = { globalSku: 'P3', locationId: 'A', quantity: '4' };
  await recordStock(command, { locationId: 'A', lines: [{ ...line, quantity: '50' }] });
  const order = { channelId: 'X', reference: 'OPEN', lines: [line] };
  await reserveStock(command, order);
  await reserveStock(command, {
    ...order,
    expiresAt: new Date(command.now.getTime() + 40 * HOUR).toISOString(),
  });
}

async function furnish(command: Command): Promise<void> {
  await upsertProducts(
    command,
    products.map((globalSku, index) => ({ globalSku, unitCost: '2.5', lotControlled: index < 2 })),
  );
  await upsertLocations(command, [{ code: 'A' }, { code: 'B' }, { code: 'NEG', allowNegativeStock: true }]);
  await upsertChannels(
    command,
    ['X', 'Y'].map((code) => ({ code, type: 'E_COMMERCE' as const })),
  );
  await upsertLots(
    command,
    ['P0', 'P1'].flatMap((productMasterId) =>
      lots.map((lot) => ({ productMasterId, number: `${productMasterId}-${lot}`, expiryDate: '2090-01-01' })),
    ),
  );
}

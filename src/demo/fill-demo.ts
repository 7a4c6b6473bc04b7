import { upsertAtpPolicies } from '../domain/atp-policies/upsert-atp-policies.command.ts';
import { createAvailability } from '../domain/availability/create-availability.command.ts';
import { upsertBins } from '../domain/bins/upsert-bins.command.ts';
import { ensureCategories } from '../domain/categories/upsert-categories.command.ts';
import { upsertChannels } from '../domain/channels/upsert-channels.command.ts';
import { type Command, runCommand } from '../domain/command.ts';
import { upsertLocations } from '../domain/locations/upsert-locations.command.ts';
import { upsertLots } from '../domain/lots/upsert-lots.command.ts';
import { upsertProducts } from '../domain/products/upsert-products.command.ts';
import { recordStock } from '../domain/receipts/record-stock.command.ts';
import { lockTrees } from '../domain/trees.command.ts';
import type { Database } from '../platform/database/database.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { DocumentNumbers } from '../platform/document-numbers.ts';
import { categoryPaths, type DemoProduct, makeCatalogue } from './catalogue.ts';
import { DemoClock } from './clock.ts';
import { makeLots, openingStock } from './opening.ts';
import { bins, locations } from './places.ts';
import { Random } from './random.ts';
import { channels, policies } from './selling.ts';
import { tellStory } from './story.ts';
import type { At } from './telling.ts';

/** The story begins so many days ago. */
const DEMO_DAYS = 42;
const SEED = 20_261_123;

/**
 * Fills an organization with the demo: the same at every first start, except that its days are counted back from
 * now. Everything is done by the commands that requests run, in one transaction: a start that is cut short leaves
 * nothing, and the next one begins anew.
 * @returns whether it was done now; an organization that has products is left alone.
 */
export async function fillDemo(
  database: Database,
  numbers: DocumentNumbers,
  orgId: number,
  now: Date,
): Promise<boolean> {
  return database.within(orgId, 'write', async (tx) => {
    const at = teller(tx, numbers);
    await at(now, lockTrees); // of several servers that start at once, one tells the story
    const known = await tx.db
      .selectFrom('product')
      .select('id')
      .where('org_id', '=', orgId)
      .limit(1)
      .execute();
    if (known.length > 0) return false;
    const random = new Random(SEED);
    const clock = new DemoClock(now);
    const products = await furnish(at, random, clock);
    await tellStory(at, { random, clock, products, days: DEMO_DAYS });
    return true;
  });
}

function teller(tx: Tx, numbers: DocumentNumbers): At {
  return async (now, work) => {
    const result = await runCommand(
      {
        tx,
        now,
        doer: { type: 'SYSTEM', id: 'demo' },
        requestId: 'demo',
        number: (kind) => numbers.next(tx.orgId, kind),
        discard: () => undefined,
      },
      work,
    );
    tx.em.clear();
    return result;
  };
}

/** Master data, and the stock that the story begins with. */
async function furnish(at: At, random: Random, clock: DemoClock): Promise<DemoProduct[]> {
  const { products, inputs } = makeCatalogue(random);
  const begin = clock.at(DEMO_DAYS, 0);
  await at(begin, (command) => ensureCategories(command, categoryPaths));
  await at(begin, (command) => upsertProducts(command, inputs));
  await at(begin, (command) => upsertLocations(command, locations));
  await at(begin, (command) => upsertBins(command, bins));
  await at(begin, (command) => upsertLots(command, makeLots(products, random, clock)));
  await at(begin, (command) => upsertChannels(command, channels));
  await at(begin, (command) => upsertAtpPolicies(command, policies));
  await at(begin, makePromises(clock));
  for (const [location, lines] of openingStock(products, random)) {
    await at(clock.at(DEMO_DAYS, 1), (command) =>
      recordStock(command, {
        locationId: location,
        reference: `OPENING-${location}`,
        notes: 'Opening stock',
        lines,
      }),
    );
  }
  return products;
}

/** Products whose promise has something particular: blocked, on backorder, not before a day. */
const makePromises = (clock: DemoClock) => async (command: Command) => {
  const records = [
    { globalSku: 'APP-002', blocked: true, notes: 'Blocked: the supplier is checking the plug' },
    { globalSku: 'CMP-004', backorderLimit: '50', notes: 'May be sold up to 50 pieces ahead' },
    { globalSku: 'LGT-004', availableFrom: clock.day(14), notes: 'New: not before it is launched' },
  ];
  for (const [index, record] of records.entries())
    await createAvailability(command, `avl_demo_${index + 1}`, { locationId: 'DC-EAST', ...record });
};

import type { Organization } from '../../test/faults/ground/organization.ts';

/** How much there is in an organization. */
export interface ShopSize {
  products: number;
  locations: number;
}

/** The measured organization, in full. */
export const measured: ShopSize = { products: 10_000, locations: 5 };
/** The organizations beside it. */
export const beside: ShopSize = { products: 200, locations: 2 };

export const channels = ['DTC', 'B2B', 'MARKET', 'STORE'];
export const skuOf = (n: number): string => `SKU-${String(n).padStart(6, '0')}`;
export const locationOf = (n: number): string => `LOC${n + 1}`;

/** One cost for all: a statement that was recorded for one item is true for another. */
const UNIT_COST = '7';
const LINES = 1_000;
const BINS = 100;
/** What is on hand of every stock item at the start. */
export const AT_START = 1_000;

/**
 * Fills an organization through its gateway, as its people would: each product at each location, 2 in 5 with lot and
 * expiry, 2 in 3 in a bin, and something reserved of every fourth.
 */
export async function fillShop(organization: Organization, { products, locations }: ShopSize): Promise<void> {
  const places = Array.from({ length: locations }, (_, n) => locationOf(n));
  await organization.must(
    'mutation($input: UpsertLocationsInput!) { upsertLocations(input: $input) { locations { id } } }',
    { input: { locations: places.map((code) => ({ code, name: `Warehouse ${code}`, timezone: 'UTC' })) } },
  );
  await organization.must(
    'mutation($input: UpsertChannelsInput!) { upsertChannels(input: $input) { channels { id } } }',
    { input: { channels: channels.map((code) => ({ code, name: `Channel ${code}`, type: 'E_COMMERCE' })) } },
  );
  for (const code of places)
    await organization.must(
      'mutation($input: UpsertBinsInput!) { upsertBins(input: $input) { bins { id } } }',
      { input: { bins: range(BINS).map((n) => ({ locationId: code, code: binOf(n), name: `Bin ${n}` })) } },
    );
  for (const part of parts(products))
    await organization.must(
      'mutation($input: UpsertProductsInput!) { upsertProducts(input: $input) { products { id } } }',
      { input: { products: part.map(asProduct) } },
    );
  await organization.must(
    'mutation($input: UpsertAtpPoliciesInput!) { upsertAtpPolicies(input: $input) { atpPolicies { id } } }',
    {
      input: {
        atpPolicies: channels.map((channelId, n) => ({
          name: `Terms of ${channelId}`,
          channelId,
          safetyStock: String(n),
          lowAtpThreshold: '20',
          criticalAtpThreshold: '5',
        })),
      },
    },
  );
  for (const [place, locationId] of places.entries())
    for (const part of parts(products))
      await organization.stock(
        locationId,
        part.map((n) => asLine(n, place)),
      );
  for (const [place, locationId] of places.entries()) {
    const some = range(products).filter((n) => (n + place) % 4 === 0);
    for (let at = 0; at < some.length; at += 50)
      await organization.must(
        'mutation($input: ReserveStockInput!) { reserveStock(input: $input) { reservation { id } } }',
        {
          input: {
            reference: `ORDER-${locationId}-${at}`,
            channelId: channels[(at / 50) % channels.length],
            lines: some
              .slice(at, at + 50)
              .map((n) => ({ globalSku: skuOf(n), locationId, quantity: String(1 + (n % 9)) })),
          },
        },
      );
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const binOf = (n: number): string => `A-${String(n).padStart(3, '0')}`;
const hasLot = (n: number): boolean => n % 5 < 2;

function* parts(count: number): Generator<number[]> {
  for (let at = 0; at < count; at += LINES) yield range(Math.min(LINES, count - at)).map((n) => at + n);
}

const asProduct = (n: number) => ({
  globalSku: skuOf(n),
  name: `Product ${n} of the bench`,
  lotControlled: hasLot(n),
  expiryControlled: hasLot(n),
});

const asLine = (n: number, place: number) => ({
  globalSku: skuOf(n),
  quantity: String(AT_START),
  unitCost: UNIT_COST,
  ...((n + place) % 3 < 2 ? { binId: binOf((n + place) % BINS) } : {}),
  ...(hasLot(n) ? { lotNumber: `LOT-${n}-${place}`, expiryDate: `2031-0${1 + (n % 9)}-15` } : {}),
});

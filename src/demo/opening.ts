import type { UpsertLotInput } from '../domain/lots/upsert-lots.command.ts';
import type { RecordStockLineInput } from '../domain/receipts/record-stock.command.ts';
import type { DemoProduct } from './catalogue.ts';
import type { DemoClock } from './clock.ts';
import { storage } from './places.ts';
import type { Random } from './random.ts';

/** The lot that fresh goods of a product come in with. */
export const freshLot = ({ sku, lots }: DemoProduct): string | null => (lots === 'none' ? null : `${sku}-C`);

/**
 * Lots of every product that has some: A is the oldest. By the time of the demo's first start A of some has expired,
 * that of others soon will, and B and C are good for long. A lot without expiry is a production batch.
 */
export function makeLots(
  products: readonly DemoProduct[],
  random: Random,
  clock: DemoClock,
): UpsertLotInput[] {
  return products.flatMap((product, index) => {
    if (product.lots === 'none') return [];
    const first =
      index % 5 === 0 ? random.between(-20, -2) : index % 5 === 1 ? random.between(3, 20) : 90 + (index % 40);
    const expiries = [first, random.between(120, 200), random.between(260, 420)];
    return ['A', 'B', 'C'].map(
      (letter, age): UpsertLotInput => ({
        id: `lot_demo_${product.sku.toLowerCase().replace('-', '_')}_${letter.toLowerCase()}`,
        productMasterId: product.id,
        number: `${product.sku}-${letter}`,
        ...(product.lots === 'expiry' ? { expiryDate: clock.day(expiries[age] ?? 0) } : {}),
        manufacturedDate: clock.day(-90 + age * 15),
      }),
    );
  });
}

/** How much of a product a location begins with. */
function quantityOf({ plenty }: DemoProduct, location: string, random: Random): number {
  if (plenty === 'none') return random.between(0, 2);
  if (plenty === 'little') return random.between(8, 22);
  return location.startsWith('ST-') ? random.between(15, 40) : random.between(70, 260);
}

/** The stock that each location begins with, by its code. */
export function openingStock(
  products: readonly DemoProduct[],
  random: Random,
): Map<string, RecordStockLineInput[]> {
  const shares = { 'DC-EAST': 1, 'DC-WEST': 0.6, 'ST-BERLIN': 0.25, 'ST-LONDON': 0.25 };
  return new Map(
    Object.entries(shares).map(([location, share]) => [
      location,
      products
        .filter(() => random.next() < share)
        .flatMap((product) => openingLines(product, location, random)),
    ]),
  );
}

function openingLines(product: DemoProduct, location: string, random: Random): RecordStockLineInput[] {
  const quantity = quantityOf(product, location, random);
  const binId = random.pick(storage[location] ?? []);
  const line = { globalSku: product.sku, binId, unitCost: product.cost };
  if (quantity === 0) return [];
  if (product.lots === 'none') return [{ ...line, quantity: String(quantity) }];
  const old = Math.floor(quantity / 4);
  const lots = [
    { lotNumber: `${product.sku}-A`, quantity: old },
    { lotNumber: `${product.sku}-B`, quantity: quantity - old },
  ];
  return lots
    .filter((lot) => lot.quantity > 0)
    .map((lot) => ({ ...line, lotNumber: lot.lotNumber, quantity: String(lot.quantity) }));
}

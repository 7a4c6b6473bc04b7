import type { UpsertProductInput } from '../domain/products/upsert-products.command.ts';
import type { Random } from './random.ts';

/** A branch of the catalogue: what its products are called and how they are kept. */
interface Branch {
  path: string;
  prefix: string;
  things: readonly string[];
  kinds: readonly string[];
  cost: readonly [number, number];
  lots: 'none' | 'lot' | 'expiry';
}

const branches: readonly Branch[] = [
  {
    path: 'Pantry / Coffee',
    prefix: 'COF',
    things: ['Espresso Beans', 'Filter Beans', 'Ground Coffee', 'Decaf Beans', 'Cold Brew'],
    kinds: ['Highland', 'Harbour', 'Old Town', 'Sunrise', 'Reserve'],
    cost: [4, 14],
    lots: 'expiry',
  },
  {
    path: 'Pantry / Tea',
    prefix: 'TEA',
    things: ['Black Tea', 'Green Tea', 'Herbal Infusion', 'White Tea', 'Rooibos'],
    kinds: ['Loose', 'Bags of 20', 'Bags of 100', 'Gift Tin', 'Sampler'],
    cost: [2, 11],
    lots: 'expiry',
  },
  {
    path: 'Pantry / Snacks',
    prefix: 'SNK',
    things: ['Almonds', 'Granola Bar', 'Dark Chocolate', 'Oat Biscuits', 'Dried Mango'],
    kinds: ['Small', 'Large', 'Family', 'Organic', 'Unsalted'],
    cost: [1, 7],
    lots: 'expiry',
  },
  {
    path: 'Care / Skin',
    prefix: 'SKN',
    things: ['Hand Cream', 'Face Wash', 'Body Lotion', 'Sun Cream', 'Lip Balm'],
    kinds: ['Sensitive', 'Aloe', 'Unscented', 'Night', 'Travel'],
    cost: [3, 16],
    lots: 'expiry',
  },
  {
    path: 'Care / Hair',
    prefix: 'HAR',
    things: ['Shampoo', 'Conditioner', 'Hair Oil', 'Styling Gel', 'Hair Mask'],
    kinds: ['Daily', 'Repair', 'Volume', 'Colour', 'Mint'],
    cost: [3, 13],
    lots: 'expiry',
  },
  {
    path: 'Kitchen / Appliances',
    prefix: 'APP',
    things: ['Kettle', 'Coffee Grinder', 'Toaster', 'Blender', 'Milk Frother'],
    kinds: ['Compact', 'Classic', 'Pro', 'Steel', 'Matt Black'],
    cost: [18, 95],
    lots: 'lot',
  },
  {
    path: 'Kitchen / Cookware',
    prefix: 'CKW',
    things: ['Frying Pan', 'Saucepan', 'Stock Pot', 'Wok', 'Baking Tray'],
    kinds: ['20 cm', '24 cm', '28 cm', 'Cast Iron', 'Non-stick'],
    cost: [9, 48],
    lots: 'none',
  },
  {
    path: 'Kitchen / Tableware',
    prefix: 'TBL',
    things: ['Mug', 'Plate', 'Bowl', 'Carafe', 'Teapot'],
    kinds: ['Stoneware', 'Porcelain', 'Glass', 'Enamel', 'Set of 4'],
    cost: [2, 26],
    lots: 'none',
  },
  {
    path: 'Outdoor / Camping',
    prefix: 'CMP',
    things: ['Camp Stove', 'Sleeping Mat', 'Water Bottle', 'Dry Bag', 'Folding Chair'],
    kinds: ['Light', 'Trail', 'Alpine', 'Family', 'XL'],
    cost: [6, 54],
    lots: 'none',
  },
  {
    path: 'Outdoor / Lighting',
    prefix: 'LGT',
    things: ['Head Torch', 'Lantern', 'String Lights', 'Bike Light', 'Torch'],
    kinds: ['Mini', 'Rechargeable', 'Solar', '400 lm', 'Waterproof'],
    cost: [5, 38],
    lots: 'none',
  },
];

/** A product of the demo, as the story needs to know it. */
export interface DemoProduct {
  id: string;
  sku: string;
  cost: string;
  lots: Branch['lots'];
  /** How well it is stocked: every tenth hardly, some a little. */
  plenty: 'none' | 'little' | 'much';
}

/** Paths of the demo's categories. */
export const categoryPaths = branches.map(({ path }) => path);

/** The catalogue: 250 products, and what is to be upserted for them. */
export function makeCatalogue(random: Random): { products: DemoProduct[]; inputs: UpsertProductInput[] } {
  const products: DemoProduct[] = [];
  const inputs: UpsertProductInput[] = [];
  for (const { path, prefix, things, kinds, cost, lots } of branches) {
    for (const [index, name] of things
      .flatMap((thing) => kinds.map((kind) => `${thing}, ${kind}`))
      .entries()) {
      const id = `prd_demo_${String(products.length + 1).padStart(3, '0')}`;
      const sku = `${prefix}-${String(index + 1).padStart(3, '0')}`;
      const unitCost = (random.between(cost[0] * 100, cost[1] * 100) / 100).toFixed(2);
      const plenty = index % 10 === 3 ? 'none' : index % 10 === 6 ? 'little' : 'much';
      products.push({ id, sku, cost: unitCost, lots, plenty });
      inputs.push({
        id,
        globalSku: sku,
        name,
        categoryId: path,
        unit: 'EA',
        unitCost,
        safetyStock: String(random.between(2, 10)),
        reorderPoint: String(random.between(15, 40)),
        lotControlled: lots !== 'none',
        expiryControlled: lots === 'expiry',
        barcode: `40${String(10_000_000_000 + products.length * 7_919)}`,
      });
    }
  }
  return { products, inputs };
}

import type { Schema } from './schemas.ts';

/** Values that make examples readable, by the name of the field. What is missing is made from the type. */
const values: Readonly<Record<string, unknown>> = {
  productMasterId: 'prd_01KB3Q8Z0R6X5T2M4N7P9S1V3W',
  productId: 'prd_01KB3Q8Z0R6X5T2M4N7P9S1V3W',
  productName: 'Road-150 Red, 62',
  globalSku: 'BK-R93R-62',
  locationId: 'loc_01KB3Q8Z1C4F6G8H0J2K4M6N8P',
  locationName: 'Main warehouse',
  binId: 'bin_01KB3Q8Z2D5E7F9G1H3J5K7M9N',
  binName: 'A-01-03',
  lotId: 'lot_01KB3Q8Z3E6F8G0H2J4K6M8N0P',
  lotNumber: 'L2026-0417',
  inventoryItemId: 'itm_01KB3Q8Z4F7G9H1J3K5M7N9P1Q',
  channelId: 'chn_01KB3Q8Z5G8H0J2K4M6N8P0Q2R',
  channelName: 'DTC',
  policyId: 'pol_01KB3Q8Z6H9J1K3M5N7P9Q1R3S',
  createdBy: 'key_01KB3Q8Z7J0K2M4N6P8Q0R2S4T',
  id: 'id_01KB3Q8Z8K1M3N5P7Q9R1S3T5V',
  code: 'CORRECTION',
  reasonCode: 'CORRECTION',
  number: 'ADJ-000123',
  reference: 'PO-4711',
  notes: 'Counted again after the delivery',
  quantityOnHand: 120,
  quantityReserved: 20,
  quantityHeld: 5,
  quantityAvailable: 100,
  onHand: 120,
  reserved: 20,
  available: 100,
  atp: 95,
  safetyStock: 5,
  unitCost: 12.5,
  totalValue: 1500,
  value: 1500,
  quantity: 4,
  quantityBefore: 118,
  quantityDelta: 2,
  quantityAfter: 120,
  version: 3,
  page: 1,
  pageSize: 20,
  total: 1,
  totalPages: 1,
  currency: 'USD',
  timezone: 'Europe/Berlin',
  requestId: 'req_01KB3Q8Z9M2N4P6Q8R0S2T4V6W',
};

const formats: Readonly<Record<string, string>> = {
  date: '2026-12-31',
  'date-time': '2026-11-23T09:30:00.000Z',
};

/** An example that is valid by a schema: it cannot disagree with what it shows. */
export function sample(schema: Schema, components: Readonly<Record<string, Schema>>, name = ''): unknown {
  const target = resolve(schema, components);
  if (target.enum) return target.enum[0];
  const type = typeof target.type === 'string' ? target.type : (target.type?.[0] ?? 'null');
  if (type === 'object') return sampleObject(target, components);
  if (type === 'array') return target.items ? [sample(target.items, components, singular(name))] : [];
  const known = values[name];
  if (matches(known, type, target)) return known;
  switch (type) {
    case 'string':
      return formats[target.format ?? ''] ?? 'text';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function sampleObject({ properties = {} }: Schema, components: Readonly<Record<string, Schema>>) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, sample(property, components, name)]),
  );
}

function resolve(schema: Schema, components: Readonly<Record<string, Schema>>): Schema {
  const of = schema.anyOf?.[0] ?? schema;
  const name = of.$ref?.split('/').at(-1);
  return (name && components[name]) || of;
}

const singular = (name: string): string => name.replace(/s$/, '');

function matches(value: unknown, type: string, { format }: Schema): boolean {
  if (format) return false;
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

import { PATH_SEPARATOR } from '../categories/categories.rules.ts';
import { isTimezone } from '../dates.rules.ts';
import { type LocationType, locationTypes } from '../locations/locations.rules.ts';
import { type ActiveStatus, activeStatuses } from '../master-data.rules.ts';
import { type RequestDelivery, requestDeliveries } from '../stock-requests/deliveries.rules.ts';
import { amount, BadCell, day, flag, oneOf, optional, orNone, required, words } from './columns.rules.ts';
import type { Table } from './table.rules.ts';

/** A row of products.csv. */
export interface ProductLine {
  sku: string;
  name: string;
  category: string | null;
  unit: string;
  unitCost: string;
  safetyStock: string;
  reorderPoint: string;
  lotControlled?: boolean | null;
  expiryControlled?: boolean | null;
  barcode?: string | null;
  packSize?: string | null;
  status?: ActiveStatus | null;
}

/** products.csv. An empty category is none; optional columns that are left out leave the product as it is. */
export const productTable: Table<ProductLine> = {
  columns: {
    sku: required(words(100)),
    name: required(words(255)),
    category: orNone(categoryPath),
    unit: required(words(20)),
    unitCost: required(amount),
    safetyStock: required(amount),
    reorderPoint: required(amount),
    lotControlled: optional(flag),
    expiryControlled: optional(flag),
    barcode: optional(words(100)),
    packSize: optional(amount),
    status: optional(oneOf(activeStatuses)),
  },
  key: ({ sku }) => sku,
  keyColumn: 'sku',
  noun: 'the same product',
  fields: { globalSku: 'sku', categoryId: 'category' },
};

/** A row of locations.csv. */
export interface LocationLine {
  code: string;
  name: string;
  type: LocationType;
  parentCode?: string | null;
  timezone?: string | null;
  requestDelivery?: RequestDelivery | null;
  /** Empty: none. */
  costCentre?: string | null;
}

/** locations.csv. Parents may stand anywhere in the file, or exist already. */
export const locationTable: Table<LocationLine> = {
  columns: {
    code: required(words(100)),
    name: required(words(255)),
    type: required(oneOf(locationTypes)),
    parentCode: optional(words(255)),
    timezone: optional(timezone),
    requestDelivery: optional(oneOf(requestDeliveries)),
    costCentre: optional(words(100)),
  },
  key: ({ code }) => code,
  keyColumn: 'code',
  noun: 'the same location',
  fields: { parentId: 'parentCode' },
};

/** A row of stock.csv. */
export interface StockLine {
  sku: string;
  locationCode: string;
  binCode: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  quantity: string;
  unitCost: string | null;
}

/** stock.csv. No bin, no lot: stock that lies in none; no cost: that of the product. */
export const stockTable: Table<StockLine> = {
  columns: {
    sku: required(words(100)),
    locationCode: required(words(100)),
    binCode: orNone(words(100)),
    lotNumber: orNone(words(100)),
    expiryDate: orNone(day),
    quantity: required(amount),
    unitCost: orNone(amount),
  },
  key: ({ sku, locationCode, binCode, lotNumber }) => JSON.stringify([sku, locationCode, binCode, lotNumber]),
  keyColumn: 'quantity',
  noun: 'of the same product, location, bin and lot',
  fields: { productMasterId: 'sku', locationId: 'locationCode', binId: 'binCode', newQuantity: 'quantity' },
};

/** A category's path, `parent / child`. */
function categoryPath(text: string): string | BadCell {
  const names = text.split(/(?:^|\s+)\/(?=\s|$)/).map((name) => name.trim());
  if (names.some((name) => name === '')) return new BadCell('must be names with " / " between them');
  const path = names.join(PATH_SEPARATOR);
  const short = path.length <= 600 && names.every((name) => name.length <= 255);
  return short ? path : new BadCell('must have at most 600 characters, and each name 255');
}

function timezone(text: string): string | BadCell {
  return isTimezone(text)
    ? text
    : new BadCell('must be a time zone of the IANA database, such as Europe/Berlin');
}

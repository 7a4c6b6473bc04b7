import type { Refusals } from '../errors.rules.ts';
import type { Condition, LotStatus } from './conditions.rules.ts';

/** A stock row as a request names it: by its id, or by what it is a balance of. */
export interface StockRowReference {
  inventoryItemId?: string | null;
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  locationId?: string | null;
  /** Id or code. */
  binId?: string | null;
  lotId?: string | null;
  lotNumber?: string | null;
  condition?: Condition | null;
}

const parts = [
  'productMasterId',
  'globalSku',
  'locationId',
  'binId',
  'lotId',
  'lotNumber',
  'condition',
] as const;

/**
 * Whether a reference says enough, and not two things at once.
 * @param anywhere it may leave the location open.
 */
export function checkReference(
  refusals: Refusals,
  at: string,
  row: StockRowReference,
  anywhere = false,
): void {
  const bad = (field: string, message: string) =>
    refusals.check(false, 'VALIDATION_FAILED', `${at}${field}`, message);
  if (row.inventoryItemId != null) {
    for (const field of parts)
      if (row[field] != null) bad(field, 'cannot be given together with inventoryItemId');
    return;
  }
  if (row.productMasterId == null && row.globalSku == null)
    bad('productMasterId', 'is required (or globalSku, or inventoryItemId)');
  if (row.locationId == null && !anywhere) bad('locationId', 'is required');
  if (row.lotId != null && row.lotNumber != null) bad('lotNumber', 'cannot be given together with lotId');
}

/** The product of a row, as far as the ledger needs it. */
export interface RowProduct {
  id: string;
  globalSku: string;
  name: string;
  status: string;
  unitCost: string;
  lotControlled: boolean;
  expiryControlled: boolean;
}

/** The location of a row. */
export interface RowLocation {
  id: string;
  code: string;
  name: string;
  status: string;
  timezone: string;
  allowNegative: boolean;
}

/** The bin of a row. */
export interface RowBin {
  id: string;
  code: string;
  name: string;
  status: string;
  blocked: boolean;
}

/** The lot of a row. */
export interface RowLot {
  id: string;
  number: string;
  expiryDate: string | null;
  status: LotStatus;
}

/** A stock row with everything it names, found in the organization. */
export interface ResolvedRow {
  /** Where it stands in the request, ending so that a field's name can follow: `lines[2].`. */
  at: string;
  /** The stock item, when there is one already. */
  itemId: string | null;
  product: RowProduct;
  location: RowLocation;
  bin: RowBin | null;
  lot: RowLot | null;
  /** A lot number that no lot of the product has yet. */
  newLotNumber: string | null;
  condition: Condition;
}

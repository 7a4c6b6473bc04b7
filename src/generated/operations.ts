/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedQueryDocumentNode as DocumentNode } from 'graphql';
/** A change of one stock row. */
export type AdjustStockInput = {
  /** Id or code of the bin; left out: not in a bin. */
  binId?: string | null | undefined;
  /** Physical state; default: AVAILABLE. */
  condition?: Condition | null | undefined;
  /** The day on which it happened, not in the future; default: today at the location. */
  effectiveDate?: string | null | undefined;
  /** Compare-and-set: what you believe is on hand; otherwise QUANTITY_CHANGED. */
  expectedQuantity?: number | string | null | undefined;
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Id of the stock item; then no other field of the row may be given. */
  inventoryItemId?: string | null | undefined;
  /** Id or code of the location. */
  locationId?: string | null | undefined;
  /** Id of the lot. */
  lotId?: string | null | undefined;
  /** Number of the lot (instead of lotId). */
  lotNumber?: string | null | undefined;
  /** What is to be on hand, 0 or more (or give quantityDelta). */
  newQuantity?: number | string | null | undefined;
  /** Notes, at most 2000 characters; some reasons require them. */
  notes?: string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
  /** The change, not 0 (or give newQuantity). */
  quantityDelta?: number | string | null | undefined;
  /** Code of the reason. */
  reasonCode: string;
};

/** Which adjustments are listed: all that is given must hold. */
export type AdjustmentFilterInput = {
  /** Posted by this credential. */
  createdBy?: string | null | undefined;
  /** Posted on this day (UTC) or later. */
  fromDate?: string | null | undefined;
  /** With a line at this location (id or code). */
  locationId?: string | null | undefined;
  /** With a line of this product. */
  productMasterId?: string | null | undefined;
  /** With this reason. */
  reasonCode?: string | null | undefined;
  /** In this state. */
  status?: StockDocumentStatus | null | undefined;
  /** Posted on this day (UTC) or earlier. */
  toDate?: string | null | undefined;
  /** Of this kind. */
  type?: AdjustmentType | null | undefined;
};

/** A change of one stock row of an adjustment. */
export type AdjustmentLineInput = {
  /** Id or code of the bin; left out: not in a bin. */
  binId?: string | null | undefined;
  /** Physical state; default: AVAILABLE. */
  condition?: Condition | null | undefined;
  /** Compare-and-set: what you believe is on hand; otherwise QUANTITY_CHANGED. */
  expectedQuantity?: number | string | null | undefined;
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Id of the stock item; then no other field of the row may be given. */
  inventoryItemId?: string | null | undefined;
  /** Id or code of the location. */
  locationId?: string | null | undefined;
  /** Id of the lot. */
  lotId?: string | null | undefined;
  /** Number of the lot (instead of lotId). */
  lotNumber?: string | null | undefined;
  /** What is to be on hand, 0 or more (or give quantityDelta). */
  newQuantity?: number | string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
  /** The change, not 0 (or give newQuantity). */
  quantityDelta?: number | string | null | undefined;
  /** Cost of one unit that comes in, 0 or more; default: the average of the stock item. */
  unitCost?: number | string | null | undefined;
};

/** What a list of Adjustment can be ordered by. */
export type AdjustmentSortField =
  /** When it was posted. */
  | 'createdAt'
  /** The day on which it happened. */
  | 'effectiveDate'
  /** Its number. */
  | 'number';

/** The order of a list of Adjustment. */
export type AdjustmentSortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** What to order by. */
  field: AdjustmentSortField;
};

/** Kinds of adjustments. */
export type AdjustmentType =
  /** A correction of what is on hand, with a reason. */
  | 'ADJUSTMENT'
  /** Stock moved from the wrong lot to the right one: net zero. */
  | 'LOT_CORRECTION'
  /** Stock set to what was found. */
  | 'RECORD_STOCK'
  /** An adjustment or a receipt undone by opposite movements. */
  | 'REVERSAL';

/** Which availability records are listed: all that is given must hold. */
export type AvailabilityFilterInput = {
  /** At this location (id or code). */
  locationId?: string | null | undefined;
  /** Of this product. */
  productMasterId?: string | null | undefined;
  /** Part of the product name or SKU (any case). */
  search?: string | null | undefined;
  /** In this status. It is judged record by record: on large organizations combine it with another filter. */
  status?: AvailabilityStatus | null | undefined;
};

/** What a list of AvailabilityRecord can be ordered by. */
export type AvailabilityRecordSortField =
  /** SKU of the product. */
  | 'globalSku'
  /** Id. */
  | 'id'
  /** Name of the location. */
  | 'locationName'
  /** What is physically there. */
  | 'onHand'
  /** Name of the product. */
  | 'productName'
  /** When it last changed. */
  | 'updatedAt';

/** The order of a list of AvailabilityRecord. */
export type AvailabilityRecordSortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** What to order by. */
  field: AvailabilityRecordSortField;
};

/** Whether a product may be sold from a location, in one word. */
export type AvailabilityStatus =
  /** Nothing can be promised from stock, but the backorder limit is not used up. */
  | 'BACKORDER'
  /** Not to be promised, whatever is there. */
  | 'BLOCKED'
  /** ATP is above the low threshold. */
  | 'IN_STOCK'
  /** ATP is above 0, at or below the low threshold. */
  | 'LOW'
  /** Nothing can be promised. */
  | 'OUT_OF_STOCK';

/** What is asked: can these be had? */
export type CheckAvailabilityInput = {
  /** A line may come from several locations; default: false. */
  allowSplit?: boolean | null | undefined;
  /** Id or code of the channel that asks: its allocation, safety stock and shelf life count. Left out: no channel in particular. */
  channelId?: string | null | undefined;
  /** The lines, 1 to 200. Lines of one product share what there is, in their order. */
  lines: Array<CheckLineInput>;
  /** The day by which it is needed; supply on its way until then counts. Default: today. */
  neededBy?: string | null | undefined;
};

/** One product asked for. */
export type CheckLineInput = {
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Id or code of the location; left out: any location. */
  locationId?: string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
  /** How much, more than 0. */
  quantity: number | string;
};

/** Whether a line can be had. */
export type CheckStatus =
  /** The whole quantity, by the day asked for. */
  | 'AVAILABLE'
  /** Not all of it from stock, but what is short may be backordered. */
  | 'BACKORDER'
  /** A part of it. */
  | 'PARTIAL'
  /** Nothing of it. */
  | 'UNAVAILABLE';

/** The physical state of stock. Only AVAILABLE stock can be promised. */
export type Condition =
  /** Fit for use: may be promised, unless its lot has expired or is recalled. */
  | 'AVAILABLE'
  /** Damaged. */
  | 'DAMAGED'
  /** Set aside to be destroyed. */
  | 'DESTRUCTION'
  /** Past its date, and marked so. */
  | 'EXPIRED'
  /** Set aside until somebody decides. */
  | 'QUARANTINE';

/** Stock that is booked under the wrong lot. */
export type CorrectLotInput = {
  /** Expiry date of the right lot; must agree with a lot that is known. */
  correctExpiryDate?: string | null | undefined;
  /** Number of the right lot; made if it is new. */
  correctLotNumber: string;
  /** Id of the stock item with the wrong lot. */
  inventoryItemId: string;
  /** Why, 1 to 2000 characters. */
  notes: string;
  /** How much of it, more than 0; default: all that is on hand. */
  quantity?: number | string | null | undefined;
  /** Code of the reason; default: LOT_CORRECTION. */
  reasonCode?: string | null | undefined;
};

/** An adjustment of one or more stock rows, all or nothing. */
export type CreateAdjustmentInput = {
  /** The day on which it happened, not in the future; default: today at the location. */
  effectiveDate?: string | null | undefined;
  /** The lines, 1 to 1,000. */
  lines: Array<AdjustmentLineInput>;
  /** Notes, at most 2000 characters; some reasons require them. */
  notes?: string | null | undefined;
  /** Code of the reason. */
  reasonCode: string;
};

/** The product to be stocked at a location, and its promise settings there. */
export type CreateAvailabilityInput = {
  /** Pre-order date: nothing is promised for a day before it. */
  availableFrom?: string | null | undefined;
  /** How much may be promised beyond stock, 0 or more; default: 0. */
  backorderLimit?: number | string | null | undefined;
  /** Not to be promised at all; default: false. */
  blocked?: boolean | null | undefined;
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Id or code of the location. */
  locationId: string;
  /** Notes, at most 2000 characters. */
  notes?: string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
};

/** Which locations are listed: all that is given must hold. */
export type LocationStockFilterInput = {
  /** Part of the code or name (any case). */
  search?: string | null | undefined;
  /** Of this type. */
  type?: LocationType | null | undefined;
};

/** What a list of LocationStock can be ordered by. */
export type LocationStockSortField =
  /** Code of the location. */
  | 'code'
  /** Name of the location. */
  | 'name';

/** The order of a list of LocationStock. */
export type LocationStockSortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** What to order by. */
  field: LocationStockSortField;
};

/** What a location is for. */
export type LocationType =
  /** Stock at a customer's (on consignment). */
  | 'CUSTOMER'
  /** A department, ward or other consumer inside the organization: asks for goods by stock requests. */
  | 'DEPARTMENT'
  /** Where goods are taken to be destroyed. */
  | 'DESTRUCTION'
  /** A place of production: consumes components, yields products. */
  | 'PRODUCTION'
  /** Where goods arrive before they are put away. */
  | 'RECEIVING'
  /** Sells to customers on the spot. */
  | 'STORE'
  /** Stock at a supplier's (on consignment, or to be fetched). */
  | 'SUPPLIER'
  /** Stock on its way between locations. */
  | 'TRANSIT'
  /** Keeps stock and supplies others. */
  | 'WAREHOUSE';

/** Whether a product may be stocked and promised. */
export type ProductStatus =
  /** In use. */
  | 'ACTIVE'
  /** Nothing new is posted or promised; what was reserved can still be issued or released, and what was posted reversed. */
  | 'INACTIVE';

/** Which reason codes are listed: all that is given must hold. */
export type ReasonCodeFilterInput = {
  /** Those that may, or may not, be used. */
  active?: boolean | null | undefined;
  /** Those of exactly this direction. */
  direction?: ReasonDirection | null | undefined;
  /** Part of the code or name (any case). */
  search?: string | null | undefined;
};

/** What a list of ReasonCode can be ordered by. */
export type ReasonCodeSortField =
  /** The code. */
  | 'code'
  /** The name. */
  | 'name'
  /** When it was last changed. */
  | 'updatedAt';

/** The order of a list of ReasonCode. */
export type ReasonCodeSortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** What to order by. */
  field: ReasonCodeSortField;
};

/** Which way a reason code may change stock. */
export type ReasonDirection =
  /** For either. */
  | 'BOTH'
  /** Only for stock that goes out or is missing. */
  | 'DECREASE'
  /** Only for stock that comes in or is found. */
  | 'INCREASE';

/** What was found of one product at one location. */
export type RecordCountInput = {
  /** The rows are all there is: available stock of the product there that is not named becomes zero. Default: false. */
  complete?: boolean | null | undefined;
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Id or code of the location. */
  locationId: string;
  /** Notes, at most 2000 characters; some reasons require them. */
  notes?: string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
  /** Code of the reason; default: RECOUNTED. */
  reasonCode?: string | null | undefined;
  /** What was found, up to 1,000 rows; rows that are not sent stay as they are. */
  rows: Array<RecordCountRowInput>;
};

/** What was found in one bin and lot. */
export type RecordCountRowInput = {
  /** Id or code of the bin; left out: not in a bin. */
  binId?: string | null | undefined;
  /** Expiry date of the lot; must agree with a lot that is known. */
  expiryDate?: string | null | undefined;
  /** Number of the lot; made if it is new. */
  lotNumber?: string | null | undefined;
  /** What was found, 0 or more. Left out is an error, not zero. */
  quantity: number | string;
};

/** Stock that comes in at a location, or what is there now; all lines or none. */
export type RecordStockInput = {
  /** The day on which it happened, not in the future; default: today at the location. */
  effectiveDate?: string | null | undefined;
  /** The lines, 1 to 1,000. */
  lines: Array<RecordStockLineInput>;
  /** Id or code of the location. */
  locationId: string;
  /** RECEIVE (default) adds, SET sets. */
  mode?: RecordStockMode | null | undefined;
  /** Notes, at most 2000 characters. */
  notes?: string | null | undefined;
  /** Outside reference, such as a delivery note; at most 255 characters. */
  reference?: string | null | undefined;
};

/** One product that came in, or was found. */
export type RecordStockLineInput = {
  /** Id or code of the bin; left out: not in a bin. */
  binId?: string | null | undefined;
  /** Physical state; default: AVAILABLE. */
  condition?: Condition | null | undefined;
  /** Expiry date of the lot; required for expiry-controlled products unless the lot is known. */
  expiryDate?: string | null | undefined;
  /** SKU of the product. */
  globalSku?: string | null | undefined;
  /** Number of the lot; made if it is new. Required for lot-controlled products. */
  lotNumber?: string | null | undefined;
  /** Id of the product (or give globalSku). */
  productMasterId?: string | null | undefined;
  /** How much: more than 0 to RECEIVE, 0 or more to SET. */
  quantity: number | string;
  /** Cost of one unit, 0 or more: changes the moving average. Default: the average of the stock item, for a new one the standard cost. */
  unitCost?: number | string | null | undefined;
};

/** What recording stock does to what is there. */
export type RecordStockMode =
  /** Adds to what is on hand: goods came in. */
  | 'RECEIVE'
  /** Sets what is on hand: an opening balance, or what was found. */
  | 'SET';

/** How near a cell is to running out. */
export type Severity =
  /** ATP is at or below the critical threshold. */
  | 'CRITICAL'
  /** ATP is at or below the low threshold, above the critical one. */
  | 'LOW'
  /** ATP is above the low threshold. */
  | 'OK';

/** Direction of an order. */
export type SortDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** The reverse. */
  | 'DESC';

/** State of an act on the ledger. */
export type StockDocumentStatus =
  /** In effect. */
  | 'POSTED'
  /** Undone by a later act; both stay on record. */
  | 'REVERSED';

/** Kinds of acts on the ledger. */
export type StockDocumentType =
  /** A correction of what is on hand, with a reason. */
  | 'ADJUSTMENT'
  /** Stock that left for whom it was reserved. */
  | 'ISSUE'
  /** Stock moved from the wrong lot to the right one: net zero. */
  | 'LOT_CORRECTION'
  /** Stock that came in. */
  | 'RECEIPT'
  /** Stock set to what was found. */
  | 'RECORD_STOCK'
  /** An act undone by opposite movements. */
  | 'REVERSAL';

/** Which stock items are listed: all that is given must hold. */
export type StockItemFilterInput = {
  /** Stock in this bin (id or code). */
  binId?: string | null | undefined;
  /** Stock of products of this category. */
  categoryId?: string | null | undefined;
  /** Stock in this condition. */
  condition?: Condition | null | undefined;
  /** Stock at this location (id or code). */
  locationId?: string | null | undefined;
  /** Stock of this lot. */
  lotId?: string | null | undefined;
  /** Stock of this product. */
  productMasterId?: string | null | undefined;
  /** Part of the product name or SKU (any case). */
  search?: string | null | undefined;
  /** Stock that changed at this moment or later. */
  updatedSince?: string | null | undefined;
};

/** What a list of StockItem can be ordered by. */
export type StockItemSortField =
  /** Expiry date; stock without one comes last. */
  | 'expiryDate'
  /** SKU of the product. */
  | 'globalSku'
  /** Id: the order in which the balances were made. */
  | 'id'
  /** Name of the product. */
  | 'productName'
  /** Quantity on hand. */
  | 'quantityOnHand'
  /** When it last changed. */
  | 'updatedAt';

/** The order of a list of StockItem. */
export type StockItemSortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** What to order by. */
  field: StockItemSortField;
};

export type ListAdjustmentsQueryVariables = Exact<{
  filter?: AdjustmentFilterInput | null | undefined;
  sort?: AdjustmentSortInput | null | undefined;
  first: number;
  offset: number;
}>;


export type ListAdjustmentsQuery = { adjustments: { totalCount: number, nodes: Array<{ id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> }> } };

export type AdjustInventoryMutationVariables = Exact<{
  input: AdjustStockInput;
}>;


export type AdjustInventoryMutation = { adjustStock: { item: { id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, quantityOnHand: number, quantityReserved: number, quantityAvailable: number, lotId: string | null, lotNumber: string | null, expiryDate: string | null, binId: string | null, binName: string | null, condition: Condition, unitCost: number, totalValue: number, lastCountedAt: string | null, updatedAt: string, version: number }, adjustment: { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> } } };

export type CreateAdjustmentMutationVariables = Exact<{
  input: CreateAdjustmentInput;
  dryRun: boolean;
}>;


export type CreateAdjustmentMutation = { createAdjustment: { adjustment: { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> } } };

export type CorrectLotMutationVariables = Exact<{
  input: CorrectLotInput;
}>;


export type CorrectLotMutation = { correctLot: { adjustment: { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> } } };

export type RecordCountMutationVariables = Exact<{
  input: RecordCountInput;
}>;


export type RecordCountMutation = { recordCount: { adjustment: { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> } } };

export type AdjustmentFragment = { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reasonCode: string | null, notes: string | null, effectiveDate: string, reversesId: string | null, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> };

export type DocumentLineFragment = { lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number };

export type StatusChangeFragment = { from: string | null, to: string, at: string, actor: string, note: string | null };

export type ListAvailabilityQueryVariables = Exact<{
  filter?: AvailabilityFilterInput | null | undefined;
  sort?: AvailabilityRecordSortInput | null | undefined;
  first: number;
  offset: number;
}>;


export type ListAvailabilityQuery = { availabilityRecords: { totalCount: number, nodes: Array<{ id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, onHand: number, reserved: number, unavailable: number, available: number, incoming: number, nextIncomingDate: string | null, safetyStock: number, atp: number, status: AvailabilityStatus, backorderLimit: number, blocked: boolean, availableFrom: string | null, notes: string | null, createdAt: string, updatedAt: string, version: number }> } };

export type GetAvailabilityQueryVariables = Exact<{
  id: string;
}>;


export type GetAvailabilityQuery = { availabilityRecord: { id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, onHand: number, reserved: number, unavailable: number, available: number, incoming: number, nextIncomingDate: string | null, safetyStock: number, atp: number, status: AvailabilityStatus, backorderLimit: number, blocked: boolean, availableFrom: string | null, notes: string | null, createdAt: string, updatedAt: string, version: number } | null };

export type CreateAvailabilityMutationVariables = Exact<{
  id: string;
  input: CreateAvailabilityInput;
}>;


export type CreateAvailabilityMutation = { createAvailability: { created: boolean, availability: { id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, onHand: number, reserved: number, unavailable: number, available: number, incoming: number, nextIncomingDate: string | null, safetyStock: number, atp: number, status: AvailabilityStatus, backorderLimit: number, blocked: boolean, availableFrom: string | null, notes: string | null, createdAt: string, updatedAt: string, version: number } } };

export type CheckAvailabilityQueryVariables = Exact<{
  input: CheckAvailabilityInput;
}>;


export type CheckAvailabilityQuery = { checkAvailability: { available: boolean, lines: Array<{ productMasterId: string, productName: string, globalSku: string, requested: number, available: number, shortfall: number, status: CheckStatus, availableDate: string | null, allocations: Array<{ locationId: string, inventoryItemId: string, lotNumber: string | null, expiryDate: string | null, binId: string | null, quantity: number }> }> } };

export type GetProductInventoryLevelsQueryVariables = Exact<{
  productMasterId: string;
}>;


export type GetProductInventoryLevelsQuery = { inventoryLevels: { product: { id: string, globalSku: string, name: string, categoryId: string | null, unit: string, status: ProductStatus, lotControlled: boolean, expiryControlled: boolean, productMasterId: string }, levels: Array<{ id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, onHand: number, reserved: number, unavailable: number, available: number, incoming: number, nextIncomingDate: string | null, safetyStock: number, atp: number, status: AvailabilityStatus, backorderLimit: number, blocked: boolean, availableFrom: string | null, notes: string | null, createdAt: string, updatedAt: string, version: number }>, totals: { onHand: number, reserved: number, unavailable: number, available: number, incoming: number, atp: number } } | null };

export type ListInventoryByLocationQueryVariables = Exact<{
  filter?: LocationStockFilterInput | null | undefined;
  sort?: LocationStockSortInput | null | undefined;
  first: number;
  offset: number;
}>;


export type ListInventoryByLocationQuery = { locationStock: { totalCount: number, nodes: Array<{ id: string, code: string, name: string, type: LocationType, products: number, onHand: number, reserved: number, available: number, expired: number, value: number, bins: number }> } };

export type AvailabilityRecordFragment = { id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, onHand: number, reserved: number, unavailable: number, available: number, incoming: number, nextIncomingDate: string | null, safetyStock: number, atp: number, status: AvailabilityStatus, backorderLimit: number, blocked: boolean, availableFrom: string | null, notes: string | null, createdAt: string, updatedAt: string, version: number };

export type CheckLineFragment = { productMasterId: string, productName: string, globalSku: string, requested: number, available: number, shortfall: number, status: CheckStatus, availableDate: string | null, allocations: Array<{ locationId: string, inventoryItemId: string, lotNumber: string | null, expiryDate: string | null, binId: string | null, quantity: number }> };

export type CheckAllocationFragment = { locationId: string, inventoryItemId: string, lotNumber: string | null, expiryDate: string | null, binId: string | null, quantity: number };

export type ProductFragment = { id: string, globalSku: string, name: string, categoryId: string | null, unit: string, status: ProductStatus, lotControlled: boolean, expiryControlled: boolean, productMasterId: string };

export type InventoryLevelTotalsFragment = { onHand: number, reserved: number, unavailable: number, available: number, incoming: number, atp: number };

export type LocationStockFragment = { id: string, code: string, name: string, type: LocationType, products: number, onHand: number, reserved: number, available: number, expired: number, value: number, bins: number };

export type GetChannelLocationMatrixQueryVariables = Exact<{
  locationId: string;
  search?: string | null | undefined;
  channels?: Array<string> | null | undefined;
  first: number;
  offset: number;
}>;


export type GetChannelLocationMatrixQuery = { channelLocationMatrix: { totalCount: number, products: Array<{ productMasterId: string, productName: string, globalSku: string, totalOnHand: number, totalReserved: number, minAtp: number, maxAtp: number, hasCritical: boolean, channels: Array<{ channelId: string, channelName: string, atp: number, onHand: number, reserved: number, available: number, severity: Severity, threshold: number, policyId: string | null }> }>, channels: Array<{ channelId: string, channelName: string, channelType: string, policyId: string | null, lowAtpThreshold: number }>, location: { id: string, code: string, name: string } } };

export type DrillDownAvailabilityQueryVariables = Exact<{
  productMasterId: string;
  locationId: string;
  channelId?: string | null | undefined;
}>;


export type DrillDownAvailabilityQuery = { availabilityDrilldown: { product: { id: string, globalSku: string, name: string, productMasterId: string }, location: { id: string, code: string, name: string }, channels: Array<{ channelId: string, channelName: string, atp: number, onHand: number, reserved: number, available: number, severity: Severity, threshold: number, policyId: string | null, terms: { promisableOnHand: number, allocationLimit: number | null, reservedForChannel: number, reservedShared: number, reservedForOthers: number, safetyStock: number, policy: { id: string, name: string } | null } }>, items: Array<{ id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, quantityOnHand: number, quantityReserved: number, quantityAvailable: number, lotId: string | null, lotNumber: string | null, expiryDate: string | null, binId: string | null, binName: string | null, condition: Condition, unitCost: number, totalValue: number, lastCountedAt: string | null, updatedAt: string, version: number }>, reservations: Array<{ id: string, documentType: string, documentId: string, number: string | null, reference: string | null, channelId: string | null, inventoryItemId: string, quantity: number, expiresAt: string | null }>, holds: Array<{ id: string, documentType: string, documentId: string, number: string | null, reference: string | null, channelId: string | null, inventoryItemId: string, quantity: number, expiresAt: string | null }>, incoming: Array<{ id: string, reference: string, expectedDate: string, quantity: number }>, projection: Array<{ date: string, atp: number }> } };

export type SummarizeChannelsQueryVariables = Exact<{
  channels?: Array<string> | null | undefined;
  locationId?: string | null | undefined;
}>;


export type SummarizeChannelsQuery = { channelSummary: Array<{ channelId: string, channelName: string, channelType: string, products: number, onHand: number, reserved: number, atp: number, ok: number, low: number, critical: number, value: number }> };

export type MatrixProductFragment = { productMasterId: string, productName: string, globalSku: string, totalOnHand: number, totalReserved: number, minAtp: number, maxAtp: number, hasCritical: boolean, channels: Array<{ channelId: string, channelName: string, atp: number, onHand: number, reserved: number, available: number, severity: Severity, threshold: number, policyId: string | null }> };

export type MatrixCellFragment = { channelId: string, channelName: string, atp: number, onHand: number, reserved: number, available: number, severity: Severity, threshold: number, policyId: string | null };

export type MatrixChannelFragment = { channelId: string, channelName: string, channelType: string, policyId: string | null, lowAtpThreshold: number };

export type MatrixLocationFragment = { id: string, code: string, name: string };

export type DrilldownChannelFragment = { channelId: string, channelName: string, atp: number, onHand: number, reserved: number, available: number, severity: Severity, threshold: number, policyId: string | null, terms: { promisableOnHand: number, allocationLimit: number | null, reservedForChannel: number, reservedShared: number, reservedForOthers: number, safetyStock: number, policy: { id: string, name: string } | null } };

export type CellTermsFragment = { promisableOnHand: number, allocationLimit: number | null, reservedForChannel: number, reservedShared: number, reservedForOthers: number, safetyStock: number, policy: { id: string, name: string } | null };

export type DrilldownAllocationFragment = { id: string, documentType: string, documentId: string, number: string | null, reference: string | null, channelId: string | null, inventoryItemId: string, quantity: number, expiresAt: string | null };

export type DrilldownSupplyFragment = { id: string, reference: string, expectedDate: string, quantity: number };

export type ProjectionPointFragment = { date: string, atp: number };

export type ChannelSummaryFragment = { channelId: string, channelName: string, channelType: string, products: number, onHand: number, reserved: number, atp: number, ok: number, low: number, critical: number, value: number };

export type ListReasonCodesQueryVariables = Exact<{
  filter?: ReasonCodeFilterInput | null | undefined;
  sort?: ReasonCodeSortInput | null | undefined;
  first: number;
  offset: number;
}>;


export type ListReasonCodesQuery = { reasonCodes: { totalCount: number, nodes: Array<{ id: string, code: string, name: string, direction: ReasonDirection, requiresNotes: boolean, active: boolean, version: number }> } };

export type ReasonCodeFragment = { id: string, code: string, name: string, direction: ReasonDirection, requiresNotes: boolean, active: boolean, version: number };

export type RecordStockMutationVariables = Exact<{
  input: RecordStockInput;
}>;


export type RecordStockMutation = { recordStock: { receipt: { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reference: string | null, notes: string | null, effectiveDate: string, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> }, items: Array<{ id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, quantityOnHand: number, quantityReserved: number, quantityAvailable: number, lotId: string | null, lotNumber: string | null, expiryDate: string | null, binId: string | null, binName: string | null, condition: Condition, unitCost: number, totalValue: number, lastCountedAt: string | null, updatedAt: string, version: number }> } };

export type ReceiptFragment = { id: string, number: string, type: StockDocumentType, status: StockDocumentStatus, reference: string | null, notes: string | null, effectiveDate: string, reversedById: string | null, lineCount: number, createdBy: string, createdAt: string, updatedAt: string, version: number, lines: Array<{ lineNo: number, movementId: string, inventoryItemId: string, productMasterId: string, productName: string, globalSku: string, locationId: string, binId: string | null, lotId: string | null, lotNumber: string | null, condition: Condition, quantityBefore: number, quantityDelta: number, quantityAfter: number, unitCost: number }>, history: Array<{ from: string | null, to: string, at: string, actor: string, note: string | null }> };

export type ListInventoryQueryVariables = Exact<{
  filter?: StockItemFilterInput | null | undefined;
  sort?: StockItemSortInput | null | undefined;
  first: number;
  offset: number;
}>;


export type ListInventoryQuery = { stockItems: { totalCount: number, nodes: Array<{ id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, quantityOnHand: number, quantityReserved: number, quantityAvailable: number, lotId: string | null, lotNumber: string | null, expiryDate: string | null, binId: string | null, binName: string | null, condition: Condition, unitCost: number, totalValue: number, lastCountedAt: string | null, updatedAt: string, version: number }> } };

export type InventoryItemFragment = { id: string, productMasterId: string, productName: string, globalSku: string, locationId: string, locationName: string, quantityOnHand: number, quantityReserved: number, quantityAvailable: number, lotId: string | null, lotNumber: string | null, expiryDate: string | null, binId: string | null, binName: string | null, condition: Condition, unitCost: number, totalValue: number, lastCountedAt: string | null, updatedAt: string, version: number };

export const DocumentLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}}]} as unknown as DocumentNode<DocumentLineFragment, unknown>;
export const StatusChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<StatusChangeFragment, unknown>;
export const AdjustmentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<AdjustmentFragment, unknown>;
export const AvailabilityRecordFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AvailabilityRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"nextIncomingDate"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"backorderLimit"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"availableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<AvailabilityRecordFragment, unknown>;
export const CheckAllocationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CheckAllocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CheckAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]} as unknown as DocumentNode<CheckAllocationFragment, unknown>;
export const CheckLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CheckLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CheckLineAnswer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"shortfall"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableDate"}},{"kind":"Field","name":{"kind":"Name","value":"allocations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CheckAllocation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CheckAllocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CheckAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]} as unknown as DocumentNode<CheckLineFragment, unknown>;
export const ProductFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Product"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"productMasterId"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"categoryId"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lotControlled"}},{"kind":"Field","name":{"kind":"Name","value":"expiryControlled"}}]}}]} as unknown as DocumentNode<ProductFragment, unknown>;
export const InventoryLevelTotalsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryLevelTotals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InventoryLevelTotals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}}]}}]} as unknown as DocumentNode<InventoryLevelTotalsFragment, unknown>;
export const LocationStockFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocationStock"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LocationStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"products"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bins"}}]}}]} as unknown as DocumentNode<LocationStockFragment, unknown>;
export const MatrixCellFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixCell"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixCell"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}}]}}]} as unknown as DocumentNode<MatrixCellFragment, unknown>;
export const MatrixProductFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixProduct"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixProduct"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixCell"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"totalReserved"}},{"kind":"Field","name":{"kind":"Name","value":"minAtp"}},{"kind":"Field","name":{"kind":"Name","value":"maxAtp"}},{"kind":"Field","name":{"kind":"Name","value":"hasCritical"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixCell"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixCell"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}}]}}]} as unknown as DocumentNode<MatrixProductFragment, unknown>;
export const MatrixChannelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixChannel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixChannel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"channelType"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}},{"kind":"Field","name":{"kind":"Name","value":"lowAtpThreshold"}}]}}]} as unknown as DocumentNode<MatrixChannelFragment, unknown>;
export const MatrixLocationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixLocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<MatrixLocationFragment, unknown>;
export const CellTermsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CellTerms"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CellTerms"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promisableOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"allocationLimit"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForChannel"}},{"kind":"Field","name":{"kind":"Name","value":"reservedShared"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForOthers"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CellTermsFragment, unknown>;
export const DrilldownChannelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownChannel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownChannel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CellTerms"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CellTerms"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CellTerms"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promisableOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"allocationLimit"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForChannel"}},{"kind":"Field","name":{"kind":"Name","value":"reservedShared"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForOthers"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<DrilldownChannelFragment, unknown>;
export const DrilldownAllocationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownAllocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"documentType"}},{"kind":"Field","name":{"kind":"Name","value":"documentId"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<DrilldownAllocationFragment, unknown>;
export const DrilldownSupplyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownSupply"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownSupply"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"expectedDate"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]} as unknown as DocumentNode<DrilldownSupplyFragment, unknown>;
export const ProjectionPointFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionPoint"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionPoint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}}]}}]} as unknown as DocumentNode<ProjectionPointFragment, unknown>;
export const ChannelSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChannelSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"channelType"}},{"kind":"Field","name":{"kind":"Name","value":"products"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]} as unknown as DocumentNode<ChannelSummaryFragment, unknown>;
export const ReasonCodeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReasonCode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReasonCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"requiresNotes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ReasonCodeFragment, unknown>;
export const ReceiptFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Receipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<ReceiptFragment, unknown>;
export const InventoryItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"quantityReserved"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"binName"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastCountedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<InventoryItemFragment, unknown>;
export const ListAdjustmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListAdjustments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustmentFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustmentSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adjustment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ListAdjustmentsQuery, ListAdjustmentsQueryVariables>;
export const AdjustInventoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdjustInventory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdjustStockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InventoryItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"adjustment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adjustment"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"quantityReserved"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"binName"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastCountedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<AdjustInventoryMutation, AdjustInventoryMutationVariables>;
export const CreateAdjustmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAdjustment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAdjustmentInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAdjustment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"dryRun"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adjustment"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<CreateAdjustmentMutation, CreateAdjustmentMutationVariables>;
export const CorrectLotDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectLot"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectLotInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctLot"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adjustment"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<CorrectLotMutation, CorrectLotMutationVariables>;
export const RecordCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordCountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adjustment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Adjustment"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Adjustment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Adjustment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversesId"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<RecordCountMutation, RecordCountMutationVariables>;
export const ListAvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListAvailability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecordSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"availabilityRecords"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AvailabilityRecord"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AvailabilityRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"nextIncomingDate"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"backorderLimit"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"availableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ListAvailabilityQuery, ListAvailabilityQueryVariables>;
export const GetAvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GetAvailability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"availabilityRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AvailabilityRecord"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AvailabilityRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"nextIncomingDate"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"backorderLimit"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"availableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<GetAvailabilityQuery, GetAvailabilityQueryVariables>;
export const CreateAvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAvailability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAvailabilityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAvailability"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"availability"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AvailabilityRecord"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AvailabilityRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"nextIncomingDate"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"backorderLimit"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"availableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<CreateAvailabilityMutation, CreateAvailabilityMutationVariables>;
export const CheckAvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckAvailability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckAvailabilityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkAvailability"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CheckLine"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CheckAllocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CheckAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CheckLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CheckLineAnswer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"requested"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"shortfall"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"availableDate"}},{"kind":"Field","name":{"kind":"Name","value":"allocations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CheckAllocation"}}]}}]}}]} as unknown as DocumentNode<CheckAvailabilityQuery, CheckAvailabilityQueryVariables>;
export const GetProductInventoryLevelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GetProductInventoryLevels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"productMasterId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inventoryLevels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"productMasterId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"productMasterId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Product"}}]}},{"kind":"Field","name":{"kind":"Name","value":"levels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AvailabilityRecord"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InventoryLevelTotals"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Product"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"productMasterId"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"categoryId"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lotControlled"}},{"kind":"Field","name":{"kind":"Name","value":"expiryControlled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AvailabilityRecord"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AvailabilityRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"nextIncomingDate"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"backorderLimit"}},{"kind":"Field","name":{"kind":"Name","value":"blocked"}},{"kind":"Field","name":{"kind":"Name","value":"availableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryLevelTotals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InventoryLevelTotals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"unavailable"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}}]}}]} as unknown as DocumentNode<GetProductInventoryLevelsQuery, GetProductInventoryLevelsQueryVariables>;
export const ListInventoryByLocationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListInventoryByLocation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationStockFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationStockSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LocationStock"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocationStock"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LocationStock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"products"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bins"}}]}}]} as unknown as DocumentNode<ListInventoryByLocationQuery, ListInventoryByLocationQueryVariables>;
export const GetChannelLocationMatrixDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GetChannelLocationMatrix"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channels"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelLocationMatrix"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"locationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"channels"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channels"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixProduct"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixChannel"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixLocation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixCell"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixCell"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixProduct"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixProduct"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixCell"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"totalReserved"}},{"kind":"Field","name":{"kind":"Name","value":"minAtp"}},{"kind":"Field","name":{"kind":"Name","value":"maxAtp"}},{"kind":"Field","name":{"kind":"Name","value":"hasCritical"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixChannel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixChannel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"channelType"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}},{"kind":"Field","name":{"kind":"Name","value":"lowAtpThreshold"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixLocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<GetChannelLocationMatrixQuery, GetChannelLocationMatrixQueryVariables>;
export const DrillDownAvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DrillDownAvailability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"productMasterId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channelId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"availabilityDrilldown"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"productMasterId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"productMasterId"}}},{"kind":"Argument","name":{"kind":"Name","value":"locationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}}},{"kind":"Argument","name":{"kind":"Name","value":"channelId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channelId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"productMasterId"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MatrixLocation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DrilldownChannel"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InventoryItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reservations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DrilldownAllocation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DrilldownAllocation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"incoming"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DrilldownSupply"}}]}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectionPoint"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CellTerms"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CellTerms"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promisableOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"allocationLimit"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForChannel"}},{"kind":"Field","name":{"kind":"Name","value":"reservedShared"}},{"kind":"Field","name":{"kind":"Name","value":"reservedForOthers"}},{"kind":"Field","name":{"kind":"Name","value":"safetyStock"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MatrixLocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MatrixLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownChannel"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownChannel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"policyId"}},{"kind":"Field","name":{"kind":"Name","value":"terms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CellTerms"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"quantityReserved"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"binName"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastCountedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownAllocation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownAllocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"documentType"}},{"kind":"Field","name":{"kind":"Name","value":"documentId"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DrilldownSupply"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DrilldownSupply"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"expectedDate"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionPoint"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionPoint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}}]}}]} as unknown as DocumentNode<DrillDownAvailabilityQuery, DrillDownAvailabilityQueryVariables>;
export const SummarizeChannelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SummarizeChannels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channels"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelSummary"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channels"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channels"}}},{"kind":"Argument","name":{"kind":"Name","value":"locationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"locationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChannelSummary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChannelSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}},{"kind":"Field","name":{"kind":"Name","value":"channelType"}},{"kind":"Field","name":{"kind":"Name","value":"products"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"atp"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"critical"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]} as unknown as DocumentNode<SummarizeChannelsQuery, SummarizeChannelsQueryVariables>;
export const ListReasonCodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListReasonCodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReasonCodeFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReasonCodeSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasonCodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReasonCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReasonCode"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReasonCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"requiresNotes"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ListReasonCodesQuery, ListReasonCodesQueryVariables>;
export const RecordStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordStockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InventoryItem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DocumentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockDocumentLine"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineNo"}},{"kind":"Field","name":{"kind":"Name","value":"movementId"}},{"kind":"Field","name":{"kind":"Name","value":"inventoryItemId"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"quantityBefore"}},{"kind":"Field","name":{"kind":"Name","value":"quantityDelta"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAfter"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StatusChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Receipt"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"reversedById"}},{"kind":"Field","name":{"kind":"Name","value":"lineCount"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DocumentLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StatusChange"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"quantityReserved"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"binName"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastCountedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<RecordStockMutation, RecordStockMutationVariables>;
export const ListInventoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListInventory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StockItemFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StockItemSortInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InventoryItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InventoryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productMasterId"}},{"kind":"Field","name":{"kind":"Name","value":"productName"}},{"kind":"Field","name":{"kind":"Name","value":"globalSku"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"quantityOnHand"}},{"kind":"Field","name":{"kind":"Name","value":"quantityReserved"}},{"kind":"Field","name":{"kind":"Name","value":"quantityAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"lotId"}},{"kind":"Field","name":{"kind":"Name","value":"lotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDate"}},{"kind":"Field","name":{"kind":"Name","value":"binId"}},{"kind":"Field","name":{"kind":"Name","value":"binName"}},{"kind":"Field","name":{"kind":"Name","value":"condition"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"totalValue"}},{"kind":"Field","name":{"kind":"Name","value":"lastCountedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ListInventoryQuery, ListInventoryQueryVariables>;
/** What tests read of a stock item. */
export const stockItem = `{ id productMasterId globalSku locationId binId lotId lotNumber expiryDate condition quantityOnHand
  quantityReserved quantityAvailable unitCost totalValue lastCountedAt version }`;

const line = `{ lineNo movementId inventoryItemId productMasterId globalSku locationId binId lotId lotNumber condition
  quantityBefore quantityDelta quantityAfter unitCost reasonCode }`;

/** What tests read of an act on the ledger. */
export const document = `{ id number type status reasonCode reference notes effectiveDate reversesId reversedById lineCount version
  lines ${line} history { from to note } }`;

/** What tests read of a reservation. */
export const reservation = `{ id number channelId reference status expiresAt notes issueId version
  lines { lineNo globalSku quantity locationId allocations { inventoryItemId quantity status } } history { from to note }
  issue { id number type reference lines ${line} } }`;

/** What tests read of an availability record. */
export const availability = `{ id productMasterId globalSku locationId onHand reserved unavailable available incoming nextIncomingDate
  safetyStock atp status backorderLimit blocked availableFrom notes version }`;

const cell = 'channelId channelName atp onHand reserved available severity threshold policyId';

/** The selection of each mutation of the stock. */
export const mutations = {
  adjustStock: `{ item ${stockItem} adjustment ${document} }`,
  createAdjustment: `{ adjustment ${document} }`,
  correctLot: `{ adjustment ${document} }`,
  recordCount: `{ adjustment ${document} }`,
  reverseAdjustment: `{ adjustment ${document} }`,
  recordStock: `{ items ${stockItem} receipt ${document} }`,
  reserveStock: `{ reservation ${reservation} }`,
  extendReservation: `{ reservation ${reservation} }`,
  commitReservation: `{ reservation ${reservation} }`,
  releaseReservation: `{ reservation ${reservation} }`,
  createAvailability: `{ created availability ${availability} }`,
  updateAvailability: `{ availability ${availability} }`,
  setExpectedSupply: '{ supply { id reference quantity expectedDate status version } }',
  updateOrganizationSettings: '{ organization { version } }',
} as const;

export type StockMutation = keyof typeof mutations;

/** The type of the input of each mutation, where it is not `<Mutation>Input`. */
export const inputTypes: Partial<Record<StockMutation, string>> = {
  commitReservation: 'ReservationChangeInput',
  releaseReservation: 'ReservationChangeInput',
};

/** Queries of the promise and of what is there. */
export const queries = {
  matrix: `query($locationId: ID!, $channels: [ID!], $search: String, $first: Int! = 50, $offset: Int! = 0) {
    answer: channelLocationMatrix(locationId: $locationId, channels: $channels, search: $search, first: $first, offset: $offset) {
      totalCount location { id name } channels { channelId channelName channelType policyId lowAtpThreshold }
      products { productMasterId globalSku totalOnHand totalReserved minAtp maxAtp hasCritical channels { ${cell} } } } }`,
  drilldown: `query($productMasterId: ID!, $locationId: ID!, $channelId: ID) {
    answer: availabilityDrilldown(productMasterId: $productMasterId, locationId: $locationId, channelId: $channelId) {
      channels { ${cell} terms { promisableOnHand allocationLimit reservedForOthers reservedForChannel reservedShared safetyStock
        policy { id name } } }
      items ${stockItem} reservations { id documentType documentId number reference channelId inventoryItemId quantity expiresAt }
      holds { id } incoming { reference expectedDate quantity } projection { date atp } } }`,
  check: `query($input: CheckAvailabilityInput!) { answer: checkAvailability(input: $input) { available
      lines { globalSku requested available shortfall status availableDate
        allocations { locationId inventoryItemId lotNumber expiryDate binId quantity } } } }`,
  records: `query($filter: AvailabilityFilterInput, $sort: AvailabilityRecordSortInput, $first: Int! = 100, $after: String, $offset: Int) {
    answer: availabilityRecords(filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) {
      nodes ${availability} totalCount pageInfo { hasNextPage endCursor } } }`,
  items: `query($filter: StockItemFilterInput, $sort: StockItemSortInput, $first: Int! = 100, $after: String, $offset: Int) {
    answer: stockItems(filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) {
      nodes ${stockItem} totalCount pageInfo { hasNextPage endCursor } } }`,
  levels: `query($id: ID!) { answer: inventoryLevels(productMasterId: $id) { product { globalSku }
      totals { onHand reserved unavailable available incoming atp } levels ${availability} } }`,
  places: `query($filter: LocationStockFilterInput, $sort: LocationStockSortInput, $first: Int! = 100, $after: String) {
    answer: locationStock(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes { id code name type products onHand reserved available expired value bins } totalCount
      pageInfo { hasNextPage endCursor } } }`,
  summary: `query($channels: [ID!], $locationId: ID) { answer: channelSummary(channels: $channels, locationId: $locationId) {
      channelId channelName channelType products onHand reserved atp ok low critical value } }`,
  reservations: `query($filter: ReservationFilterInput, $sort: ReservationSortInput, $first: Int! = 100, $after: String) {
    answer: reservations(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${reservation} totalCount pageInfo { hasNextPage endCursor } } }`,
  reservation: `query($id: ID!) { answer: reservation(id: $id) ${reservation} }`,
  adjustments: `query($filter: AdjustmentFilterInput, $sort: AdjustmentSortInput, $first: Int! = 100, $after: String) {
    answer: adjustments(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${document} totalCount pageInfo { hasNextPage endCursor } } }`,
  adjustment: `query($id: ID!) { answer: adjustment(id: $id) ${document} }`,
  receipts: `query($filter: ReceiptFilterInput, $sort: ReceiptSortInput, $first: Int! = 100, $after: String) {
    answer: receipts(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${document} totalCount pageInfo { hasNextPage endCursor } } }`,
  receipt: `query($id: ID!) { answer: receipt(id: $id) ${document} }`,
} as const;

export type StockQuery = keyof typeof queries;

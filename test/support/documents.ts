/** What tests read of a stock item. */
export const stockItem = `{ id productMasterId globalSku locationId binId lotId lotNumber expiryDate condition quantityOnHand
  quantityReserved quantityHeld quantityAvailable unitCost totalValue lastCountedAt version }`;

const line = `{ lineNo movementId inventoryItemId productMasterId globalSku locationId binId lotId lotNumber condition
  quantityBefore quantityDelta quantityAfter unitCost reasonCode }`;

/** What tests read of an act on the ledger. */
export const document = `{ id number type status reasonCode reference notes effectiveDate reversesId reversedById lineCount version
  lines ${line} history { from to note } }`;

/** What tests read of a reservation. */
export const reservation = `{ id number channelId reference status expiresAt notes issueId version
  lines { lineNo globalSku quantity released locationId allocations { inventoryItemId quantity status } } history { from to note }
  issue { id number type reference lines ${line} } }`;

/** What tests read of a hold. */
export const hold = `{ id number scope type reason status inventoryItemId productMasterId globalSku locationId lotId lotNumber quantity
  released expiresAt version lines { inventoryItemId locationId toHold held shortfall }
  cutsInto { documentType documentId number reference quantity inventoryItemId } history { from to note } }`;

const suggestedBin = '{ binId binCode binName reason }';

/** What tests read of a put-away task. */
export const putAwayTask = `{ id number status inventoryItemId productMasterId globalSku productName locationId fromBinId fromBinName
  lotId lotNumber expiryDate condition quantity splits { binId binName quantity } suggestedBin ${suggestedBin} assignedTo notes
  documentId movements ${line} createdBy version history { from to note } }`;

/** What tests read of an availability record. */
export const availability = `{ id productMasterId globalSku locationId onHand reserved unavailable available incoming nextIncomingDate
  safetyStock atp status backorderLimit blocked availableFrom notes version }`;

/** What tests read of a transfer. */
export const transfer = `{ id number kind status fromLocationId fromLocation { id code name } toLocationId toLocation { code }
  expectedDate notes includeHeld shippedAt receivedAt version
  lines { id lineNo globalSku lotId lotNumber fromBinId toBinId fromInventoryItemId toInventoryItemId requested reserved shipped inTransit
    received damaged overReceived writtenOff short reason allocations { inventoryItemId binId lotNumber expiryDate quantity }
    parcels { fromInventoryItemId lotNumber expiryDate condition unitCost shipped inTransit received damaged writtenOff } }
  history { from to note } }`;

/** What tests read of a transfer, with its movements. */
export const movedTransfer = `${transfer.slice(0, -1)} movements ${line} }`;

/** What tests read of a replenishment. */
export const replenishment = `{ id number status productMasterId globalSku locationId locationCode quantity received
  source { type locationId locationCode supplier } expectedDate reason notes transferId createdBy createdAt updatedAt version
  history { from to note } }`;

const place = `configId productMasterId globalSku locationCode method position available incoming onOrder unallocatedDemand
  averageDailyDemand reorderPoint target max urgency reason`;

/** What tests read of what should be ordered. */
export const suggestions = `{ total evaluated notSuggested { ${place} } suggestions { ${place} orderMultiple neededQuantity
  suggestedQuantity sourceSurplus source { type locationCode supplier } replenishment { id number status } } }`;

/** What tests read of the settings of a replenishment. */
export const replenishmentConfig = `{ id globalSku locationCode active method min reorderPoint max safetyStock leadTimeDays coverDays
  orderMultiple preferredSource { type locationId locationCode supplier } autoApproveLimit version }`;
/** What tests read of a stock request. */
export const stockRequest = `{ id number status fromLocation { code } destination { code } requesterId requestedFor category priority
  neededBy overdue notes attachments { name url } rejectionReason approvals { level approvedBy notes } submittedAt approvedAt issuedAt
  delivery transferId issueId allowedStatuses rollbackTo version
  lines { id lineNo globalSku requested approved allocated letGo issued notes reason
    allocations { inventoryItemId binCode lotNumber expiryDate quantity } }
  history { from to actor note } }`;

/** What tests read of a stock request, with all around it. */
export const wholeRequest = `${stockRequest.slice(0, -1)} movements ${line}
  comments { id text mentions attachments { name url } createdBy }
  pickList { lineNo binCode zone globalSku lotNumber quantity } }`;

/** What tests read of a stocklist. */
export const stocklist = `{ id code name destination { code } fromLocation { code } notes status version
  lines { lineNo globalSku productName unit packSize parLevel } }`;

const statusCounts = '{ DRAFT SUBMITTED APPROVED PICKING ISSUED REJECTED CANCELLED }';

const released = 'releasedReservations { id number inventoryItemId quantity status }';

const countLine = `{ id lineNo inventoryItemId productMasterId productName globalSku binId binName lotId lotNumber expiryDate condition
  class status added countNo countedQuantity countedBy countedAt notes figuresHidden systemQuantity unitCost variance varianceValue withinTolerance
  resolution reasonCode resolutionNotes resolvedBy resolvedAt adjustmentId version }`;

const accuracy = `{ lines counted withinTolerance accuracyPercent systemValue netVarianceValue absoluteVarianceValue netVarianceQuantity
  byClass { class lines counted withinTolerance accuracyPercent systemValue netVarianceValue absoluteVarianceValue
    netVarianceQuantity } }`;

/** What tests read of a cycle count. */
export const countBatch = `{ id number type status blind includeZero location { id code name } assignedTo dueDate notes
  progress { lines counted variances } accuracy ${accuracy} history { from to note actor } createdBy createdAt updatedAt submittedAt
  resolvedAt version }`;

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
  createHold: `{ hold ${hold} }`,
  releaseHold: `{ hold ${hold} }`,
  createPutAwayTask: `{ task ${putAwayTask} }`,
  startPutAwayTask: `{ task ${putAwayTask} }`,
  completePutAwayTask: `{ task ${putAwayTask} }`,
  cancelPutAwayTask: `{ task ${putAwayTask} }`,
  createAvailability: `{ created availability ${availability} }`,
  updateAvailability: `{ availability ${availability} }`,
  setExpectedSupply: '{ supply { id reference quantity expectedDate status version } }',
  markConsumed: `{ adjustment ${document} items ${stockItem} ${released} }`,
  markExpired: `{ adjustment ${document} items ${stockItem} ${released} }`,
  transferForDestruction: `{ transfer ${transfer} ${released} }`,
  createTransfer: `{ transfer ${transfer} }`,
  updateTransfer: `{ transfer ${transfer} }`,
  approveTransfer: `{ transfer ${transfer} }`,
  shipTransfer: `{ transfer ${transfer} }`,
  receiveTransfer: `{ transfer ${transfer} }`,
  writeOffTransfer: `{ transfer ${transfer} }`,
  cancelTransfer: `{ transfer ${transfer} }`,
  setReplenishmentConfigs: `{ configs ${replenishmentConfig} }`,
  draftReplenishments: suggestions,
  createReplenishment: `{ replenishment ${replenishment} transfer { id } }`,
  approveReplenishment: `{ replenishment ${replenishment} transfer { id } }`,
  orderReplenishment: `{ replenishment ${replenishment} transfer ${transfer} }`,
  receiveReplenishment: `{ replenishment ${replenishment} transfer { id } }`,
  cancelReplenishment: `{ replenishment ${replenishment} transfer { id status } }`,
  createStockRequest: `{ stockRequest ${stockRequest} }`,
  requestFromStocklist: `{ stockRequest ${stockRequest} }`,
  upsertStocklists: `{ stocklists ${stocklist} }`,
  updateStockRequest: `{ stockRequest ${stockRequest} }`,
  deleteStockRequest: '{ id }',
  addStockRequestLine: `{ line { id lineNo globalSku requested notes } stockRequest ${stockRequest} }`,
  commentStockRequest: '{ comment { id text mentions attachments { name url } createdBy } }',
  submitStockRequest: `{ stockRequest ${stockRequest} }`,
  approveStockRequest: `{ stockRequest ${stockRequest} }`,
  rejectStockRequest: `{ stockRequest ${stockRequest} }`,
  pickStockRequest: `{ stockRequest ${stockRequest} }`,
  issueStockRequest: `{ stockRequest ${stockRequest} }`,
  cancelStockRequest: `{ stockRequest ${stockRequest} }`,
  rollBackStockRequest: `{ stockRequest ${stockRequest} }`,
  updateOrganizationSettings: '{ organization { version } }',
  createAbcCycleCountBatch: `{ batch ${countBatch} lines ${countLine} }`,
  createCycleCountBatch: `{ batch ${countBatch} lines ${countLine} }`,
  startCycleCount: `{ batch ${countBatch} lines ${countLine} }`,
  enterCounts: `{ batch ${countBatch} lines ${countLine} }`,
  addCountLine: `{ batch ${countBatch} lines ${countLine} }`,
  submitCycleCount: `{ batch ${countBatch} lines ${countLine} }`,
  reopenCycleCount: `{ batch ${countBatch} lines ${countLine} }`,
  assignCycleCount: `{ batch ${countBatch} lines ${countLine} }`,
  cancelCycleCount: `{ batch ${countBatch} lines ${countLine} }`,
  resolveCycleCount: `{ batch ${countBatch} lines ${countLine} adjustment ${document.replace('reasonCode }', 'reasonCode causeLineId }')} }`,
} as const;

export type StockMutation = keyof typeof mutations;

/** The type of the input of each mutation, where it is not `<Mutation>Input`. */
export const inputTypes: Partial<Record<StockMutation, string>> = {
  commitReservation: 'ReservationChangeInput',
  releaseReservation: 'ReservationChangeInput',
  startCycleCount: 'CycleCountStepInput',
  reopenCycleCount: 'CycleCountStepInput',
  cancelCycleCount: 'CycleCountStepInput',
  startPutAwayTask: 'PutAwayTaskChangeInput',
  cancelPutAwayTask: 'PutAwayTaskChangeInput',
  approveTransfer: 'TransferStepInput',
  cancelTransfer: 'TransferStepInput',
  draftReplenishments: 'ReplenishmentSuggestionsInput',
  cancelReplenishment: 'ReplenishmentStepInput',
  deleteStockRequest: 'StockRequestStepInput',
  submitStockRequest: 'StockRequestNotedStepInput',
  pickStockRequest: 'StockRequestNotedStepInput',
  cancelStockRequest: 'StockRequestNotedStepInput',
};

/** Queries of the promise and of what is there. */
export const queries = {
  matrix: `query($locationId: ID!, $channels: [ID!], $search: String, $first: Int! = 50, $offset: Int! = 0) {
    answer: channelLocationMatrix(locationId: $locationId, channels: $channels, search: $search, first: $first, offset: $offset) {
      totalCount location { id name } channels { channelId channelName channelType policyId lowAtpThreshold }
      products { productMasterId globalSku totalOnHand totalReserved minAtp maxAtp hasCritical channels { ${cell} } } } }`,
  drilldown: `query($productMasterId: ID!, $locationId: ID!, $channelId: ID) {
    answer: availabilityDrilldown(productMasterId: $productMasterId, locationId: $locationId, channelId: $channelId) {
      channels { ${cell} terms { held promisableOnHand allocationLimit reservedForOthers reservedForChannel reservedShared safetyStock
        policy { id name } } }
      items ${stockItem} reservations { id documentType documentId number reference channelId inventoryItemId quantity expiresAt }
      holds { id documentType documentId number reference quantity } incoming { reference expectedDate quantity } projection { date atp } } }`,
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
  expired: `query($filter: ExpiredStockFilterInput, $sort: ExpiredStockSortInput, $first: Int! = 100, $after: String, $offset: Int) {
    answer: expiredStock(filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) {
      nodes { id globalSku locationId lotNumber expiryDate condition quantityOnHand daysPastExpiry expired value product { globalSku } }
      totals { items quantity value } totalCount pageInfo { hasNextPage endCursor } } }`,
  validateLots: `query($input: ValidateLotsInput!) { answer: validateLots(input: $input) { valid
      lines { valid product { globalSku } lot { number } issues { code field message } } } }`,
  reservations: `query($filter: ReservationFilterInput, $sort: ReservationSortInput, $first: Int! = 100, $after: String) {
    answer: reservations(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${reservation} totalCount pageInfo { hasNextPage endCursor } } }`,
  reservation: `query($id: ID!) { answer: reservation(id: $id) ${reservation} }`,
  holds: `query($filter: HoldFilterInput, $sort: HoldSortInput, $first: Int! = 100, $after: String) {
    answer: holds(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${hold} totalCount pageInfo { hasNextPage endCursor } } }`,
  hold: `query($id: ID!) { answer: hold(id: $id) ${hold} }`,
  putAwayTasks: `query($filter: PutAwayTaskFilterInput, $sort: PutAwayTaskSortInput, $first: Int! = 100, $after: String) {
    answer: putAwayTasks(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${putAwayTask} totalCount pageInfo { hasNextPage endCursor } } }`,
  putAwayTask: `query($id: ID!) { answer: putAwayTask(id: $id) ${putAwayTask} }`,
  putAwayCandidates: `query($filter: PutAwayCandidateFilterInput, $sort: PutAwayCandidateSortInput, $first: Int! = 100, $after: String) {
    answer: putAwayCandidates(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes { inventoryItemId globalSku locationId fromBinId fromBinName lotNumber expiryDate condition quantity quantityOnHand
        receivedAt suggestedBin ${suggestedBin} }
      totalCount pageInfo { hasNextPage endCursor } } }`,
  transfers: `query($filter: TransferFilterInput, $sort: TransferSortInput, $first: Int! = 100, $after: String) {
    answer: transfers(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${transfer} totalCount pageInfo { hasNextPage endCursor } } }`,
  transfer: `query($id: ID!) { answer: transfer(id: $id) ${movedTransfer} }`,
  stockRequests: `query($filter: StockRequestFilterInput, $sort: StockRequestSortInput, $first: Int! = 100, $after: String) {
    answer: stockRequests(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${stockRequest} totalCount pageInfo { hasNextPage endCursor } } }`,
  stocklists: `query($filter: StocklistFilterInput) { answer: stocklists(filter: $filter) { nodes ${stocklist} } }`,
  stocklistSuggestions: `query($destinationId: ID!, $stocklistId: ID) {
    answer: stocklistSuggestions(destinationId: $destinationId, stocklistId: $stocklistId) { stocklists { code }
      lines { globalSku packSize parLevel onHand unusable incoming requested suggestedQuantity } } }`,
  search: `query($q: String!, $fromLocationId: ID, $first: Int! = 20) {
    answer: searchProducts(q: $q, fromLocationId: $fromLocationId, first: $first) { productMasterId globalSku name barcode available } }`,
  dashboard: `query($filter: StockRequestFilterInput) {
    answer: stockRequestDashboard(filter: $filter) { total byStatus ${statusCounts} overdue waitingForMe averageHoursToApprove
      averageHoursToIssue mostRequestedProducts { globalSku requests quantity } } }`,
  requestFilters: `query($filter: StockRequestFilterInput) {
    answer: stockRequestFilters(filter: $filter) { status { value count } priority { value count } category { value count }
      location { value code count } destination { value code count } requester { value count } overdue notOverdue } }`,
  requestsByCategory: `query($filter: StockRequestFilterInput) {
    answer: stockRequestsByCategory(filter: $filter) { category total byStatus ${statusCounts} } }`,
  pendingApprovals: `query($filter: StockRequestFilterInput, $first: Int! = 100, $after: String) {
    answer: pendingApprovals(filter: $filter, first: $first, after: $after) {
      nodes { id number priority approvals { approvedBy } linesToApprove { globalSku requested approvable available shortfall } }
      totalCount pageInfo { hasNextPage endCursor } } }`,
  stockRequest: `query($id: ID!) { answer: stockRequest(id: $id) ${wholeRequest} }`,
  transferBins: `query($filter: TransferBinFilterInput!, $first: Int! = 100, $after: String) {
    answer: transferBins(filter: $filter, first: $first, after: $after) {
      nodes { id code name zone type blocked onHand available lots { globalSku lotNumber expiryDate condition onHand available } }
      totalCount pageInfo { hasNextPage endCursor } } }`,
  replenishments: `query($filter: ReplenishmentFilterInput, $sort: ReplenishmentSortInput, $first: Int! = 100, $after: String) {
    answer: replenishments(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${replenishment} totalCount pageInfo { hasNextPage endCursor } } }`,
  replenishment: `query($id: ID!) { answer: replenishment(id: $id) ${replenishment.slice(0, -1)} movements ${line} } }`,
  replenishmentConfigs: `query($filter: ReplenishmentConfigFilterInput, $sort: ReplenishmentConfigSortInput, $first: Int! = 100, $after: String) {
    answer: replenishmentConfigs(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${replenishmentConfig} totalCount pageInfo { hasNextPage endCursor } } }`,
  suggestions: `query($input: ReplenishmentSuggestionsInput!) { answer: replenishmentSuggestions(input: $input) ${suggestions} }`,
  adjustments: `query($filter: AdjustmentFilterInput, $sort: AdjustmentSortInput, $first: Int! = 100, $after: String) {
    answer: adjustments(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${document} totalCount pageInfo { hasNextPage endCursor } } }`,
  adjustment: `query($id: ID!) { answer: adjustment(id: $id) ${document} }`,
  receipts: `query($filter: ReceiptFilterInput, $sort: ReceiptSortInput, $first: Int! = 100, $after: String) {
    answer: receipts(filter: $filter, sort: $sort, first: $first, after: $after) {
      nodes ${document} totalCount pageInfo { hasNextPage endCursor } } }`,
  receipt: `query($id: ID!) { answer: receipt(id: $id) ${document} }`,
  counts: `query($filter: CycleCountFilterInput, $sort: CycleCountSortInput, $first: Int! = 100, $after: String, $offset: Int) {
    answer: cycleCountBatches(filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) {
      nodes ${countBatch} totalCount pageInfo { hasNextPage endCursor } } }`,
  count: `query($id: ID!, $filter: CycleCountLineFilterInput, $first: Int! = 1000, $after: String, $offset: Int) {
    answer: cycleCountBatch(id: $id) { id number status version progress { lines counted variances } accuracy ${accuracy}
      lines(filter: $filter, first: $first, after: $after, offset: $offset) { nodes ${countLine} totalCount
        pageInfo { hasNextPage endCursor } } } }`,
  accuracy: `query($filter: CycleCountAccuracyFilterInput) { answer: cycleCountAccuracy(filter: $filter) ${accuracy} }`,
} as const;

export type StockQuery = keyof typeof queries;

import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  Lexer,
  Source,
  TokenKind,
} from 'graphql';
import { scopesOf } from '../../src/domain/members/roles.rules.ts';
import type { WorldIds } from './world.ts';

/** The schema as it is published: what is here is what clients can send. */
export const publishedSchema = buildSchema(
  readFileSync(new URL('../../src/schema/schema.graphql', import.meta.url), 'utf8'),
);

/** One entry into the schema. */
export interface RootField {
  kind: 'query' | 'mutation';
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** Every entry into the schema, so that tests over them know the new ones, too. */
export const rootFields: readonly RootField[] = (['query', 'mutation'] as const).flatMap((kind) => {
  const type = kind === 'query' ? publishedSchema.getQueryType() : publishedSchema.getMutationType();
  return Object.entries(type?.getFields() ?? {}).map(([name, field]) => ({ kind, name, field }));
});

/** Which record an argument or field of this name refers to. */
const referred: Readonly<Record<string, keyof WorldIds>> = {
  productMasterId: 'product',
  locationId: 'location',
  binId: 'bin',
  fromBinId: 'receivingBin',
  toBinId: 'bin',
  lotId: 'lot',
  channelId: 'channel',
  categoryId: 'category',
  inventoryItemId: 'stockItem',
  createdBy: 'apiKey',
  destinationLocationId: 'destruction',
  fromLocationId: 'destruction',
  toLocationId: 'location',
  channels: 'channel',
  productMasterIds: 'product',
  binIds: 'bin',
  destinationId: 'location',
  requesterId: 'apiKey',
  stocklistId: 'stocklist',
  mentions: 'apiKey',
  webhookId: 'webhook',
  actorId: 'apiKey',
  documentId: 'product',
};

/** Which record `id` (or one of `ids`, or the parent) of a root field refers to. */
const subjects: Readonly<Record<string, keyof WorldIds>> = {
  category: 'category',
  product: 'product',
  location: 'location',
  bin: 'bin',
  lot: 'lot',
  channel: 'channel',
  atpPolicy: 'atpPolicy',
  stockItem: 'stockItem',
  adjustment: 'adjustment',
  receipt: 'receipt',
  issue: 'issue',
  reservation: 'reservation',
  hold: 'hold',
  releaseHold: 'hold',
  putAwayTask: 'putAwayTask',
  startPutAwayTask: 'putAwayTask',
  cancelPutAwayTask: 'putAwayTask',
  completePutAwayTask: 'startedTask',
  transfer: 'transfer',
  updateTransfer: 'transfer',
  approveTransfer: 'transfer',
  cancelTransfer: 'approvedTransfer',
  shipTransfer: 'approvedTransfer',
  receiveTransfer: 'sentTransfer',
  writeOffTransfer: 'sentTransfer',
  replenishment: 'replenishment',
  approveReplenishment: 'replenishment',
  orderReplenishment: 'approvedReplenishment',
  receiveReplenishment: 'orderedReplenishment',
  cancelReplenishment: 'orderedReplenishment',
  stockRequest: 'stockRequest',
  updateStockRequest: 'stockRequest',
  deleteStockRequest: 'stockRequest',
  addStockRequestLine: 'stockRequest',
  commentStockRequest: 'stockRequest',
  submitStockRequest: 'stockRequest',
  approveStockRequest: 'submittedRequest',
  rejectStockRequest: 'submittedRequest',
  pickStockRequest: 'approvedRequest',
  cancelStockRequest: 'approvedRequest',
  rollBackStockRequest: 'approvedRequest',
  issueStockRequest: 'pickingRequest',
  cycleCountBatch: 'cycleCount',
  startCycleCount: 'cycleCount',
  assignCycleCount: 'cycleCount',
  cancelCycleCount: 'cycleCount',
  enterCounts: 'counting',
  addCountLine: 'counting',
  submitCycleCount: 'counting',
  reopenCycleCount: 'countInReview',
  resolveCycleCount: 'countInReview',
  availabilityRecord: 'availability',
  updateAvailability: 'availability',
  reverseAdjustment: 'adjustment',
  commitReservation: 'reservation',
  releaseReservation: 'reservation',
  extendReservation: 'reservation',
  apiKey: 'apiKey',
  updateApiKey: 'apiKey',
  rotateApiKey: 'apiKey',
  revokeApiKey: 'apiKey',
  deleteAtpPolicies: 'atpPolicy',
  createAvailability: 'availability',
  categories: 'category',
  upsertCategories: 'category',
  upsertProducts: 'product',
  locations: 'location',
  upsertLocations: 'location',
  upsertBins: 'bin',
  upsertLots: 'lot',
  upsertChannels: 'channel',
  upsertAtpPolicies: 'atpPolicy',
  upsertReasonCodes: 'reasonCode',
  member: 'member',
  updateMember: 'member',
  removeMember: 'member',
  stocklist: 'stocklist',
  upsertStocklists: 'stocklist',
  webhook: 'webhook',
  updateWebhook: 'webhook',
  rotateWebhookSecret: 'webhook',
  deleteWebhook: 'webhook',
  testWebhook: 'webhook',
  retryWebhookDelivery: 'webhookDelivery',
};

/** Which line of a document a root field refers to. */
const lines: Readonly<Record<string, keyof WorldIds>> = {
  enterCounts: 'countingLine',
  resolveCycleCount: 'reviewLine',
  shipTransfer: 'approvedLine',
  receiveTransfer: 'sentLine',
  writeOffTransfer: 'sentLine',
  approveStockRequest: 'submittedRequestLine',
  issueStockRequest: 'pickingRequestLine',
};

/** The record that an argument or field of a root field refers to. @throws for an id that nobody told of here */
export function kindOf(root: string, key: string): keyof WorldIds {
  const kind = /^(ids?|parentId)$/.test(key)
    ? subjects[root]
    : key === 'lineId'
      ? lines[root]
      : referred[key];
  if (!kind) throw new Error(`Say in root-fields.ts which record ${key} of ${root} refers to`);
  return kind;
}

/** What inputs need beyond what their types require, so that they do what they are for. */
const more: Readonly<Record<string, (ids: WorldIds) => object>> = {
  adjustStock: ({ stockItem }) => ({
    inventoryItemId: stockItem,
    quantityDelta: 1,
    reasonCode: 'FOUND',
    notes: 'x',
  }),
  createAdjustment: ({ stockItem }) => ({
    reasonCode: 'FOUND',
    notes: 'x',
    lines: [{ inventoryItemId: stockItem, quantityDelta: 1 }],
  }),
  correctLot: ({ lotItem }) => ({
    inventoryItemId: lotItem,
    quantity: 1,
    correctLotNumber: 'LOT-RIGHT',
    notes: 'x',
  }),
  recordCount: ({ product, location }) => ({
    productMasterId: product,
    locationId: location,
    rows: [{ quantity: 120 }],
    notes: 'x',
  }),
  recordStock: ({ product, location }) => ({
    locationId: location,
    lines: [{ productMasterId: product, quantity: 1 }],
  }),
  createAvailability: ({ newProduct, location }) => ({ productMasterId: newProduct, locationId: location }),
  updateAvailability: ({ availability }) => ({ id: availability, backorderLimit: 9 }),
  validateLots: ({ product, location }) => ({
    lines: [{ productMasterId: product, locationId: location, quantity: 1, operation: 'ADJUST' }],
  }),
  markConsumed: ({ stockItem }) => ({ items: [{ inventoryItemId: stockItem, quantity: 1 }] }),
  markExpired: ({ stockItem }) => ({
    items: [{ inventoryItemId: stockItem, quantity: 1 }],
    force: true,
    notes: 'x',
  }),
  transferForDestruction: ({ stockItem, destruction }) => ({
    items: [{ inventoryItemId: stockItem, quantity: 1 }],
    destinationLocationId: destruction,
    force: true,
    notes: 'x',
  }),
  checkAvailability: ({ product, location }) => ({
    lines: [{ productMasterId: product, locationId: location, quantity: 1 }],
  }),
  reserveStock: ({ channel, product, location }) => ({
    channelId: channel,
    reference: 'more',
    lines: [{ productMasterId: product, locationId: location, quantity: 1 }],
  }),
  createHold: ({ stockItem }) => ({ inventoryItemId: stockItem, quantity: 1, type: 'QUALITY', reason: 'x' }),
  createPutAwayTask: ({ product, location, receivingBin, bin }) => ({
    productMasterId: product,
    locationId: location,
    fromBinId: receivingBin,
    quantity: 2,
    splits: [{ binId: bin, quantity: 2 }],
  }),
  completePutAwayTask: ({ startedTask, bin }) => ({ id: startedTask, splits: [{ binId: bin, quantity: 5 }] }),
  createTransfer: ({ destruction, location, product }) => ({
    fromLocationId: destruction,
    toLocationId: location,
    lines: [{ productMasterId: product, quantity: 1 }],
  }),
  updateTransfer: ({ transfer, product }) => ({
    id: transfer,
    lines: [{ productMasterId: product, quantity: 2 }],
  }),
  shipTransfer: ({ approvedTransfer, approvedLine }) => ({
    id: approvedTransfer,
    lines: [{ lineId: approvedLine, quantity: 3 }],
  }),
  receiveTransfer: ({ sentTransfer, sentLine, bin }) => ({
    id: sentTransfer,
    lines: [{ lineId: sentLine, quantity: 1, damagedQuantity: 1, toBinId: bin }],
  }),
  writeOffTransfer: ({ sentTransfer, sentLine }) => ({
    id: sentTransfer,
    reason: 'x',
    lines: [{ lineId: sentLine, quantity: 1 }],
  }),
  createReplenishment: ({ product, location, destruction }) => ({
    productMasterId: product,
    locationId: location,
    quantity: 1,
    source: { type: 'TRANSFER', locationId: destruction },
  }),
  receiveReplenishment: ({ orderedReplenishment }) => ({ id: orderedReplenishment, quantity: 1 }),
  setReplenishmentConfigs: ({ newProduct, location, destruction }) => ({
    configs: [
      {
        productMasterId: newProduct,
        locationId: location,
        max: 9,
        preferredSource: { type: 'TRANSFER', locationId: destruction },
      },
    ],
  }),
  replenishmentSuggestions: ({ newProduct, location }) => ({
    locationId: location,
    productMasterIds: [newProduct],
  }),
  draftReplenishments: ({ newProduct, location }) => ({
    locationId: location,
    productMasterIds: [newProduct],
  }),
  createStockRequest: ({ destruction, location, product }) => ({
    fromLocationId: destruction,
    destinationId: location,
    lines: [{ productMasterId: product, quantity: 1 }],
  }),
  updateStockRequest: ({ stockRequest, product }) => ({
    id: stockRequest,
    lines: [{ productMasterId: product, quantity: 2 }],
  }),
  addStockRequestLine: ({ stockRequest, lotProduct }) => ({
    id: stockRequest,
    productMasterId: lotProduct,
    quantity: 1,
  }),
  commentStockRequest: ({ stockRequest, apiKey }) => ({ id: stockRequest, text: 'x', mentions: [apiKey] }),
  approveStockRequest: ({ submittedRequest, submittedRequestLine }) => ({
    id: submittedRequest,
    lines: [{ lineId: submittedRequestLine, approvedQuantity: 1 }],
  }),
  issueStockRequest: ({ pickingRequest, pickingRequestLine }) => ({
    id: pickingRequest,
    lines: [{ lineId: pickingRequestLine, issuedQuantity: 0.5, reason: 'x' }],
  }),
  upsertStocklists: ({ location, product }) => ({
    stocklists: [
      { code: 'MORE', destinationId: location, lines: [{ productMasterId: product, parLevel: 1 }] },
    ],
  }),
  requestFromStocklist: ({ stocklist }) => ({ stocklistId: stocklist, priority: 'HIGH' }),
  createAbcCycleCountBatch: ({ location }) => ({ locationId: location, onlyDue: false }),
  createCycleCountBatch: ({ location, product }) => ({
    locationId: location,
    type: 'SPOT',
    productMasterIds: [product],
  }),
  addCountLine: ({ counting, lotProduct, lot }) => ({
    id: counting,
    line: { productMasterId: lotProduct, lotId: lot, condition: 'DAMAGED' },
  }),
  submitCycleCount: ({ counting }) => ({ id: counting, allowUncounted: true }),
  assignCycleCount: ({ cycleCount }) => ({ id: cycleCount, assignedTo: 'x' }),
  resolveCycleCount: ({ countInReview, reviewLine }) => ({
    id: countInReview,
    resolutions: [{ lineId: reviewLine, action: 'ACCEPT' }],
  }),
  setExpectedSupply: ({ product, location }) => ({
    supply: [
      {
        reference: 'PO-9',
        productMasterId: product,
        locationId: location,
        quantity: 1,
        expectedDate: '2031-12-31',
      },
    ],
  }),
  createWebhook: () => ({ url: 'https://hooks.example.com/more', eventTypes: ['*'] }),
  updateWebhook: ({ webhook }) => ({ id: webhook, eventTypes: ['stock.*'] }),
  createApiKey: () => ({ name: 'more', scopes: ['admin:write'] }),
  addMember: () => ({ name: 'x', email: 'x@example.org', subject: 'more', role: 'VIEWER' }),
  updateMember: ({ member }) => ({ id: member, name: 'y' }),
  updateApiKey: ({ apiKey }) => ({ id: apiKey, name: 'more' }),
  updateOrganizationSettings: () => ({ demandWindowDays: 9 }),
  upsertReasonCodes: () => ({ reasonCodes: [{ code: 'MORE' }] }),
  upsertChannels: () => ({ channels: [{ code: 'MORE', type: 'E_COMMERCE' }] }),
};

/** Permissions that the arguments above hand out: who does so has them. */
export const handsOut: Readonly<Record<string, readonly string[]>> = { addMember: scopesOf('VIEWER') };

/** Arguments with which a root field is valid, and in a world of these ids also does what it is for. */
export function argumentsOf({ name, field }: RootField, ids: WorldIds): Record<string, unknown> {
  const sample = (type: GraphQLInputType, key: string): unknown => {
    if (isNonNullType(type)) return sample(type.ofType, key);
    if (isListType(type)) return [sample(type.ofType, key)];
    if (isInputObjectType(type)) {
      const required = Object.values(type.getFields()).filter(isRequiredInputField);
      return Object.fromEntries(required.map((inner) => [inner.name, sample(inner.type, inner.name)]));
    }
    if (isEnumType(type)) return type.getValues()[0]?.name;
    // new records are made under ids of ours
    if (type.name === 'ID')
      return name === 'createAvailability' && key === 'id' ? 'new-id' : ids[kindOf(name, key)];
    return scalarSample(type.name, key);
  };
  const required = field.args.filter(isRequiredArgument);
  const generated = Object.fromEntries(required.map((arg) => [arg.name, sample(arg.type, arg.name)]));
  const input = more[name]?.(ids);
  return input ? { ...generated, input } : generated;
}

function scalarSample(type: string, key: string): unknown {
  switch (type) {
    case 'Int':
      return 1;
    case 'Decimal':
      return 1;
    case 'Boolean':
      return true;
    case 'Date':
      return '2031-12-31';
    case 'DateTime':
      return '2031-12-31T12:00:00Z';
    case 'AsOf':
      return new Date().toISOString().slice(0, 10);
    default:
      if (key === 'q') return 'plain'; // a word of a product's name in every world
      return key === 'timezone' ? 'UTC' : `sample-${key}`;
  }
}

/** A document that calls a root field with variables, and selects so many levels of objects. */
export function documentOf({ kind, name, field }: RootField, args: object, depth = 1): string {
  const used = field.args.filter((arg) => arg.name in args);
  const declared = used.map((arg) => `$${arg.name}: ${arg.type}`);
  const passed = used.map((arg) => `${arg.name}: $${arg.name}`);
  const variables = declared.length > 0 ? `(${declared.join(', ')})` : '';
  const call = passed.length > 0 ? `(${passed.join(', ')})` : '';
  return `${kind}${variables} { ${name}${call} ${selection(getNamedType(field.type), depth)} }`;
}

/** The document that shows as much as a document may hold. */
export function deepDocumentOf(root: RootField, args: object, mostTokens = 1_900): string {
  for (let depth = 7; depth > 1; depth--) {
    const document = documentOf(root, args, depth);
    if (tokensOf(document) <= mostTokens) return document;
  }
  return documentOf(root, args);
}

/** Every leaf of a type, and of what it refers to; `edges` only for their cursors, for their nodes are in `nodes`. */
function selection(type: GraphQLNamedType, depth: number, path: readonly string[] = []): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type) || path.includes(type.name)) return '{ __typename }';
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    if (field.name === 'edges') return ['edges { cursor }'];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth > 1 ? [`${field.name} ${selection(inner, depth - 1, [...path, type.name])}`] : [];
  });
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

function tokensOf(document: string): number {
  const lexer = new Lexer(new Source(document));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count++;
  return count;
}

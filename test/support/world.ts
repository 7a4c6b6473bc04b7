import { expect } from 'vitest';
import { inputTypes, type StockMutation } from './documents.ts';
import type { Caller, TestGateway, TestOrganization } from './gateway.ts';

/** What each record of a world is called. */
export interface WorldIds {
  category: string;
  /** Neither lots nor expiry; stocked. */
  product: string;
  /** With lots; stocked. */
  lotProduct: string;
  /** Never stocked. */
  newProduct: string;
  location: string;
  /** Where stock is destroyed. */
  destruction: string;
  bin: string;
  receivingBin: string;
  lot: string;
  channel: string;
  atpPolicy: string;
  reasonCode: string;
  availability: string;
  stockItem: string;
  lotItem: string;
  receipt: string;
  adjustment: string;
  reservation: string;
  hold: string;
  putAwayTask: string;
  /** A put-away task that is in progress. */
  startedTask: string;
  /** A cycle count that is open. */
  cycleCount: string;
  /** One that is in progress, and one of its lines. */
  counting: string;
  countingLine: string;
  /** One in review, and its line. */
  countInReview: string;
  reviewLine: string;
  /** A transfer that is a draft. */
  transfer: string;
  /** One that is approved, and its line. */
  approvedTransfer: string;
  approvedLine: string;
  /** One on its way, and its line. */
  sentTransfer: string;
  sentLine: string;
  /** A stock request that is a draft. */
  stockRequest: string;
  /** One that waits for approval, and its line; one that is approved; one that is picked, and its line. */
  submittedRequest: string;
  submittedRequestLine: string;
  approvedRequest: string;
  pickingRequest: string;
  pickingRequestLine: string;
  stocklist: string;
  issue: string;
  apiKey: string;
  member: string;
  /** A replenishment that is a draft. */
  replenishment: string;
  approvedReplenishment: string;
  orderedReplenishment: string;
  webhook: string;
  /** To a webhook of its own. */
  webhookDelivery: string;
}

/** One record of every kind, in one organization. */
export interface World {
  organization: TestOrganization;
  ids: WorldIds;
  /** Ends every code, SKU and id that was given. */
  tag: string;
  /** Part of every name, note and reference. */
  word: string;
}

/** A day far enough ahead. */
const DAY = '2031-12-31';

/**
 * Puts one record of every kind into an organization: stock with and without lots, in a bin and out of it, an
 * adjustment, a receipt, a reservation that holds and one that was issued, expected supply, a policy, a key.
 * @param word part of every name and note, to be recognized by
 * @param tag ends every id and code that can be given, so that two worlds of the same tag have the same ones
 */
export async function makeWorld(
  organization: TestOrganization,
  { word = 'World', tag = '' }: { word?: string; tag?: string } = {},
): Promise<World> {
  const { admin } = organization;
  const given = {
    category: `cat${tag}`,
    product: `prd${tag}`,
    lotProduct: `prl${tag}`,
    newProduct: `prn${tag}`,
    location: `loc${tag}`,
    destruction: `pit${tag}`,
    bin: `bin${tag}`,
    receivingBin: `rcv${tag}`,
    lot: `lot${tag}`,
    channel: `chn${tag}`,
    atpPolicy: `pol${tag}`,
    reasonCode: `rsn${tag}`,
    availability: `avl${tag}`,
    stocklist: `stl${tag}`,
  };
  const { category, product, lotProduct, newProduct, location, bin, lot, channel } = given;
  const products = [
    { id: product, globalSku: `SKU${tag}`, name: `${word} plain`, categoryId: category, unitCost: 2.5 },
    { id: lotProduct, globalSku: `LOTSKU${tag}`, name: `${word} in lots`, lotControlled: true },
    { id: newProduct, globalSku: `NEWSKU${tag}`, name: `${word} unstocked` },
  ];
  await write(admin, 'upsertCategories', { categories: [{ id: category, name: `${word}${tag}` }] });
  await write(admin, 'upsertProducts', { products });
  await write(admin, 'upsertLocations', {
    locations: [
      { id: location, code: `LOC${tag}`, name: word },
      { id: given.destruction, code: `PIT${tag}`, name: word, type: 'DESTRUCTION' },
    ],
  });
  await write(admin, 'upsertBins', {
    bins: [
      { id: bin, code: `BIN${tag}`, name: word, locationId: location },
      { id: given.receivingBin, code: `RCV${tag}`, name: word, locationId: location, type: 'RECEIVING' },
    ],
  });
  await write(admin, 'upsertLots', {
    lots: [{ id: lot, number: `LOT${tag}`, productMasterId: lotProduct, expiryDate: DAY }],
  });
  await write(admin, 'upsertStocklists', {
    stocklists: [
      {
        ...{ id: given.stocklist, code: `STL${tag}`, name: word, notes: word },
        ...{ destinationId: location, fromLocationId: given.destruction },
        lines: [{ productMasterId: product, parLevel: 1_000 }],
      },
    ],
  });
  await write(admin, 'upsertChannels', {
    channels: [{ id: channel, code: `CHN${tag}`, name: word, type: 'E_COMMERCE' }],
  });
  await write(admin, 'upsertAtpPolicies', {
    atpPolicies: [{ id: given.atpPolicy, name: word, channelId: channel, lowAtpThreshold: 20 }],
  });
  await write(admin, 'upsertReasonCodes', {
    reasonCodes: [{ id: given.reasonCode, code: `RSN${tag}`, name: word, direction: 'BOTH' }],
  });
  await write(
    admin,
    'createAvailability',
    { productMasterId: product, locationId: location, notes: word },
    '{ created }',
    { id: given.availability },
  );
  const { receipt, items } = await write(
    admin,
    'recordStock',
    {
      locationId: location,
      reference: word,
      notes: word,
      lines: [
        { productMasterId: product, quantity: 100, unitCost: 2 },
        { productMasterId: lotProduct, quantity: 50, binId: bin, lotNumber: `LOT${tag}` },
        { productMasterId: product, quantity: 2, condition: 'EXPIRED' },
      ],
    },
    '{ receipt { id } items { id productMasterId } }',
  );
  const [stockItem, lotItem] = [product, lotProduct].map(
    (wanted) =>
      items.find(({ productMasterId }: { productMasterId: string }) => productMasterId === wanted)
        .id as string,
  );
  const { adjustment } = await write(
    admin,
    'adjustStock',
    { inventoryItemId: stockItem, quantityDelta: -3, reasonCode: `RSN${tag}`, notes: word },
    '{ adjustment { id } }',
  );
  await write(admin, 'recordCount', {
    productMasterId: lotProduct,
    locationId: location,
    rows: [{ binId: bin, lotNumber: `LOT${tag}`, quantity: 49 }],
    notes: word,
  });
  const reserve = async (quantity: number) => {
    const lines = [{ productMasterId: product, locationId: location, quantity }];
    const input = { channelId: channel, reference: `${word}-${quantity}`, notes: word, lines };
    const answer = await write(admin, 'reserveStock', input, '{ reservation { id } }');
    return answer.reservation.id as string;
  };
  const reservation = await reserve(4);
  const committed = await write(
    admin,
    'commitReservation',
    { id: await reserve(2), notes: word },
    '{ reservation { issueId } }',
  );
  await write(admin, 'setExpectedSupply', {
    supply: [
      {
        reference: `${word}-PO`,
        productMasterId: product,
        locationId: location,
        quantity: 7,
        expectedDate: DAY,
      },
    ],
  });
  const { hold } = await write(
    admin,
    'createHold',
    { inventoryItemId: lotItem, quantity: 3, type: 'QUALITY', reason: word },
    '{ hold { id } }',
  );
  await write(admin, 'recordStock', {
    locationId: location,
    reference: word,
    lines: [{ productMasterId: product, quantity: 40, binId: given.receivingBin }],
  });
  const putAway = async (quantity: number) => {
    const goods = { productMasterId: product, locationId: location, fromBinId: given.receivingBin };
    const input = { ...goods, quantity, assignedTo: word, notes: word };
    return (await write(admin, 'createPutAwayTask', input, '{ task { id } }')).task.id as string;
  };
  const putAwayTask = await putAway(3);
  const startedTask = await putAway(5);
  await write(admin, 'startPutAwayTask', { id: startedTask });
  const transfers = await makeTransfers(admin, word, {
    product,
    from: given.destruction,
    to: location,
  });
  const replenishments = await makeReplenishments(admin, word, { product, newProduct, location });
  const requests = await makeRequests(organization, word, {
    product,
    from: given.destruction,
    to: location,
  });
  const counts = await makeCounts(admin, word, { location, product, lotProduct });
  const { apiKey } = await write(
    admin,
    'createApiKey',
    // no more than those may do who change keys: a stronger one is not theirs to change
    { name: word, scopes: ['admin.write'] },
    '{ apiKey { id } }',
  );
  const webhooks = await makeWebhooks(admin, word);
  const { member } = await write(
    admin,
    'addMember',
    { name: word, email: `member${tag}@example.org`, subject: `${word}${tag}`, role: 'VIEWER' },
    '{ member { id } }',
  );
  const ids = {
    ...given,
    ...webhooks,
    stockItem: stockItem ?? '',
    lotItem: lotItem ?? '',
    receipt: receipt.id,
    adjustment: adjustment.id,
    reservation,
    hold: hold.id,
    putAwayTask,
    startedTask,
    ...transfers,
    ...replenishments,
    ...requests,
    ...counts,
    issue: committed.reservation.issueId,
    apiKey: apiKey.id,
    member: member.id,
  };
  return { organization, ids, tag, word };
}

/** A transfer in each state that something can be done in, out of a place that nothing else is about. */
async function makeTransfers(
  admin: Caller,
  word: string,
  { product, from, to }: { product: string; from: string; to: string },
) {
  await write(admin, 'recordStock', {
    locationId: from,
    reference: word,
    lines: [{ productMasterId: product, quantity: 30 }],
  });
  const make = async (...steps: string[]) => {
    const lines = [{ productMasterId: product, quantity: 4 }];
    const input = { fromLocationId: from, toLocationId: to, expectedDate: DAY, notes: word, lines };
    const { transfer } = await write(admin, 'createTransfer', input, '{ transfer { id lines { id } } }');
    for (const step of steps) await write(admin, step, { id: transfer.id, notes: word });
    return { id: transfer.id as string, line: transfer.lines[0].id as string };
  };
  const draft = await make();
  const approved = await make('approveTransfer');
  const sent = await make('approveTransfer', 'shipTransfer');
  return {
    transfer: draft.id,
    approvedTransfer: approved.id,
    approvedLine: approved.line,
    sentTransfer: sent.id,
    sentLine: sent.line,
  };
}

/** Settings, and a replenishment in each state that something can be done in. */
async function makeReplenishments(
  admin: Caller,
  word: string,
  { product, newProduct, location }: { product: string; newProduct: string; location: string },
) {
  const source = { type: 'PURCHASE', supplier: word };
  const config = { productMasterId: newProduct, locationId: location, reorderPoint: 2, max: 5 };
  await write(
    admin,
    'setReplenishmentConfigs',
    { configs: [{ ...config, preferredSource: source }] },
    '{ configs { id } }',
  );
  const make = async (...steps: string[]) => {
    const goods = { productMasterId: product, locationId: location, quantity: 4 };
    const input = { ...goods, source, expectedDate: DAY, notes: word };
    const { replenishment } = await write(admin, 'createReplenishment', input, '{ replenishment { id } }');
    for (const step of steps)
      await write(admin, step, { id: replenishment.id, notes: word }, '{ replenishment { id } }');
    return replenishment.id as string;
  };
  return {
    replenishment: await make(),
    approvedReplenishment: await make('approveReplenishment'),
    orderedReplenishment: await make('approveReplenishment', 'orderReplenishment'),
  };
}

/** A stock request in each state that something can be done in, of the same stock as the transfers. */
async function makeRequests(
  organization: TestOrganization,
  word: string,
  { product, from, to }: { product: string; from: string; to: string },
) {
  const { admin } = organization;
  const other = await organization.caller('stockrequests.*');
  const make = async (by: Caller, ...steps: string[]) => {
    const lines = [{ productMasterId: product, quantity: 1, notes: word }];
    const fields = { requestedFor: word, category: word, neededBy: DAY, notes: word };
    const input = { fromLocationId: from, destinationId: to, ...fields, lines };
    const { stockRequest } = await write(
      by,
      'createStockRequest',
      input,
      '{ stockRequest { id lines { id } } }',
    );
    const { id } = stockRequest;
    await write(by, 'commentStockRequest', { id, text: word });
    for (const step of steps)
      await write(step === 'approveStockRequest' ? other : by, step, { id, notes: word });
    return { id: id as string, line: stockRequest.lines[0].id as string };
  };
  const draft = await make(admin);
  // the administrator may approve it
  const submitted = await make(other, 'submitStockRequest');
  const approved = await make(admin, 'submitStockRequest', 'approveStockRequest');
  const picking = await make(admin, 'submitStockRequest', 'approveStockRequest', 'pickStockRequest');
  return {
    stockRequest: draft.id,
    submittedRequest: submitted.id,
    submittedRequestLine: submitted.line,
    approvedRequest: approved.id,
    pickingRequest: picking.id,
    pickingRequestLine: picking.line,
  };
}

/**
 * A cycle count in each state that something can be done in. Those that are not in review are not blind: who may only
 * count would not be shown the others' figures while a blind one of the same stock is under way.
 */
async function makeCounts(
  admin: Caller,
  word: string,
  { location, product, lotProduct }: { location: string; product: string; lotProduct: string },
) {
  const make = async (input: object, begun = true) => {
    const { batch, lines } = await write(
      admin,
      'createCycleCountBatch',
      { locationId: location, type: 'SPOT', assignedTo: word, notes: word, ...input },
      '{ batch { id } lines { id } }',
    );
    if (begun) await write(admin, 'startCycleCount', { id: batch.id, notes: word });
    return { id: batch.id as string, line: lines[0].id as string };
  };
  const open = await make({ type: 'FULL', blind: false }, false);
  const counting = await make({ productMasterIds: [product], blind: false });
  const review = await make({ productMasterIds: [lotProduct] });
  await write(admin, 'enterCounts', {
    id: review.id,
    counts: [{ lineId: review.line, countedQuantity: 48, notes: word }],
  });
  await write(admin, 'submitCycleCount', { id: review.id });
  return {
    cycleCount: open.id,
    counting: counting.id,
    countingLine: counting.line,
    countInReview: review.id,
    reviewLine: review.line,
  };
}

/** A webhook, and another one that something is to be delivered to. */
async function makeWebhooks(admin: Caller, word: string) {
  const make = async (path: string) => {
    const input = { url: `https://hooks.example.com/${path}`, eventTypes: ['stock.*'], description: word };
    return (await write(admin, 'createWebhook', input, '{ webhook { id } }')).webhook.id as string;
  };
  const webhook = await make('one');
  const { delivery } = await write(admin, 'testWebhook', { id: await make('two') }, '{ delivery { id } }');
  return { webhook, webhookDelivery: delivery.id as string };
}

/** A world in an organization of its own. */
export async function newWorld(gateway: TestGateway, options?: Parameters<typeof makeWorld>[1]) {
  return makeWorld(await gateway.organization(), options);
}

async function write(
  caller: Caller,
  mutation: string,
  input: object,
  selection = '{ __typename }',
  args: Record<string, string> = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
): Promise<any> {
  const type =
    inputTypes[mutation as StockMutation] ?? `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const declared = Object.keys(args).map((name) => `, $${name}: ID!`);
  const passed = Object.keys(args).map((name) => `, ${name}: $${name}`);
  const { body } = await caller.graphql(
    `mutation($input: ${type}!${declared.join('')}) { answer: ${mutation}(input: $input${passed.join('')}) ${selection} }`,
    { input, ...args },
  );
  expect(body.errors, `${mutation} ${JSON.stringify(body.errors)}`).toBeUndefined();
  return body.data.answer;
}

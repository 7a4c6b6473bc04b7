import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { kinds, refusal, upserted } from '../support/master-data.ts';
import { stepped, withApprovers } from '../support/requests.ts';
import { DAY } from '../support/spoiled.ts';

const gateway = await startGateway();

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** A shop that keeps 10 of A and, in packs of 6, 20 of B; C is on its second list. */
async function stocked(): Promise<Shop> {
  const shop = await open(gateway, {
    products: ['A', { globalSku: 'B', packSize: 6 }, 'C'],
    locations: ['MAIN', 'SHOP', { code: 'WARD', requestDelivery: 'CONSUMPTION' }],
  });
  const list = { destinationId: 'SHOP', fromLocationId: 'MAIN' };
  await shop.run('upsertStocklists', {
    stocklists: [
      {
        ...list,
        code: 'S1',
        lines: [
          { globalSku: 'B', parLevel: 20 },
          { globalSku: 'A', parLevel: 10 },
        ],
      },
      {
        ...list,
        code: 'S2',
        lines: [
          { globalSku: 'C', parLevel: 1 },
          { globalSku: 'A', parLevel: 15 },
        ],
      },
      { ...list, code: 'OLD', status: 'INACTIVE', lines: [{ globalSku: 'A', parLevel: 99 }] },
      { code: 'W1', destinationId: 'WARD', lines: [{ globalSku: 'A', parLevel: 5 }] },
    ],
  });
  await shop.receive('MAIN', ...['A', 'B', 'C'].map((sku) => ({ sku, quantity: 500 })));
  return shop;
}

const lineOf = async (shop: Shop, sku: string, more: object = { stocklistId: 'S1' }): Promise<Any> => {
  const { lines } = await shop.ask('stocklistSuggestions', { destinationId: 'SHOP', ...more });
  return lines.find(({ globalSku }: Any) => globalSku === sku);
};

describe('what a destination could ask for', () => {
  it('is its par levels less what it has, in whole packs, by one stocklist or all of them', async () => {
    const shop = await stocked();
    await shop.receive('SHOP', { sku: 'A', quantity: 4 }, { sku: 'B', quantity: 1.5 });
    const one = await shop.ask('stocklistSuggestions', { destinationId: shop.ids.SHOP, stocklistId: 'S1' });
    expect(one.stocklists).toEqual([{ code: 'S1' }, { code: 'S2' }]);
    const none = { unusable: 0, incoming: 0, requested: 0 };
    expect(one.lines).toEqual([
      { ...none, globalSku: 'B', packSize: 6, parLevel: 20, onHand: 1.5, suggestedQuantity: 24 },
      { ...none, globalSku: 'A', packSize: 1, parLevel: 10, onHand: 4, suggestedQuantity: 6 },
    ]);
    const all = await shop.ask('stocklistSuggestions', { destinationId: 'SHOP' });
    expect(all.lines.map((line: Any) => [line.globalSku, line.parLevel, line.suggestedQuantity])).toEqual([
      ['B', 20, 24],
      ['A', 15, 11],
      ['C', 1, 1],
    ]);
  });

  it('counts what is on its way once, from the request to the shelf', async () => {
    const shop = await stocked();
    const { chief } = await withApprovers(shop);
    const terms = async () => {
      const { onHand, incoming, requested, suggestedQuantity } = await lineOf(shop, 'A');
      return { onHand, incoming, requested, suggestedQuantity };
    };
    const lines = [{ globalSku: 'A', quantity: 7 }];
    const { stockRequest } = await shop.run('createStockRequest', {
      fromLocationId: 'MAIN',
      destinationId: 'SHOP',
      lines,
    });
    const { id } = stockRequest;
    // a draft asks nobody yet
    expect(await terms()).toEqual({ onHand: 0, incoming: 0, requested: 0, suggestedQuantity: 10 });
    await stepped(shop, 'submit', { id });
    expect(await terms()).toEqual({ onHand: 0, incoming: 0, requested: 7, suggestedQuantity: 3 });
    await stepped(chief, 'approve', {
      id,
      lines: [{ lineId: stockRequest.lines[0].id, approvedQuantity: 5 }],
    });
    expect(await terms()).toEqual({ onHand: 0, incoming: 0, requested: 5, suggestedQuantity: 5 });
    await stepped(shop, 'pick', { id });
    expect(await terms()).toEqual({ onHand: 0, incoming: 0, requested: 5, suggestedQuantity: 5 });
    await stepped(shop, 'issue', { id });
    expect(await terms()).toEqual({ onHand: 5, incoming: 0, requested: 0, suggestedQuantity: 5 });
    // a transfer, and an order that is known
    const { transfer } = await shop.run('createTransfer', {
      fromLocationId: 'MAIN',
      toLocationId: 'SHOP',
      lines: [{ globalSku: 'A', quantity: 2 }],
    });
    await shop.run('approveTransfer', { id: transfer.id });
    await shop.run('shipTransfer', { id: transfer.id });
    expect(await terms()).toEqual({ onHand: 5, incoming: 2, requested: 0, suggestedQuantity: 3 });
    const order = {
      reference: 'PO',
      globalSku: 'A',
      locationId: 'SHOP',
      quantity: 1,
      expectedDate: shop.inDays(2),
    };
    await shop.run('setExpectedSupply', { supply: [order] });
    expect(await terms()).toEqual({ onHand: 5, incoming: 3, requested: 0, suggestedQuantity: 2 });
    await shop.run('receiveTransfer', { id: transfer.id });
    expect(await terms()).toEqual({ onHand: 7, incoming: 1, requested: 0, suggestedQuantity: 2 });
  });

  it('counts a request that is delivered by transfer as supply from the day that it is issued', async () => {
    const shop = await stocked();
    await upserted(shop.caller, kinds.locations, [{ code: 'SHOP' }]);
    await shop.caller.graphql(
      `mutation { upsertLocations(input: { locations: [{ code: "SHOP", requestDelivery: TRANSFER }] }) { locations { id } } }`,
    );
    const { chief } = await withApprovers(shop);
    const { stockRequest } = await shop.run('requestFromStocklist', { stocklistId: 'S1' });
    const { id } = stockRequest;
    const sums = async () => {
      const { onHand, incoming, requested } = await lineOf(shop, 'B');
      return [onHand, incoming, requested];
    };
    for (const [by, step, expected] of [
      [shop, 'submit', [0, 0, 24]],
      [chief, 'approve', [0, 0, 24]],
      [shop, 'pick', [0, 0, 24]],
      [shop, 'issue', [0, 24, 0]],
    ] as const) {
      await stepped(by, step, { id });
      expect([step, await sums()]).toEqual([step, expected]);
    }
    expect((await lineOf(shop, 'B')).suggestedQuantity).toBe(0);
  });

  it('does not count what is of no use, nor offers what is out of use', async () => {
    const shop = await stocked();
    await shop.receive(
      'SHOP',
      { sku: 'A', quantity: 6, lotNumber: 'N', expiryDate: shop.inDays(1) },
      { sku: 'A', quantity: 1, condition: 'DAMAGED' },
    );
    expect(await lineOf(shop, 'A')).toMatchObject({ onHand: 7, unusable: 1, suggestedQuantity: 4 });
    gateway.clock.advance(3 * DAY);
    expect(await lineOf(shop, 'A')).toMatchObject({ onHand: 7, unusable: 7, suggestedQuantity: 10 });
    await upserted(shop.caller, kinds.products, [{ globalSku: 'A', status: 'INACTIVE' }]);
    expect(await lineOf(shop, 'A')).toBeUndefined();
  });

  it('is refused for places and lists that are not there', async () => {
    const shop = await stocked();
    const ask = async (args: string) =>
      refusal(await shop.caller.graphql(`{ stocklistSuggestions(${args}) { lines { globalSku } } }`));
    expect(await ask('destinationId: "NOWHERE"')).toEqual({ code: 'NOT_FOUND', paths: ['destinationId'] });
    for (const list of ['NONE', 'OLD', 'W1'])
      expect(await ask(`destinationId: "SHOP", stocklistId: "${list}"`)).toEqual({
        code: 'NOT_FOUND',
        paths: ['stocklistId'],
      });
  });
});

describe('a request from a stocklist', () => {
  it('asks for all that it suggests, once under its idempotency key', async () => {
    const shop = await stocked();
    await shop.receive('SHOP', { sku: 'A', quantity: 4 });
    const input = {
      stocklistId: 'S1',
      priority: 'HIGH',
      category: 'Weekly',
      neededBy: shop.inDays(3),
      notes: 'x',
    };
    const again = { headers: { 'idempotency-key': 'weekly-1' } };
    const first = await shop.run('requestFromStocklist', input, again);
    expect(first.stockRequest).toMatchObject({
      ...{ status: 'DRAFT', priority: 'HIGH', category: 'Weekly', notes: 'x', neededBy: shop.inDays(3) },
      fromLocation: { code: 'MAIN' },
      destination: { code: 'SHOP' },
      lines: [
        { lineNo: 1, globalSku: 'B', requested: 24 },
        { lineNo: 2, globalSku: 'A', requested: 6 },
      ],
    });
    expect(await shop.run('requestFromStocklist', input, again)).toEqual(first);
    expect((await shop.ask('stockRequests')).totalCount).toBe(1);
    // when it is submitted, there is nothing more to ask for
    await stepped(shop, 'submit', { id: first.stockRequest.id });
    const { body } = await shop.attempt('requestFromStocklist', input);
    expect(body.errors[0].extensions).toMatchObject({ code: 'NOTHING_TO_REQUEST', lines: 2 });
    expect((await shop.ask('stockRequests')).totalCount).toBe(1);
  });

  it('is supplied by the location of the list, or the one that is given', async () => {
    const shop = await stocked();
    expect(refusal(await shop.attempt('requestFromStocklist', { stocklistId: 'W1' }))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['fromLocationId'],
    });
    const { stockRequest } = await shop.run('requestFromStocklist', {
      stocklistId: 'W1',
      fromLocationId: shop.ids.SHOP,
    });
    expect(stockRequest).toMatchObject({ fromLocation: { code: 'SHOP' }, destination: { code: 'WARD' } });
  });

  it('is refused with the bad field named, and makes nothing', async () => {
    const shop = await stocked();
    const bad = async (input: object) => refusal(await shop.attempt('requestFromStocklist', input));
    expect(await bad({ stocklistId: 'NONE' })).toEqual({ code: 'NOT_FOUND', paths: ['stocklistId'] });
    expect(await bad({ stocklistId: 'OLD' })).toEqual({ code: 'INACTIVE', paths: ['stocklistId'] });
    expect(await bad({ stocklistId: 'S1', fromLocationId: 'NONE' })).toEqual({
      code: 'NOT_FOUND',
      paths: ['fromLocationId'],
    });
    expect((await bad({ stocklistId: 'S1', fromLocationId: 'SHOP' })).code).toBe('VALIDATION_FAILED');
    expect(await bad({ stocklistId: 'S1', category: ' ', notes: 'x'.repeat(3_000) })).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['category', 'notes'],
    });
    expect((await shop.ask('stockRequests')).totalCount).toBe(0);
  });

  it('asks for its permission', async () => {
    const shop = await stocked();
    const reader = await shop.organization.caller('stockrequests.read', 'stockrequests.approve');
    const denied = await reader.graphql(
      `mutation { requestFromStocklist(input: { stocklistId: "S1" }) { stockRequest { id } } }`,
    );
    expect(denied.body.errors[0].extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'stockrequests.write',
    });
    expect((await shop.ask('stockRequests')).totalCount).toBe(0);
  });
});

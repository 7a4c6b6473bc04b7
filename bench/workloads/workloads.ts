import { randomInt, randomUUID } from 'node:crypto';
import { channels, locationOf, skuOf } from '../ground/shop.ts';
import { pageOfItems } from './items-document.ts';

/** One request of a workload. */
export interface Ask {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the measured organization has. */
export interface Stock {
  products: number;
  locations: number;
  items: number;
  itemIds: readonly string[];
}

/** Something that all servers are asked for, with what a right answer looks like. */
export interface Workload {
  id: string;
  what: string;
  /** The ratios of requests a second that were asked for. */
  goals: { raw: number; ours: number };
  ask(stock: Stock): Ask;
  /** Throws where an answer is wrong. `full`: the answer is of a server that presents it as published. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are JSON
  check(body: any, ask: Ask, stock: Stock, full: boolean): void;
}

function must(ok: boolean, what: string): void {
  if (!ok) throw new Error(what);
}

const LINES = 5;

/** W1 to W5. */
export const workloads: readonly Workload[] = [
  {
    id: 'W1',
    what: 'REST list, 20 items and the total; first and random page',
    goals: { raw: 2, ours: 0.75 },
    ask: ({ items }) => {
      const page = randomInt(2) === 0 ? 1 : 1 + randomInt(Math.floor(items / 20));
      return { method: 'GET', path: `/api/inventory?limit=20&page=${page}` };
    },
    check(body, _ask, { items }) {
      must(body.items?.length === 20, 'not 20 items');
      must(body.pagination.total === items, `the total is ${body.pagination.total}`);
      for (const item of body.items)
        must(
          Boolean(item.id && item.globalSku && item.locationName && Number(item.unitCost) === 7),
          'an item lacks something',
        );
    },
  },
  {
    id: 'W2',
    what: 'REST matrix, 50 products x 4 channels, and the total',
    goals: { raw: 3, ours: 0.75 },
    ask: ({ products, locations }) => {
      const page = 1 + randomInt(Math.floor(products / 50));
      return {
        method: 'GET',
        path: `/api/inventory/channel-location?locationId=${locationOf(randomInt(locations))}&limit=50&page=${page}`,
      };
    },
    check(body, _ask, { products }, full) {
      must(body.products?.length === 50, 'not 50 products');
      must(body.pagination.total === products, `the total is ${body.pagination.total}`);
      if (!full) return;
      for (const product of body.products)
        must(product.channels.length === channels.length, 'channels are missing');
    },
  },
  {
    id: 'W3',
    what: 'REST adjust of one random item, one durable transaction',
    goals: { raw: 0.6, ours: 0.8 },
    ask: ({ itemIds }) => ({
      method: 'POST',
      path: '/api/inventory/adjust',
      body: {
        inventoryItemId: itemIds[randomInt(itemIds.length)],
        quantityDelta: 1,
        reasonCode: 'CORRECTION',
      },
      headers: { 'idempotency-key': randomUUID() },
    }),
    check(body, { body: sent }, _stock, full) {
      must(Boolean(body.item && body.adjustment), 'no item or no adjustment');
      if (full) must(body.item.id === (sent as { inventoryItemId: string }).inventoryItemId, 'another item');
    },
  },
  {
    id: 'W4',
    what: 'GraphQL over HTTP, 100 items x 15 fields',
    goals: { raw: 0.75, ours: 0.8 },
    ask: ({ items }) => ({
      method: 'POST',
      path: '/graphql',
      body: {
        query: pageOfItems,
        variables: { first: 100, offset: 100 * randomInt(Math.floor(items / 1_000)) },
      },
    }),
    check(body) {
      const nodes = body.data?.stockItems?.nodes;
      must(nodes?.length === 100, `not 100 items: ${JSON.stringify(body).slice(0, 200)}`);
      for (const node of nodes)
        must(Boolean(node.id && node.globalSku && node.locationName), 'an item lacks something');
    },
  },
  {
    id: 'W5',
    what: 'availability check, 5 lines, FEFO',
    goals: { raw: 2, ours: 0.75 },
    ask: ({ products }) => {
      const first = randomInt(products - LINES * 7);
      return {
        method: 'POST',
        path: '/api/inventory/availability/check',
        body: {
          channelId: 'DTC',
          lines: Array.from({ length: LINES }, (_, n) => ({ globalSku: skuOf(first + n * 7), quantity: 5 })),
        },
      };
    },
    check(body, _ask, _stock, full) {
      must(body.available === true, 'it is not available');
      if (full) must(body.lines.length === LINES, 'not 5 lines');
    },
  },
];

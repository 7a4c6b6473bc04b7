import { expect } from 'vitest';
import { inputTypes, mutations, queries, type StockMutation, type StockQuery } from './documents.ts';
import type { Answer, Caller, TestGateway, TestOrganization } from './gateway.ts';
import { kinds, upserted } from './master-data.ts';

type Fields = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** What a shop has from the start: codes and SKUs, or whole inputs. */
export interface Given {
  products?: (string | Fields)[];
  locations?: (string | Fields)[];
  channels?: (string | Fields)[];
  bins?: Fields[];
  lots?: Fields[];
  policies?: Fields[];
  settings?: Fields;
}

/** An organization of a test, with words for what happens in it. */
export class Shop {
  readonly gateway: TestGateway;
  readonly organization: TestOrganization;
  readonly caller: Caller;
  /** Ids by SKU, code or number. */
  readonly ids: Record<string, string> = {};

  constructor(gateway: TestGateway, organization: TestOrganization, caller = organization.admin) {
    this.gateway = gateway;
    this.organization = organization;
    this.caller = caller;
  }
  get orgId(): number {
    return this.organization.orgId;
  }

  /** Sends a write and answers whatever came back. */
  attempt(
    mutation: StockMutation,
    input: object,
    { headers, ...args }: { headers?: Record<string, string>; id?: string; dryRun?: boolean } = {},
  ): Promise<Answer> {
    const type = inputTypes[mutation] ?? `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const more = Object.entries(args).filter(([, value]) => value !== undefined);
    const declared = more.map(([name]) => `, $${name}: ${name === 'id' ? 'ID!' : 'Boolean!'}`).join('');
    const given = more.map(([name]) => `, ${name}: $${name}`).join('');
    return this.caller.graphql(
      `mutation($input: ${type}!${declared}) { answer: ${mutation}(input: $input${given}) ${mutations[mutation]} }`,
      { input, ...args },
      headers,
    );
  }

  /** Does a write that must succeed. */
  async run(mutation: StockMutation, input: object, options?: Parameters<Shop['attempt']>[2]): Promise<Any> {
    const { body } = await this.attempt(mutation, input, options);
    expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
    return body.data.answer;
  }

  /** Asks something that must be answered. */
  async ask(query: StockQuery, variables: object = {}): Promise<Any> {
    const { body } = await this.caller.graphql(queries[query], variables);
    expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
    return body.data.answer;
  }

  /** SQL as the owner of the schema; `$1` is the organization. */
  sql<Row extends object>(text: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.gateway.asOwner<Row>(this.orgId, text, [this.orgId, ...parameters]);
  }

  /** Lets something come in. @returns the stock items. */
  async receive(locationId: string, ...lines: Fields[]): Promise<Any[]> {
    const { items } = await this.run('recordStock', { locationId, lines: lines.map(withSku) });
    return items;
  }

  /** Lets one line come in. @returns the id of its stock item. */
  async receiveOne(locationId: string, line: Fields): Promise<string> {
    const [item] = await this.receive(locationId, line);
    return item.id;
  }

  /** Adjusts one row by a difference. @returns the stock item. */
  async adjust(row: Fields, quantityDelta: number, reasonCode = 'CORRECTION'): Promise<Any> {
    return (await this.run('adjustStock', { ...withSku(row), quantityDelta, reasonCode })).item;
  }

  /** Reserves for a channel. @returns the reservation. */
  async reserve(channelId: string, lines: Fields[], more: Fields = {}): Promise<Any> {
    const input = { channelId, reference: 'ORDER-1', lines: lines.map(withSku), ...more };
    return (await this.run('reserveStock', input)).reservation;
  }

  /** The one stock item under a filter. */
  async item(filter: Fields): Promise<Any> {
    const { nodes } = await this.ask('items', { filter });
    expect(nodes).toHaveLength(1);
    return nodes[0];
  }

  /** The availability record of a product at a location. */
  async record(sku: string, locationId: string): Promise<Any> {
    const { nodes } = await this.ask('records', { filter: { productMasterId: this.ids[sku], locationId } });
    expect(nodes).toHaveLength(1);
    return nodes[0];
  }

  /** The cell of a product for a channel at a location. */
  async cell(sku: string, locationId: string, channel: string): Promise<Any> {
    const { products } = await this.ask('matrix', { locationId, channels: [channel], search: sku });
    return products.find(({ globalSku }: Any) => globalSku === sku).channels[0];
  }

  /** A moment so many minutes from now. */
  inMinutes(minutes: number): string {
    return new Date(this.gateway.clock.now().getTime() + minutes * 60_000).toISOString();
  }

  /** A day so many days from today, in UTC. */
  inDays(days: number): string {
    return this.inMinutes(days * 24 * 60).slice(0, 10);
  }
}

/** `sku` stands for `globalSku`, to keep tests short. */
function withSku({ sku, ...fields }: Fields): Fields {
  return sku === undefined ? fields : { globalSku: sku, ...fields };
}

/** Opens a shop in an organization of its own, with what is given. */
export async function open(gateway: TestGateway, given: Given = {}): Promise<Shop> {
  const shop = new Shop(gateway, await gateway.organization());
  await furnish(shop, given);
  return shop;
}

/** Puts master data into a shop. */
export async function furnish(shop: Shop, given: Given): Promise<void> {
  const named = (rows: (string | Fields)[] | undefined, key: string) =>
    (rows ?? []).map((row) => (typeof row === 'string' ? { [key]: row } : row));
  const add = async (kind: keyof typeof kinds, key: string, rows: Fields[]) => {
    if (rows.length === 0) return;
    const made = await upserted(shop.caller, kinds[kind], rows);
    for (const [index, { id }] of made.entries()) shop.ids[String(rows[index]?.[key])] = id;
  };
  await add('products', 'globalSku', named(given.products, 'globalSku'));
  await add('locations', 'code', named(given.locations, 'code'));
  await add(
    'channels',
    'code',
    named(given.channels, 'code').map((row) => ({ type: 'E_COMMERCE', ...row })),
  );
  await add('bins', 'code', given.bins ?? []);
  await add('lots', 'number', given.lots ?? []);
  await add('atpPolicies', 'name', given.policies ?? []);
  if (given.settings) await shop.run('updateOrganizationSettings', given.settings);
}

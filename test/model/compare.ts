import type { Actor } from '../../src/auth/actor.ts';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import type { Nature } from '../../src/platform/nature.ts';
import type { ModelGateway } from './gateway.ts';
import { cellOf } from './promise.ts';
import { type Any, channels, fromDecimal, type World } from './world.ts';

const itemNodes = `nodes { globalSku locationId binId lotNumber condition quantityOnHand quantityReserved quantityHeld quantityAvailable }`;
const recordNodes = 'nodes { globalSku locationId onHand reserved available atp }';
const cells = `products { globalSku channels { channelId onHand reserved available atp } }`;

/** One query for all places that a step touched. */
const ofPlaces = (places: readonly string[]): string =>
  `query { ${places
    .map(
      (
        at,
      ) => `${at}_records: availabilityRecords(filter: { locationId: "${at}" }, first: 100) { ${recordNodes} }
  ${at}_items: stockItems(filter: { locationId: "${at}" }, first: 100) { ${itemNodes} }`,
    )
    .join('\n')} }`;
const ofAll = `query {
  MAIN: channelLocationMatrix(locationId: "MAIN", first: 50) { ${cells} }
  SHOP: channelLocationMatrix(locationId: "SHOP", first: 50) { ${cells} }
  DEPOT: channelLocationMatrix(locationId: "DEPOT", first: 50) { ${cells} } }`;
const ofMatrix = `query($at: ID!) { matrix: channelLocationMatrix(locationId: $at, first: 50) { ${cells} } }`;
const ofDocuments = `query {
  reservations(first: 100, sort: { field: createdAt, direction: DESC }) { nodes { id status } }
  transfers(first: 100, sort: { field: createdAt, direction: DESC }) { nodes { id status } }
  stockRequests(first: 100, sort: { field: createdAt, direction: DESC }) { nodes { id status } }
  holds(first: 100, sort: { field: createdAt, direction: DESC }) { nodes { id status } } }`;

/** What is compared, and where it is asked for. */
export class Comparison {
  readonly #gateway: ModelGateway;
  readonly #nature: Nature;
  readonly #by: Actor;
  readonly #world: World;

  constructor(gateway: ModelGateway, nature: Nature, by: Actor, world: World) {
    this.#gateway = gateway;
    this.#nature = nature;
    this.#by = by;
    this.#world = world;
  }

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Any> {
    const { answer } = await this.#gateway.call(this.#nature, query, variables, { by: this.#by });
    if (answer.errors.length > 0) throw new Error(`A query was refused: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** The sums of some locations, and of each stock item there. */
  async places(places: readonly string[]): Promise<void> {
    if (places.length === 0) return;
    const answer = await this.ask(ofPlaces(places));
    for (const at of places) {
      this.#records(answer[`${at}_records`].nodes);
      this.#items(answer[`${at}_items`].nodes, at);
    }
  }

  /** What may be promised to each channel at a location. */
  async promises(at: string): Promise<void> {
    this.#cells((await this.ask(ofMatrix, { at })).matrix.products, at);
  }

  /** Everything, and the gateway's own laws. */
  async everything(): Promise<void> {
    await this.places(['MAIN', 'SHOP', 'DEPOT', 'WARD', 'DUMP']);
    const matrices = await this.ask(ofAll);
    for (const [at, { products }] of Object.entries<Any>(matrices)) this.#cells(products, at);
    this.#documents(await this.ask(ofDocuments));
    const { differences } = await this.#gateway.services.database.within(this.#by.orgId, 'read', (tx) =>
      verifyBooks(tx, this.#nature.now()),
    );
    same('what verify finds', differences, []);
  }

  #records(nodes: readonly Any[]): void {
    const { stock, policies } = this.#world;
    for (const { globalSku: sku, locationId: at, ...theirs } of nodes) {
      const items = stock.of(sku, at);
      const cell = cellOf(stock, policies, sku, at, null);
      const ours = {
        onHand: total(items.map(({ onHand }) => onHand)),
        reserved: total(items.map(({ key }) => stock.reserved(key))),
        available: cell.available,
        atp: cell.atp,
      };
      same(`the record of ${sku} at ${at}`, numbers(theirs), ours);
    }
  }

  #items(nodes: readonly Any[], at: string): void {
    const { stock } = this.#world;
    const theirs = nodes
      .filter(({ quantityOnHand }) => Number(quantityOnHand) !== 0)
      .map((item) =>
        [
          `${item.globalSku} ${item.locationId} ${item.binId ?? '-'} ${item.lotNumber ?? '-'} ${item.condition}`,
          ...[item.quantityOnHand, item.quantityReserved, item.quantityHeld, item.quantityAvailable].map(
            fromDecimal,
          ),
        ].join(' '),
      );
    const ours = [...stock.items.values()]
      .filter((item) => item.onHand !== 0 && item.at === at)
      .map((item) => {
        const reserved = stock.reserved(item.key);
        const available = stock.isGood(item) ? item.onHand - reserved : 0;
        return [item.key, item.onHand, reserved, stock.held(item.key), available].join(' ');
      });
    same(`the stock items at ${at} (on hand, reserved, held, available)`, theirs.sort(), ours.sort());
  }

  #cells(products: readonly Any[], at: string): void {
    const { stock, policies } = this.#world;
    for (const { globalSku: sku, channels: theirs } of products) {
      const byId = new Map<string, Any>(theirs.map(({ channelId, ...cell }: Any) => [channelId, cell]));
      for (const channel of channels)
        same(`the promise of ${sku} at ${at} to ${channel}`, numbers(byId.get(channel)), {
          ...cellOf(stock, policies, sku, at, channel),
        });
    }
  }

  #documents({ reservations, transfers, stockRequests, holds }: Any): void {
    const { stock } = this.#world;
    const statuses = new Map<string, string>(
      [...reservations.nodes, ...transfers.nodes, ...stockRequests.nodes, ...holds.nodes].map(
        ({ id, status }) => [id, status],
      ),
    );
    const check = (id: string, ok: (status: string) => boolean, ours: string) => {
      const theirs = statuses.get(id);
      if (theirs !== undefined && !ok(theirs))
        throw new Error(`The document ${id} is ${theirs}, in the model ${ours}`);
    };
    for (const { id, status } of [...this.#world.transfers, ...this.#world.requests])
      check(id, (theirs) => theirs === status, status);
    for (const { id, ended, expiresAt } of this.#world.reservations) {
      const active = !ended && expiresAt > stock.now;
      check(
        id,
        (theirs) => (theirs === 'ACTIVE') === active && (theirs === 'EXPIRED') === (!ended && !active),
        active ? 'active' : 'ended',
      );
    }
    for (const id of this.#world.holds) {
      const active = stock.holds.some((hold) => hold.id === id);
      check(id, (theirs) => (theirs === 'ACTIVE') === active, active ? 'active' : 'ended');
    }
  }
}

const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

const numbers = (fields: Record<string, number | string> | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name, fromDecimal(value)]));

function same(what: string, theirs: unknown, ours: unknown): void {
  const [left, right] = [JSON.stringify(theirs), JSON.stringify(ours)];
  if (left !== right) throw new Error(`${what}: the gateway has ${left}, the model ${right}`);
}

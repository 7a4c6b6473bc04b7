import pg from 'pg';
import { newApiKey } from '../../../src/auth/api-key.ts';
import { isKnownScope } from '../../../src/auth/permissions.ts';
import { createApiKey } from '../../../src/domain/api-keys/create-api-key.command.ts';
import { runCommand } from '../../../src/domain/command.ts';
import { createOrganization } from '../../../src/domain/organizations/create-organization.command.ts';
import { type Difference, verifyBooks } from '../../../src/domain/verify/verify.query.ts';
import { Database } from '../../../src/platform/database/database.ts';
import { DocumentNumbers } from '../../../src/platform/document-numbers.ts';
import { newId } from '../../../src/platform/ids.ts';
import { inParallel, type Reply, send } from './client.ts';
import type { Place } from './cluster.ts';

const open = (url: string) =>
  Database.open({ url, poolSize: 2, statementTimeoutMs: 300_000, lockTimeoutMs: 60_000 });

let made = 0;

/** An organization of a scenario, reached through any of its gateways. */
export class Organization {
  readonly place: Place;
  readonly orgId: number;
  readonly id: string;
  readonly slug: string;
  readonly key: string;
  /** Addresses of the gateways that it is reached through; requests take turns. */
  gateways: readonly string[];
  #turn = 0;

  private constructor(
    place: Place,
    made: { orgId: number; id: string; slug: string },
    key: string,
    gateways: readonly string[],
  ) {
    this.place = place;
    this.orgId = made.orgId;
    this.id = made.id;
    this.slug = made.slug;
    this.key = key;
    this.gateways = gateways;
  }

  /** Makes one, with a key of every permission. */
  static async make(place: Place, gateways: readonly { url: string }[]): Promise<Organization> {
    const owner = new pg.Client({ connectionString: place.ownerUrl });
    await owner.connect();
    const slug = `faults-${process.pid}-${++made}`;
    const { orgId, id } = await createOrganization(owner, { slug, name: slug });
    await owner.end();
    return new Organization(
      place,
      { orgId, id, slug },
      await makeKey(place, orgId, ['*']),
      gateways.map(({ url }) => url),
    );
  }

  /** Another key, with these scopes. */
  keyWith(...scopes: string[]): Promise<string> {
    return makeKey(this.place, this.orgId, scopes);
  }

  /** The next gateway in turn. */
  gateway(): string {
    return this.gateways[this.#turn++ % this.gateways.length] as string;
  }

  rest(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> {
    return send(this.gateway(), this.key, method, path, body, headers);
  }

  /** A document that is none would prove nothing: it ends the scenario. */
  async graphql(query: string, variables: object = {}, headers?: Record<string, string>): Promise<Reply> {
    const reply = await send(this.gateway(), this.key, 'POST', '/graphql', { query, variables }, headers);
    if (reply.outcome === 'GRAPHQL_VALIDATION_FAILED')
      throw new Error(`${query}: ${JSON.stringify(reply.body)}`);
    return reply;
  }

  /** A request that must succeed. @returns the data. */
  // biome-ignore lint/suspicious/noExplicitAny: scenarios look into answers of any shape
  async must(query: string, variables: object = {}): Promise<any> {
    const { body, status } = await this.graphql(query, variables);
    if (status !== 200 || body.errors) throw new Error(`${query}: ${status} ${JSON.stringify(body)}`);
    return body.data;
  }

  /** Products and locations by SKU and code. */
  async masterData(products: readonly string[], locations: readonly string[]): Promise<void> {
    for (const code of locations)
      await this.must(
        'mutation($input: UpsertLocationsInput!) { upsertLocations(input: $input) { locations { id } } }',
        { input: { locations: [{ code, name: code, timezone: 'UTC' }] } },
      );
    await this.must(
      'mutation($input: UpsertProductsInput!) { upsertProducts(input: $input) { products { id } } }',
      { input: { products: products.map((globalSku) => ({ globalSku, name: globalSku })) } },
    );
  }

  /** Lets stock come in: one row for each line. */
  async stock(locationId: string, lines: readonly object[]): Promise<void> {
    await this.must('mutation($input: RecordStockInput!) { recordStock(input: $input) { items { id } } }', {
      input: { locationId, lines },
    });
  }

  /** SQL as the owner of the schema, inside the organization; `$1` is the organization. */
  async sql<Row extends object>(text: string, ...parameters: unknown[]): Promise<Row[]> {
    const owner = new pg.Client({ connectionString: this.place.ownerUrl });
    await owner.connect();
    try {
      await owner.query("select set_config('app.org_id', $1, false)", [String(this.orgId)]);
      return (await owner.query<Row>(text, [this.orgId, ...parameters])).rows;
    } finally {
      await owner.end();
    }
  }

  /** The differences that `verify` finds in the books: there must be none after any fault. */
  async differences(): Promise<Difference[]> {
    const database = await open(this.place.gatewayUrl);
    try {
      const found = await database.within(this.orgId, 'read', (tx) => verifyBooks(tx, new Date()));
      return [...found.differences];
    } finally {
      await database.close();
    }
  }

  /** Sends a write to two or more gateways, so many times in all, and answers what came of each. */
  many(count: number, width: number, work: (n: number) => Promise<Reply>): Promise<Reply[]> {
    return inParallel(count, width, work);
  }
}

async function makeKey(place: Place, orgId: number, scopes: string[]): Promise<string> {
  const database = await open(place.gatewayUrl);
  const numbers = new DocumentNumbers(database);
  try {
    const { plaintextKey, ...material } = newApiKey(orgId);
    await database.within(orgId, 'write', (tx) =>
      runCommand(
        {
          tx,
          now: new Date(),
          doer: { type: 'SYSTEM', id: 'faults' },
          requestId: newId('req'),
          number: (kind) => numbers.next(orgId, kind),
          discard: () => undefined,
        },
        (command) => createApiKey(command, { name: scopes.join(' '), scopes }, material, isKnownScope),
      ),
    );
    return plaintextKey;
  } finally {
    await database.close();
  }
}

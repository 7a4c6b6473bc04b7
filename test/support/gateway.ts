import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, expect, inject } from 'vitest';
import { type App, createApp, listen } from '../../src/app.ts';
import { newApiKey } from '../../src/auth/api-key.ts';
import { isKnownScope } from '../../src/auth/permissions.ts';
import { createApiKey } from '../../src/domain/api-keys/create-api-key.command.ts';
import { runCommand } from '../../src/domain/command.ts';
import { createOrganization } from '../../src/domain/organizations/create-organization.command.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { readSettings } from '../../src/settings.ts';
import { lacksTenant } from './tenancy.ts';

/** An HTTP answer, read. */
export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  body: any;
}

/** A caller: one API key, over real HTTP. */
export interface Caller {
  readonly key: string;
  readonly keyId: string;
  graphql(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  rest(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** An organization made for one test. */
export interface TestOrganization {
  orgId: number;
  id: string;
  slug: string;
  /** A caller with every permission. */
  admin: Caller;
  /** A caller with just these scopes. */
  caller(...scopes: string[]): Promise<Caller>;
}

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #offset = 0;
  now(): Date {
    return new Date(Date.now() + this.#offset);
  }
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}

/** A gateway listening on a free port, on a database of its own. */
export interface TestGateway {
  readonly app: App;
  readonly url: string;
  readonly clock: TestClock;
  /** Settings with which another process finds the same database. */
  readonly environment: Readonly<Record<string, string>>;
  /** The texts of the statements sent, but for the lookup of keys and what begins and ends transactions; to be emptied. */
  readonly statements: string[];
  organization(): Promise<TestOrganization>;
  /** SQL as the owner of the schema, inside an organization. */
  asOwner<T extends object>(orgId: number, sql: string, parameters?: unknown[]): Promise<T[]>;
  /** Starts another gateway on the same database and clock: two processes, as far as the database can tell. */
  another(
    settings?: NodeJS.ProcessEnv,
    databaseUrl?: string,
  ): Promise<Pick<TestGateway, 'app' | 'url' | 'call'>>;
  /** A connection as the gateway's own role. */
  gatewayClient(): Promise<pg.Client>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

let made = 0;

/** What frames a transaction says nothing of what is done in it. */
const frame = /^\s*(begin|start transaction|commit|rollback|set |select set_config)/i;

/** A caller's key is looked up every few seconds: a clock decides whether that is among the statements of a request. */
const keyLookup =
  /from (api_key k|member m) join organization|from session s left join api_key|find_organization/;

/** Tests send more than callers may: those of the limits set them. */
const unlimited = {
  RATE_LIMIT_PER_MINUTE: '0',
  RATE_LIMIT_PER_HOUR: '0',
  RATE_LIMIT_TOTAL_PER_MINUTE: '0',
  RATE_LIMIT_TOTAL_PER_HOUR: '0',
  GRAPHQL_MAX_COST: '10000000',
  // tests say when events are delivered: `app.dispatcher.run()`
  WEBHOOK_POLL_MS: '0',
  // nor do they depend on how fast the machine is: tests of time-outs set their own
  DATABASE_QUEUE_TIMEOUT_MS: '50000',
  LOCK_TIMEOUT_MS: '50000',
  STATEMENT_TIMEOUT_MS: '60000',
  REQUEST_TIMEOUT_MS: '70000',
  TRANSACTION_TIMEOUT_MS: '120000',
  IDLE_TRANSACTION_TIMEOUT_MS: '60000',
};

/** Starts a gateway for a test file, stopped and dropped after it. Call it once, at the top of the file. */
export async function startGateway(settings: NodeJS.ProcessEnv = {}): Promise<TestGateway> {
  const name = `test_${process.pid}_${++made}_${Date.now().toString(36)}`;
  const admin = new pg.Client({ connectionString: inject('adminUrl').replace('DBNAME', 'postgres') });
  await admin.connect();
  await admin.query(`create database ${name} template ${inject('templateDatabase')} strategy file_copy`);
  const urlOf = (role: 'ownerUrl' | 'gatewayUrl') => inject(role).replace('DBNAME', name);
  const clock = new TestClock();
  const statements: string[] = [];
  const strays = new Set<string>();
  const owner = new pg.Pool({ connectionString: urlOf('ownerUrl'), max: 2 });
  // ending the pool does not wait for its connections; dropping the database ends them for good
  owner.on('error', () => undefined);
  const stops: (() => Promise<void>)[] = [];
  const start = async (more: NodeJS.ProcessEnv = {}, databaseUrl = urlOf('gatewayUrl')) => {
    const app = await createApp({
      settings: readSettings({
        ...unlimited,
        LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
        ...settings,
        ...more,
      }),
      databaseUrl,
      clock,
      // what runs by itself would change rows while a test looks whether any changed
      sweeps: false,
      onStatement: (sql) => {
        if (!frame.test(sql) && !keyLookup.test(sql)) statements.push(sql);
        if (lacksTenant(sql)) strays.add(sql);
      },
    });
    const server = await listen(app, '127.0.0.1', 0);
    stops.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      send(`${url}${path}`, method, body, headers);
    return { app, url, call };
  };
  const { app, url, call } = await start();
  afterAll(async () => {
    for (const stop of stops) await stop();
    await owner.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    // every statement of the suite could run on a database that is distributed by organization
    expect([...strays]).toEqual([]);
  });
  const makeCaller = callerMaker(app, call);
  return {
    app,
    url,
    clock,
    environment: { DATABASE_URL: urlOf('gatewayUrl'), DATABASE_MIGRATION_URL: urlOf('ownerUrl') },
    statements,
    call,
    organization: () => makeOrganization(urlOf('ownerUrl'), makeCaller),
    another: start,
    asOwner: (orgId, sql, parameters) => ownerQuery(owner, orgId, sql, parameters),
    gatewayClient: async () => {
      const client = new pg.Client({ connectionString: urlOf('gatewayUrl') });
      await client.connect();
      return client;
    },
  };
}

async function send(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const json = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(json === undefined ? {} : { body: json }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

type MakeCaller = (orgId: number, scopes: string[]) => Promise<Caller>;

function callerMaker(app: App, call: TestGateway['call']): MakeCaller {
  return async (orgId, scopes) => {
    const { plaintextKey: key, ...material } = newApiKey(orgId);
    const made = await app.services.database.within(orgId, 'write', (tx) =>
      runCommand(
        {
          tx,
          now: app.services.clock.now(),
          doer: { type: 'SYSTEM', id: 'test' },
          requestId: 'test',
          number: (kind) => app.services.numbers.next(orgId, kind),
          discard: () => undefined,
        },
        (command) =>
          createApiKey(command, { name: scopes.join(' ').slice(0, 255), scopes }, material, isKnownScope),
      ),
    );
    const authorization = { authorization: `Bearer ${key}` };
    return {
      key,
      keyId: made.id,
      graphql: (query, variables, headers) =>
        call('POST', '/graphql', { query, variables }, { ...authorization, ...headers }),
      rest: (method, path, body, headers) => call(method, path, body, { ...authorization, ...headers }),
    };
  };
}

async function makeOrganization(ownerUrl: string, makeCaller: MakeCaller): Promise<TestOrganization> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const slug = `org-${process.pid}-${++made}`;
  const { orgId, id } = await createOrganization(owner, { slug, name: `Organization ${slug}` });
  await owner.end();
  return {
    orgId,
    id,
    slug,
    admin: await makeCaller(orgId, ['*']),
    caller: (...scopes) => makeCaller(orgId, scopes),
  };
}

async function ownerQuery<T extends object>(
  owner: pg.Pool,
  orgId: number,
  sql: string,
  parameters: unknown[] = [],
): Promise<T[]> {
  const client = await owner.connect();
  try {
    await client.query("select set_config('app.org_id', $1, false)", [String(orgId)]);
    return (await client.query<T>(sql, parameters)).rows;
  } finally {
    client.release();
  }
}

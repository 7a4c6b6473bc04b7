import type { AddressInfo } from 'node:net';
import express from 'express';
import { buildSchema, parse, type TypedQueryDocumentNode } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { DomainError } from '../../src/domain/errors.rules.ts';
import { requestId } from '../../src/http/request-id.ts';
import { notFound, restHandler } from '../../src/http/rest.ts';
import { found } from '../../src/rest/answer.ts';
import { flag, id, oneOf, required } from '../../src/rest/parameters.ts';
import { type Route, route } from '../../src/rest/route.ts';
import { DecimalScalar } from '../../src/schema/scalars.ts';

// A surface of two rows on a schema of its own: what is tested here is how requests are read and answers made.
const schema = buildSchema(`
  scalar Decimal
  enum Colour { RED GREEN }
  input LineInput { quantity: Decimal!, colour: Colour, tags: [String!] }
  input ChangeInput { lines: [LineInput!]!, count: Int, notes: String, expectedVersion: Int }
  type Thing { id: ID!, version: Int!, quantities: [Decimal!]!, note: String }
  type Query { thing(id: ID!, colour: Colour): Thing }
  type Mutation { change(id: ID!, input: ChangeInput!): Thing!, ping(id: ID!): Boolean! }
`);
Object.assign(schema.getType('Decimal') ?? {}, {
  parseValue: DecimalScalar.parseValue,
  serialize: DecimalScalar.serialize,
});
const queries = schema.getQueryType()?.getFields() ?? {};
const mutations = schema.getMutationType()?.getFields() ?? {};
const CURRENT = 3;

type ChangeInput = { lines: { quantity: string }[]; notes?: string; expectedVersion?: number };
Object.assign(queries.thing ?? {}, {
  resolve: (_: unknown, { id }: { id: string }) => {
    if (id === 'broken') throw new Error('select secret from vault failed at /srv/inside.ts:12');
    if (id === 'down') throw new DomainError('UNAVAILABLE', 'The database is out of reach');
    return id === 'none' ? null : { id, version: CURRENT, quantities: ['1.5'] };
  },
});
Object.assign(mutations.change ?? {}, {
  resolve: (_: unknown, { id, input }: { id: string; input: ChangeInput }) => {
    if (input.expectedVersion != null && input.expectedVersion !== CURRENT)
      throw new DomainError('VERSION_CONFLICT', 'It was changed meanwhile', { version: CURRENT });
    const quantities = input.lines.map(({ quantity }) => quantity);
    return { id, version: CURRENT + 1, quantities, note: input.notes ?? null };
  },
});
Object.assign(mutations.ping ?? {}, { resolve: () => true });

type Thing = { id: string; version: number };
const typed = <Data, Variables>(source: string) =>
  parse(source) as unknown as TypedQueryDocumentNode<Data, Variables>;

const rows: Route[] = [
  route({
    id: 'getThing',
    method: 'GET',
    path: '/things/{id}',
    summary: 'Get a thing',
    permissions: [],
    operation: typed<{ thing: Thing | null }, { id: string; colour?: 'RED' | 'GREEN' | undefined }>(
      'query Get($id: ID!, $colour: Colour) { thing(id: $id, colour: $colour) { id version } }',
    ),
    query: { colour: oneOf(['RED', 'GREEN'], 'Colour.'), owner: required(id('Owner.')) },
    variables: ({ params, query: { colour } }) => ({ id: params.id, colour }),
    answer: { thing: found('thing', 'thing') },
  }),
  route({
    id: 'changeThing',
    method: 'POST',
    path: '/things/{id}',
    summary: 'Change a thing',
    permissions: [],
    operation: typed<{ change: Thing }, { id: string; input: ChangeInput }>(
      'mutation Change($id: ID!, $input: ChangeInput!) { change(id: $id, input: $input) { id version quantities note } }',
    ),
    query: { dryRun: flag('Dry run.') },
    variables: ({ params, body }) => ({
      id: params.id,
      input: body,
    }),
    status: { among: { 200: 'Dry run.', 201: 'Changed.' }, of: (_data, { dryRun }) => (dryRun ? 200 : 201) },
    answer: { thing: 'change' },
  }),
  route({
    id: 'pingThing',
    method: 'POST',
    path: '/things/{id}/ping',
    summary: 'Ping a thing',
    permissions: [],
    operation: typed<{ ping: boolean }, { id: string }>('mutation Ping($id: ID!) { ping(id: $id) }'),
    variables: ({ params }) => ({ id: params.id }),
    answer: { pong: 'ping' },
  }),
];

const defects: unknown[] = [];
const context = {
  services: { log: { error: ({ err }: { err: unknown }) => defects.push(err) } },
  actor: {},
  idempotencyKey: null,
} as unknown as RequestContext;
const app = express().set('query parser', 'simple').use(requestId);
const handler = restHandler(
  {
    schema,
    makeContext: async () => ({ ...context }),
    requirementOf: () => [],
    refusal: () => null,
    bodyLimit: 2_000,
    onDefect: (error) => defects.push(error),
  },
  rows,
);
const server = app.use(handler, notFound).listen(0, '127.0.0.1');
afterAll(() => void server.close());

async function call(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text), text };
}

const post = (body: unknown, headers?: Record<string, string>, path = '/things/t1') =>
  call('POST', path, typeof body === 'string' ? body : JSON.stringify(body), headers);
const good = { lines: [{ quantity: 1.5 }] };

describe('answers', () => {
  it('carry the version as ETag, and the status of the row', async () => {
    const got = await call('GET', '/things/t1?owner=me');
    expect([got.status, got.headers.get('etag'), got.body]).toEqual([
      200,
      '"3"',
      { thing: { id: 't1', version: 3 } },
    ]);
    expect((await post(good)).status).toBe(201);
    expect((await post(good, {}, '/things/t1?dryRun=true')).status).toBe(200);
  });

  it('are 404 in words when the resource is not there', async () => {
    const { status, body } = await call('GET', '/things/none?owner=me');
    expect([status, body.code, body.error]).toEqual([404, 'NOT_FOUND', 'There is no such thing']);
  });

  it('say nothing about the inside when something breaks', async () => {
    const { status, body, text } = await call('GET', '/things/broken?owner=me');
    expect([status, body.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(text).not.toMatch(/secret|inside/);
    expect(String(defects.at(-1))).toContain('secret');
  });

  it('say when to try again', async () => {
    const { status, headers } = await call('GET', '/things/down?owner=me');
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });

  it('decode path parameters, once', async () => {
    expect((await call('GET', '/things/a%2Fb%2520c?owner=me')).body.thing.id).toBe('a/b%20c');
    const bad = await call('GET', '/things/%E0%A4?owner=me');
    expect([bad.status, bad.body.details.fields[0].path]).toEqual([400, 'id']);
  });

  it('keep every digit of a decimal, both ways', async () => {
    const { body, text } = await post(
      '{"lines":[{"quantity":999999999.9999},{"quantity":0.1},{"quantity":3.0}]}',
    );
    expect(body.thing.quantities).toEqual([999999999.9999, 0.1, 3]);
    expect(text).toContain('[999999999.9999,0.1,3]');
  });
});

describe('bodies', () => {
  it('are refused with 415 when they are not application/json', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
      '',
    ]) {
      const { status, body } = await post(good, { 'content-type': type });
      expect([type, status, body.code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    expect((await post(good, { 'content-type': 'Application/JSON; Charset=UTF-8' })).status).toBe(201);
  });

  it('are refused with 413 when they are too large', async () => {
    const { status, body } = await post({ ...good, notes: 'x'.repeat(3_000) });
    expect([status, body.code, body.details]).toEqual([413, 'PAYLOAD_TOO_LARGE', { limit: 2_000 }]);
  });

  it.each([
    ['{"lines": [', /^is not valid JSON/],
    ['lines=1', /^is not valid JSON/],
    ['[]', /^must be a JSON object$/],
    ['null', /^must be a JSON object$/],
    ['"text"', /^must be a JSON object$/],
    [`{"lines": ${'['.repeat(500)}${']'.repeat(500)}}`, /^is nested deeper than 20 levels$/],
  ])('are refused when they are no JSON object: %s', async (sent, message) => {
    const { status, body } = await post(sent);
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.details.fields).toEqual([{ path: 'body', message: expect.stringMatching(message) }]);
  });

  it('are refused when they are no UTF-8', async () => {
    const { status, body } = await call('POST', '/things/t1', new Uint8Array([0x7b, 0xff, 0x7d]));
    expect([status, body.details.fields[0].message]).toEqual([400, 'is not UTF-8']);
  });

  it('name the missing fields when nothing was sent', async () => {
    for (const sent of [undefined, '', '{}']) {
      const { status, body } = await call('POST', '/things/t1', sent);
      expect([status, body.details]).toEqual([400, { fields: [{ path: 'lines', message: 'is required' }] }]);
    }
  });

  it('name every bad field with its path, together with bad parameters and headers', async () => {
    const sent = {
      lines: [{ quantity: 1 }, { quantity: '1.23456' }, { quantity: 1, colour: 'BLUE', size: 2 }, {}],
      count: 'many',
    };
    const { status, body } = await post(sent, { 'if-match': 'x' }, '/things/t1?dryRun=maybe&colour=RED');
    expect(status).toBe(400);
    expect(body.details.fields.map(({ path }: { path: string }) => path)).toEqual([
      'colour',
      'dryRun',
      'If-Match',
      'lines[1].quantity',
      'lines[2].colour',
      'lines[2].size',
      'lines[3].quantity',
      'count',
    ]);
  });

  it.each([
    ['{"lines": {"quantity": 1}}', 'lines', 'must be a list'],
    ['{"lines": [{"quantity": 1, "tags": "a"}]}', 'lines[0].tags', 'must be a list'],
    ['{"lines": [{"quantity": NaN}]}', 'body', expect.stringContaining('is not valid JSON')],
    ['{"lines": [{"quantity": 1e400}]}', 'lines[0].quantity', 'must be a finite number'],
    [
      '{"lines": [{"quantity": 1.00000000000000001}]}',
      'lines[0].quantity',
      'must have at most 4 decimal places',
    ],
    [
      '{"lines": [{"quantity": 1}], "__proto__": {}}',
      '__proto__',
      expect.stringContaining('is not a known field'),
    ],
    ['{"lines": [{"quantity": 1}], "notes": "\\u0000"}', 'notes', 'has characters that are not text'],
  ])('refuse %s', async (sent, path, message) => {
    const { status, body } = await post(sent);
    expect([status, body.details.fields]).toEqual([400, [{ path, message }]]);
  });

  it('must be empty where there is nothing to say', async () => {
    expect((await call('POST', '/things/t1/ping')).body).toEqual({ pong: true });
    expect((await post({}, {}, '/things/t1/ping')).status).toBe(200);
    const { status, body } = await post({ loud: true }, {}, '/things/t1/ping');
    expect([status, body.details.fields]).toEqual([400, [{ path: 'loud', message: 'is not a known field' }]]);
  });
});

describe('If-Match', () => {
  it('is the version that the change is based on', async () => {
    expect((await post(good, { 'if-match': '"3"' })).status).toBe(201);
    expect((await post(good, { 'if-match': '*' })).status).toBe(201);
    const stale = await post(good, { 'if-match': '"2"' });
    expect([stale.status, stale.body.code, stale.body.details]).toEqual([
      412,
      'PRECONDITION_FAILED',
      { version: 3 },
    ]);
    const inBody = await post({ ...good, expectedVersion: 2 });
    expect([inBody.status, inBody.body.code]).toEqual([409, 'VERSION_CONFLICT']);
  });

  it('is refused when it is malformed, contradicts the body or has no meaning', async () => {
    for (const header of ['3', 'W/"3"', '"3", "4"', '"x"']) {
      const { status, body } = await post(good, { 'if-match': header });
      expect([header, status, body.details.fields[0].path]).toEqual([header, 400, 'If-Match']);
    }
    expect((await post({ ...good, expectedVersion: 2 }, { 'if-match': '"3"' })).status).toBe(400);
    expect((await call('POST', '/things/t1/ping', undefined, { 'if-match': '"3"' })).status).toBe(400);
  });
});

import type { AddressInfo } from 'node:net';
import { compileErrors, validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import express from 'express';
import { buildSchema, parse, type TypedQueryDocumentNode } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { DomainError, invalid, refusedField } from '../../src/domain/errors.rules.ts';
import { requestId } from '../../src/http/request-id.ts';
import { notFound, restHandler } from '../../src/http/rest.ts';
import { found } from '../../src/rest/answer.ts';
import { compileRoute } from '../../src/rest/compile.ts';
import { flag, id, oneOf, required } from '../../src/rest/parameters.ts';
import { type Action, action, actionRoute, flagRoute, type Route, route } from '../../src/rest/route.ts';
import { DecimalScalar } from '../../src/schema/scalars.ts';

// A surface of some rows on a schema of its own: what is tested here is how requests are read and answers made.
const schema = buildSchema(`
  scalar Decimal
  enum Colour { RED GREEN }
  input LineInput { quantity: Decimal!, colour: Colour, tags: [String!] }
  input ChangeInput { lines: [LineInput!]!, count: Int, notes: String, expectedVersion: Int }
  input StartInput { id: ID!, notes: String, expectedVersion: Int }
  input CountInput { id: ID!, lines: [LineInput!]! }
  input TaskInput { locationId: ID!, notes: String }
  input CompleteInput { id: ID!, splits: [LineInput!], expectedVersion: Int }
  type Thing { id: ID!, version: Int!, quantities: [Decimal!]!, note: String }
  type Query { thing(id: ID!, colour: Colour): Thing }
  type Mutation { change(id: ID!, input: ChangeInput!): Thing!, ping(id: ID!): Boolean!,
    start(input: StartInput!): Thing!, count(input: CountInput!): Thing!, stop(id: ID!): Boolean!,
    createTask(input: TaskInput!): Thing!, completeTask(input: CompleteInput!): Thing!,
    tidy(input: TaskInput!): Thing!, tidyUp(input: TaskInput!): Thing! }
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

type ActInput = { id: string; notes?: string; expectedVersion?: number };
/** Notes what it was given and answers, or refuses: a version that is not current, an id that nobody has. */
const act = (_: unknown, { input }: { input: ActInput }) => {
  if (input.expectedVersion != null && input.expectedVersion !== CURRENT)
    throw new DomainError('VERSION_CONFLICT', 'It was changed meanwhile', { version: CURRENT });
  if (input.id === 'none') throw refusedField('NOT_FOUND', 'id', 'there is no such thing');
  if (input.id === 'odd')
    throw invalid(['splits[0].id', 'id', 'idle'].map((path) => ({ path, message: 'is odd' })));
  return { id: input.id ?? 'new', version: CURRENT + 1, quantities: [], note: JSON.stringify(input) };
};
for (const name of ['start', 'count', 'createTask', 'completeTask', 'tidy', 'tidyUp'])
  Object.assign(mutations[name] ?? {}, { resolve: act });
Object.assign(mutations.stop ?? {}, { resolve: () => true });

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
  actionRoute(
    {
      id: 'updateThing',
      method: 'POST',
      path: '/things/{thingId}/acts',
      summary: 'Update a thing',
      permissions: [],
      params: { thingId: 'Id of the thing.' },
      query: { dryRun: flag('Dry run.') },
      by: 'action',
    },
    {
      start: action({
        description: 'Starts it.',
        operation: typed<{ start: Thing }, { input: ActInput }>(
          'mutation Start($input: StartInput!) { start(input: $input) { id version note } }',
        ),
        fromPath: { id: 'thingId' },
        variables: ({ body }) => ({ input: body }),
        answer: { thing: 'start' },
        example: { notes: 'Now' },
      }),
      count: action({
        description: 'Counts it.',
        operation: typed<{ count: Thing }, { input: { id: string; lines: { quantity: number }[] } }>(
          'mutation Count($input: CountInput!) { count(input: $input) { id note } }',
        ),
        fromPath: { id: 'thingId' },
        variables: ({ body }) => ({ input: body }),
        status: { among: { 200: 'Dry run.', 201: 'Counted.' }, of: (_, { dryRun }) => (dryRun ? 200 : 201) },
        answer: { counted: 'count' },
        example: { lines: [{ quantity: 1.5 }] },
      }),
      stop: action({
        description: 'Stops it.',
        operation: typed<{ stop: boolean }, { id: string }>('mutation Stop($id: ID!) { stop(id: $id) }'),
        variables: ({ params }) => ({ id: params.thingId }),
        answer: { stopped: 'stop' },
      }),
    },
  ),
  actionRoute(
    {
      id: 'changeTask',
      method: 'POST',
      path: '/tasks',
      summary: 'Create a task',
      permissions: [],
      by: 'action',
    },
    {
      complete: action({
        description: 'Completes a task.',
        operation: typed<{ completeTask: Thing }, { input: ActInput & { splits?: { quantity: number }[] } }>(
          'mutation Complete($input: CompleteInput!) { completeTask(input: $input) { id version note } }',
        ),
        rename: { taskId: 'id', parts: 'splits' },
        variables: ({ body }) => ({ input: body }),
        answer: { task: 'completeTask' },
        example: { taskId: 't1', parts: [{ quantity: 2 }] },
      }),
    },
    action({
      description: 'Creates a task.',
      operation: typed<{ createTask: Thing }, { input: { locationId: string } }>(
        'mutation Create($input: TaskInput!) { createTask(input: $input) { id version note } }',
      ),
      variables: ({ body }) => ({ input: body }),
      status: 201,
      answer: { task: 'createTask' },
      example: { locationId: 'MAIN' },
    }),
  ),
  route({
    id: 'startThing',
    method: 'POST',
    path: '/things/{thingId}/start',
    summary: 'Start a thing',
    permissions: [],
    params: { thingId: 'Id of the thing.' },
    operation: typed<{ start: Thing }, { input: ActInput }>(
      'mutation StartAlone($input: StartInput!) { start(input: $input) { id version note } }',
    ),
    fromPath: { id: 'thingId' },
    rename: { remark: 'notes' },
    variables: ({ body }) => ({ input: body }),
    answer: { thing: 'start' },
    example: { remark: 'Now' },
  }),
];

const tidy = <Name extends 'tidy' | 'tidyUp'>(name: Name) => ({
  operation: typed<Record<Name, Thing>, { input: { locationId: string } }>(
    `mutation Run($input: TaskInput!) { ${name}(input: $input) { id note } }`,
  ),
  variables: ({ body }: { body: { locationId: string } }) => ({ input: body }),
  example: { locationId: 'MAIN' },
});
rows.push(
  flagRoute(
    {
      id: 'tidyPlace',
      method: 'POST',
      path: '/tidy',
      summary: 'Tidy a place',
      permissions: [],
      flag: 'reallyDo',
    },
    {
      set: action({
        ...tidy('tidyUp'),
        description: 'Tidies it up.',
        needs: ['inventory.write'],
        answer: { done: 'tidyUp' },
      }),
      unset: action({
        ...tidy('tidy'),
        description: 'Says what would be done.',
        answer: { would: 'tidy' },
      }),
    },
  ),
);

const defects: unknown[] = [];
const context = {
  services: { log: { error: ({ err }: { err: unknown }) => defects.push(err) } },
  actor: {},
  idempotencyKey: null,
  spend: async () => undefined,
} as unknown as RequestContext;
const app = express().set('query parser', 'simple').use(requestId);
const handler = restHandler(
  {
    schema,
    makeContext: async () => ({ ...context }),
    requirementOf: (_kind, field) => (field === 'tidyUp' ? ['inventory.write'] : []),
    // a caller who may do everything but write
    refusal: (_actor, needed) =>
      needed?.includes('inventory.write')
        ? new DomainError('FORBIDDEN', 'Needs inventory.write', { permissions: ['inventory.write'] })
        : null,
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

const acts = (body: unknown, headers?: Record<string, string>, path = '/things/t1/acts') =>
  post(body, headers, path);
const tasks = (body: unknown, headers?: Record<string, string>) => post(body, headers, '/tasks');
const fieldsOf = ({ body }: { body: { details: { fields: { path: string; message: string }[] } } }) =>
  body.details.fields.map(({ path, message }) => `${path}: ${message}`);

describe('a row by action', () => {
  it('runs the operation that the body names, with what came from the path', async () => {
    const started = await acts({ action: 'start', notes: 'x' });
    expect([started.status, started.headers.get('etag')]).toEqual([200, '"4"']);
    expect(JSON.parse(started.body.thing.note)).toEqual({ id: 't1', notes: 'x' });
    const counted = await acts({ lines: [{ quantity: 1 }], action: 'count' });
    expect([counted.status, counted.body.counted.id]).toEqual([201, 't1']);
    expect(
      (await acts({ action: 'count', lines: [] }, {}, '/things/t1/acts?dryRun=true')).body.counted.id,
    ).toBe('t1');
    expect((await acts({ action: 'stop' })).body).toEqual({ stopped: true });
  });

  it('runs another one when the body names none', async () => {
    const made = await tasks({ locationId: 'MAIN' });
    expect([made.status, JSON.parse(made.body.task.note)]).toEqual([201, { locationId: 'MAIN' }]);
    const completed = await tasks({ action: 'complete', taskId: 't7', parts: [{ quantity: 2 }] });
    expect([completed.status, completed.body.task.id]).toEqual([200, 't7']);
    expect(JSON.parse(completed.body.task.note).splits).toHaveLength(1);
  });

  it.each([
    [{ action: 'explode' }, 'action: must be one of start, count, stop'],
    [{ action: 7 }, 'action: must be one of start, count, stop'],
    [{ action: ['start'] }, 'action: must be one of start, count, stop'],
    [{ action: null }, 'action: must be one of start, count, stop'],
    [{ action: '__proto__' }, 'action: must be one of start, count, stop'],
    [{}, 'action: is required: one of start, count, stop'],
  ])('refuses %j', async (body, problem) => {
    const refused = await acts(body, { 'if-match': 'x' }, '/things/t1/acts?dryRun=maybe');
    expect([refused.status, refused.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(refused.body.error).toContain(problem);
    expect(fieldsOf(refused)).toEqual([
      'dryRun: must be true or false',
      expect.stringMatching(/^If-Match: /),
      problem,
    ]);
  });

  it('does not take a null action for none', async () => {
    expect(fieldsOf(await tasks({ action: null, locationId: 'MAIN' }))).toEqual([
      'action: must be one of complete',
    ]);
  });

  it('refuses every field that the action does not take, and those that the path gives', async () => {
    const refused = await acts({ action: 'start', id: 't2', lines: [], notes: 7 }, {}, '/things/t1/acts?x=1');
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused)).toEqual([
      expect.stringMatching(/^x: /),
      expect.stringMatching(/^notes: /),
      'id: is not a known field.',
      'lines: is not a known field. Did you mean "notes"?',
    ]);
    expect(fieldsOf(await acts({ action: 'stop', notes: 'x' }))).toEqual(['notes: is not a known field']);
  });

  it('says what is wrong in published names only', async () => {
    const refused = await tasks({ action: 'complete', id: 't7', parts: [{ quantity: 'x' }], split: [] });
    expect(fieldsOf(refused)).toEqual([
      'taskId: is required',
      expect.stringMatching(/^parts\[0\]\.quantity: /),
      'id: is not a known field.',
      'split: is not a known field.',
    ]);
    expect(fieldsOf(await tasks({ action: 'complete', taskId: 't', parts: {} }))).toEqual([
      'parts: must be a list',
      expect.anything(),
    ]);
    const missing = await tasks({ action: 'complete', taskId: 'none' });
    expect([missing.status, missing.body.error, fieldsOf(missing)]).toEqual([
      404,
      'taskId: there is no such thing',
      ['taskId: there is no such thing'],
    ]);
    const odd = await tasks({ action: 'complete', taskId: 'odd' });
    expect(odd.body.error).toBe('parts[0].id: is odd; taskId: is odd; idle: is odd');
    const inPath = await acts({ action: 'start' }, {}, '/things/none/acts');
    expect([inPath.status, inPath.body.error]).toEqual([404, 'thingId: there is no such thing']);
    const noText = await acts({ action: 'start' }, {}, '/things/%00/acts');
    expect(fieldsOf(noText)).toEqual(['thingId: has characters that are not text']);
  });

  it('takes If-Match for the action that has a version', async () => {
    expect((await acts({ action: 'start' }, { 'if-match': '"3"' })).status).toBe(200);
    const stale = await acts({ action: 'start' }, { 'if-match': '"2"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await tasks({ action: 'complete', taskId: 't' }, { 'if-match': '"2"' })).status).toBe(412);
    expect((await acts({ action: 'stop' }, { 'if-match': '"3"' })).body.details.fields[0].path).toBe(
      'If-Match',
    );
    expect((await tasks({ locationId: 'MAIN' }, { 'if-match': '"3"' })).status).toBe(400);
  });

  it('is published as a choice of bodies, each with an example', async () => {
    const { paths } = (await call('GET', '/openapi.json')).body;
    const { requestBody, responses, operationId, description, parameters } =
      paths['/things/{thingId}/acts'].post;
    const { schema, examples, example } = requestBody.content['application/json'];
    expect([operationId, requestBody.required, example]).toEqual(['updateThing', true, undefined]);
    expect(description).toContain('- `count`: Counts it.');
    const shape = schema.oneOf.map((one: { properties: Record<string, { const?: string }> }) => ({
      ...one,
      properties: Object.keys(one.properties),
      of: one.properties.action?.const,
    }));
    expect(shape).toMatchObject([
      { of: 'start', properties: ['action', 'notes', 'expectedVersion'], required: ['action'] },
      { of: 'count', properties: ['action', 'lines'], required: ['action', 'lines'] },
      { of: 'stop', properties: ['action'], required: ['action'], additionalProperties: false },
    ]);
    expect(examples).toEqual({
      start: { summary: 'Starts it.', value: { action: 'start', notes: 'Now' } },
      count: { summary: 'Counts it.', value: { action: 'count', lines: [{ quantity: 1.5 }] } },
      stop: { summary: 'Stops it.', value: { action: 'stop' } },
    });
    expect(responses[200].content['application/json'].schema.anyOf).toHaveLength(3);
    expect(responses[201].content['application/json'].schema.required).toEqual(['counted']);
    expect([responses[201].description, Object.keys(responses[200].headers)]).toEqual([
      'Counted.',
      ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'ETag', 'Idempotent-Replayed'],
    ]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['409', '412', '413', '415', '422']));
    expect(parameters.map(({ name, $ref }: { name?: string; $ref?: string }) => name ?? $ref)).toEqual([
      'thingId',
      'dryRun',
      '#/components/parameters/IdempotencyKey',
      '#/components/parameters/IfMatch',
    ]);

    const { oneOf } = paths['/tasks'].post.requestBody.content['application/json'].schema;
    expect(oneOf.map(({ properties }: { properties: object }) => Object.keys(properties))).toEqual([
      ['action', 'taskId', 'parts', 'expectedVersion'],
      ['locationId', 'notes'],
    ]);
    expect(paths['/tasks'].post.requestBody.content['application/json'].examples.otherwise).toEqual({
      summary: 'Creates a task.',
      value: { locationId: 'MAIN' },
    });
    expect(Object.keys(paths['/tasks'].post.responses)).toEqual(expect.arrayContaining(['200', '201']));
  });

  it('is published as valid OpenAPI, where each example is valid for one body only', async () => {
    const document = (await call('GET', '/openapi.json')).body;
    const result = await validate(structuredClone(document));
    expect(result.valid || compileErrors(result)).toBe(true);
    const ajv = new Ajv2020({ strict: false, formats: {} }).addSchema({
      $id: 'd',
      components: document.components,
    });
    for (const path of ['/things/{thingId}/acts', '/tasks', '/tidy']) {
      const { schema, examples } = document.paths[path].post.requestBody.content['application/json'];
      const absolute = JSON.stringify(schema).replaceAll('"#/components', '"d#/components');
      const check = ajv.compile(JSON.parse(absolute));
      for (const { value } of Object.values<{ value: object }>(examples)) {
        expect([value, check(value)]).toEqual([value, true]);
        expect(check({ ...value, unknown: 1 })).toBe(false);
      }
    }
  });

  it('does not compile when its parts do not fit', () => {
    const compile = (changed: (row: Route) => Route, id = 'updateThing', requirement = () => [] as never[]) =>
      compileRoute(changed(rows.find((row) => row.id === id) as Route), schema, requirement);
    const withAction = (change: Partial<Action>) => (row: Route) => ({
      ...row,
      actions: row.actions.map((each, n) => (n === 0 ? { ...each, ...change } : each)),
    });
    expect(() => compile(withAction({ fromPath: { id: 'batchId' } }))).toThrow(
      /^updateThing.start: id comes from no/,
    );
    expect(() => compile(withAction({ fromPath: { ids: 'thingId' } }))).toThrow(/has no field ids/);
    expect(() => compile(withAction({ rename: { x: 'nothing' } }))).toThrow(/has no field nothing/);
    expect(() => compile(withAction({ rename: { action: 'notes' } }))).toThrow(/one name/);
    expect(() => compile(withAction({ rename: { expectedVersion: 'notes' } }))).toThrow(/one name/);
    const uneven = (_kind: string, field: string) => [
      field === 'stop' ? 'inventory.write' : 'inventory.read',
    ];
    expect(() => compile((row) => row, 'updateThing', uneven as never)).toThrow(/different permissions/);
  });
});

describe('a row chosen by a flag', () => {
  it('runs one operation without it or with false', async () => {
    for (const body of [{ locationId: 'L' }, { locationId: 'L', reallyDo: false }])
      expect(JSON.parse((await post(body, {}, '/tidy')).body.would.note)).toEqual({ locationId: 'L' });
  });

  it('asks for what the other needs beside, before it looks at the rest of the body', async () => {
    const { status, body } = await post({ reallyDo: true, unknown: 1 }, {}, '/tidy');
    expect([status, body.code, body.details]).toEqual([
      403,
      'FORBIDDEN',
      { permissions: ['inventory.write'] },
    ]);
  });

  it.each([null, 'true', 1, 'reallyDo'])('refuses a flag that is none: %j', async (reallyDo) => {
    const answer = await post({ locationId: 'L', reallyDo }, {}, '/tidy');
    expect([answer.status, fieldsOf(answer)]).toEqual([400, ['reallyDo: must be true or false']]);
  });

  it('is compiled only if its actions ask for what they say they need', () => {
    const row = rows.find(({ id }) => id === 'tidyPlace') as Route;
    const asks = (needs: string[]) => (_kind: string, field: string) => (field === 'tidyUp' ? needs : []);
    const compile = (needs: string[]) => compileRoute(row, schema, asks(needs) as never);
    expect(compile(['inventory.write']).requirement).toEqual([]);
    for (const needs of [[], ['inventory.read'], ['inventory.read', 'inventory.write']])
      expect(() => compile(needs)).toThrow(/different permissions/);
  });
});

describe('published names', () => {
  it('are for rows with one operation, too', async () => {
    const path = '/things/t1/start';
    const { body } = await post({ remark: 'x' }, {}, path);
    expect(JSON.parse(body.thing.note)).toEqual({ id: 't1', notes: 'x' });
    expect((await call('POST', path)).status).toBe(200);
    expect(fieldsOf(await post({ notes: 'x', id: 't2', remark: 1 }, {}, path))).toEqual([
      expect.stringMatching(/^remark: /),
      'notes: is not a known field.',
      'id: is not a known field.',
    ]);
    expect((await post({}, { 'if-match': '"2"' }, path)).status).toBe(412);
    const { paths } = (await call('GET', '/openapi.json')).body;
    const { schema, example } = paths['/things/{thingId}/start'].post.requestBody.content['application/json'];
    expect([Object.keys(schema.properties), example]).toEqual([
      ['remark', 'expectedVersion'],
      { remark: 'Now' },
    ]);
  });
});

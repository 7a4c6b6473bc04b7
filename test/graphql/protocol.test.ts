import { serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { fingerprinter } from '../support/fingerprint.ts';
import { startGateway } from '../support/gateway.ts';
import { rawRequest } from '../support/raw-http.ts';

const gateway = await startGateway();
const organization = await gateway.organization();
const { admin, caller } = organization;
const reader = await caller('inventory.read');
const content = await fingerprinter(gateway);
const ask = '{ viewer { __typename } }';
const answer = { data: { viewer: { __typename: 'Viewer' } } };
const write = 'mutation { updateOrganizationSettings(input: {demandWindowDays: 9}) { __typename } }';

/** Sends a request with a key, as it is. */
async function send(
  method: string,
  { search = '', body, ...headers }: Record<string, string> & { search?: string; body?: string },
) {
  const authorization = `Bearer ${admin.key}`;
  const path = `/graphql${search}`;
  return rawRequest(gateway.url, { method, path, headers: { authorization, ...headers }, body });
}
const post = (body: unknown, headers: Record<string, string> = {}) =>
  send('POST', { 'content-type': 'application/json', ...headers, body: JSON.stringify(body) });
const get = (query: string, headers: Record<string, string> = {}) =>
  send('GET', { search: `?query=${encodeURIComponent(query)}`, 'apollo-require-preflight': '1', ...headers });
const codeOf = (text: string) => JSON.parse(text).errors?.[0].extensions.code;

describe('GraphQL over HTTP', () => {
  it('passes all audits of graphql-http', async () => {
    const audits = serverAudits({
      url: `${gateway.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) => {
        const headers = new Headers(init.headers);
        headers.set('authorization', `Bearer ${admin.key}`);
        headers.set('apollo-require-preflight', '1');
        return fetch(url, { ...init, headers });
      },
    });
    const failed: string[] = [];
    for (const { id, name, fn } of audits) {
      if ((await fn()).status !== 'ok') failed.push(`${id} ${name}`);
    }
    expect(audits).toHaveLength(61);
    expect(failed).toEqual([]);
  });

  it.each([
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/graphql-response+json, application/json;q=0.9',
      'application/graphql-response+json; charset=utf-8',
    ],
  ])('answers Accept: %s as %s', async (accept, type) => {
    const { status, headers, text } = await post({ query: ask }, { accept });
    expect([status, headers['content-type'], JSON.parse(text)]).toEqual([200, type, answer]);
  });

  it('answers 406 when nothing that it has is accepted, and does nothing', async () => {
    const before = await content(organization);
    for (const accept of ['image/png', 'text/plain', 'application/json;q=0']) {
      const { status, text } = await post({ query: write }, { accept });
      expect([accept, status, codeOf(text)]).toEqual([accept, 406, 'NOT_ACCEPTABLE']);
    }
    expect(await content(organization)).toEqual(before);
  });

  it('answers queries by GET, and refuses mutations there with 405', async () => {
    const { status, text } = await get(ask);
    expect([status, JSON.parse(text)]).toEqual([200, answer]);
    const before = await content(organization);
    const refused = await get(write);
    expect([refused.status, refused.headers.allow]).toEqual([405, 'POST']);
    expect(await content(organization)).toEqual(before);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status } = await send(method, {
        'content-type': 'application/json',
        body: JSON.stringify({ query: ask }),
      });
      expect([method, status]).toEqual([method, 405]);
    }
  });

  it('refuses what a form of a foreign page could send', async () => {
    const before = await content(organization);
    const form = new URLSearchParams({ query: write }).toString();
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', form],
      ['text/plain', JSON.stringify({ query: write })],
      [
        'multipart/form-data; boundary=x',
        `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${write}\r\n--x--`,
      ],
      ['', JSON.stringify({ query: write })],
    ] as const) {
      const { status, text } = await send('POST', { ...(type ? { 'content-type': type } : {}), body });
      expect([type, status, codeOf(text)]).toEqual([type, 400, 'BAD_REQUEST']);
    }
    // a link or an image
    const { status } = await send('GET', { search: `?query=${encodeURIComponent(ask)}` });
    expect(status).toBe(400);
    expect(await content(organization)).toEqual(before);
  });

  it('takes one operation at a time', async () => {
    const batch = await post([{ query: ask }, { query: ask }]);
    expect([batch.status, codeOf(batch.text)]).toEqual([400, 'BAD_REQUEST']);
    const two = `query A ${ask} query B { __typename }`;
    expect(JSON.parse((await post({ query: two, operationName: 'B' })).text)).toEqual({
      data: { __typename: 'Query' },
    });
    for (const operationName of [undefined, 'C', '']) {
      const { status, text } = await post({ query: two, operationName });
      expect([operationName, status, codeOf(text)]).toEqual([
        operationName,
        400,
        'OPERATION_RESOLUTION_FAILURE',
      ]);
    }
  });

  it('runs no other operation than the one that is named', async () => {
    const before = await content(organization);
    for (const query of [write, write.replace('mutation', 'mutation A')]) {
      for (const operationName of ['', 'B']) {
        const { status, text } = await post({ query, operationName });
        expect([query, status, codeOf(text)]).toEqual([query, 400, 'OPERATION_RESOLUTION_FAILURE']);
      }
    }
    expect(await content(organization)).toEqual(before);
  });

  it('has no subscriptions', async () => {
    const { status, text } = await post({ query: 'subscription { anything }' });
    expect([status, codeOf(text)]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
  });

  it('takes no hash for a document: nobody can leave one here', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const { status, text } = await post({ extensions: { persistedQuery } });
    expect([status, codeOf(text)]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
  });
});

describe('introspection', () => {
  it.each([
    '{ __schema { queryType { name } } }',
    '{ __type(name: "Product") { name } }',
    '{ viewer { id } ...F } fragment F on Query { hidden: __schema { queryType { name } } }',
  ])('is for those who may read the schema: %s', async (query) => {
    // both in turn: a document that was accepted once is remembered
    for (let turn = 0; turn < 2; turn++) {
      expect((await admin.graphql(query)).body.errors).toBeUndefined();
      const { status, body } = await reader.graphql(query);
      expect([status, body.data]).toEqual([403, undefined]);
      expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'schema.read' });
    }
    expect((await (await caller('schema:read')).graphql(query)).body.errors).toBeUndefined();
  });
});

describe('documents', () => {
  const nested = (depth: number) =>
    `{ category(id: "x") ${'{ parent '.repeat(depth)}{ id }${'}'.repeat(depth + 1)}`;
  /** Fragments that each spread the next one twice. */
  const doubling = (levels: number, spread: (next: string) => string) =>
    `{ category(id: "x") { ...F0 } } fragment F${levels} on Category { id } ${Array.from(
      { length: levels },
      (_, n) => `fragment F${n} on Category { ${spread(`F${n + 1}`)} }`,
    ).join(' ')}`;

  it.each([
    ['over the token limit', `{ ${'viewer { id } '.repeat(1_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    [
      'of a thousand aliases',
      `{ ${Array.from({ length: 1_000 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['nested a thousand times', nested(1_000), 'GRAPHQL_PARSE_FAILED'],
    [
      'with a value nested a thousand times',
      `{ product(id: ${'['.repeat(1_000)}${']'.repeat(1_000)}) { id } }`,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['whose fragments double', doubling(180, (next) => `...${next} ...${next}`), 'OPERATION_TOO_LARGE'],
    [
      'whose fields double',
      doubling(60, (next) => `parent { ...${next} } other: parent { ...${next} }`),
      'OPERATION_TOO_LARGE',
    ],
    [
      'with a fragment in itself',
      '{ category(id: "x") { ...F } } fragment F on Category { parent { ...F } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s are refused with 400', async (_what, query, code) => {
    const { status, text, milliseconds } = await post({ query });
    expect([status, codeOf(text)]).toEqual([400, code]);
    expect(milliseconds).toBeLessThan(5_000);
    expect((await post({ query: ask })).status).toBe(200);
  });

  it('nested deeper than the parser goes are refused in words', async () => {
    const { status, text } = await post({ query: `{ product(id: ${'['.repeat(100_000)}` });
    expect([status, codeOf(text)]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect(text).not.toContain('call stack');
  });

  it('that repeat a fragment are answered', async () => {
    const shared =
      '{ category(id: "x") { ...A ...B } } fragment A on Category { id ...B } fragment B on Category { name }';
    expect((await admin.graphql(shared)).body).toEqual({ data: { category: null } });
  });

  it('with many mistakes are answered with the first of them', async () => {
    const { status, text } = await post({
      query: `{ ${Array.from({ length: 300 }, (_, n) => `f${n}`).join(' ')} }`,
    });
    expect(status).toBe(400);
    expect(JSON.parse(text).errors).toHaveLength(5);
  });

  it('keep every error of a field, for it says why the field is null', async () => {
    const fields = Array.from({ length: 8 }, (_, n) => `a${n}: product(id: "x") { id }`).join(' ');
    const { body } = await reader.graphql(`{ ${fields} }`);
    expect(body.errors).toHaveLength(8);
  });
});

describe('values', () => {
  it.each([
    [
      'a moment beyond the last year',
      'query($v: DateTime) { stockItems(filter: {updatedSince: $v}) { totalCount } }',
      '9999-12-31T23:59:59-23:59',
    ],
    ['NUL', 'query($v: ID!) { product(id: $v) { id } }', 'a\0b'],
    ['half a character', 'query($v: ID!) { product(id: $v) { id } }', '\ud800'],
  ])('that cannot be stored are refused: %s', async (_what, query, v) => {
    const { body } = await admin.graphql(query, { v });
    expect(body.errors[0].extensions).toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ path: 'v' }] });
  });

  it('that only PostgreSQL finds fault with are refused as well', async () => {
    const { body } = await admin.graphql('{ product(id: "\\u0000") { id } }');
    expect(body.errors[0].extensions.code).toBe('VALIDATION_FAILED');
  });

  it('an offset is no time zone: its sign means the opposite to PostgreSQL', async () => {
    const locations = [{ code: 'L', timezone: '+05:00' }];
    const { body } = await admin.graphql(
      'mutation($input: UpsertLocationsInput!) { upsertLocations(input: $input) { __typename } }',
      { input: { locations } },
    );
    expect(body.errors[0].extensions.fields[0].path).toBe('locations[0].timezone');
  });

  it.each(['x', '', 'NaN', '294277-01-01', '9'.repeat(30), '2026-01-01\0'])(
    'a cursor made of %j is refused',
    async (key) => {
      const lists = [
        ['adjustments', 'createdAt'],
        ['stockItems', 'quantityOnHand'],
        ['lots', 'expiryDate'],
        ['products', 'updatedAt'],
      ];
      for (const [list, field] of lists) {
        const after = Buffer.from(JSON.stringify([field, key, 'x'])).toString('base64url');
        const { body } = await admin.graphql(
          `{ ${list}(after: "${after}", sort: {field: ${field}}) { totalCount nodes { id } } }`,
        );
        const { code, fields } = body.errors?.[0].extensions ?? {};
        const good = list === 'stockItems' && key === '9'.repeat(30); // a number, although nobody has so many
        expect([list, code, fields?.[0].path]).toEqual(
          good ? [list, undefined, undefined] : [list, 'VALIDATION_FAILED', 'after'],
        );
      }
    },
  );
});

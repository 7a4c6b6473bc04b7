import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprinter } from '../support/fingerprint.ts';
import { startGateway } from '../support/gateway.ts';
import {
  changes,
  expectCalm,
  fuzzing,
  fuzzingTime,
  hostileText,
  hostileValue,
  jsonText,
} from '../support/hostile.ts';
import { type RawAnswer, type RawRequest, rawRequest } from '../support/raw-http.ts';
import { argumentsOf, documentOf, rootFields } from '../support/root-fields.ts';
import { newWorld } from '../support/world.ts';

const gateway = await startGateway();
const world = await newWorld(gateway);
// a number may be drawn and a refusal kept although nothing is done
const contentOf = await fingerprinter(gateway, ['document_counter', 'idempotency_record']);
const content = () => contentOf(world.organization);

const rarely = <T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** Arguments beyond those required: lists are asked for their filters, sorts and cursors, too. */
const cursors = fc.oneof(
  hostileText.map((text) => Buffer.from(text).toString('base64url')),
  fc
    .tuple(
      fc.constantFrom(
        'id',
        '-id',
        'code',
        'name',
        '-createdAt',
        'createdAt',
        'updatedAt',
        'globalSku',
        'quantityOnHand',
        'number',
      ),
      hostileValue,
      hostileValue,
    )
    .map((parts) => Buffer.from(jsonText(parts)).toString('base64url')),
  hostileText,
);
const listArguments = fc.record(
  {
    first: fc.oneof(fc.integer({ min: -1, max: 102 }), hostileValue),
    offset: fc.oneof(fc.integer({ min: -1, max: 3 }), fc.constant(2_147_483_647), hostileValue),
    after: cursors,
    search: hostileText,
    filter: fc.oneof(
      hostileValue,
      fc.dictionary(
        fc.constantFrom(
          'search',
          'status',
          'type',
          'locationId',
          'productMasterId',
          'fromDate',
          'updatedSince',
          'createdBy',
          'zone',
        ),
        fc.oneof(hostileText, hostileValue),
        { maxKeys: 3 },
      ),
    ),
    sort: fc.oneof(
      hostileValue,
      fc.record({
        field: fc.oneof(fc.constantFrom('id', 'code', 'name', 'createdAt'), hostileText),
        direction: fc.constantFrom('ASC', 'DESC', 'UP'),
      }),
    ),
  },
  { requiredKeys: [] },
);

/** The change done to each argument, so that what is sent still says which is which. */
const each = (args: object, change: (json: unknown) => unknown) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, change(value)]));
const literalOf = (value: unknown): string => jsonText(value).replace(/"([A-Za-z_]\w*)":/g, '$1:');
const operations = fc
  .tuple(
    fc.constantFrom(...rootFields),
    rarely(listArguments, 2),
    changes,
    hostileValue,
    rarely(fc.constant(true), 5),
  )
  .map(([root, more, change, value, inline]) => {
    const names = new Set(root.field.args.map(({ name }) => name));
    const taken = Object.fromEntries(Object.entries(more ?? {}).filter(([name]) => names.has(name)));
    const args = { ...argumentsOf(root, world.ids), ...taken };
    if (inline && root.field.args.length > 0) {
      // literals in the document instead of variables
      const [first] = root.field.args;
      const document = documentOf(root, {});
      const query = document.replace(root.name, () => `${root.name}(${first?.name}: ${literalOf(value)})`);
      return jsonText({ query });
    }
    return jsonText({ query: documentOf(root, args), variables: each(args, change) });
  });

const documents = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '{ nothing }',
    '{ __proto__ }',
    'subscription { x }',
    'query A { viewer { id } } query A { viewer { id } }',
    'fragment F on Query { viewer { id } ...F } { ...F }',
    'query($a: Nothing) { viewer { id } }',
    'query($a: Int!) { viewer { id } }',
    '{ viewer { id @skip(if: 1) } }',
    '{ viewer @nothing { id } }',
    '{ viewer { id @include(if: $x) } }',
    '{ viewer }',
    '{ viewer { permissions { x } } }',
    '{ product(id: "\\u0000") { id } }',
    '{ product(id: "\\uD800") { id } }',
    '{ product(id: """\0""") { id } }',
    '{ products(after: "bnVsbA") { totalCount } }',
    `{ product(id: ${'['.repeat(900)}1${']'.repeat(900)}) { id } }`,
    `${'{ viewer '.repeat(900)}${'}'.repeat(900)}`,
    `{ ${'a: viewer { id } '.repeat(300)} }`,
    `{ product(id: "${'x'.repeat(200_000)}") { id } }`,
    `{ products(first: ${'9'.repeat(400)}) { totalCount } }`,
    '{ products(first: 1e2) { totalCount } }',
    '{ products(first: -0) { totalCount } }',
    '\ufeff{ viewer { id } }',
    '# only a comment',
  ),
  hostileText.map((text) => `{ product(id: ${JSON.stringify(text)}) { id } }`),
  hostileText.map((text) => `{ ${text} }`),
  hostileText,
);
const envelopes = fc
  .record(
    {
      query: fc.oneof(documents, hostileValue),
      variables: hostileValue,
      operationName: hostileValue,
      extensions: hostileValue,
    },
    { requiredKeys: [] },
  )
  .map((envelope) => jsonText(envelope));
const bodies = fc.oneof(
  { weight: 10, arbitrary: operations as fc.Arbitrary<string | Buffer> },
  { weight: 2, arbitrary: documents.map((query) => JSON.stringify({ query })) },
  { weight: 2, arbitrary: envelopes },
  {
    weight: 1,
    arbitrary: fc.constantFrom<string | Buffer>(
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '[{"query":"{ viewer { id } }"},{"query":"{ viewer { id } }"}]',
      '{"query":"{ viewer { id } }","query":"{ nothing }"}',
      Buffer.from([0x7b, 0xff, 0x7d]),
      gzipSync('{}'),
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      `{"query":"{ viewer { id } }","variables":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      `{"query":"query($id: ID!) { product(id: $id) { id } }","variables":{"id":${'['.repeat(100_000)}1${']'.repeat(100_000)}}}`,
    ),
  },
);
const requests = fc
  .record({
    body: bodies,
    method: rarely(fc.constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'), 30),
    search: rarely(fc.oneof(documents, hostileText), 20),
    headers: rarely(
      fc.dictionary(
        fc.constantFrom(
          'idempotency-key',
          'accept',
          'content-type',
          'content-encoding',
          'x-apollo-operation-name',
          'apollo-require-preflight',
        ),
        fc.oneof(
          hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 3_000)),
          fc.constantFrom(
            'key-1',
            'gzip',
            'text/plain',
            'application/json; charset=utf-16',
            'application/graphql-response+json',
            '*/*',
            'image/png',
          ),
        ),
        { maxKeys: 2 },
      ),
      8,
    ),
  })
  .map(({ body, method, search, headers }): RawRequest => {
    const used = method ?? 'POST';
    const wellFormed = (search ?? '').toWellFormed().slice(0, 1_000);
    return {
      method: used,
      path:
        search === null
          ? '/graphql'
          : // a longer head is refused by Node before it reaches the gateway
            `/graphql?query=${encodeURIComponent(wellFormed).slice(0, 9_999)}`,
      headers: {
        authorization: `Bearer ${world.organization.admin.key}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(used === 'GET' || used === 'HEAD' ? {} : { body }),
    };
  });

/** The codes of an answer's errors, each of which has one; `null` for what is no answer of GraphQL's. */
function codesOf({ status, text, headers }: RawAnswer): string[] | null {
  if (!String(headers['content-type']).includes('json')) {
    // a browser's page, or HTTP's own refusal
    expect([200, 204, 400, 405, 406, 415]).toContain(status);
    return null;
  }
  const { errors = [], data } = JSON.parse(text);
  if (status >= 400) expect(errors.length, text).toBeGreaterThan(0);
  else expect(errors.length > 0 || data, text).toBeTruthy();
  expect(errors.length).toBeLessThanOrEqual(100);
  return errors.map((error: { message: string; extensions?: { code?: string } }) => {
    expect(error.message).toEqual(expect.any(String));
    expect(error.extensions?.code, text).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(error.extensions).not.toHaveProperty('stacktrace');
    return error.extensions?.code;
  });
}

it('whatever is sent is answered calmly, and a refusal changes nothing', { timeout: fuzzingTime }, async ({
  task,
}) => {
  let last = await content();
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answer = await rawRequest(gateway.url, request);
      expectCalm(answer);
      expect(answer.status).toBeLessThan(500);
      const codes = request.method === 'HEAD' ? null : codesOf(answer);
      expect(codes ?? []).not.toContain('INTERNAL_SERVER_ERROR');
      const outcome = codes?.[0] ?? String(answer.status);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      const now = await content();
      if (answer.status >= 400 || (codes && codes.length > 0)) expect(now).toEqual(last);
      last = now;
    }),
    fuzzing(1_000) as fc.Parameters<[RawRequest]>,
  );
  console.info(`answers: ${JSON.stringify(Object.fromEntries(seen))}`);
  const sent = [...seen.values()].reduce((sum, count) => sum + count, 0);
  Object.assign(task.meta, { figure: `${sent.toLocaleString('en')} requests over /graphql` });
  // the requests are half good: some must get through, and some must be refused
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining(['200', 'VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']),
  );
});

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
import { bodyOf, paramsOf, servedActions } from '../support/rest-rows.ts';
import { argumentsOf } from '../support/root-fields.ts';
import { newWorld } from '../support/world.ts';

const gateway = await startGateway();
const world = await newWorld(gateway);
// a number may be drawn and a refusal kept although nothing is done
const contentOf = await fingerprinter(gateway, ['document_counter', 'idempotency_record']);
const content = () => contentOf(world.organization);

/** Every row that is served, by action, with a request that it would take. */
const served = servedActions.map((row) => {
  const { input = {}, ...args } = argumentsOf(row.root, world.ids) as Record<string, object>;
  const values = input as Record<string, unknown>;
  const known = Object.keys(row.query);
  const query = Object.fromEntries(Object.entries(args).filter(([key]) => known.includes(key)));
  const [id = world.ids.product] = Object.values(paramsOf(row, values)).map(String);
  return { method: row.method, path: row.path, body: bodyOf(row, values), id, query, known };
});

const ids = Object.values(world.ids);
const cursorish = fc.oneof(hostileText, fc.constantFrom(...ids));
const queryValue = fc.oneof(
  hostileText.filter((text) => text.length < 6_000),
  fc.constantFrom(
    ...ids,
    '0',
    '1',
    '100',
    '101',
    '-1',
    '1e9',
    '1000000',
    '1000001',
    'true',
    '2026-01-01',
    'a,b',
    ',',
  ),
);
const encoded = (text: string) => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80'; // a lone surrogate, as bytes
  }
};
/** Something in one of so many requests. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
/** Header values as far as HTTP can carry them. */
const headerValue = hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 3_000));
const headers = fc.dictionary(
  fc.constantFrom('idempotency-key', 'if-match', 'accept', 'x-request-id', 'content-encoding', 'origin'),
  fc.oneof(
    headerValue,
    fc.constantFrom('"1"', '"999999999"', 'W/"1"', '*', '"x"', 'key-1', 'k'.repeat(256), 'identity'),
  ),
  { maxKeys: 2 },
);
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'];

const bodies = fc.oneof(
  {
    weight: 10,
    arbitrary: changes.map((change) => (input: unknown) => jsonText(change(input)) as string | Buffer),
  },
  { weight: 2, arbitrary: hostileValue.map((value) => () => jsonText(value)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<string | Buffer>(
        '',
        '{',
        '{"lines":[',
        '\ufeff{}',
        '{"a":1,"a":2}',
        "{'a':1}",
        '{"a":1}}',
        Buffer.from([0x7b, 0xff, 0x7d]),
        Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
        Buffer.from('{}', 'utf16le'),
        gzipSync('{}'),
        '['.repeat(100_000),
        '{"a":'.repeat(100_000),
        `[${'1,'.repeat(100_000)}1]`,
      )
      .map((body) => () => body),
  },
);

const requests = fc
  .record({
    row: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...served) },
      { weight: 1, arbitrary: fc.constantFrom(...served) },
    ),
    method: rarely(fc.constantFrom(...methods), 8),
    body: bodies,
    query: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), queryValue), { maxLength: 3 }),
    unknown: rarely(fc.tuple(hostileText, queryValue), 8),
    param: rarely(cursorish, 2),
    trick: rarely(
      fc.constantFrom('//', '/../', '/./', '%2F', '%2e%2e/', '/%00', '\\', ';a=b', '#x', '/', '?', '%'),
      12,
    ),
    headers: rarely(headers, 4),
    contentType: rarely(
      fc.constantFrom(
        '',
        'text/plain',
        'application/json; charset=utf-16',
        'application/jsonx',
        'multipart/form-data',
      ),
      12,
    ),
  })
  .map(({ row, method, body, query, unknown, param, trick, headers, contentType }): RawRequest => {
    const id = encoded(param ?? row.id).slice(0, 8_000) || 'x';
    const path = row.path.replace(/\{\w+\}/, () => id);
    const parameters = [
      ...Object.entries(row.query).map(([name, value]) => `${name}=${encoded(String(value))}`),
      ...query.flatMap(([pick, value]) => {
        const name = row.known[Math.floor(pick * row.known.length)];
        return name ? [`${name}=${encoded(value)}`] : [];
      }),
      ...(unknown ? [`${encoded(unknown[0].slice(0, 50))}=${encoded(unknown[1])}`] : []),
    ];
    const way = trick === null ? path : path.slice(0, 12) + trick + path.slice(12);
    const used = method ?? row.method;
    return {
      method: used,
      path: parameters.length > 0 ? `${way}?${parameters.join('&').slice(0, 12_000)}` : way,
      headers: {
        authorization: `Bearer ${world.organization.admin.key}`,
        ...(used === 'GET' || used === 'HEAD' ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      ...(used === 'GET' || used === 'HEAD' ? {} : { body: body(row.body) }),
    };
  });

function expectErrorShape({ text, headers }: RawAnswer): void {
  if (text === '' && headers['x-request-id'] === undefined) return; // HTTP itself refused: Node's parser answered
  const body = JSON.parse(text);
  expect(body).toEqual({
    error: expect.any(String),
    code: expect.stringMatching(/^[A-Z]+(_[A-Z]+)*$/),
    details: expect.any(Object),
    requestId: headers['x-request-id'],
  });
  expect(body.error.length).toBeGreaterThan(0);
  if (body.code === 'VALIDATION_FAILED' && body.details.fields) {
    for (const field of body.details.fields)
      expect(field).toMatchObject({ path: expect.any(String), message: expect.any(String) });
  }
}

it('whatever is sent is answered calmly, and a refusal changes nothing', { timeout: fuzzingTime }, async ({
  task,
}) => {
  let last = await content();
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answer = await rawRequest(gateway.url, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expectCalm(answer);
      if (answer.status >= 400 && request.method !== 'HEAD') expectErrorShape(answer);
      const now = request.method === 'GET' && answer.status < 400 ? last : await content();
      if (answer.status >= 400 || request.method === 'GET') expect(now).toEqual(last);
      last = now;
    }),
    fuzzing(1_000) as fc.Parameters<[RawRequest]>,
  );
  expect(await content()).toEqual(last);
  console.info(`answers: ${JSON.stringify(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)))}`);
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  Object.assign(task.meta, { figure: `${sent.toLocaleString('en')} requests over REST` });
  // the requests are half good: some must get through, and some must be refused
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 405]));
});

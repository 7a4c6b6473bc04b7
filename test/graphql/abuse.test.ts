import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fingerprinter } from '../support/fingerprint.ts';
import { startGateway } from '../support/gateway.ts';
import { rawRequest } from '../support/raw-http.ts';

const gateway = await startGateway({ GRAPHQL_MAX_COST: '50000' });
const organization = await gateway.organization();
const reader = await organization.caller('inventory.read');
const keys = { anonymous: null, 'read-only': reader.key, admin: organization.admin.key };
const content = await fingerprinter(gateway);

const write = 'mutation { updateOrganizationSettings(input: {demandWindowDays: 9}) { __typename } }';
const json = { 'content-type': 'application/json' };
const posted = (query: unknown) => ({ method: 'POST', headers: json, body: JSON.stringify({ query }) });
const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const circular = (levels: number) =>
  `{ __schema { types ${'{ fields { type { fields { type '.repeat(levels)}{ name }${' } } } }'.repeat(levels)} } }`;

const abuses = {
  depth: posted(`{ category(id: "x") ${'{ parent '.repeat(20)}{ id }${' }'.repeat(20)} }`),
  aliases: posted(`{ ${many(100, (n) => `a${n}: viewer { id }`)} }`),
  'aliases in fragments': posted(
    `{ ${many(4, () => '...F')} b { id } } fragment F on Query { ${many(20, (n) => `a${n}: viewer { id }`)} }`,
  ),
  tokens: posted(`{ ${'viewer { id } '.repeat(2_000)} }`),
  directives: posted(`{ viewer ${'@skip(if: false) '.repeat(200)}{ id } }`),
  'unknown directives': posted(`{ viewer ${many(300, (n) => `@a${n}`)} { id } }`),
  cost: posted(
    `{ ${many(8, (n) => `a${n}: stockItems(first: 100) { nodes { id product { id name category { id name parent { id name } } } location { id name code } quantityOnHand quantityReserved } }`)} }`,
  ),
  batching: { method: 'POST', headers: json, body: JSON.stringify([{ query: '{ viewer { id } }' }]) },
  'circular introspection': posted(circular(40)),
  'a mutation by GET': { method: 'GET', headers: { 'apollo-require-preflight': '1' }, search: write },
  'a query by a link': { method: 'GET', headers: {}, search: '{ viewer { id } }' },
  'a form post': {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ query: write }).toString(),
  },
  'a subscription': posted('subscription { viewer { id } }'),
};

/** What came of it. */
async function send(
  key: string | null,
  { method, headers, body, search }: { method: string; headers: object; body?: string; search?: string },
) {
  const path = search ? `/graphql?query=${encodeURIComponent(search)}` : '/graphql';
  const authorization: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  return rawRequest(gateway.url, { method, path, headers: { ...headers, ...authorization }, body });
}

describe.each(Object.entries(keys))('abuse of GraphQL as %s', (who, key) => {
  it('is refused, and changes nothing', async () => {
    const before = await content(organization);
    for (const [what, abuse] of Object.entries(abuses)) {
      const { status, text } = await send(key, abuse);
      expect([what, [400, 401, 403, 405].includes(status), text.includes('"data"')]).toEqual([
        what,
        true,
        false,
      ]);
      if (who === 'anonymous' && ![400, 401].includes(status)) throw new Error(`${what}: ${status}`);
      // in JSON, shortly, and without a word of how it was found out
      expect([what, text.length < 3_000, /\\n\s+at /.test(text)]).toEqual([what, true, false]);
    }
    expect(await content(organization)).toEqual(before);
  });

  it('learns of the schema by permission only', async () => {
    const { status, text } = await send(key, posted(getIntrospectionQuery()));
    expect([status, text.includes('queryType')]).toEqual(
      { anonymous: [401, false], 'read-only': [403, false], admin: [200, true] }[who],
    );
    const mistake = await send(key, posted('{ viewr { id } }'));
    expect(mistake.text.includes('viewer')).toBe(who === 'admin');
    const input = await send(key, posted('{ stockItems(sort: {field: quantityOnHnd}) { totalCount } }'));
    expect(input.text.includes('quantityOnHand')).toBe(who === 'admin');
    expect([mistake.status, input.status]).toEqual(who === 'anonymous' ? [401, 401] : [400, 400]);
  });

  it('is told of no trace', async () => {
    const traced = {
      ...posted('{ viewer { id } }'),
      headers: { ...json, 'apollo-federation-include-trace': 'ftv1', 'x-apollo-tracing': '1' },
    };
    const { text } = await send(key, traced);
    expect(JSON.parse(text)).not.toHaveProperty('extensions');
  });
});

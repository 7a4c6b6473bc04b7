import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway({ GRAPHQL_MAX_COST: '5000' });
const { admin } = await gateway.organization();

const nested = (levels: number) =>
  `{ category(id: "x") ${'{ parent '.repeat(levels - 2)}{ id }${' }'.repeat(levels - 2)} }`;
const aliased = (count: number) =>
  `{ ${Array.from({ length: count }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`;

/** What a document is refused with, or null. */
async function refusal(query: string, variables?: object) {
  const { status, body } = await admin.graphql(query, variables);
  if (!body.errors) return null;
  const { code, depth, aliases, cost, limit } = body.errors[0].extensions;
  return { status, code, asked: depth ?? aliases ?? cost, limit };
}
const tooLarge = (asked: number | undefined, limit: number) => ({
  status: 400,
  code: 'OPERATION_TOO_LARGE',
  asked,
  limit,
});

describe('the limits of an operation', () => {
  it('are 10 levels of fields', async () => {
    expect(await refusal(nested(10))).toBeNull();
    expect(await refusal(nested(11))).toEqual(tooLarge(11, 10));
    const split = `{ category(id: "x") { ...A } } fragment A on Category { parent { ...B } }
      fragment B on Category ${'{ parent '.repeat(8)}{ id }${' }'.repeat(8)}`;
    expect(await refusal(split)).toEqual(tooLarge(11, 10));
  });

  it('are 30 aliases, those of fragments as often as they are spread', async () => {
    expect(await refusal(aliased(30))).toBeNull();
    expect(await refusal(aliased(31))).toEqual(tooLarge(31, 30));
    const spread = `{ category(id: "x") { ${'parent { ...A } '.repeat(2)} } }
      fragment A on Category { ${Array.from({ length: 16 }, (_, n) => `a${n}: id`).join(' ')} }`;
    expect(await refusal(spread)).toEqual(tooLarge(32, 30));
  });

  it('are a cost: fields, as often as pages have entries', async () => {
    const list = 'query($n: Int!) { stockItems(first: $n) { nodes { id product { id name } } } }';
    // one for the list, and for each entry that of nodes, id, product and its two fields
    expect(await refusal(list, { n: 100 })).toBeNull();
    const inner = `query($n: Int!, $more: Boolean!) { products(first: $n) { nodes { ${Array.from(
      { length: 20 },
      (_, n) => `a${n}: id`,
    ).join(
      ' ',
    )} more: category @include(if: $more) { ${'children: parent { '.repeat(4)}id name${' }'.repeat(4)} } } } }`;
    expect(await refusal(inner, { n: 100, more: false })).toBeNull();
    const heavy = `query($n: Int!) { ${Array.from({ length: 20 }, (_, n) => `a${n}: stockItems(first: $n) { nodes { id quantityOnHand quantityReserved } }`).join(' ')} }`;
    expect(await refusal(heavy, { n: 5 })).toBeNull();
    expect(await refusal(heavy, { n: 100 })).toEqual(tooLarge(20 * (1 + 100 * 4), 5000));
  });

  it('count what is read for a short answer', async () => {
    const summary = '{ channelSummary { channelId atp } }';
    expect(await refusal(summary)).toEqual(tooLarge(10_000 + 10 * 2, 5_000));
    const { body } = await admin.rest('GET', '/api/inventory/channel/summary');
    expect(body.code).toBeUndefined();
  });

  it('do not count the schema: tools may read it whole', async () => {
    expect(await refusal(getIntrospectionQuery())).toBeNull();
  });

  it('leave bad variables to the operation, which names them', async () => {
    const list = 'query($n: Int!) { stockItems(first: $n) { totalCount } }';
    for (const variables of [{}, { n: 'x' }, { n: 1.5 }, { n: -1 }, { n: 1e9 }]) {
      const { status, body } = await admin.graphql(list, variables);
      expect([variables, status >= 400 && status < 500, body.errors?.[0].extensions.code]).toEqual([
        variables,
        expect.any(Boolean),
        expect.stringMatching(/VALIDATION_FAILED|BAD_USER_INPUT|OPERATION_TOO_LARGE/),
      ]);
    }
  });
});

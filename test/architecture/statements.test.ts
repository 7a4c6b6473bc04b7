import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers } from '../../src/resolvers/index.ts';
import { buildGatewaySchema } from '../../src/schema/build-schema.ts';
import { startGateway } from '../support/gateway.ts';
import { lacksTenant, tenantTables } from '../support/tenancy.ts';

const gateway = await startGateway();
const schema = buildGatewaySchema(resolvers);

/** A value that an argument takes, whatever it means. */
function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return `[${sample(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{${fields.map((field) => `${field.name}: ${sample(field.type)}`).join(', ')}}`;
  }
  const samples: Record<string, string> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    Decimal: '1',
    Date: '"2026-01-01"',
    DateTime: '"2026-01-01T00:00:00Z"',
    AsOf: '"2026-01-01"',
  };
  return samples[type.name] ?? '"x"';
}

const needed = (args: readonly GraphQLArgument[]): string => {
  const given = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  return given.length > 0 ? `(${given.map((arg) => `${arg.name}: ${sample(arg.type)}`).join(', ')})` : '';
};

/** Selects everything down to a depth. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  if (!isObjectType(named) && !isInterfaceType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields()).filter(
    (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
  );
  return `{ __typename ${fields.map((field) => whole(field, depth)).join(' ')} }`;
}
const whole = (field: GraphQLField<unknown, unknown>, depth: number): string =>
  `${field.name}${needed(field.args)} ${selection(field.type, depth - 1)}`;

describe('the check of statements', () => {
  it.each([
    ['select * from product where id = $1'],
    ['select org_id, id from "product" where id = $1'],
    ['update "stock_item" set on_hand = 1 where id = $1'],
    ['delete from movement'],
    ['insert into "product" ("id") values ($1)'],
    ['with a as (select id from lot) select * from a'],
    ['select p.id from product p join category c on c.id = p.category_id where p.org_id = $1'],
  ])('sees that %s does not name the organization', (statement) => {
    expect(lacksTenant(statement)).toBe(true);
  });

  it.each([
    ['select "p0"."id" from "product" as "p0" where "p0"."org_id" = $1'],
    ['insert into "product" ("org_id", "id") values ($1, $2)'],
    ['select 1'],
    ['select name from schema_migration'],
    ['select * from platform_key where public_part = $1'],
    [
      'select p.id from product p join category c on c.org_id = p.org_id and c.id = p.category_id where p.org_id = $1',
    ],
    ['begin'],
  ])('lets %s pass', (statement) => {
    expect(lacksTenant(statement)).toBe(false);
  });
});

describe('every statement names the organization', () => {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});

  it('knows the tables', () => {
    expect(tenantTables).toContain('stock_item');
    expect(tenantTables).not.toContain('platform_key');
  });

  it.each(queries.map((field) => field.name))('in the query %s', async (name) => {
    const { admin } = await gateway.organization();
    const field = queries.find((query) => query.name === name);
    if (!field) throw new Error(name);
    gateway.statements.length = 0;
    const { body } = await admin.graphql(`{ ${whole(field as GraphQLField<unknown, unknown>, 4)} }`);
    const codes = (body.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);
    expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED');
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(gateway.statements.filter(lacksTenant)).toEqual([]);
  });

  it('in writes, with an idempotency key and several root fields', async () => {
    const { admin } = await gateway.organization();
    gateway.statements.length = 0;
    const write = `mutation($a: UpsertProductsInput!, $b: UpsertProductsInput!) {
      first: upsertProducts(input: $a) { products { id } } second: upsertProducts(input: $b) { products { id } }
    }`;
    const input = (sku: string) => ({ products: [{ globalSku: sku, name: sku }] });
    for (const _ of [1, 2]) {
      const { body } = await admin.graphql(
        write,
        { a: input('A'), b: input('B') },
        { 'idempotency-key': 'k' },
      );
      expect(body.errors).toBeUndefined();
    }
    expect(gateway.statements.length).toBeGreaterThan(5);
    expect(gateway.statements.filter(lacksTenant)).toEqual([]);
  });
});

import {
  extendSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { guard, requirementOf } from '../../src/auth/guard.ts';
import { permissions } from '../../src/auth/permissions.ts';
import { mutationPermissions, queryPermissions } from '../../src/auth/rule-map.ts';
import { resolvers } from '../../src/resolvers/index.ts';
import { buildGatewaySchema } from '../../src/schema/build-schema.ts';

const schema = buildGatewaySchema(resolvers);
const rootFields = (kind: 'query' | 'mutation') =>
  Object.keys((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {});

/** A name in the schema and what is said of it. */
type Described = [name: string, description: string | null | undefined];

const argumentsOf = (owner: string, args: readonly GraphQLArgument[]): Described[] =>
  args.map((arg) => [`${owner}(${arg.name})`, arg.description]);

function membersOf(type: GraphQLNamedType): Described[] {
  if (isEnumType(type))
    return type.getValues().map((value) => [`${type.name}.${value.name}`, value.description]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field.description]);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field): Described[] => {
    const name = `${type.name}.${field.name}`;
    return [[name, field.description], ...argumentsOf(name, field.args)];
  });
}

describe('descriptions', () => {
  const ours = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const described = ours.flatMap((type): Described[] => [[type.name, type.description], ...membersOf(type)]);

  it('every type, field, argument, input field and enum value has one', () => {
    expect(described.length).toBeGreaterThan(50);
    expect(described.filter(([, text]) => !text?.trim()).map(([name]) => name)).toEqual([]);
  });

  it('every permission says what it allows', () => {
    expect(Object.entries(permissions).filter(([, text]) => text.length < 10)).toEqual([]);
  });
});

describe('rules', () => {
  it('every root field has one, of known permissions', () => {
    for (const kind of ['query', 'mutation'] as const) {
      for (const field of rootFields(kind)) {
        const requirement = requirementOf(kind, field);
        expect([field, requirement]).not.toEqual([field, undefined]);
        expect(requirement?.filter((permission) => !(permission in permissions))).toEqual([]);
      }
    }
  });

  it('the rule map names no field that is gone', () => {
    expect(Object.keys(queryPermissions).sort()).toEqual(rootFields('query').sort());
    expect(Object.keys(mutationPermissions).sort()).toEqual(rootFields('mutation').sort());
  });

  it('every write asks for a permission that reading does not give', () => {
    const loose = Object.entries(mutationPermissions as Record<string, readonly string[]>).filter(
      ([, needed]) => !needed.some((permission) => !permission.endsWith('.read')),
    );
    expect(loose).toEqual([]);
  });

  it.each(['Query', 'Mutation'])('the gateway does not start with a %s field that has no rule', (type) => {
    const open = extendSchema(schema, parse(`extend type ${type} { backDoor: String }`));
    expect(() => guard(open)).toThrow(/backDoor has no rule/);
    expect(() => guard(schema)).not.toThrow();
  });

  it('has no subscriptions, which the rule map would not guard', () => {
    expect(schema.getSubscriptionType()).toBeUndefined();
  });
});

import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/**
 * Builds the executable schema from the resolver classes, unguarded; `auth/guard.ts` puts the rules in front.
 * The resolvers are handed in, because the schema's types do not know them.
 */
export function buildGatewaySchema(resolvers: readonly NewableFunction[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<NewableFunction>,
    validate: false, // the domain validates, so that the command line and both transports refuse alike
    container: undefined,
  });
  // the library has no place for what the root types are
  describe(schema.getQueryType(), 'What can be read. Everything is of the caller’s own organization.');
  describe(
    schema.getMutationType(),
    'What can be changed. A write with an Idempotency-Key header is applied once, however often it is sent.',
  );
  return schema;
}

function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}

import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/**
 * Builds the executable schema from the resolver classes, unguarded; `auth/guard.ts` puts the rules in front.
 * The resolvers are handed in, because the schema's types do not know them.
 */
export function buildGatewaySchema(resolvers: readonly NewableFunction[]): GraphQLSchema {
  return buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<NewableFunction>,
    validate: false, // the domain validates, so that the command line and both transports refuse alike
    container: undefined,
  });
}

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

/** An operation compiled once for the guarded schema. */
export interface CompiledOperation {
  readonly kind: 'query' | 'mutation';
  readonly definition: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
  readonly run: CompiledQuery['query'];
}

/**
 * Compiles an operation of a document that has been validated.
 * @throws {GraphQLError} when there is no such operation, or it is a subscription.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): CompiledOperation {
  const definition = getOperationAST(document, operationName);
  if (!definition || definition.operation === 'subscription') {
    throw new GraphQLError('Name one query or mutation of the document', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  const compiled = compileQuery(schema, document, operationName ?? undefined, {
    disableLeafSerialization: false,
  });
  if (!isCompiledQuery(compiled)) {
    throw new GraphQLError(compiled.errors?.[0]?.message ?? 'The document cannot be executed', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  }
  return {
    kind: definition.operation,
    definition,
    schema,
    run: compiled.query,
  };
}

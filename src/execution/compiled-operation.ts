import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { operationShape } from './operation-shape.ts';

/**
 * Most selections of an operation with its fragments expanded, for compiling costs time by each of them: as many as the
 * longest document could have without fragments.
 */
const MAX_SELECTIONS = 2_000;

/** An operation compiled once for the guarded schema. */
export interface CompiledOperation {
  readonly kind: 'query' | 'mutation';
  readonly definition: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
  readonly run: CompiledQuery['query'];
}

/**
 * Compiles an operation of a document that has been validated.
 * @throws {GraphQLError} when there is no such operation, it is a subscription, or it is too large.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): CompiledOperation {
  const definition = getOperationAST(document, operationName);
  if (!definition || definition.operation === 'subscription') {
    throw refused('Name one query or mutation of the document', 'OPERATION_RESOLUTION_FAILURE');
  }
  if (operationShape(document, definition.selectionSet).size > MAX_SELECTIONS) {
    throw refused(`The operation selects more than ${MAX_SELECTIONS} fields, with its fragments expanded`);
  }
  const compiled = compileQuery(schema, document, operationName ?? undefined, {
    disableLeafSerialization: false,
  });
  if (!isCompiledQuery(compiled)) {
    throw refused(compiled.errors?.[0]?.message ?? 'The document cannot be executed');
  }
  return {
    kind: definition.operation,
    definition,
    schema,
    run: compiled.query,
  };
}

/** The document is at fault: HTTP says so, too. */
function refused(message: string, code = 'GRAPHQL_VALIDATION_FAILED'): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

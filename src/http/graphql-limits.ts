import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import { isTooLargeToEstimate, OperationCosts } from '../execution/operation-cost.ts';
import { operationShape } from '../execution/operation-shape.ts';
import { publicError } from '../execution/public-error.ts';

/** Fields inside fields. */
const MAX_DEPTH = 10;
/** Fields under another name, with fragments expanded. */
const MAX_ALIASES = 30;
/** Cost that one point of the rate limit pays for. */
const COST_OF_A_POINT = 1_000;

/** Refuses operations that ask for too much, before they run, and counts the others by what they cost. */
export function graphqlLimits(schema: GraphQLSchema, maxCost: number): ApolloServerPlugin<RequestContext> {
  const costs = new OperationCosts(schema);
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, operation, operationName, queryHash, request, contextValue }) {
        if (!operation) return;
        checkShape(document, operation);
        const key = `${queryHash} ${operationName}`;
        const cost = costOrNull(() => costs.costOf(key, document, operationName, request.variables ?? {}));
        check(
          'cost',
          'units of cost (fields, as often as pages may have entries, and prices)',
          cost ?? 0,
          maxCost,
        );
        const points = Math.ceil((cost ?? 0) / COST_OF_A_POINT);
        if (points <= 1) return;
        try {
          // the request itself was one
          await contextValue.spend(points - 1);
        } catch (error) {
          const { code, message, status, details } = publicError(error);
          throw new GraphQLError(message, { extensions: { code, ...details, http: { status } } });
        }
      },
    }),
  };
}

function checkShape(document: DocumentNode, { selectionSet }: OperationDefinitionNode): void {
  const { depth, aliases } = operationShape(document, selectionSet);
  check('depth', 'levels of fields inside fields', depth, MAX_DEPTH);
  check('aliases', 'aliases, with its fragments expanded', aliases, MAX_ALIASES);
}

/** Why the operations of a document would be refused whatever its variables are; `null`: they would not. */
export function problemOfShape(document: DocumentNode): string | null {
  try {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) checkShape(document, definition);
    }
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** `null`: the variables do not fit, which the operation itself will say. */
function costOrNull(work: () => number): number | null {
  try {
    return work();
  } catch (error) {
    if (isTooLargeToEstimate(error)) return Number.POSITIVE_INFINITY;
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function check(what: string, inWords: string, value: number, limit: number): void {
  if (value <= limit) return;
  const asked = Number.isFinite(value) ? { [what]: value } : {};
  throw new GraphQLError(
    `The operation has ${Number.isFinite(value) ? value : 'too many'} ${inWords}: at most ${limit}`,
    { extensions: { code: 'OPERATION_TOO_LARGE', ...asked, limit, http: { status: 400 } } },
  );
}

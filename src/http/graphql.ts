import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import type { RequestHandler } from 'express';
import {
  BREAK,
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { forbidden } from '../auth/guard.ts';
import type { RequestContext } from '../context.ts';
import { type CompiledOperation, compileOperation } from '../execution/compiled-operation.ts';
import { originalOf, type PublicError, publicError } from '../execution/public-error.ts';
import { runOperation } from '../execution/run-operation.ts';
import { standingHeaders } from '../rest/errors.ts';
import { statusForPlainJson } from './graphql-status.ts';
import { suggestionsByPermission } from './graphql-suggestions.ts';
import { sandboxLandingPage } from './pages/sandbox.ts';
import type { contextMaker } from './request-context.ts';
import { readTrustedDocuments, trustedOnly } from './trusted-documents.ts';

const COMPILED_OPERATIONS = 1_000;
/** Longest document, in tokens: lists of inputs belong into variables. */
const MAX_TOKENS = 2_000;

/** Most errors of one answer to a document that cannot be executed: whoever wrote it reads the first ones. */
const MAX_REQUEST_ERRORS = 5;

/**
 * Serves `/graphql`: Apollo Server parses, validates and formats; the operation runs as REST's do.
 * @param trustedDocuments path of the only documents that are run; without it any
 */
export async function graphqlHandler(
  schema: GraphQLSchema,
  makeContext: ReturnType<typeof contextMaker>,
  limits: ApolloServerPlugin<RequestContext>,
  trustedDocuments?: string,
): Promise<{ handler: RequestHandler; stop(): Promise<void> }> {
  const trusted = trustedDocuments
    ? [trustedOnly(readTrustedDocuments(trustedDocuments, schema, MAX_TOKENS))]
    : [];
  const compiled = new LRUCache<string, CompiledOperation>({ max: COMPILED_OPERATIONS });
  const server = new ApolloServer<RequestContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ queryHash, document, request, context }) => {
          // the name as it was asked for: Apollo's own is null for one that the document does not have
          const operationName = request.operationName ?? null;
          const key = `${queryHash} ${JSON.stringify(operationName)}`;
          let operation = compiled.get(key);
          if (!operation) {
            operation = compileOperation(schema, document, operationName);
            compiled.set(key, operation);
          }
          const requestContext = context as unknown as RequestContext;
          const answer = await runOperation(operation, requestContext, request.variables ?? {});
          replayed.set(requestContext, answer.replayed);
          const errors = answer.errors.map(asGraphQLError);
          return { data: answer.data, ...(errors.length > 0 ? { errors } : {}) };
        },
      }),
      stop: async () => undefined,
    },
    introspection: true, // for those who may: see introspectionByPermission
    persistedQueries: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatted,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      sandboxLandingPage(),
      ...trusted,
      introspectionByPermission,
      limits,
      replayHeader,
      fewErrors,
      suggestionsByPermission,
      statusForPlainJson,
    ],
  });
  await server.start();
  const handler = expressMiddleware(server, { context: async ({ req }) => asHttpFailure(makeContext(req)) });
  return { handler: onlyAnswerable(handler as RequestHandler), stop: () => server.stop() };
}

/** Apollo's own spellings: a client may name the charset, too. */
const ANSWERS = ['application/json', 'application/graphql-response+json'].flatMap((type) => [
  type,
  `${type}; charset=utf-8`,
]);

/** Refuses who would not take the answer before anything is done: Apollo looks at `Accept` when it has run the mutation. */
function onlyAnswerable(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST' || request.accepts(ANSWERS)) return handler(request, response, next);
    const message = `Accept one of ${ANSWERS.join(', ')}`;
    response.status(406).json({ errors: [{ message, extensions: { code: 'NOT_ACCEPTABLE' } }] });
  };
}

const replayed = new WeakMap<RequestContext, boolean>();

/** A public error as GraphQL carries it: the code and its details in `extensions`. */
function asGraphQLError(error: PublicError & { path?: readonly (string | number)[] }): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.path ? { path: error.path } : {}),
    // nothing was done: HTTP says so as well, for load balancers and clients that try again by it
    extensions: {
      code: error.code,
      ...error.details,
      ...(error.status === 503 ? { http: unavailable() } : {}),
    },
  });
}

const unavailable = () => ({ status: 503, headers: new HeaderMap(Object.entries(standingHeaders(503))) });

function formatted(shown: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { code, message, details } = publicError(error);
  // the parser's stack ends sooner than its tokens
  if (originalOf(error) instanceof RangeError)
    return { ...shown, message: 'The document is nested too deeply' };
  const known = shown.extensions?.code;
  if (known && known !== 'INTERNAL_SERVER_ERROR') return shown;
  return { ...shown, message, extensions: { code, ...details } };
}

/** Without a valid credential there is no operation: the HTTP status says so. */
async function asHttpFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const visible = publicError(error);
    throw new GraphQLError(visible.message, {
      originalError: error as Error,
      extensions: {
        code: visible.code,
        ...visible.details,
        http: {
          status: visible.status,
          headers: new HeaderMap(Object.entries(standingHeaders(visible.status))),
        },
      },
    });
  }
}

const introspectionByPermission: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    // here and not in validation: validated documents are cached, so a check there would let the next caller through
    didResolveOperation: async ({ document, contextValue }) => {
      if (contextValue.actor.permissions.has('schema.read') || !introspects(document)) return;
      const refusal = forbidden(['schema.read']);
      throw new GraphQLError(refusal.message, {
        extensions: { code: refusal.code, ...refusal.details, http: { status: refusal.status } },
      });
    },
  }),
};

/** Whether a valid document asks for the schema; `__typename` is no introspection in this sense. */
function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
      return found ? BREAK : undefined;
    },
  });
  return found;
}

const replayHeader: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response }) => {
      response.http.headers ??= new HeaderMap();
      if (replayed.get(contextValue)) response.http.headers.set('idempotent-replayed', 'true');
    },
  }),
};

/** Trims what parser and validation found; errors of fields stay, for each says why its field is null. */
const fewErrors: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body } }) => {
      if (body.kind !== 'single' || 'data' in body.singleResult) return;
      body.singleResult.errors = body.singleResult.errors?.slice(0, MAX_REQUEST_ERRORS);
    },
  }),
};

import { readFileSync } from 'node:fs';
import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import type { RequestContext } from '../context.ts';
import { problemOfShape } from './graphql-limits.ts';

/** The only documents that are run, by the names that clients send. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** A hash and its document (GraphQL Code Generator, Relay), or Apollo's manifest. */
const fileFormat = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
    })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  z.record(z.string().min(1), z.string().min(1)).transform((documents) => Object.entries(documents)),
]);

/**
 * Reads the file of trusted documents and checks each against the schema and the limits of documents.
 * @throws with every document that could not be run, so that a front end and its gateway are not found to disagree later.
 */
export function readTrustedDocuments(
  path: string,
  schema: GraphQLSchema,
  maxTokens: number,
): TrustedDocuments {
  const documents = new Map(entriesOf(path));
  const problems = [...documents].flatMap(([name, text]) => {
    const problem = problemOf(text, schema, maxTokens);
    return problem ? [`  ${name}: ${problem}`] : [];
  });
  if (documents.size === 0) problems.push('  there is none');
  if (problems.length > 0)
    throw new Error(`TRUSTED_DOCUMENTS: these documents of ${path} cannot be run:\n${problems.join('\n')}`);
  return documents;
}

function entriesOf(path: string): readonly (readonly [string, string])[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} cannot be read as JSON: ${(error as Error).message}`);
  }
  const parsed = fileFormat.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(
    `TRUSTED_DOCUMENTS: ${path} is neither {"<hash>": "<document>"} nor Apollo's persisted query manifest`,
  );
}

function problemOf(text: string, schema: GraphQLSchema, maxTokens: number): string | null {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    return (error as Error).message;
  }
  return validate(schema, document)[0]?.message ?? problemOfShape(document);
}

/** The `documentId` of a request: GraphQL over HTTP's word, of which Apollo Server knows nothing. */
function documentIdOf({ http }: GraphQLRequest): unknown {
  if (http?.method === 'GET') return new URLSearchParams(http.search).get('documentId') ?? undefined;
  return (http?.body as { documentId?: unknown } | undefined)?.documentId;
}

/** Runs trusted documents only, which clients name by `documentId` or `extensions.persistedQuery.sha256Hash`. */
export function trustedOnly(documents: TrustedDocuments): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ request }) {
      const { persistedQuery, ...extensions } = request.extensions ?? {};
      const id =
        documentIdOf(request) ?? (persistedQuery as { sha256Hash?: unknown } | undefined)?.sha256Hash;
      const text =
        typeof id === 'string' ? (documents.get(id) ?? documents.get(id.replace(/^sha256:/, ''))) : undefined;
      request.extensions = extensions;
      if (text !== undefined) {
        request.query = text;
        return;
      }
      // Apollo takes a refusal only once it has a document: any
      request.query = '{ __typename }';
      request.operationName = undefined;
      return {
        didResolveOperation: async () => {
          throw new GraphQLError(
            id === undefined
              ? 'Only documents known beforehand are run here: send documentId'
              : 'There is no document of this name here',
            { extensions: { code: 'DOCUMENT_NOT_TRUSTED', http: { status: 400 } } },
          );
        },
      };
    },
  };
}

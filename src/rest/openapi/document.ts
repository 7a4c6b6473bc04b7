import type { GraphQLSchema } from 'graphql';
import type { CompiledRoute } from '../compile.ts';
import { errorResponses, errorSchema } from './errors.ts';
import { servedOperation, tagOf } from './operation.ts';
import { type Schema, Schemas } from './schemas.ts';
import { securitySchemes } from './security.ts';

const text = (description: string, schema: object = { type: 'string' }) => ({ description, schema });

/** The OpenAPI 3.1 document of the table: the same rows that route, and the types of the schema that they run on. */
export function openApiDocument(rows: readonly CompiledRoute[], schema: GraphQLSchema): object {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, object>> = {};
  for (const row of rows) {
    const { path, method } = row.route;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = servedOperation(row, schema, schemas);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Inventory Gateway',
      version: '1',
      description:
        'The stock of an organization over REST. Every path runs an operation of the guarded GraphQL schema (`/graphql`). Quantities and costs are exact decimals with at most 4 places.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: Object.keys(securitySchemes).map((scheme) => ({ [scheme]: [] })),
    tags: [...new Set(Object.keys(paths).map(tagOf))].sort().map((name) => ({ name })),
    paths: sorted(paths),
    components: {
      securitySchemes,
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          ...text(
            'Makes it safe to send the request again: the same key and request get the first answer, and nothing is applied twice. Kept 48 hours.',
            { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
          ),
        },
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          ...text(
            'The version that the change is based on, as the ETag of the resource: `"3"`. Another one is refused with 412. The body’s `expectedVersion` does the same, with 409.',
            { type: 'string', pattern: '^(\\*|"\\d+")$' },
          ),
        },
      },
      headers: {
        ETag: text('The version of the resource, in quotes.'),
        RateLimitLimit: text('Points of the window that is nearest to its end.', { type: 'integer' }),
        RateLimitRemaining: text('Points left in that window.', { type: 'integer' }),
        RateLimitReset: text('When that window begins again: Unix time in seconds.', { type: 'integer' }),
        IdempotentReplayed: text(
          '`true`: this is the answer to an earlier request with the same Idempotency-Key.',
        ),
      },
      responses: errorResponses(),
      schemas: sorted({ Error: errorSchema as Schema, ...schemas.components }),
    },
  };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

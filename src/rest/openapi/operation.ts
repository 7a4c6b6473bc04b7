import type { GraphQLSchema } from 'graphql';
import type { CompiledRoute } from '../compile.ts';
import { documentation } from '../parameters.ts';
import type { Endpoint, PendingRoute, Route } from '../route.ts';
import { answerSchema } from './answer-schema.ts';
import { errorReferences } from './errors.ts';
import { sample } from './samples.ts';
import type { Schema, Schemas } from './schemas.ts';

/** The operation object of a row that answers. */
export function servedOperation(compiled: CompiledRoute, schema: GraphQLSchema, schemas: Schemas): object {
  const { route, body } = compiled;
  const writes = compiled.operation.kind === 'mutation';
  return {
    ...identity(route, route.description),
    parameters: [
      ...pathParameters(route.path, route.params),
      ...queryParameters(route),
      ...headerParameters(compiled),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemas.input(body.type), example: route.example ?? {} },
            },
          },
        }
      : {}),
    responses: {
      ...successes(compiled, schema, schemas),
      ...errorReferences([
        ...[400, 401, 403, 404, 500, 503],
        ...(body ? [413, 415] : []),
        ...(writes ? [409, 422] : []),
        ...(body?.hasVersion ? [412] : []),
      ]),
    },
  };
}

/** The operation object of a row that is still to come. */
export function pendingOperation(route: PendingRoute): object {
  return {
    ...identity(route, '**Not served yet**: answers 501, after the permission check.'),
    'x-pending': true,
    parameters: pathParameters(route.path),
    responses: errorReferences([401, 403, 501]),
  };
}

function identity({ id, path, summary, permissions }: Endpoint, description?: string) {
  const needed = `Permission: ${permissions.map((permission) => `\`${permission}\``).join(' and ')}.`;
  return {
    operationId: id,
    summary,
    description: description ? `${description}\n\n${needed}` : needed,
    tags: [tagOf(path)],
    security: [{ apiKey: permissions }],
    'x-permission': permissions,
  };
}

const tagNames: Readonly<Record<string, string>> = {
  adjustments: 'Adjustments',
  adjust: 'Adjustments',
  'record-stock': 'Adjustments',
  availability: 'Availability',
  channel: 'Channels',
  'channel-location': 'Channels',
  'cycle-count': 'Cycle counts',
  expired: 'Expiry',
  holds: 'Holds',
  'lot-control': 'Lots',
  'put-away': 'Put-away',
  replenishment: 'Replenishment',
  transfers: 'Transfers',
  'stock-requests': 'Stock requests',
};

/** The group that a path is shown in. */
export function tagOf(path: string): string {
  const segment = path.split('/').find((part) => part in tagNames);
  return (segment && tagNames[segment]) || 'Inventory';
}

function pathParameters(path: string, meanings: Readonly<Record<string, string>> = {}): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: meanings[name] ?? 'Id of the resource.',
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters({ query }: Route): object[] {
  return Object.entries(query).map(([name, type]) => {
    const { description, schema, required } = documentation(type);
    return { name, in: 'query', required, description, schema };
  });
}

function headerParameters({ operation, body }: CompiledRoute): object[] {
  if (operation.kind === 'query') return [];
  const key = { $ref: '#/components/parameters/IdempotencyKey' };
  return body?.hasVersion ? [key, { $ref: '#/components/parameters/IfMatch' }] : [key];
}

function successes(compiled: CompiledRoute, schema: GraphQLSchema, schemas: Schemas): Record<string, object> {
  const { route } = compiled;
  const answer = answerSchema(compiled, schema, schemas);
  const content = {
    'application/json': { schema: answer, example: sample(answer, schemas.components) },
  };
  const headers = successHeaders(compiled, answer, schemas);
  const meanings: Record<number, string> =
    typeof route.status === 'number' ? { [route.status]: route.summary } : route.status.among;
  return Object.fromEntries(
    Object.entries(meanings).map(([status, description]) => [
      status,
      { description, ...headers, ...(status === '204' ? {} : { content }) },
    ]),
  );
}

function successHeaders({ operation }: CompiledRoute, answer: Schema, schemas: Schemas) {
  const [only, ...others] = Object.values(answer.properties ?? {});
  const resource = only?.$ref ? schemas.components[only.$ref.split('/').at(-1) ?? ''] : only;
  const headers = {
    ...(others.length === 0 && resource?.properties?.version
      ? { ETag: { $ref: '#/components/headers/ETag' } }
      : {}),
    ...(operation.kind === 'query'
      ? {}
      : { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

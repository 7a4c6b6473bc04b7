import type { GraphQLSchema } from 'graphql';
import type { CompiledAction, CompiledRoute } from '../compile.ts';
import { documentation } from '../parameters.ts';
import type { Endpoint, Route } from '../route.ts';
import { answerSchema } from './answer-schema.ts';
import { errorReferences } from './errors.ts';
import { requestBody } from './request-body.ts';
import { sample } from './samples.ts';
import type { Schema, Schemas } from './schemas.ts';
import { securitySchemes } from './security.ts';

/** The operation object of a row that answers. */
export function servedOperation(compiled: CompiledRoute, schema: GraphQLSchema, schemas: Schemas): object {
  const { route, actions } = compiled;
  return {
    ...identity(route, described(route)),
    parameters: [
      ...pathParameters(route.path, route.params),
      ...queryParameters(route),
      ...headerParameters(compiled),
    ],
    ...requestBody(compiled, schemas),
    responses: {
      ...successes(compiled, schema, schemas),
      ...errorReferences([
        ...[400, 401, 403, 404, 429, 500, 503],
        ...(route.by !== null || hasBody(actions) ? [413, 415] : []),
        ...(isWrite(actions) ? [409, 422] : []),
        ...(hasVersion(actions) ? [412] : []),
      ]),
    },
  };
}

type Actions = CompiledRoute['actions'];
const hasBody = (actions: Actions) => actions.some(({ body }) => body !== null);
const hasVersion = (actions: Actions) => actions.some(({ body }) => body?.hasVersion);
const isWrite = (actions: Actions) => actions.some(({ operation }) => operation.kind === 'mutation');

/** The row in words, with its actions when it has several. */
function described({ by, when, actions, description }: Route): string | undefined {
  if (when !== null) {
    const given = actions.find(({ name }) => name === when)?.description;
    return [description, `With \`${when}\`: ${given}`].filter(Boolean).join('\n\n');
  }
  if (by === null) return description;
  const list = actions.map(({ name, description, needs }) => {
    const when = name === null ? `without \`${by}\`` : `\`${name}\``;
    return `- ${when}: ${description}${needs.length > 0 ? ` Needs ${codeList(needs)} as well.` : ''}`;
  });
  return [description, [`What \`${by}\` asks for:`, ...list].join('\n')].filter(Boolean).join('\n\n');
}

const codeList = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' and ');

function identity({ id, path, summary, permissions }: Endpoint, description?: string) {
  const needed = `Permission: ${codeList(permissions)}.`;
  return {
    operationId: id,
    summary,
    description: description ? `${description}\n\n${needed}` : needed,
    tags: [tagOf(path)],
    security: Object.keys(securitySchemes).map((scheme) => ({ [scheme]: permissions })),
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

function headerParameters({ actions }: CompiledRoute): object[] {
  if (!isWrite(actions)) return [];
  const key = { $ref: '#/components/parameters/IdempotencyKey' };
  return hasVersion(actions) ? [key, { $ref: '#/components/parameters/IfMatch' }] : [key];
}

/** What a row answers by status; where its actions differ, any of their answers. */
function successes({ route, actions }: CompiledRoute, schema: GraphQLSchema, schemas: Schemas) {
  const found = actions.flatMap((compiled) => {
    const { status } = compiled.action;
    const answer = answerSchema(compiled, schema, schemas);
    const headers = successHeaders(compiled, answer, schemas);
    const meanings = typeof status === 'number' ? { [status]: route.summary } : status.among;
    return Object.entries(meanings).map(([status, meaning]) => ({ status, meaning, answer, headers }));
  });
  return Object.fromEntries(
    [...Map.groupBy(found, ({ status }) => status)].map(([status, same]) => {
      const answers = distinct(same.map(({ answer }) => answer));
      const answer = answers.length > 1 ? { anyOf: answers } : (answers[0] ?? {});
      const media = { schema: answer, example: sample(answer, schemas.components) };
      const headers = Object.assign({}, ...same.map(({ headers }) => headers));
      return [
        status,
        {
          description: distinct(same.map(({ meaning }) => meaning)).join('; '),
          ...(Object.keys(headers).length > 0 ? { headers } : {}),
          ...(status === '204' ? {} : { content: { 'application/json': media } }),
        },
      ];
    }),
  );
}

/** Values without those that are written alike. */
const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

const rateLimitHeaders = Object.fromEntries(
  ['Limit', 'Remaining', 'Reset'].map((name) => [
    `X-RateLimit-${name}`,
    { $ref: `#/components/headers/RateLimit${name}` },
  ]),
);

function successHeaders({ operation }: CompiledAction, answer: Schema, schemas: Schemas): object {
  const [only, ...others] = Object.values(answer.properties ?? {});
  const resource = only?.$ref ? schemas.components[only.$ref.split('/').at(-1) ?? ''] : only;
  return {
    ...rateLimitHeaders,
    ...(others.length === 0 && resource?.properties?.version
      ? { ETag: { $ref: '#/components/headers/ETag' } }
      : {}),
    ...(operation.kind === 'query'
      ? {}
      : { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
  };
}

import { compileErrors, validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { routes } from '../../src/rest/routes/index.ts';
import { startGateway } from '../support/gateway.ts';

interface Media {
  schema: object;
  example?: unknown;
  examples?: Record<string, { summary: string; value: unknown }>;
}
interface Operation {
  operationId: string;
  description: string;
  security: object[];
  parameters: { name?: string; in?: string; description?: string; schema?: object; $ref?: string }[];
  requestBody?: { content: { 'application/json': Media } };
  responses: Record<string, { $ref?: string; content?: { 'application/json': Media } }>;
  'x-permission': string[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<
      string,
      { properties?: Record<string, { description?: string; $ref?: string; anyOf?: object[] }> }
    >;
    responses: Record<string, { content: { 'application/json': Media } }>;
  };
}

const gateway = await startGateway();
const answer = await gateway.call('GET', '/openapi.json');
const document: Document = answer.body;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, id: operation.operationId, operation })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'document', components: document.components });

/** What is wrong with the examples of a schema; one that has none is wrong. */
function problems({ schema, example, examples }: Media): unknown {
  // references in the document begin at its root
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'));
  const check = ajv.compile(absolute);
  const shown = examples ? Object.values(examples).map(({ value }) => value) : [example];
  if (shown.length === 0) return 'there is no example';
  for (const value of shown) if (!check(value)) return check.errors;
  return null;
}

describe('GET /openapi.json', () => {
  it('is valid OpenAPI 3.1, for everybody to read', async () => {
    expect(answer.status).toBe(200);
    expect(document.openapi).toMatch(/^3\.1\./);
    const result = await validate(structuredClone(document) as unknown as Parameters<typeof validate>[0]);
    expect(result.valid || compileErrors(result)).toBe(true);
  });

  it('has every row of the table, with its permissions', () => {
    const listed = operations.map(({ id, path, method, operation }) => [
      id,
      `${method.toUpperCase()} ${path}`,
      operation['x-permission'],
    ]);
    const table = routes.map(({ id, method, path, permissions }) => [id, `${method} ${path}`, permissions]);
    expect(listed.sort()).toEqual(table.sort());
    for (const { operation } of operations) {
      for (const permission of operation['x-permission']) expect(operation.description).toContain(permission);
      expect(operation.security).toEqual(
        ['apiKey', 'token', 'session'].map((scheme) => ({ [scheme]: operation['x-permission'] })),
      );
    }
  });

  it.each(operations)(
    'describes $id: parameters, body, answers, errors',
    ({ id, path, method, operation }) => {
      for (const parameter of operation.parameters) {
        if (!parameter.$ref) expect(parameter.description, parameter.name).toBeTruthy();
      }
      const names = operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect(names).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      const statuses = Object.keys(operation.responses);
      expect(statuses).toEqual(expect.arrayContaining(['400', '401', '403', '500', '503']));
      if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['413', '415']));
      const isWrite = operation.parameters.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey'));
      expect(isWrite).toBe(method !== 'get' && !['checkAvailability', 'validateLots'].includes(id));
      if (isWrite) expect(statuses).toEqual(expect.arrayContaining(['409', '422']));
      const successes = statuses.filter((status) => status.startsWith('2'));
      expect(successes).not.toEqual([]);
      for (const status of successes.filter((each) => each !== '204'))
        expect(operation.responses[status]?.content).toBeDefined();
    },
  );

  it.each(operations)('shows examples for $id that are valid', ({ operation }) => {
    if (operation.requestBody) expect(problems(operation.requestBody.content['application/json'])).toBeNull();
    for (const response of Object.values(operation.responses)) {
      if (response.content) expect(problems(response.content['application/json'])).toBeNull();
    }
  });

  it('shows examples of errors that are valid', () => {
    for (const [name, { content }] of Object.entries(document.components.responses)) {
      expect([name, problems(content['application/json'])]).toEqual([name, null]);
    }
  });

  it('describes every field', () => {
    for (const [name, { properties = {} }] of Object.entries(document.components.schemas)) {
      for (const [field, schema] of Object.entries(properties))
        expect(schema.description, `${name}.${field}`).toBeTruthy();
    }
  });
});

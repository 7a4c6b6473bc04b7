import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { Answer, TestGateway } from './gateway.ts';

interface Media {
  schema: object;
}
interface Operation {
  operationId: string;
  responses: Record<string, { $ref?: string; content?: { 'application/json': Media } }>;
}

/** Objects with listed properties have no others: an answer with a field that is not published does not pass. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, closed(inner)]);
  const schema = Object.fromEntries(entries);
  return schema.type === 'object' && schema.properties && !('fields' in schema.properties)
    ? { ...schema, additionalProperties: false }
    : schema;
}

/** Compares answers with what `GET /openapi.json` publishes: every field there, of its type, and no other. */
export async function publishedAnswers(gateway: TestGateway) {
  const { body: document } = await gateway.call('GET', '/openapi.json');
  const operations = new Map<string, Operation>(
    Object.values<Record<string, Operation>>(document.paths)
      .flatMap((item) => Object.values(item))
      .map((operation) => [operation.operationId, operation]),
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', components: closed(document.components) });
  return (operationId: string, answer: Answer, status: number): Answer['body'] => {
    expect([answer.status, answer.body], operationId).toEqual([status, expect.anything()]);
    const response = operations.get(operationId)?.responses[String(status)];
    const name = response?.$ref?.split('/').at(-1);
    const media = (name ? document.components.responses[name] : response)?.content['application/json'];
    const schema = JSON.stringify(closed(media?.schema)).replaceAll('"#/components', '"document#/components');
    const check = ajv.compile(JSON.parse(schema));
    expect(check(answer.body) ? null : check.errors, `${operationId} ${status}`).toBeNull();
    return answer.body;
  };
}

import { readFileSync } from 'node:fs';
import { type GraphQLInputField, getNamedType, isEnumType, isInputObjectType, typeFromAST } from 'graphql';
import { describe, expect, it } from 'vitest';
import { requirementOf } from '../../src/auth/guard.ts';
import { resolvers } from '../../src/resolvers/index.ts';
import { rowName } from '../../src/rest/body-names.ts';
import { compileRoute, rootFields } from '../../src/rest/compile.ts';
import { documentation } from '../../src/rest/parameters.ts';
import { routes } from '../../src/rest/routes/index.ts';
import { buildGatewaySchema } from '../../src/schema/build-schema.ts';

/** The published contract, as integrators have it: a copy of contract/endpoints.tsv. */
const contract = readFileSync(new URL('endpoints.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [method = '', path = '', summary, , , permissions = ''] = line.split('\t');
    return { endpoint: `${method} ${path}`, summary, permissions: permissions.split(', ').sort() };
  });

/** Documented in prose only. */
const analytics = {
  endpoint: 'GET /api/inventory/analytics',
  summary: 'Get inventory analytics',
  permissions: ['inventory.read'],
};

/** Ours, beyond the published surface: all of it below one path. */
const ADMIN = '/api/admin/';

const byEndpoint = (a: { endpoint: string }, b: { endpoint: string }) => (a.endpoint < b.endpoint ? -1 : 1);
const schema = buildGatewaySchema(resolvers);

describe('the table of REST rows', () => {
  it('is the published contract: nothing missing, nothing undocumented', () => {
    const published = routes.filter(({ path }) => !path.startsWith(ADMIN));
    const table = published.map(({ method, path, summary, permissions }) => ({
      endpoint: `${method} ${path}`,
      summary,
      permissions: [...permissions].sort(),
    }));
    expect(table.sort(byEndpoint)).toEqual([...contract, analytics].sort(byEndpoint));
  });

  it('has rows of ours for those who look after an organization', () => {
    const ours = routes.filter(({ path }) => path.startsWith(ADMIN));
    expect(ours.map(({ method, path, permissions }) => `${method} ${path}: ${permissions}`)).toEqual([
      'GET /api/admin/api-keys: admin.read',
      'POST /api/admin/api-keys: admin.write',
      'GET /api/admin/api-keys/{id}: admin.read',
      'PATCH /api/admin/api-keys/{id}: admin.write',
      'POST /api/admin/api-keys/{id}/rotate: admin.write',
      'DELETE /api/admin/api-keys/{id}: admin.write',
      'GET /api/admin/audit-entries: admin.read',
      'GET /api/admin/webhooks: admin.read',
      'POST /api/admin/webhooks: admin.write',
      'GET /api/admin/webhooks/{id}: admin.read',
      'PATCH /api/admin/webhooks/{id}: admin.write',
      'DELETE /api/admin/webhooks/{id}: admin.write',
    ]);
  });

  it('has ids that never change', () => {
    expect(
      Object.fromEntries(routes.map(({ id, method, path }) => [id, `${method} ${path}`])),
    ).toMatchSnapshot();
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
  });

  const served = routes.map((row) => compileRoute(row, schema, requirementOf));

  it.each(served)('asks for $route.id what the rule map asks for its operation', (compiled) => {
    for (const { operation } of compiled.actions) expect(rootFields(operation)).not.toEqual([]);
    expect([...(compiled.requirement ?? ['no rule'])].sort()).toEqual([...compiled.route.permissions].sort());
  });

  const actions = served.flatMap(({ route, actions }) =>
    actions.map((compiled) => ({ ...compiled, route, name: rowName(route, compiled.action) })),
  );

  it.each(actions)('takes for $name the values that the schema knows', ({ route, operation }) => {
    const inputOf = (name: string) => {
      const definition = operation.definition.variableDefinitions?.find(
        ({ variable }) => variable.name.value === name,
      );
      const type = definition && typeFromAST(schema, definition.type);
      return isInputObjectType(type) ? type.getFields() : {};
    };
    const valuesOf = (field: GraphQLInputField | undefined) => {
      const type = field && getNamedType(field.type);
      return isEnumType(type) ? type.getValues().map(({ name }) => name) : undefined;
    };
    for (const [name, type] of Object.entries(route.query)) {
      const known =
        name === 'sort'
          ? valuesOf(inputOf('sort').field)?.flatMap((field) => [field, `-${field}`])
          : valuesOf(inputOf('filter')[name]);
      const listed = documentation(type).schema.enum as string[] | undefined;
      if (known) expect([name, [...(listed ?? [])].sort()]).toEqual([name, [...known].sort()]);
    }
  });

  it.each(served)('says what the path parameters of $route.id mean', ({ route }) => {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(route.params ?? {})).toEqual(names);
  });

  it.each(actions)('has an example for the body of $name', ({ action, body }) => {
    expect(action.example !== undefined).toBe(body !== null);
  });

  it.each(actions)('says in one line what $name does, where there is a choice', ({ route, action }) => {
    if (route.by !== null) expect(action.description).toMatch(/^[^\n]+$/);
  });
});

import { requirementOf } from '../../src/auth/guard.ts';
import { resolvers } from '../../src/resolvers/index.ts';
import { rowName } from '../../src/rest/body-names.ts';
import { compileRoute, rootFields as fieldsOf } from '../../src/rest/compile.ts';
import type { Action, Route } from '../../src/rest/route.ts';
import { routes } from '../../src/rest/routes/index.ts';
import { buildGatewaySchema } from '../../src/schema/build-schema.ts';
import { type RootField, rootFields } from './root-fields.ts';

/** What a row that is served does, or one of the things: with the root field that it runs. */
export interface ServedAction extends Route {
  /** `updateTransfer.ship`; a row that does one thing is called by its id. */
  name: string;
  action: Action;
  root: RootField;
}

const schema = buildGatewaySchema(resolvers);

/** Every row, by action. */
export const servedActions: readonly ServedAction[] = routes.flatMap((route) => {
  return compileRoute(route, schema, requirementOf).actions.flatMap(({ action, operation }) => {
    const root = rootFields.find((field) => field.name === fieldsOf(operation)[0]);
    return root ? [{ ...route, name: rowName(route, action), action, root }] : [];
  });
});

type Values = Readonly<Record<string, unknown>>;

/** The values of the path parameters that an action takes for its input. */
export const paramsOf = ({ action: { fromPath } }: ServedAction, input: Values): Values =>
  Object.fromEntries(Object.entries(fromPath).map(([field, parameter]) => [parameter, input[field]]));

/** An operation's input as the body that is published for it. */
export function bodyOf(
  { by, isFlag, action: { name, fromPath, rename } }: ServedAction,
  input: Values,
): Values {
  const published = (field: string) => Object.keys(rename).find((key) => rename[key] === field) ?? field;
  const fields = Object.entries(input).filter(([field]) => !(field in fromPath));
  return {
    ...(by === null || name === null ? {} : { [by]: isFlag || name }),
    ...Object.fromEntries(fields.map(([field, value]) => [published(field), value])),
  };
}

/** The request of a row, with the path and query that it needs. */
export function requestOf(row: ServedAction, args: Record<string, unknown>) {
  const { path, query, method } = row;
  const input = (args.input ?? {}) as Record<string, unknown>;
  const known = { ...args, ...paramsOf(row, input) };
  const filled = path.replace(/\{(\w+)\}/, (_all, name) =>
    encodeURIComponent(String(known[name] ?? args.id ?? args.productMasterId)),
  );
  const filter = (args.filter ?? {}) as Record<string, unknown>;
  // a query has room for one line
  const [line = {}] = (method === 'GET' ? (input.lines ?? []) : []) as Record<string, unknown>[];
  const parameters = Object.keys(query).flatMap((name) => {
    const value = args[name] ?? filter[name] ?? line[name] ?? (name === 'batchId' ? args.id : undefined);
    return value === undefined ? [] : [[name, String(value)] as [string, string]];
  });
  const search = new URLSearchParams(parameters).toString();
  return {
    method,
    path: search ? `${filled}?${search}` : filled,
    body: method === 'GET' ? undefined : bodyOf(row, input),
  };
}

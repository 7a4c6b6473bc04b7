import { GraphQLInputObjectType } from 'graphql';
import type { Action, BodyNames, Route } from './route.ts';

/** `updateTransfer`, or `updateTransfer.ship` of a row with several actions. */
export const rowName = ({ id }: { id: string }, { name }: Pick<Action, 'name'>): string =>
  name === null ? id : `${id}.${name}`;

/** Whether the body is the input as it stands. */
export const isPlain = ({ fromPath, rename }: BodyNames): boolean =>
  Object.keys(fromPath).length + Object.keys(rename).length === 0;

/**
 * The input type as it is published: without the fields that come from the path, and with the published names. A body
 * is checked against it, so whatever is wrong is said in the words of the caller.
 * @throws when the names do not fit the input or the path: the gateway does not start.
 */
export function publishedInput(
  input: GraphQLInputObjectType,
  route: Route,
  action: Action,
): GraphQLInputObjectType {
  const { path, by } = route;
  const config = input.toConfig();
  const misfit = (why: string) => new Error(`${rowName(route, action)}: ${why}`);
  for (const [field, parameter] of Object.entries(action.fromPath))
    if (!path.includes(`{${parameter}}`)) throw misfit(`${field} comes from no parameter of ${path}`);
  for (const field of [...Object.keys(action.fromPath), ...Object.values(action.rename)])
    if (!(field in config.fields)) throw misfit(`${input.name} has no field ${field}`);
  const published = Object.keys(config.fields)
    .filter((field) => !(field in action.fromPath))
    .map((field) => [publishedName(action, field), field] as const);
  const names = [...published.map(([name]) => name), by];
  if (new Set(names).size < names.length) throw misfit('two fields of its body have one name');
  if (isPlain(action)) return input;
  const fields = published.map(([name, field]) => [name, config.fields[field]]);
  return new GraphQLInputObjectType({ ...config, fields: Object.fromEntries(fields) });
}

function publishedName({ rename }: BodyNames, field: string): string {
  return Object.entries(rename).find(([, renamed]) => renamed === field)?.[0] ?? field;
}

/** The operation's input: what was sent, under the names of the schema, with what came from the path. */
export function inputOf(
  { fromPath, rename }: BodyNames,
  body: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries([
    ...Object.entries(body).map(([name, value]) => [
      Object.hasOwn(rename, name) ? rename[name] : name,
      value,
    ]),
    ...Object.entries(fromPath).map(([field, parameter]) => [field, params[parameter]]),
  ]);
}

/** What a path of the operation's input is called by those who sent it: `id.x` is `taskId.x`. */
export function publishedPath(names: BodyNames, path: string): string {
  const [field = ''] = /^\w*/.exec(path) ?? [];
  const name = Object.hasOwn(names.fromPath, field) ? names.fromPath[field] : publishedName(names, field);
  return `${name}${path.slice(field.length)}`;
}

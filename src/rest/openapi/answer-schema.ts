import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Answer } from '../answer.ts';
import { type CompiledAction, fragmentsOf } from '../compile.ts';
import { described, fieldsOf, responseKey, type Schema, type Schemas } from './schemas.ts';

const pagination: Schema = {
  type: 'object',
  description: 'Where the page stands in the list.',
  properties: {
    page: { type: 'integer', description: 'Which page this is, from 1.' },
    pageSize: { type: 'integer', description: 'How many entries a page has at most.' },
    total: { type: 'integer', description: 'How many entries the list has under its filters.' },
    totalPages: { type: 'integer', description: 'How many pages the list has.' },
  },
  required: ['page', 'pageSize', 'total', 'totalPages'],
};

/** The schema of an action's answer: what its operation selects, under the published keys. */
export function answerSchema(
  { action, operation }: CompiledAction,
  schema: GraphQLSchema,
  schemas: Schemas,
): Schema {
  const root = operation.kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const fragments = fragmentsOf(action.operation);
  const at = (path: string): Schema => {
    const found = root && selected(root, operation.definition.selectionSet, path.split('.'), fragments);
    if (!found) throw new Error(`${operation.definition.name?.value} selects no ${path}`);
    const { field, node } = found;
    return { ...schemas.output(field.type, node.selectionSet, fragments), ...described(field.description) };
  };
  const part = (value: Answer[string]): Schema => {
    if (typeof value === 'string') return at(value);
    if (value.kind === 'found') return notNull(at(value.at));
    if (value.kind === 'withheld') {
      const list = at(value.at);
      schemas.makeOptional(list.items, value.keys);
      return list;
    }
    at(`${value.at}.totalCount`); // the operation must select what the pagination is made of
    schemas.components.Pagination ??= pagination;
    return { $ref: '#/components/schemas/Pagination' };
  };
  const properties = Object.fromEntries(
    Object.entries(action.answer).map(([key, value]) => [key, part(value)]),
  );
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** The field at a path of what an operation selects. */
function selected(
  type: GraphQLObjectType,
  selection: SelectionSetNode,
  [key, ...below]: readonly string[],
  fragments: ReturnType<typeof fragmentsOf>,
): { field: GraphQLField<unknown, unknown>; node: FieldNode } | null {
  const node = fieldsOf(selection, fragments).find((field) => responseKey(field) === key);
  const field = node && type.getFields()[node.name.value];
  if (!node || !field) return null;
  if (below.length === 0) return { field, node };
  const next = getNamedType(field.type);
  return isObjectType(next) && node.selectionSet ? selected(next, node.selectionSet, below, fragments) : null;
}

/** A resource that was found is not null. */
function notNull({ anyOf, type, ...rest }: Schema): Schema {
  if (anyOf) return { ...anyOf[0], ...rest };
  if (typeof type === 'object') return { ...rest, type: type.find((name) => name !== 'null') ?? 'object' };
  return { ...rest, ...(type === undefined ? {} : { type }) };
}

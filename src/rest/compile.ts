import {
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  Kind,
  typeFromAST,
  validate,
} from 'graphql';
import type { Permission } from '../auth/permissions.ts';
import { type CompiledOperation, compileOperation } from '../execution/compiled-operation.ts';
import { publishedInput, rowName } from './body-names.ts';
import type { Action, Route } from './route.ts';

/** What a root field of the schema asks of its caller: the rule map, handed in because REST does not know it. */
export type RequirementOf = (kind: 'query' | 'mutation', field: string) => readonly Permission[] | undefined;

/** The JSON body of an action: it is the operation's variable `input`, under its published names. */
export interface BodyType {
  readonly type: GraphQLInputType;
  readonly object: GraphQLInputObjectType;
  /** An operation with no variable but `input`, to check a body although the rest of the request is bad. */
  readonly check: CompiledOperation;
  /** Whether it differs from the operation's input. */
  readonly isRenamed: boolean;
  /** Whether it has `expectedVersion`, which `If-Match` then fills. */
  readonly hasVersion: boolean;
}

/** An action ready to run. */
export interface CompiledAction {
  readonly action: Action;
  readonly operation: CompiledOperation;
  readonly body: BodyType | null;
}

/** A row ready to run. */
export interface CompiledRoute {
  readonly route: Route;
  readonly actions: readonly CompiledAction[];
  /**
   * The permissions of every root field of its operations, but for what an action needs beside them; `null` when a
   * field has no rule: then nobody may.
   */
  readonly requirement: readonly Permission[] | null;
}

/**
 * Compiles a row's operations on the guarded schema.
 * @throws when one does not fit the schema, or asks for other permissions than its row and what it says it needs: the
 * gateway does not start.
 */
export function compileRoute(
  route: Route,
  schema: GraphQLSchema,
  requirementOf: RequirementOf,
): CompiledRoute {
  const actions = route.actions.map((action) => compileAction(route, action, schema));
  const asked = actions.map(({ action, operation }) => ({
    needs: action.needs,
    all: requirement(operation, requirementOf),
  }));
  if (asked.some(({ all }) => all === null)) return { route, actions, requirement: null };
  // the caller is let in before the body is read, so what it says must not matter, but for what an action needs beside
  const [base] = asked.filter(({ needs }) => needs.length === 0).map(({ all }) => all ?? []);
  const known = new Set(base);
  const fits = asked.every(({ needs, all }) =>
    needs.length === 0
      ? sameSet(known, new Set(all))
      : needs.every((each) => all?.includes(each) && !known.has(each)) &&
        new Set(all).isSubsetOf(known.union(new Set(needs))),
  );
  if (!base || !fits) throw new Error(`The actions of ${route.id} ask for different permissions`);
  return { route, actions, requirement: base };
}

const sameSet = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean =>
  one.size === other.size && one.isSubsetOf(other);

/** Rows are compiled once for a schema, however many gateways a process has on it. */
const compiled = new WeakMap<GraphQLSchema, WeakMap<Action, CompiledAction>>();

function compileAction(route: Route, action: Action, schema: GraphQLSchema): CompiledAction {
  const known = compiled.get(schema) ?? new WeakMap<Action, CompiledAction>();
  compiled.set(schema, known);
  const found = known.get(action) ?? compileAnew(route, action, schema);
  known.set(action, found);
  return found;
}

function compileAnew(route: Route, action: Action, schema: GraphQLSchema): CompiledAction {
  const problems = validate(schema, action.operation);
  if (problems.length > 0)
    throw new Error(
      `The operation of ${rowName(route, action)} does not fit the schema: ${problems[0]?.message}`,
    );
  const operation = compileOperation(schema, action.operation);
  return { action, operation, body: bodyOf(operation, route, action) };
}

function bodyOf(operation: CompiledOperation, route: Route, action: Action): BodyType | null {
  const definition = operation.definition.variableDefinitions?.find(
    ({ variable }) => variable.name.value === 'input',
  );
  const type = definition && typeFromAST(operation.schema, definition.type);
  if (!definition || !type || !isInputType(type)) return null;
  const input = getNullableType(type);
  if (!isInputObjectType(input)) return null;
  const object = publishedInput(input, route, action);
  const isRenamed = object !== input;
  return {
    type: isRenamed ? object : type,
    object,
    isRenamed,
    check: {
      ...operation,
      schema: isRenamed ? new GraphQLSchema({ types: [object] }) : operation.schema,
      definition: { ...operation.definition, variableDefinitions: [definition] },
    },
    hasVersion: 'expectedVersion' in object.getFields(),
  };
}

function requirement(
  operation: CompiledOperation,
  requirementOf: RequirementOf,
): readonly Permission[] | null {
  const needed = new Set<Permission>();
  for (const field of rootFields(operation)) {
    const permissions = requirementOf(operation.kind, field);
    if (!permissions) return null;
    for (const permission of permissions) needed.add(permission);
  }
  return [...needed];
}

/** The names of the root fields that an operation runs. */
export function rootFields({ definition }: CompiledOperation): string[] {
  return definition.selectionSet.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) throw new Error('An operation of REST names its root fields directly');
    return selection.name.value;
  });
}

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode) {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

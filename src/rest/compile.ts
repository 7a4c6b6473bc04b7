import {
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  Kind,
  typeFromAST,
  validate,
} from 'graphql';
import type { Permission } from '../auth/permissions.ts';
import { type CompiledOperation, compileOperation } from '../execution/compiled-operation.ts';
import type { Route } from './route.ts';

/** What a root field of the schema asks of its caller: the rule map, handed in because REST does not know it. */
export type RequirementOf = (kind: 'query' | 'mutation', field: string) => readonly Permission[] | undefined;

/** The JSON body of a row: it is the operation's variable `input`. */
export interface BodyType {
  readonly type: GraphQLInputType;
  readonly object: GraphQLInputObjectType;
  /** The operation with no variable but `input`, to check a body although the rest of the request is bad. */
  readonly check: CompiledOperation;
  /** Whether it has `expectedVersion`, which `If-Match` then fills. */
  readonly hasVersion: boolean;
}

/** A row ready to run. */
export interface CompiledRoute {
  readonly route: Route;
  readonly operation: CompiledOperation;
  readonly body: BodyType | null;
  /** The permissions of every root field of the operation; `null` when one has no rule: then nobody may. */
  readonly requirement: readonly Permission[] | null;
}

/**
 * Compiles a row's operation on the guarded schema.
 * @throws when the operation does not fit the schema: the gateway does not start.
 */
export function compileRoute(
  route: Route,
  schema: GraphQLSchema,
  requirementOf: RequirementOf,
): CompiledRoute {
  const problems = validate(schema, route.operation);
  if (problems.length > 0)
    throw new Error(`The operation of ${route.id} does not fit the schema: ${problems[0]?.message}`);
  const operation = compileOperation(schema, route.operation);
  return {
    route,
    operation,
    body: bodyOf(operation),
    requirement: requirement(operation, requirementOf),
  };
}

function bodyOf(operation: CompiledOperation): BodyType | null {
  const definition = operation.definition.variableDefinitions?.find(
    ({ variable }) => variable.name.value === 'input',
  );
  const type = definition && typeFromAST(operation.schema, definition.type);
  if (!definition || !type || !isInputType(type)) return null;
  const object = getNullableType(type);
  if (!isInputObjectType(object)) return null;
  return {
    type,
    object,
    check: { ...operation, definition: { ...operation.definition, variableDefinitions: [definition] } },
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

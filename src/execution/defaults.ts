import {
  astFromValue,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';
import type { CompiledOperation } from './compiled-operation.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The variables of an operation with the defaults of what was not given, in variables and in the fields of inputs:
 * graphql-jit overlooks a default where null is not allowed, and refuses the operation.
 */
export function withDefaults(operation: CompiledOperation, variables: Variables): Record<string, unknown> {
  const completed: Record<string, unknown> = { ...variables };
  for (const { variable, type: node, defaultValue } of operation.definition.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (completed[name] === undefined && defaultValue) completed[name] = valueFromASTUntyped(defaultValue);
    const type = typeFromAST(operation.schema, node);
    if (isInputType(type) && hasDefaults(type)) completed[name] = complete(completed[name], type);
  }
  return completed;
}

function complete(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return complete(value, type.ofType);
  if (value === null || value === undefined || !hasDefaults(type)) return value;
  if (isListType(type)) {
    const entries = type.ofType as GraphQLInputType;
    return Array.isArray(value) ? value.map((entry) => complete(entry, entries)) : complete(value, entries);
  }
  return isInputObjectType(type) && typeof value === 'object' ? completeFields(value, type) : value;
}

function completeFields(value: object, type: GraphQLInputObjectType): object {
  const completed: Record<string, unknown> = { ...value };
  for (const field of Object.values(type.getFields())) {
    const given = completed[field.name];
    if (given !== undefined) completed[field.name] = complete(given, field.type);
    else if (field.defaultValue !== undefined) {
      const literal = astFromValue(field.defaultValue, field.type);
      if (literal) completed[field.name] = valueFromASTUntyped(literal);
    }
  }
  return completed;
}

const known = new WeakMap<GraphQLInputObjectType, boolean>();

/** Whether a type has fields with defaults somewhere, so that large inputs without any are not walked through. */
function hasDefaults(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return false;
  const answer = known.get(named);
  if (answer !== undefined) return answer;
  known.set(named, false); // a type that contains itself
  const found = Object.values(named.getFields()).some(
    (field) => field.defaultValue !== undefined || hasDefaults(field.type),
  );
  known.set(named, found);
  return found;
}

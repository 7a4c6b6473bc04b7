import { type GraphQLInputType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { type FieldProblem, fieldPath } from '../domain/errors.rules.ts';

/**
 * GraphQL takes a single value where a list is wanted. In REST that is a wrongly typed field: the documented schema
 * says array.
 */
export function listProblems(
  value: unknown,
  type: GraphQLInputType,
  path: readonly (string | number)[] = [],
): FieldProblem[] {
  if (value == null) return [];
  if (isNonNullType(type)) return listProblems(value, type.ofType, path);
  if (isListType(type)) {
    if (!Array.isArray(value)) return [{ path: fieldPath(path), message: 'must be a list' }];
    return value.flatMap((entry, index) => listProblems(entry, type.ofType, [...path, index]));
  }
  if (!isInputObjectType(type) || typeof value !== 'object') return [];
  const fields = type.getFields();
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field ? listProblems(inner, field.type, [...path, name]) : [];
  });
}

import { coerceInputValue, isInputType, typeFromAST } from 'graphql';
import { type FieldProblem, fieldPath, invalid } from '../domain/errors.rules.ts';
import type { CompiledOperation } from './compiled-operation.ts';

const MAX_PROBLEMS = 50;

/**
 * Checks the variables of an operation against the schema and reports every bad field with its path, before
 * anything is executed. The variable's own name is left out of the path when it is `input`, so that a path names
 * the same field in REST and GraphQL.
 * @throws VALIDATION_FAILED
 */
export function checkVariables(
  operation: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
): void {
  const problems: FieldProblem[] = [];
  for (const definition of operation.definition.variableDefinitions ?? []) {
    const type = typeFromAST(operation.schema, definition.type);
    const name = definition.variable.name.value;
    if (!type || !isInputType(type)) continue;
    const value = variables[name];
    if (value === undefined) {
      if (definition.type.kind === 'NonNullType' && !definition.defaultValue)
        problems.push({ path: name, message: 'is required' });
      continue;
    }
    const prefix = name === 'input' ? [] : [name];
    const before = problems.length;
    badText(value, prefix, problems);
    if (problems.length > before) continue;
    coerceInputValue(value, type, (path, _invalid, error) => {
      const { message, field } = plain(error.message);
      problems.push({ path: fieldPath([...prefix, ...path, ...field]) || name, message });
    });
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (problems.length > 0) throw invalid(unique(problems).slice(0, MAX_PROBLEMS));
}

/** graphql-js speaks of types; callers of REST know fields. Adds the field's name where its path lacks it. */
function plain(message: string): { message: string; field: string[] } {
  const missing = /^Field "(\w+)" of required type ".+" was not provided\.$/.exec(message);
  if (missing?.[1]) return { message: 'is required', field: [missing[1]] };
  const unknown = /^Field "(.+?)" is not defined by type "\w+"\.(.*)$/s.exec(message);
  if (unknown?.[1]) return { message: `is not a known field.${unknown[2] ?? ''}`, field: [unknown[1]] };
  const scalar = /^Expected type "\w+"\. (.*)$/s.exec(message);
  return { message: scalar?.[1] ?? message, field: [] };
}

/** Deeper than any input of the schema; what is deeper is refused before anything walks it. */
const DEEPEST = 30;

/** PostgreSQL has no text with NUL, and a lone surrogate is no text at all. */
function badText(value: unknown, path: (string | number)[], problems: FieldProblem[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      problems.push({ path: fieldPath(path), message: 'has characters that are not text' });
    }
  } else if (value && typeof value === 'object') {
    if (path.length > DEEPEST) {
      problems.push({ path: fieldPath(path.slice(0, 3)), message: 'is nested too deeply' });
      return;
    }
    for (const [key, entry] of Object.entries(value)) {
      badText(entry, [...path, Array.isArray(value) ? Number(key) : key], problems);
    }
  }
}

function unique(problems: FieldProblem[]): FieldProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

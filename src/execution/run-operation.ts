import type { ExecutionResult } from 'graphql';
import { type RequestContext, Scope, scopeOf } from '../context.ts';
import { failureOf } from '../platform/database/failures.ts';
import { together } from '../platform/together.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import { withDefaults } from './defaults.ts';
import { claimKey, requestHash, storeAnswer } from './idempotency.ts';
import { originalOf, type PublicError, publicError } from './public-error.ts';
import { withRetries } from './retries.ts';
import { checkVariables } from './variables.ts';

/** The answer of an operation, the same for both transports: errors are in the form that callers may see. */
export interface OperationAnswer {
  data: Record<string, unknown> | null;
  errors: (PublicError & { path?: readonly (string | number)[] })[];
  /** The answer is that of an earlier request with the same Idempotency-Key. */
  replayed: boolean;
}

/**
 * Runs a compiled operation in one transaction: read-only for a query, and for a mutation one that carries the
 * idempotency key, the effect and the stored answer together. Deadlocks are retried inside.
 */
export async function runOperation(
  operation: CompiledOperation,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
): Promise<OperationAnswer> {
  try {
    checkVariables(operation, variables);
    if (operation.kind === 'query') return await runQuery(operation, context, variables);
    return await withRetries(() => runMutation(operation, context, variables));
  } catch (error) {
    return { data: null, errors: [report(error, context)], replayed: false };
  }
}

async function runQuery(
  operation: CompiledOperation,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
): Promise<OperationAnswer> {
  const scope = new Scope(context, 'read');
  context.scope = scope;
  try {
    const result = await execute(operation, context, variables);
    const away = awayError(result);
    // fields that were read beside it fail with it, or not, by chance: there is no answer
    if (away) throw away;
    await scope.commit();
    return present(result, context);
  } finally {
    await scope.rollback();
  }
}

/**
 * Runs a mutation: all of its root fields, or none. A refusal by a business rule is remembered under the key, with
 * the effect undone; a malformed request, a fault and a dry run leave nothing behind.
 * @returns `null` when the transaction has to be run again.
 */
async function runMutation(
  operation: CompiledOperation,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
): Promise<OperationAnswer | null> {
  const key = context.idempotencyKey;
  const scope = new Scope(context, 'write');
  context.scope = scope;
  try {
    if (key !== null) {
      const [stored] = await together(claim(operation, context, variables, key), scope.mark());
      if (stored !== null) return { ...(JSON.parse(stored) as OperationAnswer), replayed: true };
    }
    const result = await execute(operation, context, variables);
    if (result.errors?.some((error) => failureOf(originalOf(error)) === 'retry')) return null;
    const away = awayError(result);
    if (away) throw away;
    const complete = present(result, context);
    const answer = complete.errors.length > 0 ? { ...complete, data: null } : complete;
    if (scope.discarded || !isRemembered(answer, key !== null)) return answer;
    if (answer.errors.length > 0) await scope.undoToMark();
    const tx = key === null ? null : await scope.tx();
    // after an answer that could not be stored, PostgreSQL takes the commit for a rollback
    await together(key !== null && tx && storeAnswer(tx, key, scope.storable(answer)), scope.commit());
    return answer;
  } finally {
    await scope.rollback();
  }
}

/** The error that says that the database was out of reach or too busy, if there is one. */
const awayError = ({ errors }: ExecutionResult): unknown =>
  errors?.find((error) => failureOf(originalOf(error)) === 'unavailable');

async function claim(
  operation: CompiledOperation,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
  key: string,
): Promise<string | null> {
  const { loc, name, variableDefinitions } = operation.definition;
  const declared = (variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const hash = requestHash([
    loc?.source.body ?? '',
    name?.value ?? '',
    declared.map((variable) => variables[variable]),
  ]);
  const tx = await scopeOf(context).tx();
  return claimKey(tx, { key, caller: context.actor.id, requestHash: hash }, context.now);
}

/** A success always; of failures only those that sending the request again under its key must repeat. */
function isRemembered({ errors }: OperationAnswer, hasKey: boolean): boolean {
  return errors.length === 0 || (hasKey && errors.every(({ status }) => status === 409));
}

async function execute(
  operation: CompiledOperation,
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  return await operation.run({}, context, withDefaults(operation, variables));
}

function present(result: ExecutionResult, context: RequestContext): OperationAnswer {
  const errors = (result.errors ?? []).map((error) => ({
    ...report(error, context),
    ...(error.path ? { path: error.path } : {}),
  }));
  return { data: (result.data ?? null) as Record<string, unknown> | null, errors, replayed: false };
}

/** What the caller sees; what it does not see is logged. */
function report(error: unknown, context: RequestContext): PublicError {
  const visible = publicError(error);
  if (visible.defect)
    context.services.log.error({ err: originalOf(error), requestId: context.requestId }, 'unexpected error');
  return visible;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { type RequestContext, Scope } from '../context.ts';
import { DomainError } from '../domain/errors.rules.ts';
import { failureOf } from '../platform/database/failures.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import { claimKey, requestHash, storeAnswer } from './idempotency.ts';
import { originalOf, type PublicError, publicError } from './public-error.ts';
import { checkVariables } from './variables.ts';

/** The answer of an operation, the same for both transports: errors are in the form that callers may see. */
export interface OperationAnswer {
  data: Record<string, unknown> | null;
  errors: (PublicError & { path?: readonly (string | number)[] })[];
  /** The answer is that of an earlier request with the same Idempotency-Key. */
  replayed: boolean;
}

/** How often a transaction that met a deadlock is run again. */
const ATTEMPTS = 5;

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
    for (let attempt = 1; ; attempt++) {
      const answer = await runMutation(operation, context, variables).catch((error: unknown) => {
        if (failureOf(error) === 'retry') return null;
        throw error;
      });
      if (answer) return answer;
      if (attempt >= ATTEMPTS) throw new DomainError('UNAVAILABLE', 'Too many writers at once; try again');
      await sleep(Math.random() * 20 * attempt);
    }
  } catch (error) {
    return { data: null, errors: [report(error, context)], replayed: false };
  }
}

async function runQuery(
  operation: CompiledOperation,
  context: RequestContext,
  variables: object,
): Promise<OperationAnswer> {
  const scope = new Scope(context, 'read', false);
  context.scope = scope;
  try {
    const result = await execute(operation, context, variables);
    await scope.commit();
    return present(result, context);
  } finally {
    await scope.rollback();
  }
}

/** @returns `null` when the transaction has to be run again. */
async function runMutation(
  operation: CompiledOperation,
  context: RequestContext,
  variables: object,
): Promise<OperationAnswer | null> {
  const key = context.idempotencyKey;
  const scope = new Scope(context, 'write', operation.severalRoots || key !== null);
  context.scope = scope;
  try {
    if (key !== null) {
      const hash = requestHash([
        operation.definition.loc?.source.body ?? '',
        operation.definition.name?.value ?? '',
        variables,
      ]);
      const stored = await claimKey(
        await scope.tx(),
        { key, caller: context.actor.id, requestHash: hash },
        context.now,
      );
      if (stored !== null) return { ...(JSON.parse(stored) as OperationAnswer), replayed: true };
    }
    const result = await execute(operation, context, variables);
    if (result.errors?.some((error) => failureOf(originalOf(error)) === 'retry')) return null;
    const answer = present(result, context);
    const kept = isKept(answer, scope, operation.severalRoots, key !== null);
    if (!kept)
      return answer.errors.length > 0 && !operation.severalRoots ? { ...answer, data: null } : answer;
    if (key !== null) await storeAnswer(await scope.tx(), key, scope.storable(answer));
    await scope.commit();
    return answer;
  } finally {
    await scope.rollback();
  }
}

/**
 * Whether the transaction is kept. A refusal by a business rule is remembered under the key (its savepoint has
 * undone the effect); a malformed request, a fault, a dry run leaves nothing behind. With several root fields, what
 * succeeded stays.
 */
function isKept(answer: OperationAnswer, scope: Scope, severalRoots: boolean, hasKey: boolean): boolean {
  if (scope.discarded) return false;
  if (answer.errors.length === 0 || severalRoots) return true;
  return hasKey && answer.errors.every((error) => error.path?.length === 1 && error.status === 409);
}

async function execute(
  operation: CompiledOperation,
  context: RequestContext,
  variables: object,
): Promise<ExecutionResult> {
  return await operation.run({}, context, variables as Record<string, unknown>);
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

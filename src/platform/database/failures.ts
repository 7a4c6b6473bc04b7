import { isStalePlan } from './connection.ts';
import { DatabaseBusyError } from './pool.ts';

/** What a database error means for the request that met it. */
export type Failure = 'retry' | 'unavailable' | 'input' | 'defect';

/** Serialization failure, deadlock: run the transaction again. */
const retryable = new Set(['40001', '40P01']);
/** Lock, statement, idle and transaction timeouts, shutdowns, too many connections: the caller may try again later. */
const away = new Set([
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53200',
  '25P03',
  '25P04',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
]);
/** Values that PostgreSQL cannot hold (out of range, bad text): the request is at fault. */
const badValue = new Set(['22003', '22007', '22008', '22009', '22021', '22P02', '22P05']);
const awayMessages =
  /ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Classifies an error thrown by the database driver (wrapped or not). */
export function failureOf(error: unknown): Failure {
  for (
    let cause: unknown = error;
    cause instanceof Error;
    cause = cause.cause ?? (cause as { originalError?: unknown }).originalError
  ) {
    const code = String((cause as { code?: unknown }).code ?? '');
    if (retryable.has(code)) return 'retry';
    if (isStalePlan(cause)) return 'unavailable';
    if (cause instanceof DatabaseBusyError || away.has(code) || awayMessages.test(`${code} ${cause.message}`))
      return 'unavailable';
    if (badValue.has(code)) return 'input';
  }
  return 'defect';
}

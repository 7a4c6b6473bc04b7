import { GraphQLError } from 'graphql';
import { DomainError, type ErrorDetails, errorCatalogue } from '../domain/errors.rules.ts';
import { failureOf } from '../platform/database/failures.ts';

/** An error as a caller may see it. */
export interface PublicError {
  code: string;
  status: number;
  message: string;
  details: ErrorDetails;
  /** Whether it is a defect of ours, to be logged with its stack. */
  defect: boolean;
}

/** The innermost error of those that GraphQL wrapped. */
export function originalOf(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner;
}

/** What a caller may see of an error; anything unknown is masked. */
export function publicError(error: unknown): PublicError {
  const inner = originalOf(error);
  if (inner instanceof DomainError) {
    return {
      code: inner.code,
      status: inner.status,
      message: inner.message,
      details: inner.details,
      defect: false,
    };
  }
  if (inner instanceof GraphQLError) return protocolError(inner);
  switch (failureOf(inner)) {
    case 'input':
      return refused('VALIDATION_FAILED', 'A value is out of range or cannot be stored');
    case 'retry':
    case 'unavailable':
      return refused('UNAVAILABLE', 'The database is out of reach or busy; try again');
    default:
      return {
        code: 'INTERNAL_SERVER_ERROR',
        status: 500,
        message: 'Something went wrong on our side',
        details: {},
        defect: true,
      };
  }
}

function refused(code: keyof typeof errorCatalogue, message: string): PublicError {
  return { code, status: errorCatalogue[code], message, details: {}, defect: false };
}

/** Errors of the GraphQL protocol itself: syntax, validation, coercion. Their text is for the caller. */
function protocolError(error: GraphQLError): PublicError {
  // graphql-jit makes errors without extensions
  const { code, http, fields, ...rest } = ((error.extensions as unknown) ?? {}) as {
    code?: string;
    http?: { status?: number };
    fields?: ErrorDetails['fields'];
  };
  if (!code || code === 'INTERNAL_SERVER_ERROR') {
    return {
      code: 'INTERNAL_SERVER_ERROR',
      status: 500,
      message: 'Something went wrong on our side',
      details: {},
      defect: true,
    };
  }
  delete (rest as { stacktrace?: unknown }).stacktrace;
  return {
    code,
    status: http?.status ?? 400,
    message: error.message,
    details: fields ? { fields } : {},
    defect: false,
  };
}

import { type ErrorDetails, errorCatalogue, type FieldProblem } from '../domain/errors.rules.ts';
import { type PublicError, publicError } from '../execution/public-error.ts';

/** What HTTP itself refuses, beyond the catalogue of the domain. */
export const httpErrors = {
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTERNAL_SERVER_ERROR: 500,
} as const;

/** Every code that an answer of the REST interface can have, with its status. */
export const errorCodes: Readonly<Record<string, number>> = { ...errorCatalogue, ...httpErrors };

/** How long a client should wait before it tries again when the database is out of reach, in seconds. */
export const RETRY_AFTER = '2';

/** An answer, ready to be sent by whatever speaks HTTP. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON; `null`: no body. */
  readonly body: unknown;
}

/** The shape of every error. */
export interface ErrorBody {
  /** What is wrong, in words. */
  error: string;
  /** Stable, the same as GraphQL's `extensions.code`. */
  code: string;
  details: ErrorDetails;
  requestId: string;
}

/** A request that is refused: with a public error and, where HTTP wants them, headers. */
export class HttpRefusal extends Error {
  readonly error: PublicError;
  readonly headers: Readonly<Record<string, string>>;
  constructor(error: PublicError, headers: Readonly<Record<string, string>> = {}) {
    super(error.message);
    this.name = 'HttpRefusal';
    this.error = error;
    this.headers = headers;
  }
}

/** A refusal by HTTP's own rules. */
export function refuse(
  code: keyof typeof httpErrors | 'NOT_FOUND' | 'VALIDATION_FAILED',
  message: string,
  details: ErrorDetails = {},
  headers: Readonly<Record<string, string>> = {},
): HttpRefusal {
  return new HttpRefusal({ code, status: errorCodes[code] ?? 500, message, details, defect: false }, headers);
}

/** A body that is no JSON, or no object: there is no field to name. */
export function badBody(message: string): HttpRefusal {
  return refuse('VALIDATION_FAILED', `The body ${message}`, { fields: [{ path: 'body', message }] });
}

/** Any error as an answer; what is unknown is masked, and `defect` is called with it. */
export function errorAnswer(
  error: unknown,
  requestId: string,
  defect: (error: unknown) => void = () => undefined,
): RestAnswer {
  const refused = error instanceof HttpRefusal ? error.error : publicError(error);
  if (refused.defect && !(error instanceof HttpRefusal)) defect(error);
  const body: ErrorBody = {
    error: refused.message,
    code: refused.code,
    details: refused.details,
    requestId,
  };
  return {
    status: refused.status,
    headers: { ...standingHeaders(refused.status), ...(error instanceof HttpRefusal ? error.headers : {}) },
    body,
  };
}

/** Headers that a status always has. */
export function standingHeaders(status: number): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer realm="inventory-gateway"' };
  if (status === 503) return { 'Retry-After': RETRY_AFTER };
  return {};
}

/** What an operation refused, said in the words of the REST interface: its paths name what the client sent. */
export function inRestTerms(error: PublicError, rename: (path: string) => string): PublicError {
  const { fields } = error.details;
  if (!fields) return error;
  const renamed: FieldProblem[] = fields.map((field) => ({ ...field, path: rename(field.path) }));
  // the words name the fields in the same way: all of them, or the first
  const words = new Map([
    ...fields.map((field, n) => [inWords([field]), inWords(renamed.slice(n, n + 1))] as const),
    [inWords(fields), inWords(renamed)] as const,
  ]);
  const message = words.get(error.message) ?? error.message;
  return { ...error, message, details: { ...error.details, fields: renamed } };
}

const inWords = (fields: readonly FieldProblem[]): string =>
  fields.map(({ path, message }) => `${path}: ${message}`).join('; ');

/**
 * The catalogue of refusals. Every error that a caller can be expected to handle is one of these codes; each
 * transport has one formatter that turns a {@link DomainError} into its own shape. Anything else is a defect: it
 * is masked and logged.
 */
export const errorCatalogue = {
  /** The request is not well formed: `details.fields` lists every bad field. */
  VALIDATION_FAILED: 400,
  UNAUTHENTICATED: 401,
  /** The caller is known and lacks a permission, named in `details.permission`. */
  FORBIDDEN: 403,
  /** A session's cookie came with a request that a page of this server would not have made. */
  CSRF_REFUSED: 403,
  /** The API key may be used from some addresses only, and `details.address` is none of them. */
  ADDRESS_NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  /** The resource exists but is switched off (an inactive product, a blocked bin). */
  INACTIVE: 409,
  INSUFFICIENT_STOCK: 409,
  /** Compare-and-set: `expectedQuantity` is not what is on hand. */
  QUANTITY_CHANGED: 409,
  VERSION_CONFLICT: 409,
  INVALID_TRANSITION: 409,
  DUPLICATE: 409,
  LOT_REQUIRED: 409,
  LOT_OF_ANOTHER_PRODUCT: 409,
  LOT_EXPIRED: 409,
  LOT_RECALLED: 409,
  /** The expiry date given differs from the one the lot has. */
  LOT_EXPIRY_MISMATCH: 409,
  EXPIRY_REQUIRED: 409,
  BIN_OF_ANOTHER_LOCATION: 409,
  BIN_BLOCKED: 409,
  STOCK_ON_HOLD: 409,
  /** Stock is to be marked expired before its time, and nobody insisted. */
  NOT_EXPIRED: 409,
  /** The destination of a stocklist has enough of everything on it. */
  NOTHING_TO_REQUEST: 409,
  /** There is no stock that the count would be of. */
  NOTHING_TO_COUNT: 409,
  /** Lines of a count have no quantity yet: `details.pending`. */
  COUNT_INCOMPLETE: 409,
  /** The stock was counted again after this count was entered. */
  COUNT_STALE: 409,
  /** Whoever did it cannot also approve it. */
  SELF_APPROVAL: 409,
  /** The product's availability record at that location says that it is not to be promised. */
  AVAILABILITY_BLOCKED: 409,
  /** The reason code exists only for the other direction. */
  REASON_DIRECTION: 409,
  REFERENCED: 409,
  /** The supply follows a document of ours (a transfer, ...): it is changed there. */
  SUPPLY_OF_DOCUMENT: 409,
  /** The transfer carries out a replenishment, which says what it is of: `details.replenishmentId`. */
  TRANSFER_OF_REPLENISHMENT: 409,
  /** More came in than was ordered and is still to come: `details.outstanding`. */
  EXCEEDS_ORDERED: 409,
  /** A stock request is to be submitted without a line. */
  EMPTY_REQUEST: 409,
  /** More is to be approved than was asked for, or than an approver before approved. */
  EXCEEDS_REQUESTED: 409,
  /** More is to be issued than was approved and allocated. */
  EXCEEDS_APPROVED: 409,
  /** Each approval of a request is to be by another approver. */
  ALREADY_APPROVED: 409,
  /** What was issued is not at its destination any more, or is promised there: the issue cannot be undone. */
  GOODS_MOVED_ON: 409,
  PRECONDITION_FAILED: 412,
  IDEMPOTENCY_KEY_REUSED: 422,
  /** More was asked for than the rate limit allows: `details.limit`, `details.retryAfter` in seconds. */
  RATE_LIMITED: 429,
  /** The database is out of reach or did not answer in time; the request may be sent again. */
  UNAVAILABLE: 503,
} as const;

/** A stable, upper snake case code: REST's `code`, GraphQL's `extensions.code`. */
export type ErrorCode = keyof typeof errorCatalogue;

/** One bad field: where it is in the request (`lines[2].quantity`) and what is wrong with it. */
export interface FieldProblem {
  path: string;
  message: string;
  /** The refusal's code, where one answer holds refusals of several codes. */
  code?: ErrorCode;
}

/** Data that lets a program react: `available`, `requested`, `allowed`, `fields`, ... */
export type ErrorDetails = Record<string, unknown> & { fields?: FieldProblem[] };

/** A refusal from the catalogue. Nothing was changed when one is thrown. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
  /** The HTTP status of this refusal. */
  get status(): number {
    return errorCatalogue[this.code];
  }
}

/** `{ path: ['lines', 2, 'quantity'] }` as people read it: `lines[2].quantity`. */
export function fieldPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key),
    '',
  );
}

/** A validation error of one or more fields. */
export function invalid(fields: FieldProblem[]): DomainError {
  const words = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
  return new DomainError('VALIDATION_FAILED', words || 'The request is not valid', { fields });
}

/** A refusal that concerns one field of the request, so that the caller can show it there. */
export function refusedField(
  code: ErrorCode,
  path: string,
  message: string,
  details: ErrorDetails = {},
): DomainError {
  const field = { path, message };
  return new DomainError(
    code,
    path ? `${path}: ${message}` : message,
    path ? { ...details, fields: [field] } : details,
  );
}

/** Collects what is wrong with a request so that every bad field is reported at once. */
export class Problems {
  readonly fields: FieldProblem[] = [];
  /** Notes a problem when `ok` is false; returns `ok`. */
  check(ok: boolean, path: string, message: string): boolean {
    if (!ok) this.fields.push({ path, message });
    return ok;
  }
  /** Throws `VALIDATION_FAILED` when anything was noted. */
  throwIfAny(): void {
    if (this.fields.length > 0) throw invalid(this.fields);
  }
}

/** A refusal of one line or field, collected so that an answer can name them all. */
export interface Refusal extends FieldProblem {
  code: ErrorCode;
  details?: ErrorDetails;
}

/** Collects refusals of any code over the lines of a request. */
export class Refusals {
  readonly all: Refusal[] = [];
  /** Notes a refusal when `ok` is false; returns `ok`. */
  check(ok: boolean, code: ErrorCode, path: string, message: string, details?: ErrorDetails): boolean {
    if (!ok) this.all.push({ code, path, message, ...(details ? { details } : {}) });
    return ok;
  }
  /** What was noted, in the order of {@link throwIfAny}. */
  get ranked(): Refusal[] {
    const rank = ({ code }: Refusal) => (code === 'VALIDATION_FAILED' ? 0 : code === 'NOT_FOUND' ? 1 : 2);
    return this.all.toSorted((a, b) => rank(a) - rank(b));
  }
  /**
   * Throws when anything was noted: malformed fields first, then what does not exist, then the first rule that
   * refuses. `details.fields` names every refusal, and the details of the first stand beside it.
   */
  throwIfAny(): void {
    const [first] = this.ranked;
    if (!first) return;
    const fields = this.all.map(({ code, path, message }) =>
      code === first.code ? { path, message } : { path, message, code },
    );
    const words = first.path ? `${first.path}: ${first.message}` : first.message;
    throw new DomainError(first.code, words, { ...first.details, fields });
  }
}

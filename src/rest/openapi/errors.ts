import { type ErrorBody, errorCodes } from '../errors.ts';

/** The schema of every error, and an answer for each status with an example. */
export const errorSchema = {
  type: 'object',
  description: 'What every error looks like.',
  properties: {
    error: { type: 'string', description: 'What is wrong, in words for people.' },
    code: {
      type: 'string',
      enum: Object.keys(errorCodes),
      description: 'What is wrong, for programs: stable, and the same as GraphQL’s `extensions.code`.',
    },
    details: {
      type: 'object',
      description:
        'Data that lets a program react, such as `{ "available": 3, "requested": 5 }`. A validation error lists every bad field.',
      properties: {
        fields: {
          type: 'array',
          description: 'The bad fields.',
          items: {
            type: 'object',
            properties: {
              path: {
                type: 'string',
                description: 'Where it is: `lines[2].quantity`, a parameter or a header.',
              },
              message: { type: 'string', description: 'What is wrong with it.' },
              code: {
                type: 'string',
                description: 'Its own code, where it differs from that of the answer.',
              },
            },
            required: ['path', 'message'],
          },
        },
      },
    },
    requestId: { type: 'string', description: 'Finds the request in the log of the gateway.' },
  },
  required: ['error', 'code', 'details', 'requestId'],
} as const;

type Example = Pick<ErrorBody, 'error' | 'code' | 'details'>;

const refusals: Readonly<Record<number, { description: string; example: Example; headers?: object }>> = {
  400: {
    description: 'The request is not well formed; every bad field is named, and nothing was changed.',
    example: {
      error: 'lines[2].quantityDelta: must have at most 4 decimal places',
      code: 'VALIDATION_FAILED',
      details: {
        fields: [{ path: 'lines[2].quantityDelta', message: 'must have at most 4 decimal places' }],
      },
    },
  },
  401: {
    description: 'No valid credential was sent.',
    example: { error: 'The API key is not valid', code: 'UNAUTHENTICATED', details: {} },
    headers: { 'WWW-Authenticate': header('How to identify: `Bearer`.') },
  },
  403: {
    description:
      'The caller lacks the permission, which is named; or is a platform identity without an organization; or its API key may be used from other addresses only (`ADDRESS_NOT_ALLOWED`); or a session’s cookie came without what shows that a page of this server asks (`CSRF_REFUSED`).',
    example: {
      error: 'The permission inventory.read is needed',
      code: 'FORBIDDEN',
      details: { permission: 'inventory.read', permissions: ['inventory.read'] },
    },
  },
  404: {
    description: 'What the request names does not exist in the organization of the caller.',
    example: { error: 'There is no such location', code: 'NOT_FOUND', details: {} },
  },
  409: {
    description:
      'A business rule refuses; `code` says which, `details` lets a program react. Nothing was changed.',
    example: {
      error: 'lines[0]: only 3 are available',
      code: 'INSUFFICIENT_STOCK',
      details: { available: 3, requested: 5 },
    },
  },
  412: {
    description: 'The version named by `If-Match` is not the current one, which is in `details`.',
    example: {
      error: 'It was changed meanwhile',
      code: 'PRECONDITION_FAILED',
      details: { currentVersion: 4 },
    },
  },
  413: {
    description: 'The body is too large.',
    example: {
      error: 'The body is larger than 1048576 bytes',
      code: 'PAYLOAD_TOO_LARGE',
      details: { limit: 1_048_576 },
    },
  },
  415: {
    description: 'The body is not `application/json`.',
    example: {
      error: 'Send the body as Content-Type: application/json',
      code: 'UNSUPPORTED_MEDIA_TYPE',
      details: {},
    },
  },
  422: {
    description: 'The `Idempotency-Key` was used for another request.',
    example: {
      error: 'This Idempotency-Key was used for another request',
      code: 'IDEMPOTENCY_KEY_REUSED',
      details: { idempotencyKey: 'order-4711' },
    },
  },
  429: {
    description: 'More was asked for than the rate limit of the key, or of its organization, allows.',
    example: {
      error: 'Too many requests: try again in 21 s',
      code: 'RATE_LIMITED',
      details: { limit: 100, retryAfter: 21 },
    },
    headers: { 'Retry-After': header('How many seconds to wait before trying again.') },
  },
  500: {
    description: 'A defect of the gateway; `requestId` finds it in the log.',
    example: { error: 'Something went wrong on our side', code: 'INTERNAL_SERVER_ERROR', details: {} },
  },
  503: {
    description:
      'The database is out of reach or busy, or the identity provider is and a token cannot be checked; the request may be sent again.',
    example: {
      error: 'The database is out of reach or busy; try again',
      code: 'UNAVAILABLE',
      details: {},
    },
    headers: { 'Retry-After': header('How many seconds to wait before trying again.') },
  },
};

function header(description: string) {
  return { description, schema: { type: 'string' } };
}

/** The answers of the component section: `Error404` and so on. */
export function errorResponses(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, { description, example, headers }]) => [
      `Error${status}`,
      {
        description,
        ...(headers ? { headers } : {}),
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
            example: { ...example, requestId: 'req_01KB3Q8Z9M2N4P6Q8R0S2T4V6W' },
          },
        },
      },
    ]),
  );
}

/** References to the answers of some statuses. */
export function errorReferences(statuses: readonly number[]): Record<string, object> {
  return Object.fromEntries(
    statuses.map((status) => {
      if (!refusals[status]) throw new Error(`The status ${status} is not documented`);
      return [String(status), { $ref: `#/components/responses/Error${status}` }];
    }),
  );
}

import express, { type Request, type Response } from 'express';
import { postpone } from '../platform/deadline.ts';
import { refuse } from '../rest/errors.ts';
import { readJsonObject } from '../rest/json-body.ts';

/** Reads the JSON object that a request carries. */
export type BodyReader = (request: Request, response: Response) => Promise<Record<string, unknown>>;

/** Reads a JSON body after the caller is known; no body at all is an empty object, in which fields are missing. */
export function bodyReader(limit: number): BodyReader {
  const raw = express.raw({ limit, type: () => true });
  return async (request, response) => {
    const { headers } = request;
    if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return {};
    if (!isJson(headers['content-type'])) {
      throw refuse('UNSUPPORTED_MEDIA_TYPE', 'Send the body as Content-Type: application/json');
    }
    const start = performance.now();
    await new Promise<void>((resolve, reject) =>
      raw(request, response, (error?: unknown) => (error ? reject(unreadable(error, limit)) : resolve())),
    );
    // how long the caller takes to send is bounded elsewhere
    postpone(performance.now() - start);
    const bytes: unknown = request.body;
    return bytes instanceof Uint8Array && bytes.length > 0 ? readJsonObject(bytes) : {};
  };
}

/** JSON is UTF-8 wherever systems exchange it (RFC 8259); another charset is not ours to guess. */
function isJson(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length);
  return type === 'application/json' && (charset === undefined || /^"?utf-8"?$/.test(charset));
}

function unreadable(error: unknown, limit: number): Error {
  const { status } = error as { status?: number };
  if (status === 413) return refuse('PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes`, { limit });
  if (status === 415)
    return refuse('UNSUPPORTED_MEDIA_TYPE', 'The Content-Encoding of the body is not supported');
  return refuse('VALIDATION_FAILED', 'The body could not be read', {
    fields: [{ path: 'body', message: 'could not be read' }],
  });
}

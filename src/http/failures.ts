import type { ErrorRequestHandler } from 'express';
import { badBody, errorAnswer, refuse } from '../rest/errors.ts';

/** What Express's own parsers throw. */
interface ParserError {
  type?: string;
  status?: number;
  limit?: number;
}

/**
 * The last handler: what nobody caught is answered in JSON, never with Express's page and its stack. `/graphql`
 * answers in GraphQL's shape.
 */
export function failures(onDefect: (error: unknown, requestId: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = parserRefusal(error as ParserError) ?? error;
    const { status, headers, body } = errorAnswer(known, request.requestId, (defect) =>
      onDefect(defect, request.requestId),
    );
    const { error: message, code, details } = body as { error: string; code: string; details: object };
    const isGraphQL = response.locals.route === '/graphql';
    response
      .status(status)
      .set(headers)
      .set('Cache-Control', 'no-store')
      .json(isGraphQL ? { errors: [{ message, extensions: { code, ...details } }] } : body);
  };
}

function parserRefusal({ type, status, limit }: ParserError): Error | null {
  switch (type) {
    case 'entity.parse.failed':
      return badBody('is not JSON');
    case 'entity.too.large':
      return refuse('PAYLOAD_TOO_LARGE', `The body is larger than ${limit} bytes`, { limit });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return refuse('UNSUPPORTED_MEDIA_TYPE', 'The charset or encoding of the body is not supported');
    default:
      // what a client's own connection or bytes brought about (aborted, wrong length, bad percent-encoding)
      return status !== undefined && status >= 400 && status < 500 ? badBody('could not be read') : null;
  }
}

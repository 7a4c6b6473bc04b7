import type { NextFunction, Request, Response } from 'express';
import { newId } from '../platform/ids.ts';

declare global {
  namespace Express {
    interface Request {
      /** Names this request in answers, logs and the audit trail. */
      requestId: string;
    }
  }
}

const GIVEN = /^[\w.:-]{8,100}$/;

/** Takes the caller's `X-Request-Id` when it is a sane one, else makes one; answers carry it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  request.requestId = given && GIVEN.test(given) ? given : newId('req');
  response.setHeader('X-Request-Id', request.requestId);
  next();
}

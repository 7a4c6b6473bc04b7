import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';

declare global {
  namespace Express {
    interface Locals {
      /** The documented path of the route that answered, for metrics and logs. */
      route?: string;
    }
  }
}

/** Logs each request when it is answered, and measures it. Bodies, queries and credentials are not logged. */
export function observe(log: Logger, metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const start = performance.now();
    const path = withoutSecrets(request.path);
    response.on('close', () => {
      const seconds = (performance.now() - start) / 1000;
      const route = response.locals.route ?? 'other';
      metrics.requests.observe({ method: request.method, route, status: response.statusCode }, seconds);
      const fields = {
        requestId: request.requestId,
        method: request.method,
        path,
        status: response.statusCode,
        ms: Math.round(seconds * 1e5) / 100,
      };
      if (response.writableFinished) log.info(fields, 'request');
      else log.warn(fields, 'request cut off by the client');
    });
    next();
  };
}

/** A secret where it does not belong: of a key, a session, a webhook, or a token. Who has the first part has nothing. */
const SECRET = /(ig_live_[0-9a-z]+_|\b[0-9a-z]{6}_)[\w-]{20,}|whsec_[^/]+|\beyJ[\w-]+\.[^/]+/g;

/** Somebody may put a secret into a path: it is not for the logs. */
const withoutSecrets = (path: string): string => path.replace(SECRET, (_, start = '') => `${start}…`);

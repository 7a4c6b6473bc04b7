import type { RequestHandler } from 'express';
import { withDeadline } from '../platform/deadline.ts';

/**
 * Gives each request its time, from here to its answer. What still runs after the answer (a look-up that others wait for,
 * too) is not held to it.
 */
export function requestDeadline(milliseconds: number): RequestHandler {
  return (_request, response, next) => {
    const deadline = { until: performance.now() + milliseconds };
    response.once('close', () => {
      deadline.until = Number.POSITIVE_INFINITY;
    });
    withDeadline(deadline, next);
  };
}

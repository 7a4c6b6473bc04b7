import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import type { Actor } from '../auth/actor.ts';
import type { Presented } from '../auth/cookie.ts';
import type { Credentials, Identified } from '../auth/credentials.ts';
import type { RequestContext, Services } from '../context.ts';
import { invalid } from '../domain/errors.rules.ts';
import type { SpendPoints } from './rate-limits.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** Finds out who sends a request and counts it; `headers` in place of the request's own. */
export type Identify = (request: Request, headers?: IncomingHttpHeaders) => Promise<Identified>;

/**
 * Makes the function by which every route learns who asks.
 * @param onActor hears of each known caller
 * @param secure whether every request comes by HTTPS, as the operator says
 */
export function identifier(
  credentials: Credentials,
  onActor: (actor: Actor) => void,
  spend: SpendPoints,
  secure: boolean,
): Identify {
  return async (request, headers = request.headers) => {
    const identified = await credentials.identify({ ...presentedOf(request, secure), headers });
    onActor(identified.actor);
    await spend(identified.actor, 1, request.res);
    return identified;
  };
}

/** What a request says of itself. */
export function presentedOf(
  { method, headers, ip: address, secure: encrypted }: Request,
  secure: boolean,
): Presented {
  return { method, headers, address, secure: secure || encrypted };
}

/** Makes the context of a request: who asks, and the moment of the answer. */
export function contextMaker(services: Services, identify: Identify, spend: SpendPoints) {
  return async (request: Request): Promise<RequestContext> => {
    const { actor } = await identify(request);
    return {
      services,
      actor,
      requestId: request.requestId,
      now: services.clock.now(),
      idempotencyKey: idempotencyKey(request),
      spend: (points) => spend(actor, points, request.res),
      scope: null,
    };
  };
}

function idempotencyKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (!KEY.test(key))
    throw invalid([{ path: 'Idempotency-Key', message: 'must be 1 to 255 printable characters' }]);
  return key;
}

import type { Request } from 'express';
import type { Actor } from '../auth/actor.ts';
import type { Authenticator } from '../auth/authenticate.ts';
import type { RequestContext, Services } from '../context.ts';
import { invalid } from '../domain/errors.rules.ts';
import type { SpendPoints } from './rate-limits.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** Makes the context of a request: who asks, and the moment of the answer. `onActor` hears of each known caller. */
export function contextMaker(
  services: Services,
  authenticator: Authenticator,
  onActor: (actor: Actor) => void,
  spend: SpendPoints,
) {
  return async (request: Request): Promise<RequestContext> => {
    const actor = await authenticator.authenticate(request.get('authorization'));
    onActor(actor);
    const spendMore = (points: number) => spend(actor, points, request.res);
    await spendMore(1);
    return {
      services,
      actor,
      requestId: request.requestId,
      now: services.clock.now(),
      idempotencyKey: idempotencyKey(request),
      spend: spendMore,
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

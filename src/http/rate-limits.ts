import type { Response } from 'express';
import type { Actor } from '../auth/actor.ts';
import { DomainError } from '../domain/errors.rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Limits, RateLimiter } from '../platform/rate-limits/rate-limiter.ts';

/** Limits that hold where an organization has none of its own. */
export interface StandardLimits {
  /** Of each key. */
  readonly key: Limits;
  /** Of all keys of an organization together. */
  readonly organization: Limits;
}

/** Spends some points of a caller and says in the answer's headers what is left. */
export type SpendPoints = (actor: Actor, points: number, response: Response | undefined) => Promise<void>;

/**
 * Makes the function that both transports call for each request.
 * @throws (the function) RATE_LIMITED with `Retry-After`: `details` tell the limit and the seconds to wait.
 */
export function pointSpender(limiter: RateLimiter, standard: StandardLimits, clock: Clock): SpendPoints {
  return async (actor, points, response) => {
    const own = actor.rateLimits;
    const standing = await limiter.spend(
      [
        { key: `key:${actor.orgId}:${actor.id}`, limits: chosen(own.key, standard.key) },
        { key: `org:${actor.orgId}`, limits: chosen(own.organization, standard.organization) },
      ],
      points,
    );
    if (!standing) return;
    const { allowed, limit, remaining, msLeft } = standing;
    const seconds = Math.max(1, Math.ceil(msLeft / 1_000));
    response?.set({
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': String(Math.ceil((clock.now().getTime() + msLeft) / 1_000)),
    });
    if (allowed) return;
    response?.set('Retry-After', String(seconds));
    throw new DomainError('RATE_LIMITED', `Too many requests: try again in ${seconds} s`, {
      limit,
      retryAfter: seconds,
    });
  };
}

const chosen = (own: Partial<Limits>, standard: Limits): Limits => ({
  perMinute: own.perMinute ?? standard.perMinute,
  perHour: own.perHour ?? standard.perHour,
});

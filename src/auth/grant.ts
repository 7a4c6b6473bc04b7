import type { Actor } from './actor.ts';
import { forbidden } from './guard.ts';
import { permissionsOf } from './permissions.ts';

/**
 * Sees to it that nobody hands out more than they have.
 * @throws FORBIDDEN naming the permissions that the scopes cover and the actor lacks
 */
export function checkGrant(actor: Actor, scopes: readonly string[]): void {
  const missing = [...permissionsOf(scopes)].filter((permission) => !actor.permissions.has(permission));
  if (missing.length > 0) throw forbidden(missing);
}

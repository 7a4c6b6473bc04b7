/**
 * The catalogue of permissions, each with what it allows. The first twelve are those of the documented REST
 * surface; the others cover what is beyond it.
 */
export const permissions = {
  'inventory.read': "Read stock, availability, channels' promise, locations' stock and lots",
  'inventory.write': 'Record and receive stock, availability records, holds, expiry, put-away',
  'inventory.adjust': 'Post, list and reverse adjustments',
  'inventory.cyclecount': 'Count stock',
  'replenishment.read': 'Read replenishments and their settings',
  'replenishment.write': 'Create and change replenishments and their settings',
  'transfers.read': 'Read transfers',
  'transfers.write': 'Create, ship and receive transfers',
  'transfers.override': 'Ship more than is reserved, and receive more than was shipped, with a reason',
  'products.read': 'Read products and categories',
  'stockrequests.read': 'Read stock requests and stocklists',
  'stockrequests.write': 'Create and change stock requests and stocklists',
  'stockrequests.approve': 'Approve and reject stock requests',
  'products.write': 'Create and change products, categories and lots',
  'locations.read': 'Read locations and bins',
  'locations.write': 'Create and change locations and bins',
  'channels.read': 'Read channels and ATP policies',
  'channels.write': 'Create and change channels and ATP policies',
  'reservations.read': 'Read reservations',
  'reservations.write': 'Reserve, extend, commit and release stock',
  'admin.read': 'Read API keys, members, settings and the audit trail of the organization',
  'schema.read': 'Introspect the GraphQL schema (Sandbox, GraphiQL, code generators)',
  'admin.write':
    'Create and revoke API keys; add, change and remove members; change settings and reason codes of the organization',
} as const;

/** A permission, as `resource.action`. */
export type Permission = keyof typeof permissions;

const all = Object.keys(permissions) as Permission[];

/** `inventory:read` and `inventory.read` are the same scope. */
const canonical = (scope: string): string => scope.trim().replace(':', '.');

/** Whether a scope names a permission, or is a wildcard that covers at least one: `*`, `inventory.*`, `*.read`. */
export function isKnownScope(scope: string): boolean {
  return expand(scope).length > 0;
}

function expand(scope: string): Permission[] {
  const wanted = canonical(scope);
  if (wanted === '*') return all;
  const [resource, action, ...rest] = wanted.split('.');
  if (!resource || !action || rest.length > 0) return [];
  return all.filter((permission) => {
    const [r, a] = permission.split('.');
    return (resource === '*' || resource === r) && (action === '*' || action === a);
  });
}

/** The permissions that scopes stand for; unknown scopes stand for nothing. */
export function permissionsOf(scopes: readonly string[]): ReadonlySet<Permission> {
  return new Set(scopes.flatMap(expand));
}

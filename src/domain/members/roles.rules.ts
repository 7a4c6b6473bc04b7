/** What a member may be in an organization: each role is a named set of scopes, and has all of the one before. */
export const memberRoles = ['VIEWER', 'OPERATOR', 'MANAGER', 'ADMIN'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Whether a member may sign in. */
export type MemberStatus = 'ACTIVE' | 'REMOVED';

/** Reading what is there. `schema.read`: the pages for people complete and check what is typed by it. */
const viewer = [
  'inventory.read',
  'replenishment.read',
  'transfers.read',
  'products.read',
  'stockrequests.read',
  'locations.read',
  'channels.read',
  'reservations.read',
  'schema.read',
];
/** The day's work on the floor. */
const operator = [
  ...viewer,
  'inventory.write',
  'inventory.adjust',
  'inventory.cyclecount',
  'transfers.write',
  'stockrequests.write',
  'reservations.write',
];
/** Master data, replenishment, and what others have to agree to. */
const manager = [
  ...operator,
  'replenishment.write',
  'transfers.override',
  'stockrequests.approve',
  'products.write',
  'locations.write',
  'channels.write',
];

const scopes: Readonly<Record<MemberRole, readonly string[]>> = {
  VIEWER: viewer,
  OPERATOR: operator,
  MANAGER: manager,
  ADMIN: ['*'],
};

/** The scopes of a role, spelled as those of API keys. */
export function scopesOf(role: MemberRole): readonly string[] {
  return scopes[role];
}

/** The roles among some names, in any case; a name that is no role stands for nothing. */
export function rolesAmong(names: readonly string[]): MemberRole[] {
  const given = new Set(names.map((name) => name.trim().toUpperCase()));
  return memberRoles.filter((role) => given.has(role));
}

import type { MutationField, QueryField } from '../generated/root-fields.ts';
import type { Permission } from './permissions.ts';

/** The permissions that a root field asks for: all of them. Empty: any known caller of an organization. */
export type Requirement = readonly Permission[];

/** The rule of every query. A field that is missing here does not compile, and the gateway does not start. */
export const queryPermissions = {
  viewer: [],
  products: ['products.read'],
  product: ['products.read'],
} as const satisfies Record<QueryField, Requirement>;

/** The rule of every mutation. */
export const mutationPermissions = {
  upsertProducts: ['products.write'],
} as const satisfies Record<MutationField, Requirement>;

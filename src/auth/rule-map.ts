import type { MutationField, QueryField } from '../generated/root-fields.ts';
import type { Permission } from './permissions.ts';

/** The permissions that a root field asks for: all of them. Empty: any known caller of an organization. */
export type Requirement = readonly Permission[];

/** The rule of every query. A field that is missing here does not compile, and the gateway does not start. */
export const queryPermissions = {
  viewer: [],
  categories: ['products.read'],
  category: ['products.read'],
  products: ['products.read'],
  product: ['products.read'],
  locations: ['locations.read'],
  location: ['locations.read'],
  bins: ['locations.read'],
  bin: ['locations.read'],
  lots: ['inventory.read'],
  lot: ['inventory.read'],
  channels: ['channels.read'],
  channel: ['channels.read'],
  atpPolicies: ['channels.read'],
  atpPolicy: ['channels.read'],
  reasonCodes: ['inventory.adjust'],
} as const satisfies Record<QueryField, Requirement>;

/** The rule of every mutation. */
export const mutationPermissions = {
  upsertCategories: ['products.write'],
  upsertProducts: ['products.write'],
  upsertLocations: ['locations.write'],
  upsertBins: ['locations.write'],
  upsertLots: ['products.write'],
  upsertChannels: ['channels.write'],
  upsertAtpPolicies: ['channels.write'],
  deleteAtpPolicies: ['channels.write'],
  upsertReasonCodes: ['admin.write'],
} as const satisfies Record<MutationField, Requirement>;

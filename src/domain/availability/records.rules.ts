import type { OrganizationSettings } from '../organizations/settings.rules.ts';

/** An item whose part of the sums does not count today: expired, too short-lived, or with a lapsed reservation. */
export interface ExceptionalItem {
  promisable: boolean;
  expiryDate: string | null;
  onHand: string;
  /** What its holds are owed: they take it from what lapses. */
  owed: string;
  /** Open allocations, each with the key that it is summed up under: see `reservedKey`. */
  allocations: { key: string; quantity: string; expiresAt: string | null }[] | null;
}

/** An availability record with what its promise follows from, as stored. */
export interface StoredRecord {
  id: string;
  productId: string;
  productName: string;
  globalSku: string;
  categoryPath: string | null;
  locationId: string;
  locationName: string;
  timezone: string;
  settings: OrganizationSettings;
  onHand: string;
  reserved: string;
  unpromisableOnHand: string;
  channelReserved: Record<string, string>;
  value: string;
  incoming: string;
  nextIncomingDate: string | null;
  blocked: boolean;
  backorderLimit: string;
  availableFrom: string | null;
  notes: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
  exceptions: ExceptionalItem[] | null;
}

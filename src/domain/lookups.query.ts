import { sql } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';

/** A record that a request may name by id or code. */
export interface Named {
  id: string;
  code: string;
  name: string;
  status: string;
}

/** A location that a request may name. */
export interface NamedLocation extends Named {
  timezone: string;
  type: string;
}

/** A channel that a request may name. */
export interface NamedChannel extends Named {
  type: string;
}

/** A product that a request may name. */
export interface NamedProduct {
  id: string;
  globalSku: string;
  name: string;
  status: string;
}

function byReference<Row extends { id: string; code: string }>(rows: readonly Row[]): Map<string, Row> {
  // an id that looks like another's code wins: ids are exact
  return new Map([
    ...rows.map((row) => [row.code, row] as const),
    ...rows.map((row) => [row.id, row] as const),
  ]);
}

/** Locations by id or code. */
export async function findLocations(
  { db, orgId }: Tx,
  references: readonly string[],
): Promise<Map<string, NamedLocation>> {
  if (references.length === 0) return new Map();
  const { rows } = await sql<NamedLocation>`
    select id, code, name, status, timezone, type from location
    where org_id = ${orgId} and (id = any(${references}::text[]) or code = any(${references}::text[]))`.execute(
    db,
  );
  return byReference(rows);
}

/** Channels by id or code. */
export async function findChannels(
  { db, orgId }: Tx,
  references: readonly string[],
): Promise<Map<string, NamedChannel>> {
  if (references.length === 0) return new Map();
  const { rows } = await sql<NamedChannel>`
    select id, code, name, status, type from channel
    where org_id = ${orgId} and (id = any(${references}::text[]) or code = any(${references}::text[]))`.execute(
    db,
  );
  return byReference(rows);
}

/** Products by id and by SKU. */
export async function findProducts(
  { db, orgId }: Tx,
  ids: readonly string[],
  skus: readonly string[],
): Promise<{ byId: Map<string, NamedProduct>; bySku: Map<string, NamedProduct> }> {
  if (ids.length + skus.length === 0) return { byId: new Map(), bySku: new Map() };
  const { rows } = await sql<NamedProduct>`
    select id, global_sku as "globalSku", name, status from product
    where org_id = ${orgId} and (id = any(${ids}::text[]) or global_sku = any(${skus}::text[]))`.execute(db);
  return {
    byId: new Map(rows.map((row) => [row.id, row])),
    bySku: new Map(rows.map((row) => [row.globalSku, row])),
  };
}

import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { contains } from '../text.rules.ts';
import type { ApiKeyStatus } from './api-keys.rules.ts';

/** An API key as it is read: never its secret, nor the hash of it. */
export interface ApiKeyRow {
  id: string;
  name: string;
  publicPart: string;
  last4: string;
  scopes: string[];
  status: ApiKeyStatus;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  ipRanges: string[];
  /** Until when the secret before the last rotation works; `null`: it does not. */
  overlapUntil: string | null;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface ApiKeyFilter {
  search?: string | null;
  status?: ApiKeyStatus | null;
}

const orders = {
  name: { expression: sql.ref('k.name'), type: 'text' },
  createdAt: { expression: sql.ref('k.created_at'), type: 'timestamptz' },
} as const;

export type ApiKeySortField = keyof typeof orders;

/** A key that nobody revoked ends by its date alone. */
const statusAt = (now: Date) => sql<ApiKeyStatus>`
  case when k.status = 'ACTIVE' and k.expires_at <= ${now.toISOString()}::timestamptz then 'EXPIRED' else k.status end`;

const overlapAt = (now: Date) => sql<string | null>`
  case when k.status = 'ACTIVE' and k.replaced_until > ${now.toISOString()}::timestamptz then k.replaced_until end`;

const columns = [
  'k.id',
  'k.name',
  'k.public_part as publicPart',
  'k.last4',
  'k.scopes',
  'k.created_by as createdBy',
  'k.created_at as createdAt',
  'k.expires_at as expiresAt',
  'k.revoked_at as revokedAt',
  'k.last_used_at as lastUsedAt',
  'k.ip_ranges as ipRanges',
  'k.version',
] as const;

/** A page of API keys, with their status at a moment. */
export function listApiKeys(
  tx: Tx,
  filter: ApiKeyFilter,
  sort: Sort<ApiKeySortField>,
  page: PageRequest,
  now: Date,
): Promise<Page<ApiKeyRow>> {
  let query = tx.db.selectFrom('api_key as k').where('k.org_id', '=', tx.orgId);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('k.name', 'ilike', pattern), where('k.public_part', 'ilike', pattern)]),
    );
  }
  if (filter.status) query = query.where(statusAt(now), '=', filter.status);
  return readPage<ApiKeyRow>(
    {
      rows: query
        .select(columns)
        .select([statusAt(now).as('status'), overlapAt(now).as('overlapUntil')]) as never,
      countable: query as never,
      id: sql.ref('k.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The API keys of some ids, in any order, with their status at a moment. */
export async function apiKeysByIds(tx: Tx, ids: readonly string[], now: Date): Promise<ApiKeyRow[]> {
  const rows = await tx.db
    .selectFrom('api_key as k')
    .select(columns)
    .select([statusAt(now).as('status'), overlapAt(now).as('overlapUntil')])
    .where('k.org_id', '=', tx.orgId)
    .where('k.id', 'in', ids)
    .execute();
  return rows as ApiKeyRow[];
}

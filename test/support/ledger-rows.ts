import type { TestGateway } from './gateway.ts';

/** Statements that put one row into each table that a movement needs, past all commands. */
const statements = [
  `insert into product (org_id, id, global_sku, name, unit, unit_cost, safety_stock, reorder_point, lot_controlled, expiry_controlled, status)
   values ($1, 'p', 'P', 'P', 'each', 1, 0, 0, false, false, 'ACTIVE')`,
  `insert into location (org_id, id, code, name, type, timezone, allow_negative_stock, status)
   values ($1, 'l', 'L', 'L', 'WAREHOUSE', 'UTC', false, 'ACTIVE')`,
  `insert into availability (org_id, id, product_id, location_id, on_hand) values ($1, 'a', 'p', 'l', 5)`,
  `insert into stock_item (org_id, id, product_id, location_id, condition, on_hand, promisable, allow_negative)
   values ($1, 'i', 'p', 'l', 'AVAILABLE', 5, true, false)`,
  `insert into stock_document (org_id, id, number, type, status, effective_date, line_count, created_by)
   values ($1, 'd', 'D-1', 'ADJUSTMENT', 'POSTED', '2026-01-01', 1, 'test')`,
  ...['m', 'n'].map(
    (
      id,
    ) => `insert into movement (org_id, id, document_id, line_no, item_id, product_id, location_id, quantity_delta,
       balance_after, unit_cost, type, effective_date, posted_at, posted_by, day, cost_after)
     values ($1, '${id}', 'd', 1, 'i', 'p', 'l', 5, 5, 1, 'ADJUSTMENT', '2026-01-01', now(), 'test', '2026-01-01', 1)`,
  ),
  `insert into movement_reversal (org_id, id, reversed_by_id) values ($1, 'm', 'n')`,
  `insert into audit_entry (org_id, id, actor_type, actor_id, request_id, action, document_type, document_id)
   values ($1, 'e', 'SYSTEM', 'test', 'test', 'test', 'ADJUSTMENT', 'd')`,
  `insert into audit_seal (org_id, id, number, entry_ids, entry_digests, entry_count, previous_hash, hash, sealed_at)
   values ($1, 's', 1, '{e}', '{digest}', 1, 'previous', 'hash', now())`,
];

/** Gives an organization one row in each table of the ledger, by SQL as the schema's owner. */
export async function insertLedgerRows(gateway: TestGateway, orgId: number): Promise<void> {
  for (const statement of statements) await gateway.asOwner(orgId, statement, [orgId]);
}

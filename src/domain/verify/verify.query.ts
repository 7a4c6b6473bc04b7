import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AuditChain, verifyAuditChain } from './audit-chain.query.ts';
import { availabilityChecks } from './availability-checks.query.ts';
import type { Check, Found } from './check.query.ts';
import { cycleCountChecks } from './cycle-count-checks.query.ts';
import { dailyChecks } from './daily-checks.query.ts';
import { holdChecks } from './hold-checks.query.ts';
import { itemChecks } from './item-checks.query.ts';
import { ledgerChecks } from './ledger-checks.query.ts';
import { overviewChecks } from './overview-checks.query.ts';
import { putAwayChecks } from './put-away-checks.query.ts';
import { replenishmentChecks } from './replenishment-checks.query.ts';
import { reservationChecks } from './reservation-checks.query.ts';
import { stockRequestChecks } from './stock-request-checks.query.ts';
import { transferChecks } from './transfer-checks.query.ts';

/** A difference in the books of an organization. */
export interface Difference extends Found {
  /** The check that found it. */
  check: string;
}

/** How much was looked at. */
export interface Checked {
  /** Checks that were made. */
  checks: number;
  stockItems: number;
  availabilityRecords: number;
  movements: number;
  reservations: number;
  /** Units on hand, of all products. */
  onHand: string;
}

const checks: readonly Check[] = [
  ...itemChecks,
  ...availabilityChecks,
  ...ledgerChecks,
  ...reservationChecks,
  ...cycleCountChecks,
  ...transferChecks,
  ...replenishmentChecks,
  ...stockRequestChecks,
  ...putAwayChecks,
  ...holdChecks,
  ...dailyChecks,
  ...overviewChecks,
];

/** Differences of one check that are told; a ledger that is wrong everywhere says nothing more by its end. */
const MOST = 1_000;

/**
 * Checks what must always be true of an organization's stock. To be called in a read transaction, whose one
 * snapshot makes it right while others write.
 */
export async function verifyBooks(
  tx: Tx,
  now: Date,
): Promise<{ checked: Checked; differences: Difference[]; audit: AuditChain }> {
  const { db, orgId } = tx;
  const differences: Difference[] = [];
  for (const { name, query } of checks) {
    const { rows } = await sql<Found>`${query({ orgId, now })} limit ${sql.lit(MOST)}`.execute(db);
    differences.push(...rows.map((row) => ({ check: name, ...row })));
  }
  const audit = await verifyAuditChain(tx, MOST);
  differences.push(...audit.differences);
  const counted = await sql<Omit<Checked, 'checks'>>`
    select (select count(*)::int from stock_item where org_id = ${orgId}) as "stockItems",
      (select count(*)::int from availability where org_id = ${orgId}) as "availabilityRecords",
      (select count(*)::int from movement where org_id = ${orgId}) as movements,
      (select count(*)::int from reservation where org_id = ${orgId}) as reservations,
      (select trim_scale(coalesce(sum(on_hand), 0))::text from stock_item where org_id = ${orgId}) as "onHand"`.execute(
    db,
  );
  const [row] = counted.rows;
  if (!row) throw new Error('A select without a table answered nothing');
  // the chain of the audit trail is one more check
  return { checked: { checks: checks.length + 1, ...row }, differences, audit: audit.chain };
}

import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import type { LotStatus } from '../stock/conditions.rules.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem, LockedRecord, Pair } from '../stock/locked-stock.rules.ts';
import {
  changed,
  checkStep,
  type TransferAction,
  type TransferKind,
  type TransferStatus,
  type TransferStepInput,
} from './transfers.rules.ts';

/** One end of a transfer. */
export interface TransferEnd {
  id: string;
  code: string;
  timezone: string;
}

/** A transfer as its steps need it. */
export interface TransferState {
  id: string;
  number: string;
  kind: TransferKind;
  status: TransferStatus;
  version: number;
  from: TransferEnd;
  to: TransferEnd;
  expectedDate: string | null;
  notes: string | null;
  includeHeld: boolean;
  /** The replenishment that it carries out. */
  replenishmentId: string | null;
}

/** A line of a transfer as its steps need it. */
export interface TransferLineState {
  id: string;
  lineNo: number;
  productId: string;
  globalSku: string;
  lot: { id: string; number: string; expiryDate: string | null; status: LotStatus } | null;
  fromBinId: string | null;
  toBinId: string | null;
  requested: Decimal;
  shipped: Decimal;
  received: Decimal;
  damaged: Decimal;
  writtenOff: Decimal;
}

/** A transfer with its lines and its stock, all locked. */
export interface LockedTransfer extends TransferState {
  lines: TransferLineState[];
  records: Map<string, LockedRecord>;
  /** The stock items of its products at its source, where the step looks at them. */
  items: LockedItem[];
}

/** A transfer. @throws NOT_FOUND */
export async function readTransfer(
  { tx }: Command,
  id: string,
  { lock }: { lock: boolean },
): Promise<TransferState> {
  const end = (alias: string) =>
    sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'timezone', ${sql.ref(`${alias}.timezone`)})`;
  const { rows } = await sql<TransferState>`
    select f.id, f.number, f.kind, f.status, f.version, ${end('a')} as "from", ${end('b')} as "to", f.expected_date as "expectedDate",
      f.notes, f.include_held as "includeHeld", f.replenishment_id as "replenishmentId"
    from transfer f
    join location a on a.org_id = ${tx.orgId} and a.id = f.from_location_id
    join location b on b.org_id = ${tx.orgId} and b.id = f.to_location_id
    where f.org_id = ${tx.orgId} and f.id = ${id} ${lock ? sql`for update of f` : sql``}`.execute(tx.db);
  const [transfer] = rows;
  if (!transfer) throw refusedField('NOT_FOUND', 'id', 'there is no such transfer');
  return transfer;
}

type Quantities = 'requested' | 'shipped' | 'received' | 'damaged' | 'writtenOff';

/** The lines of a transfer, in their order. */
export async function readTransferLines({ tx }: Command, id: string): Promise<TransferLineState[]> {
  const { rows } = await sql<Omit<TransferLineState, Quantities> & Record<Quantities, string>>`
    select n.id, n.line_no as "lineNo", n.product_id as "productId", p.global_sku as "globalSku",
      case when t.id is not null then jsonb_build_object('id', t.id, 'number', t.number, 'expiryDate', t.expiry_date, 'status', t.status) end as lot,
      n.from_bin_id as "fromBinId", n.to_bin_id as "toBinId", n.requested, n.shipped, n.received, n.damaged, n.written_off as "writtenOff"
    from transfer_line n
    join product p on p.org_id = ${tx.orgId} and p.id = n.product_id
    left join lot t on t.org_id = ${tx.orgId} and t.id = n.lot_id
    where n.org_id = ${tx.orgId} and n.transfer_id = ${id} order by n.line_no`.execute(tx.db);
  return rows.map((row) => ({
    ...row,
    requested: decimal(row.requested),
    shipped: decimal(row.shipped),
    received: decimal(row.received),
    damaged: decimal(row.damaged),
    writtenOff: decimal(row.writtenOff),
  }));
}

/** What a step touches, and so locks. */
export interface Touched {
  /** Stock at its source: records and items. */
  from?: boolean;
  /** Records at its destination. */
  to?: boolean;
  /** Only what these lines are of; left out: all lines. */
  lineIds?: readonly string[] | undefined;
}

/**
 * Locks a transfer behind its stock (records of both ends in one go, items, then the document: everybody's order) and
 * checks the step.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function lockTransfer(
  command: Command,
  input: TransferStepInput,
  action: TransferAction,
  { from = false, to = false, lineIds }: Touched,
): Promise<LockedTransfer> {
  const seen = await readTransfer(command, input.id, { lock: false });
  checkStep(seen, action, input.expectedVersion);
  const before = await readTransferLines(command, input.id);
  const touched = before.filter(({ id }) => lineIds === undefined || lineIds.includes(id));
  const at = (locationId: string): Pair[] => touched.map(({ productId }) => ({ productId, locationId }));
  // what is given up of a replenishment is no supply of its destination any more
  const givenUp = action === 'CANCEL' && seen.replenishmentId !== null;
  const pairs = [...(from ? at(seen.from.id) : []), ...(to || givenUp ? at(seen.to.id) : [])];
  const records = await lockRecords(command, pairs, { quiet: givenUp });
  const items = from ? await lockPairItems(command, at(seen.from.id)) : [];
  const transfer = await readTransfer(command, input.id, { lock: true });
  checkStep(transfer, action, input.expectedVersion);
  const unchanged = transfer.version === seen.version;
  // a draft that got other lines meanwhile is about other stock than what is locked
  if (!unchanged && transfer.status === 'DRAFT') throw changed(transfer.version);
  const lines = unchanged ? before : await readTransferLines(command, input.id);
  return { ...transfer, lines, records, items };
}

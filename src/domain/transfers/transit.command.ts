import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import { setDocumentSupply } from '../supply/set-document-supply.command.ts';
import type { LockedTransfer } from './lock-transfer.command.ts';
import { inTransit } from './transfers.rules.ts';

/** What is changed of a line: by how much, and why. */
export interface LineChange {
  lineId: string;
  shipped?: Decimal;
  received?: Decimal;
  damaged?: Decimal;
  overReceived?: Decimal;
  writtenOff?: Decimal;
  reason?: string | null | undefined;
}

const fields = ['shipped', 'received', 'damaged', 'overReceived', 'writtenOff'] as const;

/**
 * Books what became of lines; several changes of one are added up. What is then in transit is supply of the destination:
 * `incoming` there, on the expected day. Its records must be locked.
 * @returns the lines as they are now
 */
export async function changeLines(
  command: Command,
  transfer: LockedTransfer,
  changes: readonly LineChange[],
): Promise<LockedTransfer['lines']> {
  const added = addedUp(changes);
  await write(command, added);
  const lines = transfer.lines.map((line) => {
    const change = added.get(line.id);
    if (!change) return line;
    const now = (field: 'shipped' | 'received' | 'damaged' | 'writtenOff') =>
      line[field].plus(decimal(change[field]));
    return {
      ...line,
      shipped: now('shipped'),
      received: now('received'),
      damaged: now('damaged'),
      writtenOff: now('writtenOff'),
    };
  });
  await keepSupply(command, transfer, lines, new Set(added.keys()));
  return lines;
}

function addedUp(changes: readonly LineChange[]): Map<string, LineChange> {
  const added = new Map<string, LineChange>();
  for (const change of changes) {
    const sum = added.get(change.lineId);
    const total = (field: (typeof fields)[number]) => decimal(sum?.[field]).plus(decimal(change[field]));
    added.set(change.lineId, {
      lineId: change.lineId,
      shipped: total('shipped'),
      received: total('received'),
      damaged: total('damaged'),
      overReceived: total('overReceived'),
      writtenOff: total('writtenOff'),
      reason: change.reason ?? sum?.reason,
    });
  }
  return added;
}

async function write({ tx }: Command, changes: ReadonlyMap<string, LineChange>): Promise<void> {
  const rows = [...changes.values()].map((change) => ({
    id: change.lineId,
    reason: change.reason ?? null,
    ...Object.fromEntries(fields.map((field) => [field, text(decimal(change[field]))])),
  }));
  await sql`
    update transfer_line n set shipped = n.shipped + c.shipped, received = n.received + c.received, damaged = n.damaged + c.damaged,
      over_received = n.over_received + c."overReceived", written_off = n.written_off + c."writtenOff",
      reason = coalesce(c.reason, n.reason)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id text, shipped numeric, received numeric, damaged numeric,
      "overReceived" numeric, "writtenOff" numeric, reason text)
    where n.org_id = ${tx.orgId} and n.id = c.id`.execute(tx.db);
}

/** What of the products of some lines is on its way, by any line. */
async function keepSupply(
  command: Command,
  { id, number, to, expectedDate }: LockedTransfer,
  lines: LockedTransfer['lines'],
  changed: ReadonlySet<string>,
): Promise<void> {
  const products = new Set(lines.filter((line) => changed.has(line.id)).map(({ productId }) => productId));
  const totals = new Map([...products].map((productId) => [productId, ZERO]));
  for (const line of lines) {
    const total = totals.get(line.productId);
    if (total) totals.set(line.productId, total.plus(inTransit(line)));
  }
  await setDocumentSupply(
    command,
    { type: 'TRANSFER', id, reference: number },
    [...totals].map(([productId, quantity]) => ({
      productId,
      locationId: to.id,
      quantity,
      // without a day that was agreed on: the day on which it left
      expectedDate: expectedDate ?? dayIn(to.timezone, command.now),
    })),
  );
}

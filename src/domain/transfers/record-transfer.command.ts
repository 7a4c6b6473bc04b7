import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { type Decimal, text } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { writeParcels } from './parcels.command.ts';
import type { TransferKind, TransferStatus } from './transfers.rules.ts';

/** A line of a transfer that has happened. */
export interface DoneTransferLine {
  id: string;
  productId: string;
  lotId: string | null;
  fromItemId: string;
  toItemId: string;
  /** In which it was. */
  condition: Condition;
  unitCost: Decimal;
  quantity: Decimal;
}

/** A transfer that has happened: all that was asked for was shipped and has arrived. */
export interface DoneTransfer {
  id: string;
  number: string;
  kind: TransferKind;
  fromLocationId: string;
  toLocationId: string;
  notes: string | null;
  lines: readonly DoneTransferLine[];
}

/** The states that a transfer goes through when it is done at once. */
const steps: readonly TransferStatus[] = ['DRAFT', 'APPROVED', 'IN_TRANSIT', 'RECEIVED'];

/** Writes a transfer whose stock was moved in one go. */
export async function recordDoneTransfer(command: Command, transfer: DoneTransfer): Promise<void> {
  const { tx, now, doer } = command;
  const moment = now.toISOString();
  const { id, number, kind, fromLocationId, toLocationId, notes, lines } = transfer;
  await tx.db
    .insertInto('transfer')
    .values({
      org_id: tx.orgId,
      id,
      number,
      kind,
      status: 'RECEIVED',
      from_location_id: fromLocationId,
      to_location_id: toLocationId,
      notes,
      shipped_at: moment,
      received_at: moment,
      created_by: doer.id,
      created_at: moment,
      updated_at: moment,
      version: 1,
    })
    .execute();
  const rows = JSON.stringify(
    lines.map(({ quantity, ...line }, index) => ({ ...line, quantity: text(quantity), no: index + 1 })),
  );
  await sql`
    insert into transfer_line (org_id, id, transfer_id, line_no, product_id, lot_id, from_item_id, to_item_id, requested, shipped, received)
    select ${tx.orgId}, id, ${id}, no, "productId", "lotId", "fromItemId", "toItemId", quantity, quantity, quantity
    from jsonb_to_recordset(${rows}::jsonb) as n(id text, no int, "productId" text, "lotId" text, "fromItemId" text, "toItemId" text,
      quantity numeric) order by no`.execute(tx.db);
  await writeParcels(
    command,
    id,
    lines.map(({ id: lineId, quantity, ...line }) => ({
      ...line,
      lineId,
      shipped: quantity,
      received: quantity,
    })),
  );
  await recordTransitions(
    command,
    steps.map((to, index) => ({
      documentType: 'TRANSFER',
      documentId: id,
      from: steps[index - 1] ?? null,
      to,
      note: notes,
    })),
  );
  recordDeeds(command, transfer);
}

function recordDeeds(
  command: Command,
  { id, number, kind, fromLocationId, toLocationId, lines }: DoneTransfer,
): void {
  const after = { number, kind, fromLocationId, toLocationId };
  const deed = { documentType: 'Transfer', documentId: id };
  const moved = lines.map(({ productId, lotId, quantity }) => ({
    productId,
    lotId,
    quantity: text(quantity),
  }));
  command.record({
    ...deed,
    action: 'transfer.create',
    event: 'transfer.created',
    after: { ...after, status: 'DRAFT', lines: moved },
  });
  command.record({
    ...deed,
    action: 'transfer.receive',
    event: 'transfer.received',
    before: { status: 'DRAFT' },
    after: { ...after, status: 'RECEIVED', lines: moved },
  });
}

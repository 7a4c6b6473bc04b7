import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import type { Act, ActLine } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { closeAllocations } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { LockedStockRequest } from './lock-stock-request.command.ts';
import { type Outgoing, type OutgoingPart, resolveParts } from './outgoing.command.ts';

/**
 * Issues in one act: to a location of ours the goods move there with their lots and at their cost; to one that only
 * consumes they are an issue that its cost centre bears.
 * @returns the id of the act
 */
export async function deliverDirectly(
  command: Command,
  request: LockedStockRequest,
  outgoing: readonly Outgoing[],
): Promise<string> {
  const parts = await resolveParts(command, outgoing);
  await closeAllocations(
    command,
    parts.map(({ allocation }) => allocation),
    'USED',
    request.records,
  );
  const { destination } = request;
  const consumed = destination.requestDelivery === 'CONSUMPTION';
  const act: Act = {
    type: consumed ? 'ISSUE' : 'TRANSFER',
    reasonCode: null,
    reference: request.number,
    notes: null,
    cause: { type: 'STOCK_REQUEST', id: request.id },
    ...(consumed ? { costCentre: destination.costCentre } : {}),
  };
  const out = parts.map(
    ({ line, row, quantity }): ActLine => ({
      row,
      change: { delta: quantity.neg() },
      causeLineId: line.id,
      field: 'issuedQuantity',
    }),
  );
  const arriving = consumed ? [] : await arrivals(command, request, parts);
  const posted = await post(command, act, [...out, ...arriving]);
  recordAct(command, act, posted);
  return posted.id;
}

/** What comes to the destination, into no bin: the same lots, at the cost at which they leave. */
async function arrivals(
  command: Command,
  { destination }: LockedStockRequest,
  parts: readonly OutgoingPart[],
): Promise<ActLine[]> {
  const rows = await resolveRows(
    command.tx,
    parts.map(({ row }) => ({
      at: row.at,
      productMasterId: row.product.id,
      locationId: destination.id,
      lotId: row.lot?.id ?? null,
      condition: row.condition,
    })),
    { inactive: true },
  );
  return parts.flatMap(({ line, quantity, allocation }, index): ActLine[] => {
    const row = rows[index];
    if (!row) return [];
    const change = { delta: quantity, unitCost: allocation.item.unitCost };
    return [{ row, change, causeLineId: line.id, field: 'issuedQuantity' }];
  });
}

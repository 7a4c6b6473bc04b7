import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { decimal, sum, text, ZERO } from '../quantity.rules.ts';
import { fefoOrder } from '../stock/fefo.rules.ts';
import { goodStock } from '../stock/good-stock.query.ts';
import { type OpenAllocation, openAllocations } from '../stock/reserve-items.command.ts';
import { cut } from '../stock/stock-pool.rules.ts';
import { deliverByTransfer } from './deliver-by-transfer.command.ts';
import { deliverDirectly } from './deliver-directly.command.ts';
import { type LockedStockRequest, lockStockRequest } from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { type Outgoing, releaseRest } from './outgoing.command.ts';
import { checkStepLines, refuseUnknownLines } from './step-lines.rules.ts';
import { checkStep } from './stock-requests.rules.ts';
import type { NotedStepInput } from './submit-stock-request.command.ts';

/** How much of a line is issued. */
export interface IssueStockRequestLineInput {
  lineId: string;
  /** Default: all that is allocated. */
  issuedQuantity?: string | null;
  /** Why it is less than approved. */
  reason?: string | null;
}

/** What is issued of a request: a line that is not named in full. */
export interface IssueStockRequestInput extends NotedStepInput {
  lines?: IssueStockRequestLineInput[] | null;
}

/**
 * Issues what was picked: it leaves for the destination, there to be received or consumed as that location is set up. What
 * is allocated and does not leave is free again.
 * @throws EXCEEDS_APPROVED; VALIDATION_FAILED where less is issued without a reason, or nothing at all; LOT_RECALLED,
 * LOT_EXPIRED, BIN_BLOCKED for what must not leave by now; INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function issueStockRequest(command: Command, input: IssueStockRequestInput): Promise<void> {
  checkStepLines(input, ({ issuedQuantity }) => ['issuedQuantity', issuedQuantity]);
  const request = await lockStockRequest(
    command,
    input,
    (found) => checkStep(found, 'ISSUED', input.expectedVersion),
    ({ destination }) => ({ from: true, to: destination.requestDelivery !== 'CONSUMPTION' }),
  );
  const outgoing = await plan(command, input, request);
  await releaseRest(command, request, outgoing);
  const { requestDelivery: delivery } = request.destination;
  const delivered =
    delivery === 'TRANSFER'
      ? { delivery, transferId: await deliverByTransfer(command, request, outgoing), issueId: null }
      : { delivery, transferId: null, issueId: await deliverDirectly(command, request, outgoing) };
  await writeIssued(command, outgoing);
  await moveStockRequest(command, request, 'issue', {
    to: 'ISSUED',
    note: input.notes ?? null,
    delivered,
    after: {
      ...delivered,
      ...(delivery === 'CONSUMPTION' ? { costCentre: request.destination.costCentre } : {}),
      lines: outgoing.map(({ line, kept, reason }) => ({
        lineId: line.id,
        approved: text(line.approved),
        issued: text(sum(kept.map(({ quantity }) => quantity))),
        ...(reason ? { reason } : {}),
      })),
    },
  });
}

/** What leaves with each line: what may still leave goes first, so that a short issue leaves the rest behind. */
async function plan(
  command: Command,
  input: IssueStockRequestInput,
  request: LockedStockRequest,
): Promise<Outgoing[]> {
  refuseUnknownLines(input.lines ?? [], request.lines);
  const allocations = await openAllocations(command, [request.id], request.items);
  const fit = new Set((await goodStock(command, request, request.items)).map(({ id }) => id));
  const order = (a: OpenAllocation, b: OpenAllocation) =>
    Number(fit.has(b.itemId)) - Number(fit.has(a.itemId)) ||
    fefoOrder({ ...a.item, free: ZERO }, { ...b.item, free: ZERO });
  const byLine = Map.groupBy(allocations, ({ lineId }) => lineId);
  const refusals = new Refusals();
  const outgoing = request.lines.map((line, index): Outgoing => {
    const asked = input.lines?.findIndex(({ lineId }) => lineId === line.id) ?? -1;
    const given = input.lines?.[asked];
    const at = `lines[${given ? asked : index}].`;
    const parts = (byLine.get(line.id) ?? []).toSorted(order);
    const allocated = sum(parts.map(({ quantity }) => quantity));
    const wanted = given?.issuedQuantity == null ? allocated : decimal(given.issuedQuantity);
    refusals.check(
      wanted.lte(allocated),
      'EXCEEDS_APPROVED',
      `${at}issuedQuantity`,
      `${text(wanted)} is more than the ${text(allocated)} that was approved and is allocated`,
      {
        lineId: line.id,
        approved: Number(line.approved),
        allocated: Number(allocated),
        issuedQuantity: Number(wanted),
      },
    );
    const reason = given?.reason?.trim() ? given.reason : null;
    refusals.check(
      wanted.gte(line.approved) || wanted.gt(allocated) || reason !== null,
      'VALIDATION_FAILED',
      `${at}reason`,
      `is required: ${text(wanted)} is less than the ${text(line.approved)} that was approved`,
    );
    return { line, at, reason, ...cut(parts, wanted) };
  });
  refusals.throwIfAny();
  if (outgoing.every(({ kept }) => kept.length === 0))
    throw refusedField(
      'VALIDATION_FAILED',
      'lines',
      'nothing would leave: issue more than 0 of a line, or cancel the request',
    );
  return outgoing;
}

async function writeIssued({ tx }: Command, outgoing: readonly Outgoing[]): Promise<void> {
  const rows = outgoing.map(({ line, kept, reason }) => ({
    id: line.id,
    issued: text(sum(kept.map(({ quantity }) => quantity))),
    reason,
  }));
  await sql`
    update stock_request_line n set issued = x.issued, reason = x.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id text, issued numeric, reason text)
    where n.org_id = ${tx.orgId} and n.id = x.id`.execute(tx.db);
}

import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import { goodStock } from '../stock/good-stock.query.ts';
import { type AllocationRequest, allocate } from '../stock/reserve-items.command.ts';
import { StockPool } from '../stock/stock-pool.rules.ts';
import { approvalsNeeded, refuseApprover, writeApproval } from './approvals.command.ts';
import {
  type LockedStockRequest,
  lockStockRequest,
  readStockRequest,
  type StockRequestLineState,
} from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { checkStepLines, refuseUnknownLines } from './step-lines.rules.ts';
import { checkStep } from './stock-requests.rules.ts';
import type { NotedStepInput } from './submit-stock-request.command.ts';

/** How much of a line is approved. */
export interface ApproveStockRequestLineInput {
  lineId: string;
  approvedQuantity: string;
}

/** What is approved of a request: a line that is not named in full. */
export interface ApproveStockRequestInput extends NotedStepInput {
  lines?: ApproveStockRequestLineInput[] | null;
  /** Where there is not enough: as much as there is. */
  allowPartial?: boolean | null;
}

/** What is approved of a line. */
interface Approved {
  line: StockRequestLineState;
  /** Where it stands in the request, or among the lines when the request does not name it. */
  at: string;
  quantity: Decimal;
}

/**
 * Approves a submitted request: allocates its stock, first expired first out. Above a value it takes two approvers: the
 * first approval is noted, and nothing is allocated before the second. Like a transfer it may take all that is free.
 * @throws SELF_APPROVAL, ALREADY_APPROVED, EXCEEDS_REQUESTED, INSUFFICIENT_STOCK with the shortfall of each line,
 * INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function approveStockRequest(command: Command, input: ApproveStockRequestInput): Promise<void> {
  checkStepLines(input, ({ approvedQuantity }) => ['approvedQuantity', approvedQuantity]);
  // who may not approve is told so, whatever else there is to say
  const seen = await readStockRequest(command, input.id, { lock: false });
  checkStep(seen, 'APPROVED', input.expectedVersion);
  await refuseApprover(command, seen);
  const request = await lockStockRequest(
    command,
    input,
    (found) => checkStep(found, 'APPROVED', input.expectedVersion),
    () => ({ from: true, to: false }),
  );
  await refuseApprover(command, request);
  const wanted = wantedOf(input, request);
  const { approved, requests } = await pick(command, request, wanted, input.allowPartial ?? false);
  const value = requests.reduce(
    (total, { item, quantity }) => total.plus(quantity.times(item.unitCost)),
    ZERO,
  );
  const quantities = Object.fromEntries(approved.map(({ line, quantity }) => [line.id, text(quantity)]));
  const notes = input.notes ?? null;
  const after = {
    lines: approved.map(({ line, quantity }) => ({
      lineId: line.id,
      requested: text(line.requested),
      approved: text(quantity),
    })),
    value: text(value),
  };
  const level = request.approvals.length + 1;
  const needed = await approvalsNeeded(command, value);
  await writeApproval(command, request, { value, quantities, notes });
  if (level < needed) {
    const note = notes ?? `approval ${level} of ${needed}`;
    await moveStockRequest(command, request, 'record-approval', {
      to: 'SUBMITTED',
      note,
      after: { ...after, approval: level, needed },
    });
    return;
  }
  await writeApproved(command, approved);
  const holder = { type: 'STOCK_REQUEST' as const, id: request.id, channelId: null, expiresAt: null };
  await allocate(command, holder, requests, request.records);
  await moveStockRequest(command, request, 'approve', { to: 'APPROVED', note: notes, after });
}

/** How much of each line is to be approved. An approver before sets the limit: the second agrees to that, or to less. */
function wantedOf(input: ApproveStockRequestInput, { lines, approvals }: LockedStockRequest): Approved[] {
  refuseUnknownLines(input.lines ?? [], lines);
  const before = approvals.at(-1)?.quantities;
  const refusals = new Refusals();
  const wanted = lines.map((line, index): Approved => {
    const asked = input.lines?.findIndex(({ lineId }) => lineId === line.id) ?? -1;
    const given = input.lines?.[asked];
    const at = `lines[${given ? asked : index}].`;
    const limit = before ? decimal(before[line.id]) : line.requested;
    const quantity = given ? decimal(given.approvedQuantity) : limit;
    refusals.check(
      quantity.lte(limit),
      'EXCEEDS_REQUESTED',
      `${at}approvedQuantity`,
      `${text(quantity)} is more than the ${text(limit)} that ${before ? 'the first approver approved' : 'was requested'}`,
      {
        lineId: line.id,
        requested: Number(line.requested),
        limit: Number(limit),
        approvedQuantity: Number(quantity),
      },
    );
    return { line, at, quantity };
  });
  refusals.throwIfAny();
  if (wanted.every(({ quantity }) => quantity.eq(0)))
    throw refusedField('VALIDATION_FAILED', 'lines', 'approve more than 0 of a line, or reject the request');
  return wanted;
}

/** Picks stock for what is to be approved; with `allowPartial` as much of it as there is. */
async function pick(
  command: Command,
  request: LockedStockRequest,
  wanted: readonly Approved[],
  allowPartial: boolean,
): Promise<{ approved: Approved[]; requests: AllocationRequest[] }> {
  const pool = new StockPool(await goodStock(command, request, request.items));
  const requests: AllocationRequest[] = [];
  const approved: Approved[] = [];
  const short: { of: Approved; available: Decimal }[] = [];
  for (const of of wanted) {
    const { line } = of;
    const from = { productId: line.productId, lot: null, fromBinId: null };
    const all = pool.take(from, of.quantity, false);
    if (all.short.gt(0)) short.push({ of, available: all.available });
    const quantity = all.short.gt(0) ? all.available : of.quantity;
    const { free } = all.short.gt(0) && allowPartial ? pool.take(from, quantity, false) : all;
    requests.push(...free.map(({ item, quantity: part }) => ({ item, quantity: part, lineId: line.id })));
    approved.push({ ...of, quantity });
  }
  if (short.length > 0 && (!allowPartial || requests.length === 0)) throw insufficient(short);
  return { approved, requests };
}

function insufficient(short: readonly { of: Approved; available: Decimal }[]): DomainError {
  const told = short.map(({ of: { line, quantity }, available }) => ({
    line: line.lineNo,
    lineId: line.id,
    productMasterId: line.productId,
    globalSku: line.globalSku,
    requested: Number(quantity),
    available: Number(available),
    shortfall: Number(quantity.minus(available)),
  }));
  const fields = short.map(({ of: { at, quantity }, available }) => ({
    path: `${at}approvedQuantity`,
    message: `${text(quantity)} to be approved, ${text(available)} available`,
  }));
  const [first] = told;
  return new DomainError('INSUFFICIENT_STOCK', `${fields[0]?.path}: ${fields[0]?.message}`, {
    available: first?.available,
    requested: first?.requested,
    status: 'SUBMITTED',
    shortfalls: told,
    fields,
  });
}

async function writeApproved({ tx }: Command, approved: readonly Approved[]): Promise<void> {
  const rows = approved.map(({ line, quantity }) => ({ id: line.id, approved: text(quantity) }));
  await sql`
    update stock_request_line n set approved = x.approved
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id text, approved numeric)
    where n.org_id = ${tx.orgId} and n.id = x.id`.execute(tx.db);
}

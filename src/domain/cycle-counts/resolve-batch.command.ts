import { sql } from 'kysely';
import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import type { Act, PostedAct } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { type CountResolution, type CountStatus, statusAfterReview } from './cycle-counts.rules.ts';
import { isCountedBlindElsewhere } from './figures.query.ts';
import {
  type BatchLine,
  type BatchReference,
  type CountedItem,
  changeBatch,
  type LockedBatch,
  lockBatch,
  lockStockOf,
  readLines,
} from './lock-batch.command.ts';
import {
  checkDecisions,
  type Decision,
  type DecisionReason,
  refuseHidden,
  varianceOf,
} from './resolve.rules.ts';

/** What is decided on one line. */
export interface ResolutionInput {
  lineId: string;
  action: CountResolution;
  /** Of what is accepted, default: RECOUNTED. */
  reasonCode?: string | null;
  notes?: string | null;
}

/** Decisions on lines of a batch in review. */
export interface ResolveCountInput extends BatchReference {
  resolutions?: ResolutionInput[] | null;
  /** Accepts every counted line that is not named and that is within tolerance. */
  acceptWithinTolerance?: boolean | null;
}

/** What a resolve did: the adjustment, where something was accepted, and the lines that were decided on. */
export interface ResolvedCount {
  adjustment: PostedAct | null;
  lineIds: string[];
}

const MOST_RESOLUTIONS = 1_000;
const STANDARD_REASON = 'RECOUNTED';

/**
 * Decides on lines in review, all or nothing. What is accepted is posted in one adjustment: the difference between count
 * and system when it was counted, on top of what is there now. A batch goes back to be counted where a line is to be
 * counted again, and is resolved when all of its lines are.
 * @param seesStock whether the caller may read stock: who may not cannot accept what another blind count is about.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, SELF_APPROVAL, COUNT_STALE, REASON_DIRECTION, FORBIDDEN,
 * INSUFFICIENT_STOCK where less was counted than is promised.
 */
export async function resolveCount(
  command: Command,
  input: ResolveCountInput,
  seesStock: boolean,
): Promise<ResolvedCount> {
  checkInput(input);
  const choice = {
    ids: (input.resolutions ?? []).map(({ lineId }) => lineId),
    withinTolerance: input.acceptWithinTolerance ?? false,
  };
  // not locked yet: the stock comes first
  const items = await lockStockOf(
    command,
    accepted(decide(input, await readLines(command, input.id, choice))),
  );
  const batch = await lockBatch(command, input, 'resolve');
  const decisions = decide(input, await readLines(command, batch.id, choice, true));
  const missed = accepted(decisions).filter(({ itemId }) => !items.has(itemId)); // counted meanwhile
  for (const [id, item] of await lockStockOf(command, missed)) items.set(id, item);
  await check(command, input, decisions, items, seesStock);
  const adjustment = await postAccepted(command, batch, decisions);
  await writeDecisions(command, decisions, adjustment?.id ?? null);
  const recount = decisions.some(({ action }) => action === 'RECOUNT');
  const status = statusAfterReview(await statusesOf(command, batch.id), recount);
  await changeBatch(command, batch, { status });
  recordDecisions(command, batch, status, decisions, adjustment);
  return { adjustment, lineIds: decisions.map(({ line }) => line.id) };
}

function checkInput({ resolutions, acceptWithinTolerance }: ResolveCountInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  const given = resolutions ?? [];
  check(
    given.length > 0 || acceptWithinTolerance === true,
    'resolutions',
    'must name a line, unless acceptWithinTolerance is given',
  );
  check(given.length <= MOST_RESOLUTIONS, 'resolutions', 'must be at most 1,000');
  const seen = new Set<string>();
  for (const [index, { lineId, action, reasonCode, notes }] of given.entries()) {
    const at = `resolutions[${index}].`;
    check(!seen.has(lineId), `${at}lineId`, 'the line is given twice');
    seen.add(lineId);
    check((notes ?? '').length <= 2_000, `${at}notes`, 'must have at most 2000 characters');
    const explained = Boolean(notes?.trim()) || reasonCode != null;
    check(action !== 'REJECT' || explained, `${at}notes`, 'is required to reject a line (or reasonCode)');
  }
  refusals.throwIfAny();
}

/** A decision on a line of this batch. */
type LineDecision = Decision & { line: BatchLine };

/** The decisions of a request on the lines that were found; the others are noted by {@link check}. */
function decide(input: ResolveCountInput, lines: readonly BatchLine[]): LineDecision[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const named = (input.resolutions ?? []).flatMap(({ lineId, action, reasonCode, notes }, index) => {
    const line = byId.get(lineId);
    if (!line) return [];
    byId.delete(lineId);
    const reason = reasonCode ?? (action === 'ACCEPT' ? STANDARD_REASON : null);
    return [{ line, action, reasonCode: reason, notes: notes ?? null, at: `resolutions[${index}].` }];
  });
  const fit = [...byId.values()].map(
    (line): LineDecision => ({ line, action: 'ACCEPT', reasonCode: STANDARD_REASON, notes: null, at: '' }),
  );
  return [...named, ...fit];
}

const accepted = (decisions: readonly LineDecision[]): BatchLine[] =>
  decisions.filter(({ action }) => action === 'ACCEPT').map(({ line }) => line);

async function check(
  command: Command,
  input: ResolveCountInput,
  decisions: readonly LineDecision[],
  items: ReadonlyMap<string, CountedItem>,
  seesStock: boolean,
): Promise<void> {
  const { tx, doer } = command;
  const refusals = new Refusals();
  const found = new Set(decisions.map(({ line }) => line.id));
  for (const [index, { lineId }] of (input.resolutions ?? []).entries()) {
    const path = `resolutions[${index}].lineId`;
    refusals.check(found.has(lineId), 'NOT_FOUND', path, 'there is no such line in this cycle count');
  }
  const { countSelfApproval } = await readSettings(tx);
  checkDecisions(refusals, decisions, {
    doerId: doer.id,
    selfApproval: countSelfApproval,
    reasons: await readReasons(command, decisions),
    lastCountedAt: new Map([...items].map(([id, item]) => [id, item.lastCountedAt])),
    hidden: seesStock ? new Set() : await hiddenLines(command, input, refusals),
  });
  refusals.throwIfAny();
}

async function readReasons(
  { tx }: Command,
  decisions: readonly Decision[],
): Promise<Map<string, DecisionReason>> {
  const codes = [...new Set(decisions.flatMap(({ reasonCode }) => reasonCode ?? []))];
  const { rows } = await sql<DecisionReason>`
    select code, direction, requires_notes as "requiresNotes", active from reason_code
    where org_id = ${tx.orgId} and code = any(${codes}::text[])`.execute(tx.db);
  return new Map(rows.map((reason) => [reason.code, reason]));
}

/**
 * The named lines of which another blind count is under way. What is accepted as within tolerance cannot have any among
 * its candidates: which of them it takes would tell how near they are.
 */
async function hiddenLines(
  { tx }: Command,
  { id, resolutions, acceptWithinTolerance }: ResolveCountInput,
  refusals: Refusals,
): Promise<Set<string>> {
  const named = (resolutions ?? []).map(({ lineId }) => lineId);
  const candidates = acceptWithinTolerance ? sql`or n.status = 'COUNTED'` : sql``;
  const { rows } = await sql<{ id: string }>`
    select n.id from cycle_count_line n
    where n.org_id = ${tx.orgId} and n.batch_id = ${id} and (n.id = any(${named}::text[]) ${candidates})
      and ${isCountedBlindElsewhere(tx)}`.execute(tx.db);
  const hidden = new Set(rows.map((line) => line.id));
  if (rows.some((line) => !named.includes(line.id))) refuseHidden(refusals, 'acceptWithinTolerance');
  return hidden;
}

/** One adjustment for all that is accepted; lines that agree are posted, too: they confirm what is there. */
async function postAccepted(
  command: Command,
  batch: LockedBatch,
  decisions: readonly LineDecision[],
): Promise<PostedAct | null> {
  const taken = decisions.filter(({ action }) => action === 'ACCEPT');
  if (taken.length === 0) return null;
  const rows = await resolveRows(
    command.tx,
    taken.map(({ line, at }) => ({ inventoryItemId: line.itemId, at })),
    { inactive: true },
  );
  const reasons = new Set(taken.map(({ reasonCode }) => reasonCode));
  const [only = null] = reasons;
  const act: Act = {
    type: 'CYCLE_COUNT',
    reasonCode: reasons.size === 1 ? only : null,
    reference: batch.number,
    cause: { type: 'CYCLE_COUNT', id: batch.id },
  };
  const posted = await post(
    command,
    act,
    taken.flatMap(({ line, reasonCode, at }, index) => {
      const row = rows[index];
      return row
        ? [
            {
              row,
              change: { delta: varianceOf(line) },
              counted: true,
              overHolds: true, // what is not there cannot be held
              causeLineId: line.id,
              reasonCode,
              field: at ? 'action' : 'acceptWithinTolerance',
            },
          ]
        : [];
    }),
  );
  recordAct(command, act, posted);
  return posted;
}

/** A line that is to be counted again forgets its count: nobody who counts it next is led by it. */
async function writeDecisions(
  { tx, now, doer }: Command,
  decisions: readonly Decision[],
  adjustmentId: string | null,
): Promise<void> {
  const rows = decisions.map(({ line, action, reasonCode, notes }) => ({
    id: line.id,
    action,
    reason: reasonCode,
    notes,
  }));
  const moment = sql`${now.toISOString()}::timestamptz`;
  const kept = (column: string) => sql`case when d.again then null else n.${sql.ref(column)} end`;
  await sql`
    update cycle_count_line n set status = case when d.again then 'RECOUNT' else 'RESOLVED' end,
      counted_quantity = ${kept('counted_quantity')}, counted_by = ${kept('counted_by')}, counted_at = ${kept('counted_at')},
      system_quantity = ${kept('system_quantity')}, unit_cost = ${kept('unit_cost')}, within_tolerance = ${kept('within_tolerance')},
      resolution = case when d.again then null else d.action end, reason_code = d.reason, resolution_notes = d.notes,
      resolved_by = case when d.again then null else ${doer.id} end, resolved_at = case when d.again then null else ${moment} end,
      adjustment_id = case when d.action = 'ACCEPT' then ${adjustmentId} end, updated_at = ${moment}, version = n.version + 1
    from (
      select id, action, reason, notes, action = 'RECOUNT' as again
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, action text, reason text, notes text)
    ) d
    where n.org_id = ${tx.orgId} and n.id = d.id`.execute(tx.db);
}

async function statusesOf({ tx }: Command, batchId: string): Promise<BatchLine['status'][]> {
  const { rows } = await sql<{ status: BatchLine['status'] }>`
    select distinct n.status from cycle_count_line n where n.org_id = ${tx.orgId} and n.batch_id = ${batchId}`.execute(
    tx.db,
  );
  return rows.map(({ status }) => status);
}

/** What was decided; the figures are in the adjustment. */
function recordDecisions(
  command: Command,
  batch: LockedBatch,
  status: CountStatus,
  decisions: readonly Decision[],
  adjustment: PostedAct | null,
): void {
  command.record({
    action: 'cycle-count.resolve',
    documentType: 'CycleCount',
    documentId: batch.id,
    event: status === 'RESOLVED' ? 'cycle-count.resolved' : 'cycle-count.reviewed',
    before: { status: batch.status },
    after: {
      number: batch.number,
      status,
      adjustmentId: adjustment?.id ?? null,
      lines: decisions.map(({ line, action, reasonCode, notes }) => ({
        lineId: line.id,
        action,
        reasonCode,
        notes,
      })),
    },
  });
}

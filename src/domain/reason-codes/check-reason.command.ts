import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, invalid } from '../errors.rules.ts';
import type { PostedLine } from '../stock/post.command.ts';

/** A reason code as a write needs it. */
export interface Reason {
  code: string;
  direction: 'INCREASE' | 'DECREASE' | 'BOTH';
}

/** Finds an active reason code and checks that its note is there. @throws VALIDATION_FAILED naming reasonCode or notes. */
export async function findReason(
  { tx }: Command,
  code: string,
  notes: string | null | undefined,
): Promise<Reason> {
  const { rows } = await sql<Reason & { requiresNotes: boolean; active: boolean }>`
    select code, direction, requires_notes as "requiresNotes", active from reason_code
    where org_id = ${tx.orgId} and code = ${code}`.execute(tx.db);
  const reason = rows[0];
  if (!reason) throw invalid([{ path: 'reasonCode', message: `${code} is not a reason code` }]);
  if (!reason.active) throw invalid([{ path: 'reasonCode', message: `${code} is switched off` }]);
  if (reason.requiresNotes && !notes?.trim())
    throw invalid([{ path: 'notes', message: `is required with the reason ${code}` }]);
  return reason;
}

/** Refuses lines that go the way their reason does not. @throws REASON_DIRECTION */
export function checkDirection(reason: Reason, lines: readonly PostedLine[]): void {
  for (const { delta, lineNo } of lines) {
    const wrong =
      (reason.direction === 'INCREASE' && delta.lt(0)) || (reason.direction === 'DECREASE' && delta.gt(0));
    if (!wrong) continue;
    throw new DomainError(
      'REASON_DIRECTION',
      `The reason ${reason.code} is for ${reason.direction === 'INCREASE' ? 'increases' : 'decreases'} only`,
      {
        direction: reason.direction,
        line: lineNo,
        fields: [
          {
            path: 'reasonCode',
            message: `is for ${reason.direction === 'INCREASE' ? 'increases' : 'decreases'} only`,
          },
        ],
      },
    );
  }
}

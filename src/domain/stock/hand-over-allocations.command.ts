import { sql } from 'kysely';
import type { Command } from '../command.ts';
import type { OpenAllocation } from './reserve-items.command.ts';

/**
 * Open allocations go on under another document that carries out the one that made them: how much is reserved of what does
 * not change. The items must be locked.
 * @param lineOf the line of the new holder for each line of the old one
 */
export async function handOverAllocations(
  { tx }: Command,
  allocations: readonly OpenAllocation[],
  holder: { type: 'TRANSFER'; id: string },
  lineOf: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = allocations.map(({ id, lineId }) => ({ id, line: lineOf.get(lineId ?? '') }));
  await sql`
    update allocation a set document_type = ${holder.type}, document_id = ${holder.id}, document_line_id = x.line
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id text, line text)
    where a.org_id = ${tx.orgId} and a.id = x.id and a.status = 'OPEN'`.execute(tx.db);
}

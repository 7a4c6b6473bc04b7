import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { text } from '../quantity.rules.ts';
import type { Split } from './put-away.rules.ts';

/** Writes where a task's goods go, in the place of what was planned before. */
export async function replaceSplits(
  command: Command,
  taskId: string,
  splits: readonly Split[],
): Promise<void> {
  const { tx } = command;
  await sql`delete from put_away_split s where s.org_id = ${tx.orgId} and s.task_id = ${taskId}`.execute(
    tx.db,
  );
  await writeSplits(command, taskId, splits);
}

/** Writes where a new task's goods are to go; nothing when that is not known. */
export async function writeSplits({ tx }: Command, taskId: string, splits: readonly Split[]): Promise<void> {
  if (splits.length === 0) return;
  await tx.db
    .insertInto('put_away_split')
    .values(
      splits.map(({ binId, quantity }, index) => ({
        org_id: tx.orgId,
        id: newId('pus'),
        task_id: taskId,
        line_no: index + 1,
        bin_id: binId,
        quantity: text(quantity),
      })),
    )
    .execute();
}

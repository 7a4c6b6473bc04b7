import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError } from '../errors.rules.ts';
import { type Line, type LineError, lineErrors } from './table.rules.ts';

/** Told how many lines are done, every time some are. */
export type Progress = (lines: number) => void;

/** How lines are written: so many at once, by a command that names them `any[0]`, `any[1]`, ... in its refusals. */
export interface Write<Row> {
  size: number;
  write(lines: readonly Line<Row>[]): Promise<unknown>;
  fields: Readonly<Record<string, string>>;
  /** Lines refer to each other: without a bad one, others would be refused that are not bad. */
  dependent?: boolean;
  progress: Progress;
}

/**
 * Writes lines in chunks, all in the command's transaction. What a chunk refuses is noted by line, and the rest of
 * it is tried again without those lines, so that one run names every bad line. When there is any error, the caller
 * must undo everything.
 */
export async function importLines<Row>(
  command: Command,
  lines: readonly Line<Row>[],
  write: Write<Row>,
): Promise<LineError[]> {
  const errors: LineError[] = [];
  for (let from = 0; from < lines.length; from += write.size) {
    let chunk = lines.slice(from, from + write.size);
    const size = chunk.length;
    while (chunk.length > 0) {
      const refused = await tryChunk(command, chunk, write);
      errors.push(...refused);
      if (refused.length === 0 || write.dependent) break;
      const bad = new Set(refused.map(({ line }) => line));
      chunk = chunk.filter(({ line }) => !bad.has(line));
    }
    write.progress(size);
  }
  return errors;
}

async function tryChunk<Row>(
  { tx }: Command,
  chunk: readonly Line<Row>[],
  { write, fields }: Write<Row>,
): Promise<LineError[]> {
  await sql`savepoint import_chunk`.execute(tx.db);
  try {
    await write(chunk);
    await sql`release savepoint import_chunk`.execute(tx.db);
    return [];
  } catch (error) {
    const errors =
      error instanceof DomainError ? lineErrors({ fields }, chunk, error.details.fields ?? []) : [];
    if (errors.length === 0) throw error;
    await sql`rollback to savepoint import_chunk`.execute(tx.db);
    return errors;
  } finally {
    tx.em.clear(); // thousands of records that no later chunk asks for
  }
}

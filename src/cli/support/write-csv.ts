import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './errors.ts';

type Value = string | boolean | null | undefined;

/** A cell by RFC 4180; nothing is an empty cell. */
function cell(value: Value): string {
  const text = value == null ? '' : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a CSV file. */
function csvLine(values: readonly Value[]): string {
  return `${values.map(cell).join(',')}\n`;
}

/**
 * Writes rows as CSV, as they come: to standard output, or to a file that appears when it is complete.
 * @returns the number of rows
 */
export async function writeCsv<Row extends object>(
  columns: readonly (keyof Row & string)[],
  chunks: AsyncIterable<Row[]>,
  file: string | undefined,
): Promise<number> {
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield csvLine(columns);
    for await (const chunk of chunks) {
      rows += chunk.length;
      yield chunk.map((row) => csvLine(columns.map((column) => row[column] as Value))).join('');
    }
  }
  if (file === undefined) await pipeline(lines, process.stdout as Writable, { end: false });
  else await writeFile(file, lines);
  return rows;
}

async function writeFile(file: string, lines: () => AsyncGenerator<string>): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await pipeline(lines, createWriteStream(unfinished, { flags: 'wx' }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(`${file} cannot be written: ${code}`);
  }
}

import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import {
  checkHeader,
  checkTwice,
  inOrder,
  type Line,
  type LineError,
  type RowOf,
  readRow,
  type Table,
} from '../../domain/imports/table.rules.ts';
import { UsageError } from './errors.ts';

/** A file as it was read. */
export interface ReadFile<Row> {
  lines: Line<Row>[];
  errors: LineError[];
  /** SHA-256 of its bytes. */
  hash: string;
  /** The header names columns that are not there, or lacks some: no line was read. */
  badHeader: boolean;
}

const LINE_FEED = 10;

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** What the parser finds wrong, in words. */
const syntaxErrors: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed before the file ends',
  CSV_INVALID_CLOSING_QUOTE: 'after a closing quotation mark only a comma or the end of the line may come',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a value that is not in quotation marks',
  CSV_MAX_RECORD_SIZE: 'is longer than a line can be; is a quotation mark missing?',
};

/**
 * Reads a CSV file, line by line (UTF-8, with or without a byte order mark; header by name in any order; values may
 * stand in quotation marks). Everything that is wrong is noted with its line.
 */
export async function readCsv<Columns extends Table<never>['columns']>(
  file: string,
  table: Table<Columns>,
): Promise<ReadFile<RowOf<Columns>>> {
  const hash = createHash('sha256');
  const lines: Line<RowOf<Columns>>[] = [];
  const errors: LineError[] = [];
  let header: string[] | undefined;
  let crlf = 0;
  try {
    for await (const { record, info } of records(file, hash)) {
      if (!header) {
        header = record;
        errors.push(...checkHeader(table, header));
        if (errors.length > 0) return { lines, errors, hash: hash.digest('hex'), badHeader: true };
        continue;
      }
      // where the record begins: the parser counts to its end, and a CR LF inside of a value twice
      crlf += count(record, /\r\n/g);
      const line = info.lines - crlf - count(record, /\r\n|\n|\r/g);
      const row = readRow(table, header, record);
      if (Array.isArray(row)) errors.push(...row.map((message) => ({ line, message })));
      else lines.push({ line, row });
    }
  } catch (error) {
    errors.push(syntaxError(error, file));
  }
  if (!header && errors.length === 0) errors.push(...checkHeader(table, []));
  const once = checkTwice(table, lines);
  return {
    lines: once.lines,
    errors: inOrder([...errors, ...once.errors]),
    hash: hash.digest('hex'),
    badHeader: !header,
  };
}

function records(file: string, hash: Hash): AsyncIterable<Parsed> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 100_000,
  });
  // ends the parser with the error of the file, if there is one; who reads the parser meets it
  pipeline(Readable.from(textOf(file, hash), { objectMode: false }), parser, () => undefined);
  return parser as AsyncIterable<Parsed>;
}

/** The bytes of a file, whole lines at a time, as long as they are UTF-8. */
async function* textOf(file: string, hash: Hash): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const whole = Buffer.concat([rest, chunk.subarray(0, end)]);
    line = checkText(whole, line);
    yield whole;
    rest = chunk.subarray(end);
  }
  checkText(rest, line);
  yield rest;
}

/** @returns the number of the line after the text. @throws {NotUtf8} */
function checkText(text: Buffer, firstLine: number): number {
  let line = firstLine;
  const good = isUtf8(text);
  for (let from = 0; from < text.length; line++) {
    const end = text.indexOf(LINE_FEED, from) + 1 || text.length;
    if (!good && !isUtf8(text.subarray(from, end))) throw new NotUtf8(line);
    from = end;
  }
  return line;
}

class NotUtf8 extends Error {
  readonly line: number;
  constructor(line: number) {
    super('is not UTF-8 text: save the file as UTF-8');
    this.line = line;
  }
}

const count = (record: readonly string[], pattern: RegExp): number =>
  record.reduce((sum, value) => sum + (value.match(pattern)?.length ?? 0), 0);

function syntaxError(error: unknown, file: string): LineError {
  if (error instanceof CsvError) {
    return { line: Number(error.lines), message: syntaxErrors[error.code] ?? error.message };
  }
  if (error instanceof NotUtf8) return { line: error.line, message: error.message };
  throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
}

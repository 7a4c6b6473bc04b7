import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import {
  checkHeader,
  checkTwice,
  inOrder,
  type Line,
  type LineError,
  readRow,
  type Table,
} from '../../domain/imports/table.rules.ts';
import { UsageError } from './errors.ts';
import { NotUtf8, utf8Lines } from './utf8-lines.ts';

/** A file as it was read. */
export interface ReadFile<Row> {
  lines: Line<Row>[];
  errors: LineError[];
  /** SHA-256 of its bytes. */
  hash: string;
  /** The header names columns that are not there, or lacks some: no line was read. */
  badHeader: boolean;
}

/** What the parser finds wrong, in words. */
const syntaxErrors: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'after a closing quotation mark only a comma or the end of the line may come',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a value that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'is longer than a line can be: is a quotation mark not closed?',
};

/** Longest line, in bytes: a quotation mark that is not closed must not swallow the file. */
const LONGEST_LINE = 100_000;

/**
 * Reads a CSV file as a stream (UTF-8, with or without a byte order mark; the header by name in any order; values
 * may stand in quotation marks). Everything that is wrong is noted with the line where its record begins.
 */
export async function readCsv<Row>(file: string, table: Table<Row>): Promise<ReadFile<Row>> {
  const hash = createHash('sha256');
  const reader = new Reader(table);
  try {
    await parseFile(file, hash, reader);
  } catch (error) {
    reader.errors.push(reader.syntaxError(error, file));
  }
  const { lines, errors } = checkTwice(table, reader.lines);
  const all = inOrder([...reader.errors, ...errors]);
  if (!reader.header && all.length === 0) all.push(...checkHeader(table, []));
  return { lines, errors: all, hash: hash.digest('hex'), badHeader: !reader.header || reader.badHeader };
}

async function parseFile(
  file: string,
  hash: Hash,
  reader: { take(record: readonly string[], parserLine: number): void },
): Promise<void> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_LINE,
    // taken here and not from the stream, which would drop what it holds when a later line cannot be parsed
    on_record: (record: string[], { lines }) => {
      reader.take(record, lines);
      return null;
    },
  });
  parser.resume();
  await pipeline(utf8Lines(file, hash), parser);
}

/** Makes rows of records. */
class Reader<Row> {
  readonly #table: Table<Row>;
  readonly lines: Line<Row>[] = [];
  readonly errors: LineError[] = [];
  header: readonly string[] | undefined;
  badHeader = false;
  /** Of the parser's count of lines: how many are CR LF inside of values, which it counts twice. */
  #twice = 0;
  #lastLine = 0;

  constructor(table: Table<Row>) {
    this.#table = table;
  }

  /** @param parserLine the number of the line where the record ends, as the parser counts. */
  take(record: readonly string[], parserLine: number): void {
    this.#twice += count(record, /\r\n/g);
    this.#lastLine = parserLine - this.#twice;
    const line = this.#lastLine - count(record, /\r\n|\n|\r/g);
    if (!this.header) this.#takeHeader(record);
    else if (!this.badHeader) this.#takeRow(record, this.header, line);
  }

  #takeHeader(header: readonly string[]): void {
    this.header = header;
    this.errors.push(...checkHeader(this.#table, header));
    this.badHeader = this.errors.length > 0;
  }

  #takeRow(record: readonly string[], header: readonly string[], line: number): void {
    const row = readRow(this.#table, header, record);
    if (Array.isArray(row)) this.errors.push(...row.map((message) => ({ line, message })));
    else this.lines.push({ line, row });
  }

  /** What ended the reading. @throws what is not about the file's content. */
  syntaxError(error: unknown, file: string): LineError {
    if (error instanceof NotUtf8) return { line: error.line, message: error.message };
    if (error instanceof CsvError)
      return { line: this.#lastLine + 1, message: syntaxErrors[error.code] ?? error.message };
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

const count = (record: readonly string[], pattern: RegExp): number =>
  record.reduce((sum, value) => sum + (value.match(pattern)?.length ?? 0), 0);

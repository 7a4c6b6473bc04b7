import type { FieldProblem } from '../errors.rules.ts';
import { BadCell, type Column } from './columns.rules.ts';

// biome-ignore lint/suspicious/noExplicitAny: columns of any value
type Columns = Record<string, Column<any>>;

/** A row as its columns read it. */
export type RowOf<Of extends Columns> = {
  [Name in keyof Of]: Of[Name] extends Column<infer Value> ? Value : never;
};

/** A row and the line of the file where it begins. */
export interface Line<Row> {
  line: number;
  row: Row;
}

/** What is wrong with a line: `quantity: must be a number`. */
export interface LineError {
  line: number;
  message: string;
}

/** A kind of file: its columns, what a row is known by, and the columns behind the fields of a request. */
export interface Table<Of extends Columns> {
  columns: Of;
  /** Rows with the same key would contradict each other. */
  key(row: RowOf<Of>): string;
  /** The column to name when two rows have the same key. */
  keyColumn: keyof Of & string;
  /** What two rows of the same key are: `the same product`. */
  noun: string;
  /** The column that a field of a domain error stands for: `globalSku` is `sku`. */
  fields: Readonly<Record<string, keyof Of & string>>;
}

/** A table, with its types taken from its columns. */
export const table = <Of extends Columns>(given: Table<Of>): Table<Of> => given;

/** What is wrong with a header; columns may stand in any order. */
export function checkHeader<Of extends Columns>(table: Table<Of>, header: readonly string[]): LineError[] {
  const known = Object.keys(table.columns);
  const messages: string[] = [];
  header.forEach((name, index) => {
    const first = header.indexOf(name);
    if (!known.includes(name))
      messages.push(`${name || `(column ${index + 1})`}: is not a column of this file`);
    else if (first < index) messages.push(`${name}: is named twice, as column ${first + 1} and ${index + 1}`);
  });
  for (const name of known) {
    if (!table.columns[name]?.optional && !header.includes(name))
      messages.push(`${name}: the column is missing`);
  }
  return messages.map((message) => ({ line: 1, message }));
}

/** Reads the cells of a line, in the order of the header. @returns the row, or everything that is wrong with it. */
export function readRow<Of extends Columns>(
  table: Table<Of>,
  header: readonly string[],
  cells: readonly string[],
): RowOf<Of> | string[] {
  if (cells.length !== header.length) return [`has ${cells.length} values, and the header ${header.length}`];
  const row: Record<string, unknown> = {};
  const problems: string[] = [];
  header.forEach((name, index) => {
    const value = table.columns[name]?.read(cells[index] ?? '');
    if (value instanceof BadCell) problems.push(`${name}: ${value.reason}`);
    else row[name] = value;
  });
  return problems.length > 0 ? problems : (row as RowOf<Of>);
}

/** The lines whose key no earlier line has; the others are errors that name both lines. */
export function checkTwice<Of extends Columns>(
  table: Table<Of>,
  lines: readonly Line<RowOf<Of>>[],
): { lines: Line<RowOf<Of>>[]; errors: LineError[] } {
  const first = new Map<string, number>();
  const errors: LineError[] = [];
  const once = lines.filter(({ line, row }) => {
    const key = table.key(row);
    const earlier = first.get(key);
    if (earlier === undefined) return Boolean(first.set(key, line));
    errors.push({ line, message: `${table.keyColumn}: is ${table.noun} as line ${earlier}` });
    return false;
  });
  return { lines: once, errors };
}

const PLACE = /^\w+\[(\d+)\]\.?(.*)$/;

/**
 * The lines that a refused request names (`lines[2].quantity`), with the columns of the file for its fields.
 * @returns nothing for what concerns no line.
 */
export function lineErrors<Of extends Columns>(
  table: Pick<Table<Of>, 'fields'>,
  lines: readonly Line<unknown>[],
  problems: readonly FieldProblem[],
): LineError[] {
  return problems.flatMap(({ path, message }) => {
    const [, index, field = ''] = PLACE.exec(path) ?? [];
    const line = lines[Number(index)]?.line;
    if (line === undefined) return [];
    const column = table.fields[field] ?? field;
    return [{ line, message: column ? `${column}: ${message}` : message }];
  });
}

/** In the order of the file. */
export function inOrder(errors: readonly LineError[]): LineError[] {
  return errors.toSorted((a, b) => a.line - b.line);
}

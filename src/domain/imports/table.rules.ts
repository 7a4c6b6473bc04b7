import type { FieldProblem } from '../errors.rules.ts';
import { BadCell, type Column } from './columns.rules.ts';

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
export interface Table<Row> {
  columns: { [Name in keyof Row]-?: Column<Row[Name]> };
  /** Rows with the same key would contradict each other. */
  key(row: Row): string;
  /** The column to name when two rows have the same key. */
  keyColumn: keyof Row & string;
  /** What two rows of the same key are: `the same product`. */
  noun: string;
  /** The column that a field of a domain error stands for: `globalSku` is `sku`. */
  fields: Readonly<Record<string, keyof Row & string>>;
}

/** The column of a name. */
function columnOf<Row>({ columns }: Table<Row>, name: string): Column<unknown> | undefined {
  return Object.hasOwn(columns, name) ? columns[name as keyof Row] : undefined;
}

/** What is wrong with a header; columns may stand in any order. */
export function checkHeader<Row>(table: Table<Row>, header: readonly string[]): LineError[] {
  const known = Object.keys(table.columns);
  const messages: string[] = [];
  header.forEach((name, index) => {
    const first = header.indexOf(name);
    if (!known.includes(name))
      messages.push(`${name || `(column ${index + 1})`}: is not a column of this file`);
    else if (first < index) messages.push(`${name}: is named twice, as column ${first + 1} and ${index + 1}`);
  });
  for (const name of known) {
    if (!columnOf(table, name)?.optional && !header.includes(name))
      messages.push(`${name}: the column is missing`);
  }
  return messages.map((message) => ({ line: 1, message }));
}

/** Reads the cells of a line, in the order of the header. @returns the row, or everything that is wrong with it. */
export function readRow<Row>(
  table: Table<Row>,
  header: readonly string[],
  cells: readonly string[],
): Row | string[] {
  if (cells.length !== header.length) return [`has ${cells.length} values, and the header ${header.length}`];
  const row: Record<string, unknown> = {};
  const problems: string[] = [];
  header.forEach((name, index) => {
    const value = columnOf(table, name)?.read(cells[index] ?? '');
    if (value instanceof BadCell) problems.push(`${name}: ${value.reason}`);
    else row[name] = value;
  });
  return problems.length > 0 ? problems : (row as Row);
}

/** The lines whose key no earlier line has; the others are errors that name both lines. */
export function checkTwice<Row>(
  table: Table<Row>,
  lines: readonly Line<Row>[],
): { lines: Line<Row>[]; errors: LineError[] } {
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
export function lineErrors(
  { fields }: { fields: Readonly<Record<string, string>> },
  lines: readonly Line<unknown>[],
  problems: readonly FieldProblem[],
): LineError[] {
  return problems.flatMap(({ path, message }) => {
    const [, index, field = ''] = PLACE.exec(path) ?? [];
    const line = lines[Number(index)]?.line;
    if (line === undefined) return [];
    const column = fields[field] ?? field;
    return [{ line, message: column ? `${column}: ${message}` : message }];
  });
}

/** In the order of the file. */
export function inOrder(errors: readonly LineError[]): LineError[] {
  return errors.toSorted((a, b) => a.line - b.line);
}

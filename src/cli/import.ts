import { basename } from 'node:path';
import type { Command } from '../domain/command.ts';
import type { Progress } from '../domain/imports/import-lines.command.ts';
import { importLocations } from '../domain/imports/import-locations.command.ts';
import { importProducts } from '../domain/imports/import-products.command.ts';
import { importStock } from '../domain/imports/import-stock.command.ts';
import { inOrder, type Line, type LineError, type Table } from '../domain/imports/table.rules.ts';
import { locationTable, productTable, stockTable } from '../domain/imports/tables.rules.ts';
import { findOrganization } from '../domain/organizations/find-organizations.query.ts';
import { requestHash } from '../execution/idempotency.ts';
import { refreshStatistics } from '../platform/database/statistics.ts';
import { UsageError } from './support/errors.ts';
import { withProgress } from './support/progress.ts';
import { type ReadFile, readCsv } from './support/read-csv.ts';
import { type Session, withSession, write } from './support/session.ts';
import type { CommonOptions } from './support/verb.ts';

/** What can be imported. */
export type ImportKind = 'products' | 'locations' | 'stock';

/** What `import` is told. */
export interface ImportOptions extends CommonOptions {
  org: string;
  dryRun?: boolean;
  idempotencyKey?: string;
}

/** What an import answers. */
export interface ImportAnswer {
  /** Rows of the file that are in the database now; 0 when any is bad, and in a dry run. */
  imported: number;
  /** Every bad row; nothing was imported when there is one. */
  errors: LineError[];
  /** Of a dry run: how many rows would be imported. */
  wouldImport?: number;
  /** The import was done before under its idempotency key: this is its answer, and nothing was done now. */
  replayed?: boolean;
}

/** Errors that are shown to people. */
const SHOWN_ERRORS = 200;

/** A kind of file and the command that takes its lines. */
interface Importer<Row> {
  table: Table<Row>;
  run(command: Command, lines: readonly Line<Row>[], progress: Progress): Promise<LineError[]>;
  /** Lines refer to each other: where one is bad, others cannot be judged. */
  dependent?: boolean;
  /** The key under which the same content happens once, where no other is given. */
  ownKey?(hash: string): string;
}

/** `import KIND FILE`: all rows of a file, or none. */
export async function importVerb(kind: ImportKind, file: string, options: ImportOptions): Promise<void> {
  const { idempotencyKey } = options;
  if (idempotencyKey !== undefined && !/^[\x20-\x7e]{1,255}$/.test(idempotencyKey))
    throw new UsageError('--idempotency-key must be 1 to 255 printable characters');
  const result = await importFile(kind, file, options);
  if (result.errors.length > 0) process.exitCode = 1;
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else report(kind, result);
}

function importFile(kind: ImportKind, file: string, options: ImportOptions): Promise<ImportAnswer> {
  switch (kind) {
    case 'products':
      return run(kind, file, options, { table: productTable, run: importProducts });
    case 'locations':
      return run(kind, file, options, { table: locationTable, run: importLocations, dependent: true });
    case 'stock':
      return run(kind, file, options, {
        table: stockTable,
        run: (command, lines, progress) => importStock(command, basename(file), lines, progress),
        // setting stock twice would undo what happened in between
        ownKey: (hash) => `import:stock:${hash}`,
      });
  }
}

async function run<Row>(
  kind: ImportKind,
  file: string,
  options: ImportOptions,
  importer: Importer<Row>,
): Promise<ImportAnswer> {
  const read = await readCsv(file, importer.table);
  const { errors, lines, badHeader } = read;
  if (badHeader || lines.length === 0 || (errors.length > 0 && importer.dependent))
    return { imported: 0, errors };
  return withSession(async (session) => {
    const { orgId } = await session.asOwner((owner) => findOrganization(owner, options.org));
    return withProgress(lines.length, options, (progress) =>
      writeLines(session, orgId, { kind, read, options, importer, progress }),
    );
  });
}

interface Job<Row> {
  kind: ImportKind;
  read: ReadFile<Row>;
  options: ImportOptions;
  importer: Importer<Row>;
  progress: Progress;
}

/** Everything in one transaction, kept only when no row is bad. */
async function writeLines<Row>(
  session: Session,
  orgId: number,
  { kind, read, options, importer, progress }: Job<Row>,
): Promise<ImportAnswer> {
  const { lines, errors, hash } = read;
  const { dryRun, idempotencyKey } = options;
  const key = dryRun ? undefined : (idempotencyKey ?? importer.ownKey?.(hash));
  const { result, replayed } = await write<ImportAnswer>(
    session,
    orgId,
    async (command) => {
      const refused = await importer.run(command, lines, progress);
      const all = inOrder([...errors, ...refused]);
      return { imported: all.length > 0 ? 0 : lines.length, errors: all };
    },
    {
      ...(key === undefined ? {} : { claim: { key, requestHash: requestHash(['import', kind, hash]) } }),
      keep: (answer) => answer.errors.length === 0 && !dryRun,
    },
  );
  if (dryRun) return { ...result, imported: 0, wouldImport: result.imported };
  if (replayed) return { ...result, replayed };
  await session.asOwner(refreshStatistics);
  return result;
}

function report(kind: ImportKind, { imported, wouldImport, errors, replayed }: ImportAnswer): void {
  const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
  if (errors.length > 0) {
    const shown = errors.slice(0, SHOWN_ERRORS);
    for (const { line, message } of shown)
      process.stderr.write(`line ${line}${message.includes(': ') ? ',' : ''} ${message}\n`);
    if (shown.length < errors.length) process.stderr.write('... (--json lists them all)\n');
    process.stderr.write(`Nothing was imported: ${errors.length.toLocaleString('en')} errors\n`);
  } else if (replayed) {
    process.stdout.write(
      `This import was done before (${rows(imported)} of ${kind}), and nothing was done now. To do it again, give it another --idempotency-key.\n`,
    );
  } else if (wouldImport !== undefined) {
    process.stdout.write(`Dry run: ${rows(wouldImport)} of ${kind} would be imported\n`);
  } else {
    process.stdout.write(`${rows(imported)} of ${kind} imported\n`);
  }
}

import {
  countUnsayable,
  exportLocations,
  exportProducts,
  exportStock,
} from '../domain/exports/exports.query.ts';
import type { Table } from '../domain/imports/table.rules.ts';
import { locationTable, productTable, stockTable } from '../domain/imports/tables.rules.ts';
import { findOrganization } from '../domain/organizations/find-organizations.query.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { ImportKind } from './import.ts';
import { UsageError } from './support/errors.ts';
import { withSession } from './support/session.ts';
import type { CommonOptions } from './support/verb.ts';
import { writeCsv } from './support/write-csv.ts';

/** What `export` answers with `--json`. */
interface ExportAnswer {
  exported: number;
  /** Stock items with stock that the file has no column for: in other conditions than AVAILABLE, or below zero. */
  leftOut: number;
  file: string;
}

/** `export KIND`: a CSV file of just the columns that `import` takes. */
export async function exportVerb(
  kind: ImportKind,
  options: CommonOptions & { org: string; out?: string },
): Promise<void> {
  const { org, out, json } = options;
  if (json && out === undefined)
    throw new UsageError('--json needs --out FILE: without it the CSV goes to standard output');
  const { exported, leftOut } = await withSession(async ({ database, asOwner }) => {
    const { orgId } = await asOwner((owner) => findOrganization(owner, org));
    return database.within(orgId, 'read', (tx) => write(kind, tx, out));
  });
  if (json) {
    const answer: ExportAnswer = { exported, leftOut, file: out ?? '' };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  process.stderr.write(`${exported.toLocaleString('en')} rows of ${kind} exported\n`);
  if (leftOut > 0)
    process.stderr.write(
      `${leftOut.toLocaleString('en')} stock items are not in the file: stock in other conditions than AVAILABLE, or below zero\n`,
    );
}

async function write(
  kind: ImportKind,
  tx: Tx,
  file: string | undefined,
): Promise<{ exported: number; leftOut: number }> {
  switch (kind) {
    case 'products':
      return { exported: await writeCsv(columnsOf(productTable), exportProducts(tx), file), leftOut: 0 };
    case 'locations':
      return { exported: await writeCsv(columnsOf(locationTable), exportLocations(tx), file), leftOut: 0 };
    case 'stock': {
      const leftOut = await countUnsayable(tx);
      return { exported: await writeCsv(columnsOf(stockTable), exportStock(tx), file), leftOut };
    }
  }
}

const columnsOf = <Row>({ columns }: Table<Row>) => Object.keys(columns) as (keyof Row & string)[];

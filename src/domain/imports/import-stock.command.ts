import { ensureBins } from '../bins/ensure-bins.command.ts';
import type { Command } from '../command.ts';
import { findProducts } from '../lookups.query.ts';
import { recordStock } from '../receipts/record-stock.command.ts';
import { findReferences } from '../references.query.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import { importLines, type Progress } from './import-lines.command.ts';
import { type PlacedStock, unchangedStock } from './imported-stock.query.ts';
import type { Line, LineError } from './table.rules.ts';
import { type StockLine, stockTable } from './tables.rules.ts';

/** Most lines of one document. */
const DOCUMENT_LINES = 1_000;

/**
 * Sets available stock to what a file says, through the ledger: receipts with the file's name as their reference,
 * of up to 1,000 lines of one location each. Bins and lots that are missing are made. A row that has the quantity
 * already is left alone, so that importing a file twice moves nothing the second time; stock that the file does not
 * name stays as it is.
 * @returns the bad lines
 */
export async function importStock(
  command: Command,
  reference: string,
  lines: readonly Line<StockLine>[],
  progress: Progress,
): Promise<LineError[]> {
  const { placed, errors } = await placeLines(command, lines);
  progress(errors.length);
  await ensureBins(
    command,
    placed.flatMap(({ row: { locationId, binCode } }) =>
      binCode === null ? [] : [{ locationId, code: binCode }],
    ),
  );
  // every record before any item, whatever the chunks: the one order in which stock is locked
  await lockRecords(
    command,
    placed.map(({ row }) => row),
  );
  const unchanged = await unchangedStock(command.tx, placed);
  progress(unchanged.size);
  const changed = placed.filter(({ line }) => !unchanged.has(line));
  for (const [locationId, ofLocation] of Map.groupBy(changed, ({ row }) => row.locationId)) {
    const refused = await importLines(command, ofLocation, {
      size: DOCUMENT_LINES,
      fields: stockTable.fields,
      progress,
      write: (chunk) =>
        recordStock(command, { mode: 'SET', locationId, reference, lines: chunk.map(asLine) }),
    });
    errors.push(...refused);
  }
  return errors;
}

function asLine({
  row: { productId, binCode, lotNumber, expiryDate, quantity, unitCost },
}: Line<PlacedStock>) {
  return { productMasterId: productId, binId: binCode, lotNumber, expiryDate, quantity, unitCost };
}

/** Finds the products and locations of the lines, and notes those that are not there or not in use. */
async function placeLines({ tx }: Command, lines: readonly Line<StockLine>[]) {
  const skus = [...new Set(lines.map(({ row }) => row.sku))];
  const codes = lines.map(({ row }) => row.locationCode);
  const { bySku } = await findProducts(tx, [], skus);
  const locations = await findReferences(tx, 'location', codes);
  const errors: LineError[] = [];
  const placed: Line<PlacedStock>[] = [];
  const lots = new Map<string, { line: number; expiryDate: string | null }>();
  for (const { line, row } of lines) {
    const product = bySku.get(row.sku);
    const location = locations.get(row.locationCode);
    const problems = [
      product ? null : `sku: there is no product ${row.sku}`,
      product && product.status !== 'ACTIVE' ? `sku: the product ${row.sku} is inactive` : null,
      location ? null : `locationCode: there is no location ${row.locationCode}`,
      location && !location.active ? `locationCode: the location ${row.locationCode} is inactive` : null,
      lotProblem(lots, line, row),
    ].filter((problem) => problem !== null);
    errors.push(...problems.map((message) => ({ line, message })));
    if (product && location && problems.length === 0)
      placed.push({ line, row: { ...row, productId: product.id, locationId: location.id } });
  }
  return { placed, errors };
}

/** A lot has one expiry date, whatever number of lines name it. */
function lotProblem(
  lots: Map<string, { line: number; expiryDate: string | null }>,
  line: number,
  { sku, lotNumber, expiryDate }: StockLine,
): string | null {
  if (lotNumber === null) return null;
  const key = JSON.stringify([sku, lotNumber]);
  const earlier = lots.get(key);
  if (!earlier) lots.set(key, { line, expiryDate });
  if (!earlier || earlier.expiryDate === expiryDate) return null;
  return `expiryDate: the lot ${lotNumber} has ${earlier.expiryDate ?? 'none'} in line ${earlier.line}`;
}

import { ensureCategories } from '../categories/upsert-categories.command.ts';
import type { Command } from '../command.ts';
import { upsertProducts } from '../products/upsert-products.command.ts';
import { importLines, type Progress } from './import-lines.command.ts';
import type { Line, LineError } from './table.rules.ts';
import { type ProductLine, productTable } from './tables.rules.ts';

/** Makes or changes the products of a file, and makes the categories that they name. @returns the bad lines */
export async function importProducts(
  command: Command,
  lines: readonly Line<ProductLine>[],
  progress: Progress,
): Promise<LineError[]> {
  const paths = new Set(lines.flatMap(({ row: { category } }) => (category === null ? [] : [category])));
  const categories = await ensureCategories(command, [...paths]);
  return importLines(command, lines, {
    size: 1_000,
    fields: productTable.fields,
    progress,
    write: (chunk) =>
      upsertProducts(
        command,
        chunk.map(({ row: { sku, category, ...fields } }) => ({
          globalSku: sku,
          categoryId: category === null ? null : categories.get(category),
          ...fields,
        })),
      ),
  });
}

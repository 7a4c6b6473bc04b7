import type { Command } from '../command.ts';
import { upsertLocations } from '../locations/upsert-locations.command.ts';
import { importLines, type Progress } from './import-lines.command.ts';
import type { Line, LineError } from './table.rules.ts';
import { type LocationLine, locationTable } from './tables.rules.ts';

/** Makes or changes the locations of a file, in one batch because they refer to each other. @returns the bad lines */
export function importLocations(
  command: Command,
  lines: readonly Line<LocationLine>[],
  progress: Progress,
): Promise<LineError[]> {
  return importLines(command, lines, {
    size: lines.length,
    fields: locationTable.fields,
    dependent: true,
    progress,
    write: (all) =>
      upsertLocations(
        command,
        all.map(({ row: { parentCode, ...fields } }) => ({ ...fields, parentId: parentCode })),
      ),
  });
}

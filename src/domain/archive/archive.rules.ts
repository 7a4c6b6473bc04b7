import { invalid } from '../errors.rules.ts';

/** What the first line of an archive calls itself. */
export const FORMAT = 'inventory-gateway.organization';
/** Rises when a reader of the format before could not read the new one. */
export const FORMAT_VERSION = 1;

/** The first line: whose data it is, of which schema, and how much follows. */
export interface ArchiveHeader {
  format: typeof FORMAT;
  version: number;
  exportedAt: string;
  /** The last migration of the schema that the rows fit. */
  schema: string;
  organization: { orgId: number; id: string; slug: string; name: string };
  /** How many rows each table has. */
  rows: Record<string, number>;
}

/** The line before the rows of a table: their columns, in the order of each row's values. */
export interface TableLine {
  table: string;
  columns: string[];
}

/** The last line. */
export interface ArchiveTrailer {
  /** SHA-256 of the rows of each table, as they stand in the file: the same for the same content, whenever exported. */
  content: Record<string, string>;
  /** SHA-256 of all that stands before this line. */
  sha256: string;
}

const whyNot = (message: string) => invalid([{ path: 'file', message }]);

/** A refusal that is about the file. */
export const badArchive = whyNot;

const sha256 = /^[0-9a-f]{64}$/;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(line: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line ?? '');
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Reads the first line. @throws VALIDATION_FAILED where it is not that of an archive which this program knows. */
export function readHeader(line: string | undefined): ArchiveHeader {
  const header = parsed(line);
  if (header?.format !== FORMAT) throw whyNot('is not an export of an organization');
  if (header.version !== FORMAT_VERSION)
    throw whyNot(
      `has version ${header.version} of the format, and this release reads ${FORMAT_VERSION}: use the release that made it`,
    );
  const { organization, rows, schema } = header;
  const complete =
    isRecord(organization) &&
    Number.isInteger(organization.orgId) &&
    ['id', 'slug', 'name'].every((field) => typeof organization[field] === 'string') &&
    typeof schema === 'string' &&
    isRecord(rows) &&
    Object.values(rows).every((count) => Number.isInteger(count));
  if (!complete) throw whyNot('was changed: its first line is not complete');
  return header as unknown as ArchiveHeader;
}

/** Reads the last line; `null` where the file ends before it. */
export function readTrailer(line: string | undefined): ArchiveTrailer | null {
  const trailer = parsed(line);
  const complete =
    trailer !== null &&
    typeof trailer.sha256 === 'string' &&
    sha256.test(trailer.sha256) &&
    isRecord(trailer.content);
  return complete ? (trailer as unknown as ArchiveTrailer) : null;
}

/** Reads the line that begins a table; `null` where a line is a row. */
export function readTableLine(line: string): TableLine | null {
  return line.startsWith('{') ? (parsed(line) as TableLine | null) : null;
}

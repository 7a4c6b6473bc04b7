import { createHash } from 'node:crypto';
import type pg from 'pg';
import {
  type ArchiveHeader,
  type ArchiveTrailer,
  FORMAT,
  FORMAT_VERSION,
  type TableLine,
} from './archive.rules.ts';
import {
  enter,
  readSchemaVersion,
  readTenantTables,
  speakExactly,
  type TenantTable,
} from './tables.query.ts';

/** How many rows are in memory at once. */
const CHUNK = 2_000;

/** What is asked of an export. */
export interface ExportRequest {
  organization: ArchiveHeader['organization'];
  now: Date;
  /** How many rows there are, once that is known. */
  onTotal(rows: number): void;
  onRows(rows: number): void;
}

/** What was exported. */
export interface Exported {
  rows: Record<string, number>;
  content: Record<string, string>;
}

/**
 * The lines of an organization's archive, some at a time, all of one moment. It runs on a connection of its own as the
 * owner of the schema.
 * @returns when it is done, what was exported.
 */
export async function* exportOrganization(
  client: pg.ClientBase,
  { organization, now, onTotal, onRows }: ExportRequest,
): AsyncGenerator<string, Exported> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await speakExactly(client);
    await enter(client, organization.orgId);
    const tables = await readTenantTables(client);
    const rows = await countRows(client, tables, organization.orgId);
    onTotal(Object.values(rows).reduce((sum, count) => sum + count, 0));
    const header: ArchiveHeader = {
      format: FORMAT,
      version: FORMAT_VERSION,
      exportedAt: now.toISOString(),
      schema: await readSchemaVersion(client),
      organization,
      rows,
    };
    const hash = createHash('sha256');
    const content: Record<string, string> = {};
    const hashed = (text: string) => {
      hash.update(text);
      return text;
    };
    yield hashed(`${JSON.stringify(header)}\n`);
    for (const table of tables) {
      const line: TableLine = { table: table.name, columns: table.columns.map(({ name }) => name) };
      yield hashed(`${JSON.stringify(line)}\n`);
      const ownHash = createHash('sha256');
      for await (const lines of readRows(client, table, organization.orgId)) {
        const text = `${lines.join('\n')}\n`;
        ownHash.update(text);
        onRows(lines.length);
        yield hashed(text);
      }
      content[table.name] = ownHash.digest('hex');
    }
    const trailer: ArchiveTrailer = { content, sha256: hash.digest('hex') };
    yield `${JSON.stringify(trailer)}\n`;
    return { rows, content };
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}

/** The rows of a table as they stand in an archive: each a JSON array of the texts of its values, in the order of ids. */
export async function* readRows(
  client: pg.ClientBase,
  { name, columns }: TenantTable,
  orgId: number,
): AsyncGenerator<string[]> {
  const values = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  const id = columns.some((column) => column.name === 'id') ? 'id::text collate "C"' : 'org_id';
  await client.query(
    `declare archived no scroll cursor for select json_build_array(${values})::text as line
     from ${quoted(name)} where org_id = ${Number(orgId)} order by ${id}`,
  );
  for (;;) {
    const { rows } = await client.query<[string]>({
      text: `fetch ${CHUNK} from archived`,
      rowMode: 'array',
    });
    if (rows.length > 0) yield rows.map(([line]) => line);
    if (rows.length < CHUNK) break;
  }
  await client.query('close archived');
}

async function countRows(
  client: pg.ClientBase,
  tables: readonly TenantTable[],
  orgId: number,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) as count from ${quoted(name)} where org_id = $1`,
      [orgId],
    );
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

/** A name as SQL takes it; names come from the catalogue. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

import { createHash, type Hash } from 'node:crypto';
import type pg from 'pg';
import { DomainError, invalid } from '../errors.rules.ts';
import { type ArchiveHeader, type ArchiveTrailer, badArchive, readTableLine } from './archive.rules.ts';
import { quoted, readRows } from './export-organization.query.ts';
import {
  enter,
  readSchemaVersion,
  readTenantTables,
  speakExactly,
  type TenantTable,
} from './tables.query.ts';

/** How many rows, and how much text, one statement inserts. */
const BATCH_ROWS = 2_000;
const BATCH_LENGTH = 4_000_000;

/** What is asked of a restore; the file was read through once and found whole. */
export interface RestoreRequest {
  header: ArchiveHeader;
  trailer: ArchiveTrailer;
  /** The lines between the first and the last one. */
  lines: AsyncIterable<readonly string[]>;
  /** Another slug, where the old one is taken. */
  slug?: string | undefined;
  /** Take another tenant key where that of the file is taken: then the API keys of the file do not work. */
  renumber: boolean;
  onRows(rows: number): void;
}

/** What was restored. */
export interface Restored {
  orgId: number;
  slug: string;
  rows: number;
  /** Whether the tenant key was kept, which API keys carry. */
  keysWork: boolean;
}

/**
 * Restores an organization from its archive: all of it or nothing. When every row is in, the tables are read as an export
 * would, and must be what the file says they are.
 * @throws VALIDATION_FAILED about the file, DUPLICATE where the organization, its slug or its tenant key is there already.
 */
export async function restoreOrganization(client: pg.ClientBase, request: RestoreRequest): Promise<Restored> {
  await client.query('begin');
  try {
    await speakExactly(client);
    const restored = await restore(client, request);
    await client.query('commit');
    return restored;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function restore(client: pg.ClientBase, request: RestoreRequest): Promise<Restored> {
  const { header, trailer, lines, onRows } = request;
  const schema = await readSchemaVersion(client);
  if (header.schema !== schema)
    throw badArchive(
      `is of the schema ${header.schema}, and the database has ${schema}: restore it with the release that made it, then upgrade`,
    );
  const tables = await readTenantTables(client);
  const named = tables.map(({ name }) => name);
  if (named.toSorted().join() !== Object.keys(header.rows).toSorted().join())
    throw badArchive('has other tables than the database');
  const orgId = await findPlace(client, request);
  const slug = request.slug ?? header.organization.slug;
  await enter(client, orgId);
  await loadRows(client, { tables, lines, orgId, slug, header, onRows });
  await numberOn(client, tables, orgId);
  await compare(client, tables, orgId, { trailer, renamed: slug !== header.organization.slug });
  const rows = Object.values(header.rows).reduce((sum, count) => sum + count, 0);
  return { orgId, slug, rows, keysWork: orgId === header.organization.orgId };
}

/** The tenant key that the organization gets; refuses where it is here already. */
async function findPlace(client: pg.ClientBase, { header, slug, renumber }: RestoreRequest): Promise<number> {
  const { organization } = header;
  const wanted = slug ?? organization.slug;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(wanted))
    throw invalid([
      { path: 'slug', message: 'must be 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit' },
    ]);
  const { rows } = await client.query<{ orgId: number; id: string; slug: string }>(
    'select org_id as "orgId", id, slug from organization where id = $1 or slug = $2 or org_id = $3',
    [organization.id, wanted, organization.orgId],
  );
  const same = rows.find(({ id }) => id === organization.id);
  if (same)
    throw new DomainError(
      'DUPLICATE',
      `The organization ${organization.id} is here already, as ${same.slug}`,
      {
        id: organization.id,
      },
    );
  if (rows.some((other) => other.slug === wanted))
    throw new DomainError('DUPLICATE', `The slug ${wanted} is taken: give another one with --slug`, {
      slug: wanted,
    });
  const taken = rows.find(({ orgId }) => orgId === organization.orgId);
  if (!taken) return organization.orgId;
  if (!renumber)
    throw new DomainError(
      'DUPLICATE',
      `The tenant key ${organization.orgId} belongs to ${taken.slug} here. API keys carry it: with --renumber the organization gets another one, and its API keys must be made again`,
      { tenantKey: organization.orgId, slug: taken.slug },
    );
  const next = await client.query<{ orgId: number }>(
    `select nextval(pg_get_serial_sequence('organization', 'org_id'))::integer as "orgId"`,
  );
  return next.rows[0]?.orgId ?? 0;
}

interface Load {
  tables: readonly TenantTable[];
  lines: AsyncIterable<readonly string[]>;
  orgId: number;
  slug: string;
  header: ArchiveHeader;
  onRows(rows: number): void;
}

/** Inserts the rows as they come. */
async function loadRows(client: pg.ClientBase, load: Load): Promise<void> {
  const waiting = load.tables.map(({ name }) => name);
  let loader: TableLoader | undefined;
  for await (const lines of load.lines) {
    for (const line of lines) {
      const begin = readTableLine(line);
      if (begin) {
        await loader?.end();
        // in another order the rows would not find those that they refer to, or triggers would count them twice
        const table = load.tables.find(({ name }) => name === begin.table);
        if (!table || waiting.shift() !== begin.table)
          throw badArchive(`was changed: ${begin.table} is not where it should be`);
        if (begin.columns.join() !== table.columns.map(({ name }) => name).join())
          throw badArchive(`has other columns of ${begin.table} than the database`);
        loader = new TableLoader(client, table, load);
        await loader.begin();
      } else if (loader) await loader.take(line);
      else throw badArchive('was changed: rows stand before their table');
    }
  }
  await loader?.end();
  if (waiting.length > 0) throw badArchive(`was changed: ${waiting.join(', ')} is missing`);
}

/** Inserts the rows of one table. */
class TableLoader {
  readonly #client: pg.ClientBase;
  readonly #table: TenantTable;
  readonly #load: Load;
  readonly #target: string;
  readonly #insert: string;
  #batch: string[] = [];
  #length = 0;

  constructor(client: pg.ClientBase, table: TenantTable, load: Load) {
    this.#client = client;
    this.#table = table;
    this.#load = load;
    this.#target = quoted(table.refersToItself ? `restored_${table.name}` : table.name);
    const names = table.columns.map(({ name }) => quoted(name));
    const values = table.columns.map(({ name, type }, index) =>
      this.#slugIsGiven && name === 'slug' ? '$3::text' : `(r ->> ${index})::${type}`,
    );
    this.#insert = `insert into ${this.#target} (org_id, ${names.join(', ')}) overriding system value
      select $1::integer, ${values.join(', ')} from jsonb_array_elements($2::jsonb) as r`;
  }

  /** The slug is the one value that may be another than that of the file. */
  get #slugIsGiven(): boolean {
    return this.#table.name === 'organization';
  }

  async begin(): Promise<void> {
    const { name, refersToItself, followsOthers } = this.#table;
    // rows that refer to each other are found together: a foreign key is checked at the end of the statement
    if (refersToItself)
      await this.#client.query(
        `create temporary table ${this.#target} on commit drop as select * from ${quoted(name)} where false`,
      );
    if (followsOthers)
      await this.#client.query(`delete from ${quoted(name)} where org_id = $1`, [this.#load.orgId]);
  }

  async take(line: string): Promise<void> {
    this.#batch.push(line);
    this.#length += line.length;
    if (this.#batch.length >= BATCH_ROWS || this.#length >= BATCH_LENGTH) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    const { name, refersToItself, columns } = this.#table;
    if (!refersToItself) return;
    const names = ['org_id', ...columns.map((column) => quoted(column.name))].join(', ');
    await this.#client.query(
      `insert into ${quoted(name)} (${names}) overriding system value select ${names} from ${this.#target}`,
    );
    await this.#client.query(`drop table ${this.#target}`);
  }

  async #flush(): Promise<void> {
    const rows = this.#batch.length;
    if (rows === 0) return;
    const { orgId, slug, onRows } = this.#load;
    const parameters: unknown[] = [orgId, `[${this.#batch.join(',')}]`];
    await this.#client.query(this.#insert, this.#slugIsGiven ? [...parameters, slug] : parameters);
    this.#batch = [];
    this.#length = 0;
    onRows(rows);
  }
}

/** Lets the sequences go on after the numbers that were restored. */
async function numberOn(client: pg.ClientBase, tables: readonly TenantTable[], orgId: number): Promise<void> {
  for (const { name, identities } of tables) {
    for (const column of identities) {
      const sequence = 'pg_get_serial_sequence($1, $2)::regclass';
      await client.query(
        `select setval(${sequence}, x.highest)
         from (select max(${quoted(column)}) as highest from ${quoted(name)} where org_id = $3) x
         where x.highest > coalesce(pg_sequence_last_value(${sequence}), 0)`,
        [name, column, orgId],
      );
    }
  }
}

/** Reads what was restored as an export does, and compares it with what the file says. */
async function compare(
  client: pg.ClientBase,
  tables: readonly TenantTable[],
  orgId: number,
  { trailer, renamed }: { trailer: ArchiveTrailer; renamed: boolean },
): Promise<void> {
  for (const table of tables) {
    // under another slug the row of the organization itself is another one
    if (renamed && table.name === 'organization') continue;
    const hash: Hash = createHash('sha256');
    for await (const lines of readRows(client, table, orgId)) hash.update(`${lines.join('\n')}\n`);
    if (trailer.content[table.name] !== hash.digest('hex'))
      throw badArchive(`says something else of ${table.name} than what came of it: nothing was restored`);
  }
}

import type pg from 'pg';

/** A table whose rows belong to organizations. */
export interface TenantTable {
  name: string;
  /** All but `org_id` and what the database computes itself, by name. */
  columns: { name: string; type: string }[];
  /** The columns that number the rows themselves, each from a sequence. */
  identities: string[];
  /** Whether rows refer to other rows of the table: then they must come in one statement. */
  refersToItself: boolean;
  /** Whether triggers of other tables write it: what they wrote gives way to what is restored. */
  followsOthers: boolean;
}

/**
 * Every table that has an organization, as the catalogue of the database knows them, so that none can be forgotten: each
 * after those that it refers to, and what triggers fill at the very end.
 */
export async function readTenantTables(client: pg.ClientBase): Promise<TenantTable[]> {
  const { rows: columns } = await client.query<{
    table: string;
    name: string;
    type: string;
    identity: boolean;
  }>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attidentity <> '' as identity
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id' and not o.attisdropped)
    order by c.relname collate "C", a.attname collate "C"`);
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select f.relname as from, t.relname as to
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace`);
  const { rows: followers } = await client.query<{ name: string }>(`
    select distinct lower(m[1]) as name
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    cross join lateral regexp_matches(p.prosrc, 'insert\\s+into\\s+"?(\\w+)', 'gi') m
    where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace`);
  const following = new Set(followers.map(({ name }) => name));
  const tables = [...new Set(columns.map(({ table }) => table))].map((name): TenantTable => {
    const own = columns.filter(({ table }) => table === name);
    return {
      name,
      columns: own.filter((column) => column.name !== 'org_id').map(({ name, type }) => ({ name, type })),
      identities: own.filter(({ identity }) => identity).map((column) => column.name),
      refersToItself: references.some(({ from, to }) => from === name && to === name),
      followsOthers: following.has(name),
    };
  });
  return inOrder(tables, references);
}

/** Each table after those that it refers to. */
function inOrder(
  tables: readonly TenantTable[],
  references: readonly { from: string; to: string }[],
): TenantTable[] {
  const placed: TenantTable[] = [];
  let left = [...tables.filter((t) => !t.followsOthers), ...tables.filter((t) => t.followsOthers)];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.find(({ name }) =>
      references.every(({ from, to }) => from !== name || to === name || !waiting.has(to)),
    );
    if (!next) throw new Error(`These tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    placed.push(next);
    left = left.filter((table) => table !== next);
  }
  return placed;
}

/** The last migration that was run. */
export async function readSchemaVersion(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'select name from schema_migration order by name desc limit 1',
  );
  return rows[0]?.name ?? '';
}

/** How values are written as text, and read from it, without a loss: for the transaction. */
export async function speakExactly(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
     set local bytea_output = 'hex'; set local extra_float_digits = 1`,
  );
}

/** Names the organization that the transaction is of. */
export async function enter(client: pg.ClientBase, orgId: number): Promise<void> {
  await client.query("select set_config('app.org_id', $1, true)", [String(orgId)]);
}

import type pg from 'pg';
import { DatabaseSetupError } from './errors.ts';

/** Tables that the gateway may only add to and read. */
const appendOnly = ['movement', 'movement_reversal', 'audit_entry', 'audit_seal', 'status_change'];
/** Tables that the gateway only reads: organizations and platform keys are made by the command line, as the owner. */
const readOnly = ['platform_key', 'schema_migration'];
/** Tables with rights of their own. */
const special: Readonly<Record<string, string>> = {
  organization: 'select, update',
  // what waits for its seal comes and goes, and is never changed
  audit_unsealed: 'select, insert, delete',
};
/** Functions of the owner that the gateway calls: they read what row-level security would make slow, within its bounds. */
const functions = ['search_products(text, integer)', 'find_organization(text)', 'webhooks_due(timestamptz)'];

/**
 * Makes the gateway's role when it is missing and gives it its rights, table by table. Only what is not as it should be is
 * changed, and all of it at once: other gateways are at work meanwhile, and must not be without a right for a moment.
 * @throws {DatabaseSetupError} when the role could bypass row-level security or owns a table.
 */
export async function grantToGateway(client: pg.Client, role: string): Promise<void> {
  await createRole(client, role);
  await refusePowerfulRole(client, role);
  const statements = await missingGrants(client, role);
  if (statements.length > 0) await client.query(['begin', ...statements, 'commit'].join(';\n'));
}

/** What has to be said for the role to have its rights, and no others. */
async function missingGrants(client: pg.Client, role: string): Promise<string[]> {
  const quoted = client.escapeIdentifier(role);
  const [schema] = (
    await client.query<{ name: string; usable: boolean }>(
      "select current_schema() as name, has_schema_privilege($1, current_schema(), 'usage') as usable",
      [role],
    )
  ).rows;
  const tables = await client.query<{ name: string; rights: string }>(
    `select c.relname as name, coalesce(string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), '') as rights
     from pg_class c left join lateral (
       select x.privilege_type from aclexplode(c.relacl) x where x.grantee = $1::regrole) a on true
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') group by 1 order by 1`,
    [quoted],
  );
  const closed = await client.query<{ name: string }>(
    `select f as name from unnest($1::text[]) f where not has_function_privilege($2, f, 'execute')`,
    [functions, role],
  );
  return [
    ...(schema?.usable
      ? []
      : [`grant usage on schema ${client.escapeIdentifier(schema?.name ?? '')} to ${quoted}`]),
    ...tables.rows
      .filter(({ name, rights }) => rights !== inOrder(rightsOf(name)))
      .flatMap(({ name }) => {
        const table = client.escapeIdentifier(name);
        return [
          `revoke all on table ${table} from ${quoted}`,
          `grant ${rightsOf(name)} on table ${table} to ${quoted}`,
        ];
      }),
    ...closed.rows.map(({ name }) => `grant execute on function ${name} to ${quoted}`),
  ];
}

function rightsOf(table: string): string {
  if (readOnly.includes(table)) return 'select';
  if (appendOnly.includes(table)) return 'select, insert';
  return special[table] ?? 'select, insert, update, delete';
}

const inOrder = (rights: string): string => rights.split(', ').sort().join(', ');

async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount) return;
  try {
    await client.query(`create role ${client.escapeIdentifier(role)} nologin`);
    await client.query(`grant ${client.escapeIdentifier(role)} to current_user`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '42710' || code === '23505') return; // another process made it just now (roles belong to the whole server)
    throw new DatabaseSetupError(
      `The role ${role} does not exist and cannot be made by this user; make it (create role ${role}; grant ${role} to <user>) or set DATABASE_GATEWAY_ROLE`,
      { cause: error },
    );
  }
}

async function refusePowerfulRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ powerful: boolean; owns: string | null }>(
    `select r.rolsuper or r.rolbypassrls as powerful,
            (select t.tablename from pg_tables t where t.schemaname = current_schema() and t.tableowner = r.rolname limit 1) as owns
     from pg_roles r where r.rolname = $1`,
    [role],
  );
  if (rows[0]?.powerful)
    throw new DatabaseSetupError(
      `The role ${role} can bypass row-level security; the gateway refuses to run as it`,
    );
  if (rows[0]?.owns)
    throw new DatabaseSetupError(
      `The role ${role} owns the table ${rows[0].owns}; the gateway must own nothing`,
    );
}

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
 * Makes the gateway's role when it is missing and gives it its rights, table by table. Idempotent.
 * @throws {DatabaseSetupError} when the role could bypass row-level security or owns a table.
 */
export async function grantToGateway(client: pg.Client, role: string): Promise<void> {
  await createRole(client, role);
  await refusePowerfulRole(client, role);
  const { rows } = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = current_schema() order by 1',
  );
  const quoted = client.escapeIdentifier(role);
  await client.query(
    `do $$ begin execute format('grant usage on schema %I to ${quoted}', current_schema()); end $$`,
  );
  for (const { name } of rows) {
    const rights = readOnly.includes(name)
      ? 'select'
      : appendOnly.includes(name)
        ? 'select, insert'
        : tableRights(name);
    await client.query(`revoke all on table ${client.escapeIdentifier(name)} from ${quoted}`);
    await client.query(`grant ${rights} on table ${client.escapeIdentifier(name)} to ${quoted}`);
  }
  for (const name of functions) await client.query(`grant execute on function ${name} to ${quoted}`);
}

const tableRights = (name: string): string => special[name] ?? 'select, insert, update, delete';

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

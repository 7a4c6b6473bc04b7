/** The organization of the transaction, or null: then no row is visible and none can be written. */
const currentOrganization = `nullif(current_setting('app.org_id', true), '')::integer`;

/**
 * Row-level security of a tenant table, forced so that it binds the owner as well: only rows of the organization
 * that the transaction named in `app.org_id`.
 */
export function tenantTable(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy tenant on ${table} using (org_id = ${currentOrganization}) with check (org_id = ${currentOrganization})`,
  ];
}

/** Makes a table append-only for every role, the owner included (`refuse_change` is made by the foundation). */
export function appendOnly(table: string): string[] {
  return [
    `create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change()`,
  ];
}

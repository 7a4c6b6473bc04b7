import { Migration } from '@mikro-orm/migrations';
import { appendOnly, tenantTable } from './tenancy.ts';

/**
 * The audit trail is read by moment, document, actor, action and request; and its entries are sealed into a hash chain
 * (docs/decisions/0016-audit-chain.md). What was recorded before waits to be sealed like any other entry.
 */
export class AuditChain extends Migration {
  override up(): void {
    const statements = [
      ...seals,
      ...tenantTable('audit_seal'),
      ...appendOnly('audit_seal'),
      ...waiting,
      ...tenantTable('audit_unsealed'),
      fill,
      ...orders,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

const seals = [
  `create table audit_seal (
  org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  number integer not null check (number > 0),
  entry_ids text[] not null,
  entry_digests text[] not null,
  entry_count integer not null check (entry_count > 0),
  previous_hash text not null,
  hash text not null,
  sealed_at timestamptz(6) not null,
  primary key (org_id, id),
  unique (org_id, number),
  check (cardinality(entry_ids) = entry_count and cardinality(entry_digests) = entry_count))`,
];

const waiting = [
  // each writer adds its own row and the sealer takes it away: nobody waits for anybody
  `create table audit_unsealed (
  org_id integer not null references organization (org_id),
  id text not null,
  primary key (org_id, id))`,
  // rows come and go all the time
  `alter table audit_unsealed set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)`,
];

const fill = `do $$
declare
  organization_id integer;
begin
  for organization_id in select org_id from organization order by org_id loop
    perform set_config('app.org_id', organization_id::text, true);
    insert into audit_unsealed (org_id, id) select org_id, id from audit_entry where org_id = organization_id;
  end loop;
  perform set_config('app.org_id', '', true);
end $$`;

const orders = [
  `create index audit_entry_by_moment on audit_entry (org_id, at, id)`,
  `create index audit_entry_of_document on audit_entry (org_id, document_id, at, id)`,
  `create index audit_entry_of_kind on audit_entry (org_id, document_type, at, id)`,
  `create index audit_entry_by_action on audit_entry (org_id, action, at, id)`,
  `create index audit_entry_by_actor on audit_entry (org_id, actor_id, at, id)`,
  `create index audit_entry_of_request on audit_entry (org_id, request_id)`,
  // nobody reads by seq
  `drop index audit_entry_in_order`,
  `drop index audit_entry_by_document`,
];

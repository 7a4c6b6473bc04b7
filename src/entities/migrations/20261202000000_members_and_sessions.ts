import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Members of organizations, their sessions, and how a token's organization is found. */
export class MembersAndSessions extends Migration {
  override up(): void {
    for (const statement of [...members, ...sessions]) this.addSql(statement);
    for (const table of ['member', 'session'])
      for (const statement of tenantTable(table)) this.addSql(statement);
    for (const statement of findOrganization) this.addSql(statement);
  }
}

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const members = [
  `create table member (
  ${key},
  name text not null,
  email text not null,
  -- what the identity provider calls the person
  subject text not null check (length(subject) between 1 and 255),
  role text not null check (role in ('VIEWER', 'OPERATOR', 'MANAGER', 'ADMIN')),
  status text not null check (status in ('ACTIVE', 'REMOVED')),
  removed_at timestamptz(6),
  created_by text not null,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  version integer not null default 1,
  unique (org_id, subject),
  check ((status = 'REMOVED') = (removed_at is not null)))`,
  `create index member_by_name on member (org_id, name, id)`,
];

const sessions = [
  `create table session (
  ${key},
  -- made from a key or by a member: it ends with either
  api_key_id text,
  member_id text,
  -- the roles that the token named which it was made from; null: it named none
  claimed_roles text[],
  token_hash text not null,
  created_at timestamptz(6) not null,
  expires_at timestamptz(6) not null,
  unique (org_id, token_hash),
  check (num_nonnulls(api_key_id, member_id) = 1),
  check (claimed_roles is null or member_id is not null),
  foreign key (org_id, api_key_id) references api_key (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade)`,
  `create index session_by_expiry on session (org_id, expires_at)`,
  `create index session_by_owner on session (org_id, coalesce(api_key_id, member_id), created_at)`,
];

const findOrganization = [
  // a token names its organization by slug or id, before there is an organization to be in: row-level security shows the
  // gateway none. The owner may list them; this tells no more than the tenant key of one that the caller can name
  `create function find_organization(wanted text) returns integer
  language sql stable strict security definer set search_path from current as $find$
    select o.org_id from organization o where o.id = wanted or o.slug = wanted order by (o.id = wanted) desc limit 1
  $find$`,
  `revoke all on function find_organization(text) from public`,
];

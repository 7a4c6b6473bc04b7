import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Webhooks: who is told of which events, and each telling with its attempts. */
export class Webhooks extends Migration {
  override up(): void {
    for (const statement of [
      ...webhooks,
      ...tenantTable('webhook'),
      ...tenantTable('webhook_delivery'),
      ...due,
    ])
      this.addSql(statement);
  }
}

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const webhooks = [
  `create table webhook (
  ${key},
  url text not null check (length(url) between 1 and 2048),
  description text,
  event_types text[] not null check (cardinality(event_types) between 1 and 100),
  status text not null check (status in ('ACTIVE', 'DISABLED')),
  disabled_reason text,
  -- sealed (platform/secrets.ts): what signs must be readable, so it cannot be a hash
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz(6),
  -- since when every attempt has failed
  failing_since timestamptz(6),
  created_by text not null,
  created_at timestamptz(6) not null,
  updated_at timestamptz(6) not null,
  version integer not null default 1,
  check ((status = 'DISABLED') = (disabled_reason is not null)),
  check ((previous_secret is null) = (previous_secret_until is null)))`,
  `create table webhook_delivery (
  ${key},
  webhook_id text not null,
  event_id text not null,
  status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts integer not null check (attempts >= 0),
  -- when it is tried next; while it is being tried, when another process may believe that nobody does
  next_attempt_at timestamptz(6),
  last_attempt_at timestamptz(6),
  last_status integer,
  last_error text,
  delivered_at timestamptz(6),
  created_at timestamptz(6) not null,
  -- an event is told once to each webhook, however often it is tried
  unique (org_id, webhook_id, event_id),
  check ((status = 'PENDING') = (next_attempt_at is not null)),
  check ((status = 'DELIVERED') = (delivered_at is not null)),
  -- no key to the webhook: to delete one must not make a write fail that is telling it something just then
  foreign key (org_id, event_id) references outbox_event (org_id, id))`,
  `create index webhook_delivery_due on webhook_delivery (org_id, webhook_id, next_attempt_at) where status = 'PENDING'`,
  `create index webhook_delivery_by_event on webhook_delivery (org_id, event_id)`,
  `create index webhook_delivery_by_time on webhook_delivery (org_id, created_at, id)`,
  `create index webhook_delivery_done on webhook_delivery (org_id, delivered_at) where status = 'DELIVERED'`,
  `create index outbox_event_by_age on outbox_event (org_id, created_at)`,
];

const due = [
  // A gateway that was just started has served nobody yet, and row-level security shows it no organization: this function of
  // the owner tells where something is due, and nothing else. What is due is read inside its organization, under the policy.
  `create policy owner_reads_all on webhook_delivery for select to current_user using (true)`,
  `create policy owner_reads_all on webhook for select to current_user using (true)`,
  `create function webhooks_due(moment timestamptz) returns table (org_id integer, webhook_id text)
  language plpgsql stable security definer set search_path from current as $due$
  #variable_conflict use_column
  declare
    at_org integer := -1;
    at_webhook text := '';
    earliest timestamptz;
  begin
    -- from webhook to webhook along the index of what is pending, however much is pending of each
    loop
      select d.org_id, d.webhook_id, d.next_attempt_at into at_org, at_webhook, earliest
      from webhook_delivery d
      where d.status = 'PENDING' and (d.org_id, d.webhook_id) > (at_org, at_webhook)
      order by d.org_id, d.webhook_id, d.next_attempt_at limit 1;
      exit when not found;
      if earliest <= moment and exists (
        select from webhook w where w.org_id = at_org and w.id = at_webhook and w.status = 'ACTIVE') then
        org_id := at_org;
        webhook_id := at_webhook;
        return next;
      end if;
    end loop;
  end $due$`,
  `revoke execute on function webhooks_due(timestamptz) from public`,
];

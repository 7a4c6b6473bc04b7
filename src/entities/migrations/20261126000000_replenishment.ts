import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Replenishment: settings of products at locations, and the documents that bring what is missing there. */
export class Replenishment extends Migration {
  override up(): void {
    for (const statement of replenishment) this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
  }
}

const tenantTables = ['replenishment_config', 'replenishment'];

const stamps = `created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  version integer not null default 1`;

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const replenishment = [
  `create table replenishment_config (
  ${key},
  product_id text not null,
  location_id text not null,
  active boolean not null,
  method text not null check (method in ('MIN_MAX', 'REORDER_POINT', 'DAYS_OF_COVER')),
  min numeric(18,4) not null check (min >= 0),
  reorder_point numeric(18,4) not null check (reorder_point >= min),
  -- null: nothing is suggested
  max numeric(18,4) check (max >= reorder_point),
  safety_stock numeric(18,4) not null check (safety_stock >= 0),
  lead_time_days integer not null check (lead_time_days >= 0),
  cover_days integer check (cover_days >= 1),
  order_multiple numeric(18,4) check (order_multiple > 0),
  source_type text check (source_type in ('TRANSFER', 'PURCHASE')),
  source_location_id text,
  supplier text,
  auto_approve_limit numeric(18,4) check (auto_approve_limit >= 0),
  -- it has been told that the position is at or below the reorder point; taken back when it recovers
  announced boolean not null default false,
  ${stamps},
  unique (org_id, product_id, location_id),
  check (method <> 'DAYS_OF_COVER' or cover_days is not null),
  check (source_location_id is null or source_type = 'TRANSFER'),
  check (source_location_id <> location_id),
  check (source_type is not null or supplier is null),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, location_id) references location (org_id, id),
  foreign key (org_id, source_location_id) references location (org_id, id))`,
  `create index replenishment_config_by_location on replenishment_config (org_id, location_id, product_id)`,
  `create table replenishment (
  ${key},
  number text not null,
  status text not null check (status in ('DRAFT', 'APPROVED', 'ORDERED', 'RECEIVED', 'CANCELLED')),
  product_id text not null,
  location_id text not null,
  quantity numeric(18,4) not null check (quantity > 0),
  received numeric(18,4) not null default 0 check (received >= 0),
  source_type text not null check (source_type in ('TRANSFER', 'PURCHASE')),
  source_location_id text,
  supplier text,
  expected_date date,
  reason text,
  notes text,
  created_by text not null,
  ${stamps},
  unique (org_id, number),
  check ((source_type = 'TRANSFER') = (source_location_id is not null)),
  check (source_type = 'PURCHASE' or supplier is null),
  check (source_location_id <> location_id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, location_id) references location (org_id, id),
  foreign key (org_id, source_location_id) references location (org_id, id))`,
  `create index replenishment_by_time on replenishment (org_id, created_at, id)`,
  `create index replenishment_by_product on replenishment (org_id, product_id, created_at)`,
  // what is on order, and what is asked of other locations
  `create index replenishment_open on replenishment (org_id, product_id, location_id) where status in ('DRAFT', 'APPROVED', 'ORDERED')`,
  `create index replenishment_asked on replenishment (org_id, product_id, source_location_id)
  where source_location_id is not null and status in ('DRAFT', 'APPROVED', 'ORDERED')`,
  `alter table transfer add column replenishment_id text,
  add foreign key (org_id, replenishment_id) references replenishment (org_id, id)`,
  `create unique index transfer_of_replenishment on transfer (org_id, replenishment_id) where replenishment_id is not null`,
  // average daily demand, without a look at the table
  `create index movement_consumed on movement (org_id, posted_at) include (product_id, location_id, quantity_delta)
  where type = 'ISSUE' or reason_code = 'CONSUMED'`,
];

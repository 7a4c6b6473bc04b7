import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Stock requests: what a department asks a supplying location for, who approved it, and what was issued. */
export class StockRequests extends Migration {
  override up(): void {
    for (const statement of [...destinations, ...requests, ...lines, ...around]) this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
  }
}

const tenantTables = [
  'stock_request',
  'stock_request_line',
  'stock_request_approval',
  'stock_request_comment',
];

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const destinations = [
  // what becomes of goods that are issued to it for a stock request, and which cost centre bears what it consumes
  `alter table location
  add column request_delivery text not null default 'DIRECT' check (request_delivery in ('DIRECT', 'TRANSFER', 'CONSUMPTION')),
  add column cost_centre text check (length(cost_centre) between 1 and 100)`,
  // which cost centre an issue is booked to
  `alter table stock_document add column cost_centre text`,
];

const requests = [
  `create table stock_request (
  ${key},
  number text not null,
  status text not null check (status in ('DRAFT', 'SUBMITTED', 'APPROVED', 'PICKING', 'ISSUED', 'REJECTED', 'CANCELLED')),
  from_location_id text not null,
  destination_id text not null,
  requester_id text not null,
  -- for whom, in words: a person or team of the destination
  requested_for text,
  -- everybody who made, edited or submitted it: none of them approves it
  contributors text[] not null,
  category text,
  priority text not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
  needed_by date,
  notes text,
  attachments jsonb not null default '[]',
  rejection_reason text,
  submitted_at timestamptz(6),
  approved_at timestamptz(6),
  issued_at timestamptz(6),
  -- how it was delivered: what the destination asked for when it was issued
  delivery text check (delivery in ('DIRECT', 'TRANSFER', 'CONSUMPTION')),
  transfer_id text,
  issue_id text,
  created_by text not null,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  version integer not null default 1,
  unique (org_id, number),
  check (from_location_id <> destination_id),
  check ((status = 'ISSUED') = (delivery is not null)),
  check ((status = 'ISSUED') = (issued_at is not null)),
  check ((status = 'REJECTED') = (rejection_reason is not null)),
  check (coalesce(delivery = 'TRANSFER', false) = (transfer_id is not null)),
  check (coalesce(delivery in ('DIRECT', 'CONSUMPTION'), false) = (issue_id is not null)),
  foreign key (org_id, from_location_id) references location (org_id, id),
  foreign key (org_id, destination_id) references location (org_id, id),
  foreign key (org_id, transfer_id) references transfer (org_id, id),
  foreign key (org_id, issue_id) references stock_document (org_id, id))`,
  // the list, newest first, under each of its filters
  `create index stock_request_by_time on stock_request (org_id, created_at, id)`,
  `create index stock_request_by_status on stock_request (org_id, status, created_at, id)`,
  `create index stock_request_by_requester on stock_request (org_id, requester_id, created_at, id)`,
  `create index stock_request_by_source on stock_request (org_id, from_location_id, created_at, id)`,
  `create index stock_request_by_destination on stock_request (org_id, destination_id, created_at, id)`,
  `create index stock_request_by_category on stock_request (org_id, category, created_at, id)`,
  `create index stock_request_by_priority on stock_request (org_id, priority, created_at, id)`,
  // the fill rate of a period
  `create index stock_request_issued on stock_request (org_id, issued_at) where status = 'ISSUED'`,
  `create index stock_request_by_need on stock_request (org_id, needed_by, id) where needed_by is not null`,
  // what is still to be done: overdue, waiting
  `create index stock_request_open on stock_request (org_id, needed_by, id) where status in ('SUBMITTED', 'APPROVED', 'PICKING')`,
];

const lines = [
  `create table stock_request_line (
  ${key},
  request_id text not null,
  line_no integer not null,
  product_id text not null,
  requested numeric(18,4) not null check (requested > 0),
  -- null until it is approved
  approved numeric(18,4) check (approved between 0 and requested),
  -- approved, and could not be allocated again after an issue was rolled back
  let_go numeric(18,4) not null default 0 check (let_go >= 0),
  issued numeric(18,4) not null default 0 check (issued >= 0),
  notes text,
  -- why less was issued than approved
  reason text,
  unique (org_id, request_id, line_no),
  unique (org_id, request_id, product_id),
  check (issued + let_go <= coalesce(approved, 0)),
  foreign key (org_id, request_id) references stock_request (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id))`,
  `create index stock_request_line_by_product on stock_request_line (org_id, product_id, request_id)`,
];

const around = [
  `create table stock_request_approval (
  ${key},
  request_id text not null,
  level integer not null check (level between 1 and 2),
  approved_by text not null,
  approved_at timestamptz(6) not null,
  notes text,
  -- what the approved quantities cost
  value numeric(28,8) not null,
  -- of each line: { lineId: quantity }
  quantities jsonb not null,
  -- rolled back since: it counts no more
  voided_at timestamptz(6),
  foreign key (org_id, request_id) references stock_request (org_id, id))`,
  `create unique index stock_request_approval_level on stock_request_approval (org_id, request_id, level) where voided_at is null`,
  `create unique index stock_request_approval_once on stock_request_approval (org_id, request_id, approved_by) where voided_at is null`,
  `create table stock_request_comment (
  ${key},
  request_id text not null,
  text text not null check (length(text) between 1 and 4000),
  mentions text[] not null default '{}',
  attachments jsonb not null default '[]',
  created_by text not null,
  created_at timestamptz(6) not null,
  foreign key (org_id, request_id) references stock_request (org_id, id))`,
  `create index stock_request_comment_by_request on stock_request_comment (org_id, request_id, id)`,
];

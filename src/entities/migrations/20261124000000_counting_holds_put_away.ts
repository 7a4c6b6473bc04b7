import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Holds, cycle counts, put-away tasks and transfers, and what the ledger keeps about them. */
export class CountingHoldsPutAway extends Migration {
  override up(): void {
    for (const statement of [...ledger, ...holds, ...counting, ...putAway, ...transfers])
      this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
  }
}

const tenantTables = [
  'hold',
  'hold_line',
  'cycle_count_batch',
  'cycle_count_line',
  'put_away_task',
  'put_away_split',
  'transfer',
  'transfer_line',
];

const stamps = `created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  version integer not null default 1`;

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const ledger = [
  // the part of what is reserved that holds keep, and how many holds cover the item
  `alter table stock_item
  add column held numeric(18,4) not null default 0,
  add column hold_count integer not null default 0 check (hold_count >= 0),
  add constraint stock_item_held check (held >= 0 and held <= reserved)`,
  `alter table lot add column hold_count integer not null default 0 check (hold_count >= 0)`,
  // the line of the document that caused the movement: of a cycle count, ...
  `alter table movement add column cause_line_id text`,
  // what of a line was let go by others: its lot expired, ...
  `alter table reservation_line add column released numeric(18,4) not null default 0 check (released between 0 and quantity)`,
  // what was issued in a period, at a location or (skipping from location to location) at all, without a look at the table
  `create index movement_issued on movement (org_id, location_id, posted_at) include (product_id, quantity_delta, unit_cost) where type = 'ISSUE'`,
  `create index stock_item_by_expiry on stock_item (org_id, expiry_date, id) where expiry_date is not null`,
  `create index stock_item_marked_expired on stock_item (org_id, id) where condition = 'EXPIRED'`,
];

const holds = [
  `create table hold (
  ${key},
  number text not null,
  scope text not null check (scope in ('ITEM', 'LOT')),
  item_id text,
  product_id text not null,
  location_id text,
  lot_id text,
  type text not null check (type in ('QUALITY', 'DAMAGE', 'RECALL', 'LEGAL', 'CUSTOMER', 'OTHER')),
  reason text not null,
  -- null: all there is, and what comes in later
  quantity numeric(18,4) check (quantity > 0),
  released numeric(18,4) not null default 0 check (released >= 0),
  status text not null check (status in ('ACTIVE', 'RELEASED', 'EXPIRED')),
  expires_at timestamptz(6),
  created_by text not null,
  ${stamps},
  unique (org_id, number),
  check ((scope = 'ITEM') = (item_id is not null) and (scope = 'ITEM') = (location_id is not null)),
  check (scope = 'ITEM' or (lot_id is not null and quantity is null)),
  foreign key (org_id, item_id) references stock_item (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, location_id) references location (org_id, id),
  foreign key (org_id, product_id, lot_id) references lot (org_id, product_id, id))`,
  `create index hold_by_time on hold (org_id, created_at, id)`,
  `create index hold_of_item on hold (org_id, item_id) where status = 'ACTIVE' and item_id is not null`,
  `create index hold_of_lot on hold (org_id, lot_id) where status = 'ACTIVE' and scope = 'LOT'`,
  `create index hold_to_expire on hold (org_id, expires_at) where status = 'ACTIVE' and expires_at is not null`,
  // how much of an item a hold is to keep; what it does keep is its allocation
  `create table hold_line (
  ${key},
  hold_id text not null,
  item_id text not null,
  quantity numeric(18,4) not null check (quantity >= 0),
  unique (org_id, hold_id, item_id),
  foreign key (org_id, hold_id) references hold (org_id, id),
  foreign key (org_id, item_id) references stock_item (org_id, id))`,
  `create index hold_line_by_item on hold_line (org_id, item_id)`,
];

const counting = [
  `create table cycle_count_batch (
  ${key},
  number text not null,
  location_id text not null,
  type text not null check (type in ('FULL', 'PARTIAL', 'SPOT', 'ABC')),
  status text not null check (status in ('OPEN', 'IN_PROGRESS', 'REVIEW', 'RESOLVED', 'CANCELLED')),
  blind boolean not null,
  include_zero boolean not null,
  assigned_to text,
  due_date date,
  notes text,
  created_by text not null,
  submitted_at timestamptz(6),
  resolved_at timestamptz(6),
  ${stamps},
  unique (org_id, number),
  unique (org_id, id, location_id),
  foreign key (org_id, location_id) references location (org_id, id))`,
  `create index cycle_count_batch_by_time on cycle_count_batch (org_id, created_at, id)`,
  `create index cycle_count_batch_by_location on cycle_count_batch (org_id, location_id, created_at)`,
  `create table cycle_count_line (
  ${key},
  batch_id text not null,
  line_no integer not null,
  item_id text not null,
  product_id text not null,
  location_id text not null,
  class text not null check (class in ('A', 'B', 'C')),
  added boolean not null default false,
  status text not null check (status in ('PENDING', 'COUNTED', 'RECOUNT', 'RESOLVED')),
  count_no integer not null default 0 check (count_no >= 0),
  counted_quantity numeric(18,4) check (counted_quantity >= 0),
  counted_by text,
  counted_at timestamptz(6),
  -- what the ledger said in the transaction that entered the count
  system_quantity numeric(18,4),
  unit_cost numeric(18,4),
  within_tolerance boolean,
  notes text,
  resolution text check (resolution in ('ACCEPT', 'REJECT')),
  reason_code text,
  resolution_notes text,
  resolved_by text,
  resolved_at timestamptz(6),
  adjustment_id text,
  ${stamps},
  unique (org_id, batch_id, line_no),
  unique (org_id, batch_id, item_id),
  check ((status = 'RESOLVED') = (resolution is not null)),
  check (status <> 'COUNTED' or (counted_quantity is not null and system_quantity is not null)),
  foreign key (org_id, batch_id, location_id) references cycle_count_batch (org_id, id, location_id),
  foreign key (org_id, item_id) references stock_item (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, reason_code) references reason_code (org_id, code),
  foreign key (org_id, adjustment_id) references stock_document (org_id, id))`,
  `create index cycle_count_line_by_item on cycle_count_line (org_id, item_id)`,
  `create index cycle_count_line_by_resolution on cycle_count_line (org_id, resolved_at) where resolved_at is not null`,
];

const putAway = [
  `create table put_away_task (
  ${key},
  number text not null,
  status text not null check (status in ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
  item_id text not null,
  product_id text not null,
  location_id text not null,
  from_bin_id text not null,
  quantity numeric(18,4) not null check (quantity > 0),
  assigned_to text,
  notes text,
  document_id text,
  created_by text not null,
  ${stamps},
  unique (org_id, number),
  check ((status = 'COMPLETED') = (document_id is not null)),
  foreign key (org_id, item_id) references stock_item (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, location_id, from_bin_id) references bin (org_id, location_id, id),
  foreign key (org_id, document_id) references stock_document (org_id, id))`,
  `create index put_away_task_by_time on put_away_task (org_id, created_at, id)`,
  `create index put_away_task_open on put_away_task (org_id, item_id) where status in ('PENDING', 'IN_PROGRESS')`,
  // where the goods are to go, and once completed, where they went
  `create table put_away_split (
  ${key},
  task_id text not null,
  line_no integer not null,
  bin_id text not null,
  quantity numeric(18,4) not null check (quantity > 0),
  unique (org_id, task_id, line_no),
  unique (org_id, task_id, bin_id),
  foreign key (org_id, task_id) references put_away_task (org_id, id),
  foreign key (org_id, bin_id) references bin (org_id, id))`,
];

const transfers = [
  `create table transfer (
  ${key},
  number text not null,
  kind text not null check (kind in ('STANDARD', 'DESTRUCTION')),
  status text not null check (status in ('DRAFT', 'APPROVED', 'IN_TRANSIT', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CANCELLED')),
  from_location_id text not null,
  to_location_id text not null,
  expected_date date,
  notes text,
  created_by text not null,
  ${stamps},
  unique (org_id, number),
  check (from_location_id <> to_location_id),
  foreign key (org_id, from_location_id) references location (org_id, id),
  foreign key (org_id, to_location_id) references location (org_id, id))`,
  `create index transfer_by_time on transfer (org_id, created_at, id)`,
  `create table transfer_line (
  ${key},
  transfer_id text not null,
  line_no integer not null,
  product_id text not null,
  lot_id text,
  from_item_id text,
  to_item_id text,
  requested numeric(18,4) not null check (requested > 0),
  shipped numeric(18,4) not null default 0 check (shipped >= 0),
  received numeric(18,4) not null default 0 check (received >= 0),
  damaged numeric(18,4) not null default 0 check (damaged >= 0),
  written_off numeric(18,4) not null default 0 check (written_off >= 0),
  unique (org_id, transfer_id, line_no),
  foreign key (org_id, transfer_id) references transfer (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, product_id, lot_id) references lot (org_id, product_id, id),
  foreign key (org_id, from_item_id) references stock_item (org_id, id),
  foreign key (org_id, to_item_id) references stock_item (org_id, id))`,
];

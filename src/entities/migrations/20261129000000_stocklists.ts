import { Migration } from '@mikro-orm/migrations';
import { findProducts, foldText } from './product-search.sql.ts';
import { countsTable, keepCounts } from './stock-request-counts.sql.ts';
import { tenantTable } from './tenancy.ts';

/**
 * Stocklists with their par levels, pack sizes, the search for products that forgives typing errors, and the counts of
 * stock requests.
 */
export class Stocklists extends Migration {
  override up(): void {
    for (const statement of [...extensions, ...stocklists, ...foldText, ...productSearch, countsTable])
      this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
    for (const statement of [...findProducts, ...keepCounts]) this.addSql(statement);
  }
}

const tenantTables = ['stocklist', 'stocklist_line', 'product_search', 'stock_request_count'];

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const extensions = [
  // both are "trusted" since PostgreSQL 13: the owner of the database may have them, a superuser is not needed
  'create extension if not exists pg_trgm',
  'create extension if not exists btree_gin',
  // where somebody has installed them into a schema of their own, they are found there as well
  `select set_config('search_path', current_schema() || (
    select coalesce(string_agg(distinct ', ' || quote_ident(n.nspname), ''), '') from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace
    where e.extname in ('pg_trgm', 'btree_gin') and n.nspname <> current_schema()) || ', pg_temp', true)`,
];

const stocklists = [
  `alter table product add column pack_size numeric(18,4) not null default 1 check (pack_size > 0)`,
  `create table stocklist (
  ${key},
  code text not null,
  name text not null,
  destination_id text not null,
  from_location_id text,
  notes text,
  status text not null check (status in ('ACTIVE', 'INACTIVE')),
  -- the lines are part of the list: a change of them is a change of it
  lines_changed_at timestamptz(6) not null,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  version integer not null default 1,
  unique (org_id, code),
  check (from_location_id <> destination_id),
  foreign key (org_id, destination_id) references location (org_id, id),
  foreign key (org_id, from_location_id) references location (org_id, id))`,
  // what a destination has asked for and waits for
  `create index stock_request_open_for on stock_request (org_id, destination_id, id) where status in ('SUBMITTED', 'APPROVED', 'PICKING')`,
  `create index stocklist_by_destination on stocklist (org_id, destination_id, code)`,
  `create table stocklist_line (
  ${key},
  stocklist_id text not null,
  line_no integer not null,
  product_id text not null,
  par_level numeric(18,4) not null check (par_level >= 0),
  unique (org_id, stocklist_id, product_id),
  foreign key (org_id, stocklist_id) references stocklist (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id))`,
];

const productSearch = [
  // the active products as they are searched: what is written here follows the products by itself
  `create table product_search (
  ${key},
  -- letters and digits only, so that nobody need know where the hyphens are
  sku text collate "C" not null,
  barcode text collate "C",
  name text collate "C" not null,
  -- all of it, with a blank before each word
  words text collate "C" not null,
  foreign key (org_id, id) references product (org_id, id) on delete cascade)`,
  `create index product_search_by_sku on product_search (org_id, sku)`,
  `create index product_search_by_barcode on product_search (org_id, barcode) where barcode is not null`,
  `create index product_search_by_name on product_search (org_id, name)`,
  // a short list of what is new, for each search reads it through
  `create index product_search_by_words on product_search using gin (org_id, words gin_trgm_ops)
  with (gin_pending_list_limit = 1024)`,
];

import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** Transfers: what is in transit, and the supply that follows from it. */
export class TransfersInTransit extends Migration {
  override up(): void {
    for (const statement of transit) this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
  }
}

const tenantTables = ['transfer_parcel'];

const key = `org_id integer not null references organization (org_id),
  id text not null check (length(id) between 1 and 255),
  primary key (org_id, id)`;

const transit = [
  `alter table transfer
  add column include_held boolean not null default false,
  add column shipped_at timestamptz(6),
  add column received_at timestamptz(6)`,
  `alter table transfer_line
  add column from_bin_id text,
  add column to_bin_id text,
  add column over_received numeric(18,4) not null default 0 check (over_received >= 0),
  -- why more left, more came, or something never came: the latest that was given
  add column reason text,
  add check (received + damaged + written_off <= shipped),
  add foreign key (org_id, from_bin_id) references bin (org_id, id),
  add foreign key (org_id, to_bin_id) references bin (org_id, id)`,
  `create index transfer_from on transfer (org_id, from_location_id, created_at, id)`,
  `create index transfer_to on transfer (org_id, to_location_id, created_at, id)`,
  // supply that a document of ours keeps (a transfer, ...), apart from what outside systems tell of under the same name
  `alter table expected_supply
  add column cause_type text,
  add column cause_id text,
  add check ((cause_type is null) = (cause_id is null)),
  drop constraint expected_supply_org_id_reference_product_id_location_id_key`,
  `create unique index expected_supply_by_reference on expected_supply (org_id, reference, product_id, location_id) where cause_id is null`,
  `create unique index expected_supply_by_cause on expected_supply (org_id, cause_type, cause_id, product_id, location_id)
  where cause_id is not null`,
  // what was shipped of a line, by the stock item that it came from: its lot and cost arrive with it
  `create table transfer_parcel (
  ${key},
  transfer_id text not null,
  line_id text not null,
  parcel_no integer not null,
  from_item_id text not null,
  lot_id text,
  condition text not null check (condition in ('AVAILABLE', 'QUARANTINE', 'DAMAGED', 'EXPIRED', 'DESTRUCTION')),
  unit_cost numeric(18,4) not null check (unit_cost >= 0),
  shipped numeric(18,4) not null check (shipped > 0),
  received numeric(18,4) not null default 0 check (received >= 0),
  damaged numeric(18,4) not null default 0 check (damaged >= 0),
  written_off numeric(18,4) not null default 0 check (written_off >= 0),
  check (received + damaged + written_off <= shipped),
  unique (org_id, line_id, parcel_no),
  foreign key (org_id, transfer_id) references transfer (org_id, id),
  foreign key (org_id, line_id) references transfer_line (org_id, id),
  foreign key (org_id, from_item_id) references stock_item (org_id, id))`,
  `create index transfer_parcel_by_transfer on transfer_parcel (org_id, transfer_id)`,
  `create index transfer_line_by_product on transfer_line (org_id, product_id, transfer_id)`,
];

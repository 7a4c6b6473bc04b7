/**
 * RAW's tables: what a good engineer makes in an afternoon, filled with the measured organization's stock. `$1` of the
 * copies is the organization.
 */
export const rawSchema = `
  create schema raw;
  create table raw.item (id text primary key, sku text not null, product_name text not null, location text not null,
    location_name text not null, bin text, lot text, expiry date, condition text not null,
    on_hand numeric(18,4) not null check (on_hand >= 0), unit_cost numeric(18,4) not null, updated_at timestamptz not null);
  create table raw.reservation (id text primary key, item_id text not null references raw.item, channel text not null,
    quantity numeric(18,4) not null, expires_at timestamptz);
  create table raw.policy (channel text primary key, safety numeric(18,4) not null, low numeric(18,4) not null,
    critical numeric(18,4) not null);
  create table raw.movement (id bigint generated always as identity primary key, item_id text not null references raw.item,
    delta numeric(18,4) not null, balance numeric(18,4) not null, reason text not null, at timestamptz not null default now());
  create table raw.idempotency (key text primary key, answer jsonb, at timestamptz not null default now());
  create table raw.audit (id bigint generated always as identity primary key, action text not null, item_id text not null,
    before numeric, after numeric, at timestamptz not null default now());
  create table raw.event (id bigint generated always as identity primary key, type text not null, payload jsonb not null,
    sent_at timestamptz);`;

export const rawCopies = [
  `insert into raw.item select i.id, p.global_sku, p.name, l.code, l.name, b.name, t.number, i.expiry_date, i.condition, i.on_hand,
     i.unit_cost, i.updated_at
   from stock_item i join product p on p.org_id = i.org_id and p.id = i.product_id
   join location l on l.org_id = i.org_id and l.id = i.location_id
   left join bin b on b.org_id = i.org_id and b.id = i.bin_id left join lot t on t.org_id = i.org_id and t.id = i.lot_id
   where i.org_id = $1`,
  `insert into raw.reservation select a.id, a.item_id, c.code, a.quantity, a.expires_at from allocation a
   join channel c on c.org_id = a.org_id and c.id = a.channel_id where a.org_id = $1 and a.status = 'OPEN'`,
  `insert into raw.policy select c.code, q.safety_stock, q.low_atp_threshold, q.critical_atp_threshold from atp_policy q
   join channel c on c.org_id = q.org_id and c.id = q.channel_id where q.org_id = $1`,
];

export const rawIndexes = `
  create index on raw.item (location, sku);
  create index on raw.item (sku);
  create index on raw.reservation (item_id);`;

const good = `i.condition = 'AVAILABLE' and (i.expiry is null or i.expiry >= current_date)`;
const open = `(r.expires_at is null or r.expires_at > now())`;

export const rawSql = {
  list: `select i.*, coalesce(x.reserved, 0) as reserved from raw.item i
    left join lateral (select sum(r.quantity) as reserved from raw.reservation r where r.item_id = i.id and ${open}) x on true
    order by i.id limit $1 offset $2`,
  total: 'select count(*) as total from raw.item',
  matrix: `with page as (
      select i.sku, i.product_name, sum(i.on_hand) as on_hand, sum(i.on_hand) filter (where ${good}) as good
      from raw.item i where i.location = $1 group by i.sku, i.product_name order by i.sku limit $2 offset $3)
    select p.sku, p.product_name, p.on_hand - coalesce(x.reserved, 0) + coalesce(x.mine, 0) as on_hand, q.channel, q.low, q.critical, coalesce(x.mine, 0) as reserved,
      coalesce(p.good, 0) - coalesce(x.reserved, 0) as available,
      greatest(0, coalesce(p.good, 0) - coalesce(x.reserved, 0) - q.safety) as atp
    from page p cross join raw.policy q left join lateral (
      select sum(r.quantity) as reserved, sum(r.quantity) filter (where r.channel = q.channel) as mine
      from raw.reservation r join raw.item i on i.id = r.item_id
      where i.sku = p.sku and i.location = $1 and ${open} and ${good}) x on true
    order by p.sku, q.channel`,
  matrixTotal: 'select count(distinct i.sku) as total from raw.item i where i.location = $1',
  check: `select i.id, i.sku, i.location, i.lot, i.expiry, i.on_hand - coalesce(x.reserved, 0) as available, q.safety
    from raw.item i join raw.policy q on q.channel = $2
    left join lateral (select sum(r.quantity) as reserved from raw.reservation r where r.item_id = i.id and ${open}) x on true
    where i.sku = any($1) and ${good} order by i.sku, i.expiry nulls last, i.id`,
  claim: 'insert into raw.idempotency (key) values ($1) on conflict do nothing',
  lock: 'select on_hand from raw.item where id = $1 for update',
  balance: 'update raw.item set on_hand = $2, updated_at = now() where id = $1 returning *',
  move: 'insert into raw.movement (item_id, delta, balance, reason) values ($1, $2, $3, $4) returning id',
  audit: 'insert into raw.audit (action, item_id, before, after) values ($1, $2, $3, $4)',
  event: 'insert into raw.event (type, payload) values ($1, $2)',
  keep: 'update raw.idempotency set answer = $2 where key = $1',
};

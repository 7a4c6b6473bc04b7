import { expect } from 'vitest';
import type { Shop } from './factories.ts';

/** What must hold of the books, each as a query for what breaks it. `$1` is the organization. */
const laws: Record<string, string> = {
  'on hand is the sum of its movements': `
    select i.id, i.on_hand, coalesce(sum(m.quantity_delta), 0) as moved from stock_item i
    left join movement m on m.org_id = $1 and m.item_id = i.id
    where i.org_id = $1 group by i.org_id, i.id having i.on_hand <> coalesce(sum(m.quantity_delta), 0)`,
  'each movement follows on the one before': `
    select * from (select m.id, m.balance_after, sum(m.quantity_delta) over (partition by m.item_id order by m.seq) as running
      from movement m where m.org_id = $1) x where balance_after <> running`,
  'no balance was ever below zero': `
    select m.id, m.balance_after from movement m join stock_item i on i.org_id = $1 and i.id = m.item_id
    where m.org_id = $1 and m.balance_after < 0 and not i.allow_negative`,
  'reserved is the sum of the open allocations, and within what is there': `
    select i.id, i.reserved, i.on_hand, coalesce(sum(a.quantity), 0) as allocated from stock_item i
    left join allocation a on a.org_id = $1 and a.item_id = i.id and a.status = 'OPEN'
    where i.org_id = $1 group by i.org_id, i.id
    having i.reserved <> coalesce(sum(a.quantity), 0) or (not i.allow_negative and not i.reserved between 0 and i.on_hand)
      or i.next_release_at > min(a.expires_at) or (i.next_release_at is null and min(a.expires_at) is not null)`,
  'items follow their lots': `
    select i.id from stock_item i left join lot t on t.org_id = $1 and t.id = i.lot_id
    where i.org_id = $1 and (i.expiry_date is distinct from t.expiry_date
      or i.promisable <> (i.condition = 'AVAILABLE' and coalesce(t.status, 'ACTIVE') = 'ACTIVE'))`,
  'availability is the sum of its items': `
    select v.id, v.on_hand, s.* from availability v cross join lateral (
      select coalesce(sum(i.on_hand), 0) as on_hand, coalesce(sum(i.reserved), 0) as reserved,
        coalesce(sum(i.on_hand) filter (where not i.promisable), 0) as bad, coalesce(sum(i.reserved) filter (where not i.promisable), 0) as bad_reserved,
        coalesce(sum(i.on_hand * i.unit_cost), 0) as value, min(i.next_release_at) as release,
        min(i.expiry_date) filter (where i.promisable and (i.on_hand <> 0 or i.reserved <> 0)) as expiry
      from stock_item i where i.org_id = $1 and i.product_id = v.product_id and i.location_id = v.location_id) s
    where v.org_id = $1 and (v.on_hand <> s.on_hand or v.reserved <> s.reserved or v.unpromisable_on_hand <> s.bad
      or v.unpromisable_reserved <> s.bad_reserved or v.value <> s.value or v.first_expiry_date is distinct from s.expiry
      or v.next_release_at > s.release or (v.next_release_at is null and s.release is not null))`,
  'reserved by channel is the sum of the allocations of promisable items': `
    select v.id, v.channel_reserved, s.by_channel from availability v cross join lateral (
      select coalesce(jsonb_object_agg(x.channel, x.quantity), '{}') as by_channel from (
        select case when a.document_type = 'HOLD' then '#hold' else coalesce(a.channel_id, '') end as channel, trim_scale(sum(a.quantity))::text as quantity
        from allocation a join stock_item i on i.org_id = $1 and i.id = a.item_id
        where a.org_id = $1 and a.status = 'OPEN' and i.promisable and i.product_id = v.product_id and i.location_id = v.location_id
        group by 1) x) s
    where v.org_id = $1 and v.channel_reserved <> s.by_channel`,
  'held is the sum of the open allocations of holds, and a hold keeps all that is not promised': `
    select i.id, i.held, x.kept, n.wanted from stock_item i
    cross join lateral (select coalesce(sum(a.quantity), 0) as kept from allocation a
      where a.org_id = $1 and a.item_id = i.id and a.status = 'OPEN' and a.document_type = 'HOLD') x
    cross join lateral (select coalesce(sum(n.quantity), 0) as wanted, count(*) as holds from hold_line n
      join hold h on h.org_id = $1 and h.id = n.hold_id and h.status = 'ACTIVE'
        -- one with an end that keeps nothing may have lapsed
        and (h.expires_at is null or exists (select 1 from allocation k
          where k.org_id = $1 and k.document_line_id = n.id and k.status = 'OPEN'))
      where n.org_id = $1 and n.item_id = i.id) n
    where i.org_id = $1 and (i.held <> x.kept or i.held <> least(n.wanted, greatest(0, i.on_hand - i.reserved + i.held))
      or i.hold_count < n.holds)`,
  'incoming is the open supply': `
    select v.id from availability v cross join lateral (
      select coalesce(sum(e.quantity), 0) as quantity, min(e.expected_date) as day from expected_supply e
      where e.org_id = $1 and e.product_id = v.product_id and e.location_id = v.location_id and e.status = 'OPEN') s
    where v.org_id = $1 and (v.incoming <> s.quantity or v.next_incoming_date is distinct from s.day)`,
  'a reservation holds what its lines say while it is active, and ends once': `
    select r.id, r.status, n.quantity, n.released, x.* from reservation r join reservation_line n on n.org_id = $1 and n.reservation_id = r.id
    cross join lateral (
      select coalesce(sum(a.quantity), 0) as total, coalesce(sum(a.quantity) filter (where a.status = 'OPEN'), 0) as open,
        coalesce(sum(a.quantity) filter (where a.status = 'USED'), 0) as used
      from allocation a where a.org_id = $1 and a.document_line_id = n.id) x
    where r.org_id = $1 and (x.total <> n.quantity or (r.status = 'ACTIVE' and x.open <> n.quantity - n.released)
      or (r.status in ('COMMITTED', 'RELEASED') and x.open <> 0) or (r.status = 'COMMITTED' and x.used <> n.quantity - n.released)
      or (select count(*) from status_change h where h.org_id = $1 and h.document_id = r.id and h.to_status <> 'ACTIVE')
        <> case when r.status = 'ACTIVE' then 0 else 1 end)`,
  'a put-away moves what its task says, once': `
    select t.id, t.status, x.* from put_away_task t
    cross join lateral (select count(*) as acts from stock_document d where d.org_id = $1 and d.type = 'PUT_AWAY' and d.cause_type = 'PUT_AWAY'
      and d.cause_id = t.id) d
    cross join lateral (select coalesce(sum(-m.quantity_delta) filter (where m.item_id = t.item_id), 0) as gone,
        coalesce(sum(m.quantity_delta) filter (where m.item_id <> t.item_id), 0) as come,
        coalesce(sum(m.quantity_delta * m.unit_cost), 0) as value
      from movement m where m.org_id = $1 and m.document_id = t.document_id) m
    cross join lateral (select coalesce(sum(s.quantity), 0) as split, count(*) as splits from put_away_split s
      where s.org_id = $1 and s.task_id = t.id) x
    where t.org_id = $1 and (d.acts <> case when t.status = 'COMPLETED' then 1 else 0 end
      or (t.status = 'COMPLETED' and (m.gone <> t.quantity or m.come <> t.quantity or m.value <> 0 or x.split <> t.quantity))
      or (x.splits > 0 and x.split <> t.quantity))`,
  'what left with a transfer is on its way, has arrived or was written off': `
    select n.id, f.status, n.*, x.*, p.* from transfer_line n join transfer f on f.org_id = $1 and f.id = n.transfer_id
    cross join lateral (
      select coalesce(-sum(m.quantity_delta) filter (where m.location_id = f.from_location_id), 0) as gone,
        coalesce(sum(m.quantity_delta) filter (where m.location_id = f.to_location_id), 0) as come,
        coalesce(sum(m.quantity_delta) filter (where m.location_id = f.to_location_id and i.condition = 'DAMAGED'), 0) as broken
      from movement m join stock_item i on i.org_id = $1 and i.id = m.item_id where m.org_id = $1 and m.cause_line_id = n.id) x
    cross join lateral (
      select coalesce(sum(p.shipped), 0) as shipped, coalesce(sum(p.received), 0) as received, coalesce(sum(p.damaged), 0) as damaged,
        coalesce(sum(p.written_off), 0) as written_off from transfer_parcel p where p.org_id = $1 and p.line_id = n.id) p
    cross join lateral (select coalesce(sum(a.quantity), 0) as open from allocation a
      where a.org_id = $1 and a.document_line_id = n.id and a.status = 'OPEN') a
    where n.org_id = $1 and (x.gone <> n.shipped or x.come <> n.received + n.damaged + n.over_received
      or (p.shipped, p.received, p.damaged, p.written_off) <> (n.shipped, n.received, n.damaged, n.written_off)
      or (f.kind = 'STANDARD' and x.broken < n.damaged)
      or n.received + n.damaged + n.written_off > n.shipped
      or (f.status = 'RECEIVED' and n.received + n.damaged + n.written_off <> n.shipped)
      or (f.status in ('DRAFT', 'APPROVED', 'CANCELLED') and n.shipped <> 0)
      or a.open <> case when f.status <> 'APPROVED' then 0 when f.include_held then a.open else n.requested end)`,
  'what is in transit is supply of its destination': `
    select f.id, f.status, n.product_id from transfer f join transfer_line n on n.org_id = $1 and n.transfer_id = f.id
    where f.org_id = $1 group by f.org_id, f.id, n.product_id having sum(n.shipped - n.received - n.damaged - n.written_off) <> (
      select coalesce(sum(s.quantity), 0) from expected_supply s where s.org_id = $1 and s.cause_id = f.id and s.product_id = n.product_id
        and s.location_id = f.to_location_id and s.reference = f.number and s.status = 'OPEN')`,
  'what is ordered is supply until its transfer has left, and received is what came': `
    select r.id, r.status, r.quantity, r.received, s.quantity as supply, m.came, f.status as transfer from replenishment r
    left join transfer f on f.org_id = $1 and f.replenishment_id = r.id
    cross join lateral (select coalesce(sum(s.quantity), 0) as quantity from expected_supply s
      where s.org_id = $1 and s.cause_id = r.id and s.status = 'OPEN' and s.reference = r.number) s
    cross join lateral (select coalesce(sum(m.quantity_delta), 0) as came from stock_document d join movement m on m.org_id = $1 and m.document_id = d.id
      where d.org_id = $1 and d.cause_id = r.id and d.type = 'RECEIPT') m
    where r.org_id = $1 and (s.quantity <> case when r.status = 'ORDERED' and coalesce(f.status, 'DRAFT') in ('DRAFT', 'APPROVED')
        then r.quantity - r.received else 0 end
      or (f.id is null and (m.came <> r.received or (r.received = r.quantity) <> (r.status = 'RECEIVED')))
      or (f.id is not null and (f.status = 'CANCELLED') <> (r.status = 'CANCELLED'))
      or (f.id is not null and (f.status = 'RECEIVED') <> (r.status = 'RECEIVED')))`,
  'a count posts what was off, once, and is resolved with its lines': `
    select b.id, b.status, n.id as line, n.status as state, m.quantity_delta from cycle_count_batch b
    join cycle_count_line n on n.org_id = $1 and n.batch_id = b.id
    left join stock_document d on d.org_id = $1 and d.id = n.adjustment_id
    left join movement m on m.org_id = $1 and m.document_id = d.id and m.cause_line_id = n.id
    where b.org_id = $1 and ((n.resolution = 'ACCEPT') is distinct from (n.adjustment_id is not null)
        and (n.resolution is not null or n.adjustment_id is not null)
      or (n.resolution = 'ACCEPT' and (m.quantity_delta is distinct from n.counted_quantity - n.system_quantity
        or m.item_id <> n.item_id or d.cause_id is distinct from b.id))
      or (b.status = 'RESOLVED' and n.status <> 'RESOLVED')
      or (select count(*) from movement x where x.org_id = $1 and x.cause_line_id = n.id)
        <> case when n.resolution = 'ACCEPT' then 1 else 0 end)`,
  'moments and days of a product at a location never go back': `
    select * from (select m.id, m.posted_at, lag(m.posted_at) over w as before, m.day, lag(m.day) over w as day_before from movement m
      where m.org_id = $1 window w as (partition by m.product_id, m.location_id order by m.seq)) x where posted_at < before or day < day_before`,
  'the sums by day are those of the movements': `
    with ledger as (
      select m.product_id, m.location_id, m.day, m.type,
        sum(case when (m.quantity_delta > 0) = (r.id is null) then m.quantity_delta else 0 end) as units_in,
        sum(case when (m.quantity_delta > 0) = (r.id is null) then 0 else -m.quantity_delta end) as units_out,
        sum(case when (m.quantity_delta > 0) = (r.id is null) then m.quantity_delta * m.unit_cost else 0 end) as value_in,
        sum(case when (m.quantity_delta > 0) = (r.id is null) then 0 else -m.quantity_delta * m.unit_cost end) as value_out
      from movement m left join movement_reversal r on r.org_id = $1 and r.reversed_by_id = m.id where m.org_id = $1 group by 1, 2, 3, 4)
    select * from ledger l full join (select * from stock_daily where org_id = $1) d using (product_id, location_id, day, type)
    where (l.units_in, l.units_out, l.value_in, l.value_out) is distinct from (d.units_in, d.units_out, d.value_in, d.value_out)`,
  'the sums by month and by location are those by day': `
    select 'month' as what, x.p, x.l, x.t from (select * from (
        select product_id as p, location_id as l, date_trunc('month', day)::date as t, sum(case when type = 'ISSUE' then units_out - units_in else 0 end) as i,
          sum(case when type = 'ISSUE' then value_out - value_in else 0 end) as vi, sum(case when type = 'TRANSFER' then units_out else 0 end) as o,
          sum(units_in) - sum(units_out) as u, sum(value_change) as v from stock_daily where org_id = $1 group by 1, 2, 3) a
      full join (select product_id as p, location_id as l, month as t, units_issued as i2, value_issued as vi2, units_transferred_out as o2,
          units_change as u2, value_change as v2 from stock_monthly where org_id = $1) b using (p, l, t)
      where (i, vi, o, u, v) is distinct from (i2, vi2, o2, u2, v2)) x
    union all
    select 'location', null, x.l, x.t from (select * from (
        select location_id as l, day as t, type, sum(units_in) as i, sum(units_out) as o, sum(value_in) as vi, sum(value_out) as vo,
          sum(value_change) as v from stock_daily where org_id = $1 group by 1, 2, 3) a
      full join (select location_id as l, day as t, type, sum(units_in) as i2, sum(units_out) as o2, sum(value_in) as vi2, sum(value_out) as vo2,
          sum(value_change) as v2 from location_daily where org_id = $1 group by 1, 2, 3) b using (l, t, type)
      where (i, o, vi, vo, v) is distinct from (i2, o2, vi2, vo2, v2)) x`,
  'on hand and value are the sums by day, and a product is out of stock on the days that end with none': `
    select v.id, v.on_hand, v.value, v.stocked_from, d.*, o.days, e.days as days_out from availability v
    left join lateral (select sum(units_in - units_out) as units, sum(value_change) as value, min(day) as first
      from stock_daily d where d.org_id = $1 and d.product_id = v.product_id and d.location_id = v.location_id) d on true
    left join lateral (select coalesce(sum(coalesce(o.to_day, '2100-01-01') - o.from_day), 0) as days from stock_out o
      where o.org_id = $1 and o.product_id = v.product_id and o.location_id = v.location_id) o on true
    left join lateral (select coalesce(sum(next - day) filter (where closing <= 0), 0) as days from (
        select day, lead(day, 1, '2100-01-01') over (order by day) as next, sum(sum(units_in - units_out)) over (order by day) as closing
        from stock_daily d where d.org_id = $1 and d.product_id = v.product_id and d.location_id = v.location_id group by day) x) e on true
    where v.org_id = $1 and (v.on_hand <> coalesce(d.units, 0) or v.value <> coalesce(d.value, 0)
      or v.stocked_from is distinct from d.first or o.days <> e.days)`,
  'the average cost of an item is that after its last movement': `
    select i.id, i.unit_cost, m.cost_after from stock_item i cross join lateral (
      select cost_after from movement m where m.org_id = $1 and m.item_id = i.id order by m.seq desc limit 1) m
    where i.org_id = $1 and i.unit_cost <> m.cost_after`,
  'a stock request has allocated what was approved and not let go, and issued what left for it': `
    select r.id, r.status, n.id as line, n.approved, n.let_go, n.issued, a.*, x.* from stock_request r
    join stock_request_line n on n.org_id = $1 and n.request_id = r.id
    cross join lateral (select coalesce(sum(a.quantity), 0) as open from allocation a
      where a.org_id = $1 and a.document_line_id = n.id and a.status = 'OPEN') a
    cross join lateral (
      select coalesce(-sum(m.quantity_delta) filter (where m.location_id = r.from_location_id), 0) as gone,
        coalesce(sum(m.quantity_delta) filter (where m.location_id = r.destination_id), 0) as come
      from movement m where m.org_id = $1 and m.cause_line_id = n.id) x
    cross join lateral (select coalesce(sum(t.shipped), 0) as shipped from transfer_line t
      where t.org_id = $1 and t.transfer_id = r.transfer_id and t.product_id = n.product_id) t
    where r.org_id = $1 and (a.open <> case when r.status in ('APPROVED', 'PICKING') then n.approved - n.let_go else 0 end
      or x.gone + t.shipped <> n.issued or x.come <> case when r.delivery = 'DIRECT' then n.issued else 0 end
      or (r.status <> 'ISSUED' and n.issued <> 0)
      or (r.status in ('APPROVED', 'PICKING', 'ISSUED')) <> exists (select 1 from stock_request_approval v
        where v.org_id = $1 and v.request_id = r.id and v.voided_at is null) and r.status <> 'SUBMITTED')`,
  'an act has its lines, and is reversed once': `
    select d.id from stock_document d where d.org_id = $1 and (
      d.line_count <> (select count(*) from movement m where m.org_id = $1 and m.document_id = d.id)
      or (d.status = 'REVERSED') <> (d.reversed_by_id is not null)
      or (d.status = 'REVERSED') <> exists (select 1 from stock_document x where x.org_id = $1 and x.reverses_id = d.id))`,
};

/** Checks the books of an organization, as the owner of the database and past all of the gateway's own code. */
export async function expectSound(shop: Shop): Promise<void> {
  for (const [law, query] of Object.entries(laws)) expect(await shop.sql(query), law).toEqual([]);
}

/** Everything that a refused write must leave as it is: counts of all that is written, and the state of all balances. */
export async function books(shop: Shop): Promise<object> {
  const counted = [
    'movement',
    'stock_document',
    'allocation',
    'reservation',
    'transfer',
    'transfer_line',
    'transfer_parcel',
    'replenishment',
    'replenishment_config',
    'stock_request',
    'stock_request_line',
    'stock_request_approval',
    'stock_request_comment',
    'hold',
    'hold_line',
    'put_away_task',
    'put_away_split',
    'cycle_count_batch',
    'cycle_count_line',
    'status_change',
    'expected_supply',
    'lot',
    'audit_entry',
    'outbox_event',
    'idempotency_record',
  ];
  const counts = counted.map((table) => `(select count(*)::int from ${table} where org_id = $1) as ${table}`);
  const states = [
    'stock_item',
    'availability',
    'reservation',
    'reservation_line',
    'cycle_count_batch',
    'cycle_count_line',
    'hold',
    'hold_line',
    'put_away_task',
    'put_away_split',
    'transfer',
    'transfer_line',
    'transfer_parcel',
    'replenishment',
    'replenishment_config',
    'stock_request',
    'stock_request_line',
    'stock_request_approval',
    'expected_supply',
    'allocation',
    'lot',
    'stock_document',
    'stock_daily',
    'stock_monthly',
    'location_daily',
    'stock_out',
  ].map(
    (table) =>
      `(select md5(coalesce(string_agg(x::text, '|' order by x.id), '')) from ${table} x where org_id = $1) as ${table}_state`,
  );
  const [row] = await shop.sql(`select ${[...counts, ...states].join(', ')}`);
  return row ?? {};
}

/** Runs a write that must be refused and change nothing. @returns its refusal: the code, and the fields it names. */
export async function refused(
  shop: Shop,
  write: () => ReturnType<Shop['attempt']>,
  // biome-ignore lint/suspicious/noExplicitAny: details differ by code
): Promise<{ code: string; paths: string[]; details: any }> {
  const before = await books(shop);
  const { body } = await write();
  expect(body.errors, 'the write was not refused').toHaveLength(1);
  expect(await books(shop)).toEqual(before);
  const { code, fields = [], ...details } = body.errors[0].extensions;
  return { code, paths: fields.map(({ path }: { path: string }) => path), details };
}

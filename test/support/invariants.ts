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
        select coalesce(a.channel_id, '') as channel, trim_scale(sum(a.quantity))::text as quantity
        from allocation a join stock_item i on i.org_id = $1 and i.id = a.item_id
        where a.org_id = $1 and a.status = 'OPEN' and i.promisable and i.product_id = v.product_id and i.location_id = v.location_id
        group by 1) x) s
    where v.org_id = $1 and v.channel_reserved <> s.by_channel`,
  'incoming is the open supply': `
    select v.id from availability v cross join lateral (
      select coalesce(sum(e.quantity), 0) as quantity, min(e.expected_date) as day from expected_supply e
      where e.org_id = $1 and e.product_id = v.product_id and e.location_id = v.location_id and e.status = 'OPEN') s
    where v.org_id = $1 and (v.incoming <> s.quantity or v.next_incoming_date is distinct from s.day)`,
  'a reservation holds what its lines say while it is active, and ends once': `
    select r.id, r.status, n.quantity, x.* from reservation r join reservation_line n on n.org_id = $1 and n.reservation_id = r.id
    cross join lateral (
      select coalesce(sum(a.quantity), 0) as total, coalesce(sum(a.quantity) filter (where a.status = 'OPEN'), 0) as open,
        coalesce(sum(a.quantity) filter (where a.status = 'USED'), 0) as used
      from allocation a where a.org_id = $1 and a.document_line_id = n.id) x
    where r.org_id = $1 and (x.total <> n.quantity or (r.status = 'ACTIVE' and x.open <> n.quantity)
      or (r.status in ('COMMITTED', 'RELEASED') and x.open <> 0) or (r.status = 'COMMITTED' and x.used <> n.quantity)
      or (select count(*) from status_change h where h.org_id = $1 and h.document_id = r.id and h.to_status <> 'ACTIVE')
        <> case when r.status = 'ACTIVE' then 0 else 1 end)`,
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
    'status_change',
    'expected_supply',
    'lot',
    'audit_entry',
    'outbox_event',
    'idempotency_record',
  ];
  const counts = counted.map((table) => `(select count(*)::int from ${table} where org_id = $1) as ${table}`);
  const states = ['stock_item', 'availability', 'reservation', 'allocation', 'lot', 'stock_document'].map(
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

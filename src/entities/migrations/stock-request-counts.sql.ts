/** How many requests there are of each kind, for a dashboard that does not read them all. */
export const countsTable = `create table stock_request_count (
  org_id integer not null references organization (org_id),
  -- made from what is counted together
  id text not null check (length(id) between 1 and 255),
  status text not null,
  priority text not null,
  category text,
  from_location_id text not null,
  destination_id text not null,
  requester_id text not null,
  requests integer not null,
  -- of how many it is known how long it took from submission to approval and to issue, and the sums of that
  approved integer not null,
  approve_seconds numeric(24,6) not null,
  issued integer not null,
  issue_seconds numeric(24,6) not null,
  primary key (org_id, id))`;

/** What is counted of some requests; `n`: 1 to add them, -1 to take them away. */
const counted = (from: string, n: 1 | -1) => `
    select org_id, status, priority, category, from_location_id, destination_id, requester_id, ${n} as n,
      (approved_at - submitted_at) is not null as is_approved, coalesce(extract(epoch from approved_at - submitted_at), 0) as approve_seconds,
      (issued_at - submitted_at) is not null as is_issued, coalesce(extract(epoch from issued_at - submitted_at), 0) as issue_seconds
    from ${from}`;

/** Adds up what is counted, in one order, so that two writers never wait for each other. */
const add = (parts: string) =>
  `
    insert into stock_request_count as c (org_id, id, status, priority, category, from_location_id, destination_id, requester_id,
      requests, approved, approve_seconds, issued, issue_seconds)
    select org_id, md5(concat_ws(chr(31), status, priority, from_location_id, destination_id, requester_id, category)) as id,
      status, priority, category, from_location_id, destination_id, requester_id,
      sum(n), sum(n) filter (where is_approved), sum(n * approve_seconds), sum(n) filter (where is_issued), sum(n * issue_seconds)
    from (${parts}) x
    group by org_id, status, priority, category, from_location_id, destination_id, requester_id
    having sum(n) <> 0 or sum(n * approve_seconds) <> 0 or sum(n * issue_seconds) <> 0
      or coalesce(sum(n) filter (where is_approved), 0) <> 0 or coalesce(sum(n) filter (where is_issued), 0) <> 0
    order by 2
    on conflict (org_id, id) do update set requests = c.requests + excluded.requests, approved = c.approved + excluded.approved,
      approve_seconds = c.approve_seconds + excluded.approve_seconds, issued = c.issued + excluded.issued,
      issue_seconds = c.issue_seconds + excluded.issue_seconds`.replaceAll(
    /sum\(n\) filter \(where (\w+)\),/g,
    'coalesce(sum(n) filter (where $1), 0),',
  );

/** Keeps the counts those of the table of requests, whoever writes there. */
export const keepCounts = [
  `create function stock_request_count_follow() returns trigger language plpgsql set search_path from current as $follow$
  begin
    case tg_op
      when 'INSERT' then ${add(counted('added', 1))};
      when 'DELETE' then ${add(counted('removed', -1))};
      else ${add(`${counted('added', 1)} union all ${counted('removed', -1)}`)};
    end case;
    return null;
  end $follow$`,
  `create trigger stock_request_counted_new after insert on stock_request referencing new table as added
  for each statement execute function stock_request_count_follow()`,
  `create trigger stock_request_counted_changed after update on stock_request referencing new table as added old table as removed
  for each statement execute function stock_request_count_follow()`,
  `create trigger stock_request_counted_gone after delete on stock_request referencing old table as removed
  for each statement execute function stock_request_count_follow()`,
  // the requests that are there already: row-level security binds the owner, too, so one organization after another
  `do $$ declare organization_id integer; before text := current_setting('app.org_id', true);
  begin
    for organization_id in select org_id from organization loop
      perform set_config('app.org_id', organization_id::text, true);
      ${add(counted('stock_request where org_id = organization_id', 1))};
    end loop;
    perform set_config('app.org_id', coalesce(before, ''), true);
  end $$`,
];

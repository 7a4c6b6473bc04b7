import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** The words by which stock requests are found (`words.rules.ts`); those of requests that are there already are filled in. */
export class StockRequestWords extends Migration {
  override up(): void {
    for (const statement of [...words, ...tenantTable('stock_request_word'), fill]) this.addSql(statement);
  }
}

const words = [
  // in the order of bytes, in which all words that begin alike stand together
  `create table stock_request_word (
  org_id integer not null references organization (org_id),
  id bigint generated always as identity,
  request_id text not null,
  word text collate "C" not null check (length(word) between 1 and 64),
  primary key (org_id, id),
  unique (org_id, request_id, word),
  foreign key (org_id, request_id) references stock_request (org_id, id) on delete cascade)`,
  `create index stock_request_word_by_word on stock_request_word (org_id, word, request_id)`,
];

const fill = `do $$
declare
  organization_id integer;
begin
  for organization_id in select org_id from organization order by org_id loop
    perform set_config('app.org_id', organization_id::text, true);
    insert into stock_request_word (org_id, request_id, word)
    select distinct r.org_id, r.id, left(btrim(x.word, '.-'), 64)
    from stock_request r
    cross join lateral (select regexp_replace(r.number, '^\\D+', '') as digits) d
    cross join lateral regexp_split_to_table(
      lower(concat_ws(' ', r.number, d.digits, ltrim(d.digits, '0'), r.requester_id, r.requested_for, r.notes)), '[^[:alnum:]_.-]+') as x(word)
    where r.org_id = organization_id and btrim(x.word, '.-') <> '';
  end loop;
  perform set_config('app.org_id', '', true);
end $$`;

/** How text is folded for the search: the same whatever the locale of the database. */
export const foldText = [
  `create function search_fold(given text) returns text
  language sql immutable strict parallel safe as $fold$
    select case when octet_length(given) = length(given) then lower(given) else (
      -- what is left of other scripts is spelled in ASCII, whose trigrams every locale knows
      select string_agg(case when octet_length(letter) = 1 then letter else 'u' || lpad(to_hex(ascii(letter)), 4, '0') end, '' order by place)
      from regexp_split_to_table(
        -- signs divide words
        regexp_replace(
          replace(replace(replace(replace(replace(replace(replace(
            -- accents go: the decomposed letter without the marks that follow it
            lower(regexp_replace(normalize(given, NFKD), E'[\\u0300-\\u036f]', '', 'g')),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), 'ı', 'i'),
          E'[\\u00a0-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff\\u2000-\\u2bff\\u3000-\\u303f\\ufe10-\\ufe6f]', ' ', 'g'),
        '') with ordinality as spelled(letter, place)
    ) end
  $fold$`,
  `create function search_squeeze(folded text) returns text
  language sql immutable strict parallel safe as $squeeze$
    select regexp_replace(folded, '[^a-z0-9]', '', 'g')
  $squeeze$`,
];

/** A product as it is searched; what stands before it says which. */
const searched = `select p.org_id, p.id, search_squeeze(f.sku) as sku, f.barcode, f.name,
      concat_ws(' ', '', f.name, f.sku, search_squeeze(f.sku), f.barcode) as words
    from asked p cross join lateral (
      select search_fold(p.global_sku) as sku, search_fold(p.name) as name,
        nullif(search_squeeze(search_fold(p.barcode)), '') as barcode offset 0) f`;

/** Keeps the searched products those of the table of products, and finds them. */
export const findProducts = [
  `create function product_search_follow() returns trigger language plpgsql set search_path from current as $follow$
  begin
    with asked as (select c.* from changed c where c.status = 'ACTIVE')
    insert into product_search as s (org_id, id, sku, barcode, name, words)
    ${searched}
    on conflict (org_id, id) do update
      set sku = excluded.sku, barcode = excluded.barcode, name = excluded.name, words = excluded.words
      where (s.words, s.name, s.barcode) is distinct from (excluded.words, excluded.name, excluded.barcode);
    if tg_op = 'UPDATE' then
      delete from product_search s using changed p
      where p.status <> 'ACTIVE' and s.org_id = p.org_id and s.id = p.id;
    end if;
    return null;
  end $follow$`,
  `create trigger product_search_inserted after insert on product referencing new table as changed
  for each statement execute function product_search_follow()`,
  `create trigger product_search_updated after update on product referencing new table as changed
  for each statement execute function product_search_follow()`,
  // the products that are there already: row-level security binds the owner, too, so one organization after another
  `do $$ declare organization_id integer; before text := current_setting('app.org_id', true);
  begin
    for organization_id in select org_id from organization loop
      perform set_config('app.org_id', organization_id::text, true);
      with asked as (select a.* from product a where a.org_id = organization_id and a.status = 'ACTIVE')
      insert into product_search (org_id, id, sku, barcode, name, words)
      ${searched};
    end loop;
    perform set_config('app.org_id', coalesce(before, ''), true);
  end $$`,
  // Under row-level security PostgreSQL uses no trigram index: what compares the words is not known to be leakproof, and
  // must not see rows before the policy has. So the search is a function of the owner, who may read this one table beyond
  // the policy; the function itself reads the organization of the transaction, and no other.
  `create policy owner_reads_all on product_search for select to current_user using (true)`,
  // the products with words like all of some, the likest first; not those that were found
  `create function search_alike(org integer, folded text, likes text[], known text[], most integer) returns text[]
  language plpgsql stable set search_path from current as $alike$
  declare
    alike constant text := (select string_agg(format('s.words %%> $4[%s]', n), ' and ') from generate_subscripts(likes, 1) n);
    likeness text;
    more text[] := '{}';
  begin
    -- codes are much alike that differ by a digit
    foreach likeness in array case when folded ~ '\\d' then array['0.7', '0.5'] else array['0.6', '0.4'] end loop
      exit when alike is null or cardinality(more) >= least(most, 5);
      -- set here and not with the function: a dump could not be restored by an owner who is no superuser
      perform set_config('pg_trgm.word_similarity_threshold', likeness, true);
      -- of what thousands of products have alike, some hundreds are put in order
      execute format('select array(select c.id from (
          select s.id, s.name, s.words from product_search s where s.org_id = $1 and %s and s.id <> all($3) limit 500) c
        order by word_similarity($2, c.words) desc, length(c.name), c.name, c.id limit $5)', alike)
      into more using org, folded, known, likes, most;
    end loop;
    return more;
  end $alike$`,
  `create function search_products(sought text, most integer) returns table (id text, place bigint)
  language plpgsql stable security definer set search_path from current
  set plan_cache_mode = force_custom_plan as $search$
  #variable_conflict use_column
  declare
    org constant integer := nullif(current_setting('app.org_id', true), '')::integer;
    folded constant text := btrim(regexp_replace(search_fold(sought), '\\s+', ' ', 'g'));
    code constant text := search_squeeze(folded);
    -- above every text that begins with what stands before it
    above constant text := E'\\x7f';
    -- one pattern for each word, in which the signs that LIKE knows are themselves; short ones begin a word
    patterns constant text[] := array(
      select case when length(search_squeeze(word)) < 3 then '% ' else '%' end || regexp_replace(word, '([\\\\%_])', '\\\\\\1', 'g') || '%'
      from unnest(string_to_array(folded, ' ')) word order by length(search_squeeze(word)) desc);
    -- the words that are long enough to be mistyped
    likes constant text[] := array(
      select word from unnest(string_to_array(folded, ' ')) word where length(search_squeeze(word)) >= 3
      order by length(word) desc limit 8);
    ids text[];
    more text[];
    exact boolean;
  begin
    -- what a scanner or a copied code names
    ids := array(
      select s.id from product_search s where s.org_id = org and code <> '' and s.sku = code
      union select s.id from product_search s where s.org_id = org and code <> '' and s.barcode = code
      order by 1 limit most);
    exact := cardinality(ids) > 0;
    ids := ids || array(
      select s.id from product_search s
      where s.org_id = org and code <> '' and s.sku >= code and s.sku < code || above and s.id <> all(ids)
      order by s.sku, s.id limit most - cardinality(ids));
    ids := ids || array(
      select s.id from product_search s
      where s.org_id = org and code <> '' and s.barcode >= code and s.barcode < code || above and s.id <> all(ids)
      order by s.barcode, s.id limit most - cardinality(ids));
    ids := ids || array(
      select s.id from product_search s
      where s.org_id = org and folded <> '' and s.name >= folded and s.name < folded || above and s.id <> all(ids)
      order by s.name, s.id limit most - cardinality(ids));
    if code <> '' and cardinality(ids) < most then
      -- every word is in it: of words that thousands of products have, the first thousands are put in order
      ids := ids || array(
        select c.id from (
          select s.id, s.name, s.words from product_search s
          where s.org_id = org and s.words like patterns[1] and s.words like all(patterns) and s.id <> all(ids)
          limit 3000) c
        order by strpos(c.words, ' ' || folded) = 0, length(c.name), c.name, c.id limit most - cardinality(ids));
    end if;
    -- typing errors: every word is like one of the product, or at least the whole is
    if code <> '' and not exact and cardinality(ids) < most then
      more := search_alike(org, folded, likes, ids, most - cardinality(ids));
      if cardinality(ids) + cardinality(more) = 0 and cardinality(likes) > 1 then
        more := search_alike(org, folded, array[folded], ids, most);
      end if;
      ids := ids || more;
    end if;
    return query select f.id, f.place from unnest(ids) with ordinality f (id, place);
  end $search$`,
  `revoke execute on function search_products(text, integer) from public`,
  `revoke execute on function search_alike(integer, text, text[], text[], integer) from public`,
];

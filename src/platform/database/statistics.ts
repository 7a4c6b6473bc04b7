import type pg from 'pg';

/**
 * Lets PostgreSQL look again at tables that have grown by a tenth since it last did. It does so by itself, a minute later:
 * until then it plans as if an organization had no rows, and what takes milliseconds takes seconds.
 * For use after bulk writes; `owner` is a connection of the owner of the schema.
 */
export async function refreshStatistics(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind = 'r'
       and pg_relation_size(c.oid) / current_setting('block_size')::int > greatest(c.relpages, 0) * 1.1
     order by 1`,
  );
  for (const { name } of rows) await owner.query(`analyze ${name}`);
}

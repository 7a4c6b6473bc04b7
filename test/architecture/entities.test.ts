import { MikroORM } from '@mikro-orm/postgresql';
import { describe, expect, it } from 'vitest';
import { entities } from '../../src/entities/index.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();

/** A column as PostgreSQL describes it. */
interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

/** Types as PostgreSQL itself names them. */
const canonical = (type: string): string =>
  type
    .replace(/^int(4)?$/, 'integer')
    .replace(/^int8$/, 'bigint')
    .replace(/^bool$/, 'boolean')
    .replace(/^timestamptz\((\d)\)$/, 'timestamp($1) with time zone')
    .replace(', ', ',');

const orm = new MikroORM({ entities, dbName: 'none' });
const declared = new Map(
  [...orm.getMetadata().getAll().values()].map((meta) => [
    meta.tableName,
    meta.props
      .flatMap((property) =>
        property.fieldNames.map((name, index) => ({
          name,
          type: canonical(property.columnTypes[index] ?? ''),
          nullable: property.nullable ?? false,
        })),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  ]),
);

async function actual(table: string): Promise<Column[]> {
  const { orgId } = await gateway.organization();
  const columns = await gateway.asOwner<Column>(
    orgId,
    `select attname::text as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return columns.sort((a, b) => a.name.localeCompare(b.name));
}

describe('entities are the tables of the database', () => {
  it('all of them, and no other', async () => {
    const { orgId } = await gateway.organization();
    const tables = await gateway.asOwner<{ name: string }>(
      orgId,
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
    );
    expect([...declared.keys()].sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it.each([...declared.keys()])('%s has these columns, types and nulls', async (table) => {
    expect(await actual(table)).toEqual(declared.get(table));
  });

  it('and the same primary keys', async () => {
    const { orgId } = await gateway.organization();
    const keys = await gateway.asOwner<{ table: string; columns: string[] }>(
      orgId,
      `select k.conrelid::regclass::text as table,
              array(select a.attname::text from unnest(k.conkey) with ordinality n (number, position)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.number order by position) as columns
       from pg_constraint k where k.contype = 'p' and k.connamespace = 'public'::regnamespace`,
    );
    const inDatabase = new Map(keys.map(({ table, columns }) => [table, columns]));
    for (const meta of orm.getMetadata().getAll().values()) {
      const key = meta.getPrimaryProps().flatMap((property) => property.fieldNames);
      expect([meta.tableName, key]).toEqual([meta.tableName, inDatabase.get(meta.tableName)]);
    }
  });
});

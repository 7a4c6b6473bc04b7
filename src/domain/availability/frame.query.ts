import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { refusedField } from '../errors.rules.ts';
import type { NamedChannel, NamedLocation } from '../lookups.query.ts';

type Wanted = readonly string[] | null | undefined;

/** The location and the channels that a promise is looked at for. */
export interface Frame {
  location: NamedLocation;
  channels: NamedChannel[];
}

/**
 * Finds a location and channels by id or code, in one statement.
 * @param path the field that names the channels, for errors.
 * @throws NOT_FOUND naming the field.
 */
export async function readFrame(
  { db, orgId }: Tx,
  locationId: string,
  wanted: Wanted,
  path = 'channels',
): Promise<Frame> {
  const { rows } = await sql<{ location: NamedLocation | null; channels: NamedChannel[] }>`
    select ${channelsJson(orgId, wanted)} as channels, (
      select jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'status', l.status, 'timezone', l.timezone, 'type', l.type)
      from location l where l.org_id = ${orgId} and (l.id = ${locationId} or l.code = ${locationId})
      order by l.id = ${locationId} desc limit 1) as location`.execute(db);
  const location = rows[0]?.location;
  if (!location) throw refusedField('NOT_FOUND', 'locationId', 'there is no such location');
  return { location, channels: chosen(rows[0]?.channels ?? [], wanted, path) };
}

/** The id of a location by its id or code, inside a statement: what is read of it need not wait for {@link readFrame}. */
export function idOfLocation(orgId: number, reference: string): RawBuilder<string> {
  return sql`(select l.id from location l where l.org_id = ${orgId} and (l.id = ${reference} or l.code = ${reference})
    order by l.id = ${reference} desc limit 1)`;
}

/** The channels asked for, by id or code in the order given, or every active one. @throws NOT_FOUND */
export async function chosenChannels({ db, orgId }: Tx, wanted: Wanted): Promise<NamedChannel[]> {
  const { rows } = await sql<{
    channels: NamedChannel[];
  }>`select ${channelsJson(orgId, wanted)} as channels`.execute(db);
  return chosen(rows[0]?.channels ?? [], wanted, 'channels');
}

function channelsJson(orgId: number, wanted: Wanted): RawBuilder<NamedChannel[]> {
  const which = wanted?.length
    ? sql`(c.id = any(${wanted}::text[]) or c.code = any(${wanted}::text[]))`
    : sql`c.status = 'ACTIVE'`;
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'status', c.status, 'type', c.type)
      order by c.code, c.id), '[]')
    from channel c where c.org_id = ${orgId} and ${which})`;
}

/** In the order asked for, each once; an id wins over the same text as a code. */
function chosen(found: readonly NamedChannel[], wanted: Wanted, path: string): NamedChannel[] {
  if (!wanted?.length) return [...found];
  const channels = wanted.map((reference) => {
    const channel = found.find(({ id }) => id === reference) ?? found.find(({ code }) => code === reference);
    if (!channel) throw refusedField('NOT_FOUND', path, `there is no channel ${reference}`);
    return channel;
  });
  return [...new Map(channels.map((channel) => [channel.id, channel])).values()];
}

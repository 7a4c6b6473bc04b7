import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { DomainError, refusedField } from '../errors.rules.ts';

/** A location that stock is destroyed at. */
export interface DestructionPlace {
  id: string;
  code: string;
}

interface Place extends DestructionPlace {
  name: string;
  type: string;
  status: string;
}

const FIELD = 'destinationLocationId';

/**
 * The location where stock is destroyed: the one that is named (id or code), else the only active one of that type.
 * @throws NOT_FOUND, INACTIVE; VALIDATION_FAILED for a location of another type, and when there is no single choice
 */
export async function findDestructionPlace(
  { db, orgId }: Tx,
  reference: string | null,
): Promise<DestructionPlace> {
  const wanted =
    reference === null
      ? sql`type = 'DESTRUCTION' and status = 'ACTIVE'`
      : sql`id = ${reference} or code = ${reference}`;
  const { rows } = await sql<Place>`
    select id, code, name, type, status from location where org_id = ${orgId} and (${wanted})
    order by id = ${reference} desc, code limit 101`.execute(db);
  const [place] = rows;
  if (reference === null) return onlyChoice(rows);
  if (!place) throw refusedField('NOT_FOUND', FIELD, 'there is no such location');
  if (place.type !== 'DESTRUCTION')
    throw refusedField('VALIDATION_FAILED', FIELD, `${place.code} is not a location of type DESTRUCTION`, {
      type: place.type,
    });
  if (place.status !== 'ACTIVE')
    throw refusedField('INACTIVE', FIELD, `the location ${place.code} is inactive`);
  return place;
}

function onlyChoice(places: readonly Place[]): DestructionPlace {
  const [only, ...others] = places;
  if (only && others.length === 0) return only;
  const message = only
    ? `is required: there are several locations of type DESTRUCTION (${places.map(({ code }) => code).join(', ')})`
    : 'there is no active location of type DESTRUCTION';
  throw new DomainError('VALIDATION_FAILED', `${FIELD}: ${message}`, {
    choices: places.map(({ id, code, name }) => ({ id, code, name })),
    fields: [{ path: FIELD, message }],
  });
}

import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';
import { type IdPrefix, newId } from '../platform/ids.ts';
import type { Command } from './command.ts';
import { DomainError, refusedField } from './errors.rules.ts';

/** What every master record has. */
export interface MasterRecord {
  orgId: number;
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** One record to be made or changed: what names it, and the fields to set (left out: as it is). */
export interface Upsert<Entity extends MasterRecord> {
  /** Where it stands in the request: `products[3]`. */
  path: string;
  /** The id given by the caller; a new record is made under it. */
  id?: string | null | undefined;
  expectedVersion?: number | null | undefined;
  /** The natural key; finds the record when no id is given. */
  key: Partial<Entity>;
  /** Fields to set on a new and on an existing record. */
  fields: Partial<Entity>;
  /** Fields that a new record begins with where `fields` is silent. */
  defaults: Partial<Entity>;
  /** Why a new record may not be made; an existing one may still be changed. */
  refuseNew?: DomainError | undefined;
}

/** A record that was made (`before` is null) or changed. */
export interface Change<Entity> {
  record: Entity;
  before: Partial<Entity> | null;
  /** Where it stands in the request. */
  path: string;
}

/** The records in the order of the request, and those among them that were made or changed. */
export interface Upserted<Entity> {
  records: Entity[];
  changes: Change<Entity>[];
}

/** A kind of master data: its table and how it shows in audit entries and events. */
export interface MasterKind<Entity extends MasterRecord> {
  // biome-ignore lint/suspicious/noExplicitAny: any entity definition of a master table
  entity: EntitySchema<any, any>;
  documentType: string;
  /** `product`: the audit action is `product.upsert`, the event `product.changed`. */
  noun: string;
  prefix: IdPrefix;
  /** How the natural key reads in an error. */
  describe(record: Partial<Entity>): string;
  /** What belongs to a record and lies in another table, as it was and as it is now: for the audit trail. */
  parts?(record: Partial<Entity>): { before: object; after: object };
  /** What it means when the database refuses to write, where that can be said better than for all kinds. */
  refusal?(error: DatabaseRefusal): DomainError | null;
}

/** A constraint that the database kept: its SQLSTATE and its name. */
export interface DatabaseRefusal {
  code?: string;
  constraint?: string;
}

/**
 * Makes or changes master records, found by id or by natural key and locked in one order. What does not change
 * anything writes nothing. All or nothing: any refusal undoes the whole command.
 * @throws VERSION_CONFLICT, DUPLICATE (the key belongs to a record of another id), REFERENCED
 */
export async function upsertMaster<Entity extends MasterRecord>(
  command: Command,
  kind: MasterKind<Entity>,
  upserts: readonly Upsert<Entity>[],
): Promise<Upserted<Entity>> {
  const { orgId, db } = command.tx;
  // an entity manager of its own: nothing of a command that was refused may be flushed by the next one
  const em = command.tx.em.fork({ keepTransactionContext: true });
  const existing = await lockExisting({ em, orgId, db }, kind, upserts);
  const moment = command.now.toISOString();
  const records = new Map<Entity, string>(); // each with its place in the request
  const changes: Change<Entity>[] = [];
  for (const upsert of upserts) {
    const { path } = upsert;
    const found = existing.find(upsert);
    const earlier = found && records.get(found);
    if (earlier) throw refusedField('DUPLICATE', path, `is the same ${kind.noun} as ${earlier}`);
    const record = found ?? create({ em, orgId }, kind, upsert, moment);
    const before = found ? change(em, upsert, found, moment) : null;
    if (!found) existing.add(record);
    if (!found || before) changes.push({ record, before, path });
    records.set(record, path);
  }
  await flush(em, kind);
  for (const { record, before } of changes) {
    const parts = kind.parts?.(record);
    command.record({
      action: `${kind.noun}.upsert`,
      documentType: kind.documentType,
      documentId: record.id,
      before: before && { ...before, ...parts?.before },
      after: { ...snapshot(record), ...parts?.after },
      event: `${kind.noun}.changed`,
    });
  }
  return { records: [...records.keys()], changes };
}

/** @returns the record as it was, or `null` when nothing changes. */
function change<Entity extends MasterRecord>(
  em: EntityManager,
  upsert: Upsert<Entity>,
  found: Entity,
  moment: string,
): Partial<Entity> | null {
  checkVersion(upsert, found);
  const before = snapshot(found);
  em.assign(found, definedOnly(upsert.fields) as never);
  if (!changed(before, snapshot(found))) return null;
  found.updatedAt = moment;
  return before as Partial<Entity>;
}

function create<Entity extends MasterRecord>(
  { em, orgId }: Pick<Tx, 'em' | 'orgId'>,
  kind: MasterKind<Entity>,
  upsert: Upsert<Entity>,
  moment: string,
): Entity {
  if (upsert.expectedVersion != null)
    throw refusedField('NOT_FOUND', `${upsert.path}.id`, 'there is no such record');
  if (upsert.refuseNew) throw upsert.refuseNew;
  const fields = { ...upsert.defaults, ...upsert.key, ...definedOnly(upsert.fields) };
  const record = em.create(
    kind.entity as never,
    {
      ...fields,
      orgId,
      id: upsert.id ?? newId(kind.prefix),
      createdAt: moment,
      updatedAt: moment,
      version: 1,
    } as never,
  ) as Entity;
  em.persist(record);
  return record;
}

/** The records that the request names, by id or by key, locked in the order of their ids. */
async function lockExisting<Entity extends MasterRecord>(
  tx: Pick<Tx, 'em' | 'db' | 'orgId'>,
  kind: MasterKind<Entity>,
  upserts: readonly Upsert<Entity>[],
) {
  const keyFields = Object.keys(upserts[0]?.key ?? {}) as (keyof Entity & string)[];
  const byId = new Map<string, Entity>();
  const byKey = new Map<string, Entity>();
  const keyText = (record: Partial<Entity>) => JSON.stringify(keyFields.map((field) => record[field]));
  const isKey = (key: Partial<Entity>) => keyFields.some((field) => key[field] != null);
  const add = (record: Entity) => {
    byId.set(record.id, record);
    byKey.set(keyText(record), record);
  };
  const ids = await lockIds(tx, kind, upserts, keyFields);
  if (ids.length > 0) {
    const rows = await tx.em.find(kind.entity as never, { orgId: tx.orgId, id: { $in: ids } } as never);
    for (const row of rows as Entity[]) add(row);
  }
  return {
    add,
    find(upsert: Upsert<Entity>): Entity | undefined {
      const named = upsert.id ? byId.get(upsert.id) : undefined;
      const keyed = isKey(upsert.key) ? byKey.get(keyText(upsert.key)) : undefined;
      if (keyed && upsert.id && keyed.id !== upsert.id) {
        throw refusedField('DUPLICATE', upsert.path, `${kind.describe(upsert.key)} belongs to ${keyed.id}`, {
          id: keyed.id,
        });
      }
      return named ?? keyed;
    },
  };
}

/**
 * One statement, however many records the request names and however many fields their key has. The lock is the one
 * that an update takes, so that stock which refers to these records goes on being posted.
 */
async function lockIds<Entity extends MasterRecord>(
  { em, db, orgId }: Pick<Tx, 'em' | 'db' | 'orgId'>,
  kind: MasterKind<Entity>,
  upserts: readonly Upsert<Entity>[],
  keyFields: readonly (keyof Entity & string)[],
): Promise<string[]> {
  const { tableName, properties } = em.getMetadata().get(kind.entity);
  const table = sql.table(tableName);
  const columns = keyFields.map((field) => sql.ref(properties[field]?.fieldNames[0] ?? field));
  const values = keyFields.map((field) => sql`${upserts.map(({ key }) => key[field] ?? null)}::text[]`);
  const byKey = sql`
    union select id from ${table}
    where org_id = ${orgId} and (${sql.join(columns)}) in (select * from unnest(${sql.join(values)}))`;
  const ids = upserts.flatMap(({ id }) => (id ? [id] : []));
  const { rows } = await sql<{ id: string }>`
    select id from ${table} where org_id = ${orgId} and id in (
      select id from ${table} where org_id = ${orgId} and id = any(${ids}::text[])
      ${columns.length > 0 ? byKey : sql``})
    order by id for no key update`.execute(db);
  return rows.map(({ id }) => id);
}

function checkVersion(upsert: Upsert<MasterRecord>, found: MasterRecord): void {
  if (upsert.expectedVersion == null || upsert.expectedVersion === found.version) return;
  throw refusedField(
    'VERSION_CONFLICT',
    `${upsert.path}.expectedVersion`,
    `the record has version ${found.version} by now`,
    {
      id: found.id,
      expectedVersion: upsert.expectedVersion,
      currentVersion: found.version,
    },
  );
}

async function flush<Entity extends MasterRecord>(
  em: EntityManager,
  kind: MasterKind<Entity>,
): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    throw kind.refusal?.(error as DatabaseRefusal) ?? refusalOf(kind.noun, error as DatabaseRefusal) ?? error;
  }
}

/** What the database refuses although everything was checked: another writer was faster, or a row is in use. */
function refusalOf(noun: string, { code }: DatabaseRefusal): DomainError | null {
  if (code === '23505') return new DomainError('DUPLICATE', `Another ${noun} has the same key by now`);
  if (code === '23503') return new DomainError('REFERENCED', `The ${noun} is in use and cannot be moved`);
  return null;
}

const hidden = new Set(['orgId', 'createdAt', 'updatedAt', 'version']);

/** The record's own fields, for the audit trail. */
function snapshot(record: MasterRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !hidden.has(field)));
}

function changed(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
  return Object.keys({ ...before, ...after }).some((field) => !same(before[field], after[field]));
}

/** Decimals come back as `1.5000`; a request says `1.5`. */
function same(a: unknown, b: unknown): boolean {
  if ((a ?? null) === (b ?? null)) return true;
  const number = /^-?\d+(\.\d+)?$/;
  return (
    typeof a === 'string' &&
    typeof b === 'string' &&
    number.test(a) &&
    number.test(b) &&
    /\./.test(a + b) &&
    Number(a) === Number(b)
  );
}

function definedOnly<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
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
}

/**
 * Makes or changes master records, found by id or by natural key and locked in one order. What does not change
 * anything writes nothing. All or nothing: any refusal undoes the whole command.
 * @returns the records in the order of the request.
 * @throws VERSION_CONFLICT, DUPLICATE (the key belongs to a record of another id)
 */
export async function upsertMaster<Entity extends MasterRecord>(
  command: Command,
  kind: MasterKind<Entity>,
  upserts: readonly Upsert<Entity>[],
): Promise<Entity[]> {
  const { em, orgId } = command.tx;
  const existing = await lockExisting(em, orgId, kind, upserts);
  const results: Entity[] = [];
  const touched: { record: Entity; before: Record<string, unknown> | null }[] = [];
  const nowText = command.now.toISOString();
  for (const upsert of upserts) {
    const found = existing.find(upsert);
    if (found) {
      checkVersion(upsert, found);
      const before = snapshot(found);
      em.assign(found, upsert.fields as never);
      if (changed(before, snapshot(found))) {
        found.updatedAt = nowText;
        touched.push({ record: found, before });
      }
      results.push(found);
    } else {
      if (upsert.expectedVersion != null)
        throw refusedField('NOT_FOUND', `${upsert.path}.id`, 'there is no such record');
      const record = em.create(
        kind.entity as never,
        {
          ...upsert.defaults,
          ...upsert.key,
          ...definedOnly(upsert.fields),
          orgId,
          id: upsert.id ?? newId(kind.prefix),
          createdAt: nowText,
          updatedAt: nowText,
          version: 1,
        } as never,
      ) as Entity;
      em.persist(record);
      existing.add(record);
      touched.push({ record, before: null });
      results.push(record);
    }
  }
  await flush(em, kind);
  for (const { record, before } of touched) {
    command.record({
      action: `${kind.noun}.upsert`,
      documentType: kind.documentType,
      documentId: record.id,
      before,
      after: snapshot(record),
      event: `${kind.noun}.changed`,
    });
  }
  return results;
}

async function lockExisting<Entity extends MasterRecord>(
  em: EntityManager,
  orgId: number,
  kind: MasterKind<Entity>,
  upserts: readonly Upsert<Entity>[],
) {
  const byId = new Map<string, Entity>();
  const byKey = new Map<string, Entity>();
  const keyFields = Object.keys(upserts[0]?.key ?? {}) as (keyof Entity)[];
  const keyText = (record: Partial<Entity>) =>
    JSON.stringify(keyFields.map((field) => record[field] ?? null));
  const add = (record: Entity) => {
    byId.set(record.id, record);
    byKey.set(keyText(record), record);
  };
  const ids = upserts.flatMap(({ id }) => (id ? [id] : []));
  const keys = upserts.map(({ key }) => key).filter((key) => keyFields.some((field) => key[field] != null));
  const either = [...(ids.length > 0 ? [{ id: { $in: ids } }] : []), ...keyCondition(keys, keyFields)];
  if (either.length > 0) {
    const rows = await em.find(kind.entity as never, { orgId, $or: either } as never, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      orderBy: { id: 'asc' } as never,
    });
    for (const row of rows as Entity[]) add(row);
  }
  return {
    add,
    find(upsert: Upsert<Entity>): Entity | undefined {
      const named = upsert.id ? byId.get(upsert.id) : undefined;
      const keyed = keyFields.some((field) => upsert.key[field] != null)
        ? byKey.get(keyText(upsert.key))
        : undefined;
      if (keyed && upsert.id && keyed.id !== upsert.id) {
        throw refusedField('DUPLICATE', upsert.path, `${kind.describe(upsert.key)} belongs to ${keyed.id}`, {
          id: keyed.id,
        });
      }
      return named ?? keyed;
    },
  };
}

/** One field: a plain IN; several: a row for each. */
function keyCondition<Entity>(keys: Partial<Entity>[], fields: (keyof Entity)[]): object[] {
  if (keys.length === 0) return [];
  const [only, ...others] = fields;
  if (only !== undefined && others.length === 0) return [{ [only]: { $in: keys.map((key) => key[only]) } }];
  return keys;
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
    const code = (error as { code?: string }).code;
    if (code === '23505')
      throw new DomainError('DUPLICATE', `Another ${kind.noun} was made with the same key just now`, {});
    throw error;
  }
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

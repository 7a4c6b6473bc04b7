import type pg from 'pg';
import { type Command, runCommand } from '../../domain/command.ts';
import { claimKey, type IdempotencyClaim, storeAnswer } from '../../execution/idempotency.ts';
import { withRetries } from '../../execution/retries.ts';
import { systemClock } from '../../platform/clock.ts';
import { holdDatabase } from '../../platform/database/access.ts';
import { Database } from '../../platform/database/database.ts';
import type { DatabaseAccess } from '../../platform/database/location.ts';
import { connectAsOwner, migrate } from '../../platform/database/migrate.ts';
import { DocumentNumbers } from '../../platform/document-numbers.ts';
import { newId } from '../../platform/ids.ts';
import { readSettings } from '../../settings.ts';

/** Bulk work may take its time: a single statement of an import or a check has ten minutes. */
const STATEMENT_TIMEOUT_MS = 600_000;
const LOCK_TIMEOUT_MS = 60_000;

/** What a verb works with: the database as the server finds it, migrated. */
export interface Session {
  /** As the gateway's role, which sees one organization at a time. */
  readonly database: Database;
  readonly numbers: DocumentNumbers;
  /** As the owner of the schema, for what is above organizations. */
  asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T>;
  /** The migrations that were run for this session. */
  readonly migrated: readonly string[];
}

/** Opens the database of the settings, brings its schema up to date, and lets go of it when the work is done. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const held = await holdDatabase(settings);
  try {
    const migrated = await migrate(held.access.ownerUrl, held.access.gatewayRole);
    return await withDatabase(held.access, (database) =>
      work({
        database,
        numbers: new DocumentNumbers(database),
        migrated,
        asOwner: (inner) => asOwner(held.access, inner),
      }),
    );
  } finally {
    await held.release();
  }
}

/** Opens connections for bulk work, as the gateway's role, and closes them. */
export async function withDatabase<T>(
  access: DatabaseAccess,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await Database.open({
    url: access.gatewayUrl,
    role: access.switchToRole,
    poolSize: 2, // the transaction, and document numbers beside it
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    prepares: false,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A connection as the owner of the schema. */
export async function asOwner<T>(access: DatabaseAccess, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = await connectAsOwner(access.ownerUrl);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** How a write is run. */
export interface WriteOptions<T> {
  /** The moment of everything that is written; default: now. */
  now?: Date;
  /** Under this key the write happens once; its answer is kept. */
  claim?: Omit<IdempotencyClaim, 'caller'>;
  /** Whether to keep what was written; default: always. */
  keep?(result: T): boolean;
}

/** Runs a command in one transaction of an organization, as the system; deadlocks are retried. */
export async function write<T>(
  { database, numbers }: Pick<Session, 'database' | 'numbers'>,
  orgId: number,
  work: (command: Command) => Promise<T>,
  { now = systemClock.now(), claim, keep = () => true }: WriteOptions<T> = {},
): Promise<{ result: T; replayed: boolean }> {
  return withRetries(async () => {
    const tx = await database.begin(orgId, 'write');
    try {
      const stored = claim ? await claimKey(tx, { ...claim, caller: 'cli' }, now) : null;
      if (stored !== null) return { result: JSON.parse(stored) as T, replayed: true };
      const result = await runCommand(
        {
          tx,
          now,
          doer: { type: 'SYSTEM', id: 'cli' },
          requestId: newId('req'),
          number: (kind) => numbers.next(orgId, kind),
          discard: () => undefined,
        },
        work,
      );
      if (!keep(result)) return { result, replayed: false };
      if (claim) await storeAnswer(tx, claim.key, JSON.stringify(result));
      await tx.commit();
      return { result, replayed: false };
    } finally {
      await tx.rollback();
    }
  });
}

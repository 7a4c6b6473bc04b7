import type { EntityManager } from '@mikro-orm/postgresql';
import { MikroORM } from '@mikro-orm/postgresql';
import type { ControlledTransaction, Kysely } from 'kysely';
import { sql } from 'kysely';
import type pg from 'pg';
import { type DB, entities } from '../../entities/index.ts';
import { timeLeft } from '../deadline.ts';
import { databaseNameOf } from './location.ts';
import { cut, DatabaseBusyError, guardPool, noteTaken, type PoolUse, type Taken, useOf } from './pool.ts';
import { columnTypes } from './types.ts';

/** How to reach the database, and as whom. */
export interface DatabaseOptions {
  url: string;
  /** Switch to this role on every connection (when the URL's own role owns the schema). */
  role?: string | undefined;
  poolSize: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** Longest time of one transaction, unless the work under way has a nearer deadline; none: as long as it takes. */
  transactionTimeoutMs?: number | undefined;
  /** How long a transaction may wait for its next statement. */
  idleTransactionTimeoutMs?: number | undefined;
  /** How many may wait for a connection; the next one is refused at once. */
  mostWaiting?: number | undefined;
  /** How long each of them may wait. */
  queueTimeoutMs?: number | undefined;
  /** Sees the text of every statement; for tests that count them. */
  onStatement?: ((sql: string) => void) | undefined;
  /** Sees every new connection; for tests that break them. */
  onConnect?: ((client: pg.PoolClient) => void) | undefined;
}

/** One transaction of one organization: row-level security lets it see and write only that organization's rows. */
export interface Tx {
  readonly orgId: number;
  /** Typed SQL inside the transaction. */
  readonly db: ControlledTransaction<DB>;
  /** The entity manager inside the transaction (made when first asked for: reads do not pay for it). */
  readonly em: EntityManager;
  commit(): Promise<void>;
  /** Ends the transaction without effect; never throws. */
  rollback(): Promise<void>;
}

/** The pool of connections that requests run on, as a role that owns nothing. */
export class Database {
  readonly #orm: MikroORM;
  readonly #transactionTimeoutMs: number;
  readonly #pool: { current?: pg.Pool };
  readonly kysely: Kysely<DB>;

  private constructor(orm: MikroORM, pool: { current?: pg.Pool }, transactionTimeoutMs: number) {
    this.#orm = orm;
    this.#pool = pool;
    this.#transactionTimeoutMs = transactionTimeoutMs;
    this.kysely = orm.em.getKysely() as unknown as Kysely<DB>;
  }

  /** Connects lazily: the first statement opens the first connection. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const pool: { current?: pg.Pool } = {};
    const orm = await MikroORM.init({
      entities,
      dbName: databaseNameOf(options.url),
      connect: false,
      pool: { min: 0, max: options.poolSize },
      driverOptions: () => driverOptions(options, pool),
    } as Parameters<typeof MikroORM.init>[0]);
    const longest = options.transactionTimeoutMs ?? Number.POSITIVE_INFINITY;
    return new Database(orm as unknown as MikroORM, pool, longest);
  }

  /** How the connections are used now. */
  get use(): PoolUse {
    return useOf(this.#pool.current);
  }

  /**
   * Begins a transaction for an organization. Read-only ones see one snapshot throughout. When its time is over, by the
   * deadline of the work under way or by the longest time of a transaction, its connection is cut: it has no effect then.
   * @throws {DatabaseBusyError} when there is no connection to be had in time.
   */
  async begin(orgId: number, mode: 'read' | 'write'): Promise<Tx> {
    const milliseconds = Math.ceil(Math.min(timeLeft(), this.#transactionTimeoutMs));
    const lease = await this.#leaseWithin(milliseconds);
    const start = lease.db.startTransaction();
    const begun =
      mode === 'read' ? start.setIsolationLevel('repeatable read').setAccessMode('read only') : start;
    const db = await begun.execute().catch((error: unknown) => {
      lease.end();
      throw error;
    });
    const tx = new OpenTransaction(this.#orm, db, orgId, lease.end);
    try {
      await (Number.isFinite(milliseconds)
        ? sql`select set_config('app.org_id', ${String(orgId)}, true), ${serverTimeout(milliseconds)}`
        : sql`select set_config('app.org_id', ${String(orgId)}, true)`
      ).execute(db);
    } catch (error) {
      await tx.rollback();
      throw error;
    }
    return tx;
  }

  /** A connection for so many milliseconds: who still has it then loses it, because a server that is gone never answers. */
  async #leaseWithin(milliseconds: number): Promise<Lease> {
    if (!Number.isFinite(milliseconds)) return this.#lease();
    if (milliseconds <= 0) throw new DatabaseBusyError('The time of the request is over');
    const taken: Taken = {};
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      cut(taken);
      late.reject(new DatabaseBusyError(`The database had no connection free for ${milliseconds} ms`));
    }, milliseconds);
    const leasing = noteTaken(taken, () => this.#lease());
    try {
      const lease = await Promise.race([leasing, late.promise]);
      return {
        db: lease.db,
        end: () => {
          clearTimeout(timer);
          lease.end();
        },
      };
    } catch (error) {
      clearTimeout(timer);
      // one that comes after all goes back at once
      leasing.then((lease) => lease.end()).catch(() => undefined);
      throw error;
    }
  }

  /**
   * A connection of the pool until it is given back. A transaction of Kysely keeps its own one for good when it can neither
   * be committed nor rolled back, because the connection broke: a pool whose server restarts would run dry.
   */
  async #lease(): Promise<Lease> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { promise: leased, resolve, reject } = Promise.withResolvers<Lease>();
    this.kysely
      .connection()
      .execute((db) => {
        resolve({ db, end });
        return ended;
      })
      .catch(reject);
    return leased;
  }

  /** Runs `work` in a transaction of an organization: committed when it returns, undone when it throws. */
  async within<T>(orgId: number, mode: 'read' | 'write', work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = await this.begin(orgId, mode);
    try {
      const result = await work(tx);
      await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#orm.close(true);
  }
}

/** One connection of the pool. */
interface Lease {
  readonly db: Kysely<DB>;
  /** Gives it back; the pool discards one that is broken. */
  end(): void;
}

class OpenTransaction implements Tx {
  readonly #orm: MikroORM;
  readonly #end: () => void;
  readonly db: ControlledTransaction<DB>;
  readonly orgId: number;
  #em: EntityManager | undefined;

  constructor(orm: MikroORM, db: ControlledTransaction<DB>, orgId: number, end: () => void) {
    this.#orm = orm;
    this.#end = end;
    this.db = db;
    this.orgId = orgId;
  }
  get em(): EntityManager {
    if (!this.#em) {
      this.#em = this.#orm.em.fork() as EntityManager;
      this.#em.setTransactionContext(this.db);
    }
    return this.#em;
  }
  async commit(): Promise<void> {
    await this.db.commit().execute();
    this.#end();
  }
  async rollback(): Promise<void> {
    if (this.db.isCommitted || this.db.isRolledBack) return;
    // a broken connection cannot roll back; PostgreSQL has done so already, and the pool discards it
    await this.db
      .rollback()
      .execute()
      .catch(() => undefined);
    this.#end();
  }
}

/** PostgreSQL 17 and newer end the transaction themselves, and free its locks, even if this process is not there to ask. */
const serverTimeout = (milliseconds: number) => sql`case
  when current_setting('server_version_num')::int >= 170000
  then set_config('transaction_timeout', ${String(Math.max(1, milliseconds))}, true) end`;

/** Reports each statement of each new connection. */
function watchStatements(pool: pg.Pool, onStatement: (sql: string) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const first = args[0];
        onStatement(typeof first === 'string' ? first : String((first as { text?: string }).text));
        return query(...args);
      },
    });
  });
}

function driverOptions(options: DatabaseOptions, opened: { current?: pg.Pool }): object {
  const parameters = {
    timezone: 'UTC',
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: options.idleTransactionTimeoutMs ?? 30_000,
    ...(options.role ? { role: options.role } : {}),
  };
  return {
    connectionString: options.url,
    types: columnTypes() as unknown as pg.CustomTypesConfig,
    max: options.poolSize,
    connectionTimeoutMillis: options.queueTimeoutMs ?? 4_000,
    keepAlive: true,
    options: Object.entries(parameters)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    application_name: 'inventory-gateway',
    onPoolCreated: (pool: pg.Pool) => {
      opened.current = pool;
      guardPool(pool, options.mostWaiting ?? Number.POSITIVE_INFINITY);
      if (options.onStatement) watchStatements(pool, options.onStatement);
      if (options.onConnect) pool.on('connect', options.onConnect);
    },
  };
}

import { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { type DB, entities } from '../../entities/index.ts';
import { timeLeft } from '../deadline.ts';
import { Connection } from './connection.ts';
import { databaseNameOf } from './location.ts';
import { type Parked, ParkingLot } from './parked.ts';
import { cut, DatabaseBusyError, guardPool, type PoolUse, useOf } from './pool.ts';
import { type Lease, OpenTransaction, type Tx } from './transaction.ts';
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
  /**
   * Whether statements that come again are prepared; default: true. Not for bulk work: a plan that was made for an empty
   * table is kept until the table is analyzed, however much is put into it meanwhile.
   */
  prepares?: boolean | undefined;
  /** Sees the text of every statement; for tests that count them. */
  onStatement?: ((sql: string) => void) | undefined;
  /** Sees every new connection; for tests that break them. */
  onConnect?: ((client: pg.PoolClient) => void) | undefined;
}

/** How long a connection is used. */
const CONNECTION_SECONDS = 300;

/** The pool of connections that requests run on, as a role that owns nothing. */
export class Database {
  readonly #orm: MikroORM;
  readonly #transactionTimeoutMs: number;
  readonly #pool: { current?: pg.Pool };
  readonly kysely: Kysely<DB>;

  readonly #prepares: boolean;
  readonly #parked = new ParkingLot(({ client }) => {
    client.query('commit').then(
      () => client.release(),
      () => client.release(true),
    );
  });

  private constructor(
    orm: MikroORM,
    pool: { current?: pg.Pool },
    transactionTimeoutMs: number,
    prepares: boolean,
  ) {
    this.#prepares = prepares;
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
    return new Database(orm as unknown as MikroORM, pool, longest, options.prepares ?? true);
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
    const connection = new Connection(lease.client, this.#prepares);
    return new OpenTransaction(this.#orm, lease, connection, {
      orgId,
      mode,
      settings: settingsOf(orgId, milliseconds),
    });
  }

  /** A connection for so many milliseconds: who still has it then loses it, because a server that is gone never answers. */
  async #leaseWithin(milliseconds: number): Promise<Lease> {
    if (milliseconds <= 0) throw new DatabaseBusyError('The time of the request is over');
    const parked = this.#parked.take();
    if (parked) {
      const cutIt = () => cut(parked.client);
      return this.#leaseOf(
        parked,
        Number.isFinite(milliseconds) ? setTimeout(cutIt, milliseconds) : undefined,
      );
    }
    const pool = this.#requirePool();
    if (!Number.isFinite(milliseconds)) return this.#leaseOf({ client: await pool.connect(), reuses: 0 });
    let taken: pg.PoolClient | undefined;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      if (taken) cut(taken);
      late.reject(new DatabaseBusyError(`The database had no connection free for ${milliseconds} ms`));
    }, milliseconds);
    const connecting = pool.connect();
    try {
      taken = await Promise.race([connecting, late.promise]);
      return this.#leaseOf({ client: taken, reuses: 0 }, timer);
    } catch (error) {
      clearTimeout(timer);
      // one that comes after all goes back at once
      connecting.then((client) => client.release()).catch(() => undefined);
      throw error;
    }
  }

  /** @param timer cuts the connection when the time of its transaction is over. */
  #leaseOf({ client, reuses }: Parked, timer?: NodeJS.Timeout): Lease {
    const pool = this.#requirePool();
    return {
      client,
      unfinished: reuses > 0 ? 'commit; ' : '',
      end: (useless = false) => {
        clearTimeout(timer);
        client.release(useless);
      },
      park: () => {
        // who waits for a connection waits for the pool
        const parked = pool.waitingCount === 0 && this.#parked.park({ client, reuses: reuses + 1 });
        if (parked) clearTimeout(timer);
        return parked;
      },
    };
  }

  #requirePool(): pg.Pool {
    if (!this.#pool.current) throw new Error('The pool is not open');
    return this.#pool.current;
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
    // the entity manager closes the pool only if it used it itself
    const pool = this.#pool.current;
    if (pool && !pool.ending) await pool.end();
  }
}

/**
 * What holds for one transaction only: the organization, and how long it may take. PostgreSQL 17 and newer end it
 * themselves then, and free its locks, even if this process is not there to ask.
 */
function settingsOf(orgId: number, milliseconds: number): string {
  const organization = `select set_config('app.org_id', '${Math.trunc(orgId)}', true)`;
  if (!Number.isFinite(milliseconds)) return organization;
  return `${organization}, case when current_setting('server_version_num')::int >= 170000
    then set_config('transaction_timeout', '${Math.max(1, Math.trunc(milliseconds))}', true) end`;
}

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
    // one plan for all values: to plan a statement of this gateway takes longer than to run it. What a plan must know (how many
    // rows are wanted) stands in the text. It may be made while a table is empty, and no table is read as a whole anyway: it has
    // the rows of all organizations. See docs/performance.md
    ...(options.prepares === false ? {} : { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }),
    ...(options.role ? { role: options.role } : {}),
  };
  return {
    connectionString: options.url,
    types: columnTypes() as unknown as pg.CustomTypesConfig,
    max: options.poolSize,
    pipeline: true,
    // plans of prepared statements are made anew with their connection, for tables that have grown since
    maxLifetimeSeconds: options.prepares === false ? 0 : CONNECTION_SECONDS,
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

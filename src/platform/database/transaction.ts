import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '../../entities/index.ts';
import type { Connection } from './connection.ts';

/** One transaction of one organization: row-level security lets it see and write only that organization's rows. */
export interface Tx {
  readonly orgId: number;
  /** Typed SQL inside the transaction. */
  readonly db: Transaction<DB>;
  /** The entity manager inside the transaction (made when first asked for: reads do not pay for it). */
  readonly em: EntityManager;
  commit(): Promise<void>;
  /** Ends the transaction without effect; never throws. */
  rollback(): Promise<void>;
}

/** A connection of the pool, lent for a time. */
export interface Lease {
  readonly client: pg.PoolClient;
  /** The transaction before this one has still to be ended: `commit; ` */
  readonly unfinished: string;
  /** Gives it back; the pool discards one that is broken, or that is said to be of no use. */
  end(useless?: boolean): void;
  /** Leaves it for the next transaction, which ends this one; false where it has to be ended and given back. */
  park(): boolean;
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
const dialect = new PostgresDialect({
  pool: () => Promise.reject(new Error('Transactions have their connection')),
});
const ofKysely = { config: { dialect }, driver: new DummyDriver(), dialect };

/** Kysely on one connection. Its own transactions wait for each answer before they send the next statement. */
function kyselyOn(connection: Connection): Transaction<DB> {
  const provider = { provideConnection: <T>(use: (on: Connection) => Promise<T>) => use(connection) };
  const executor = new DefaultQueryExecutor(compiler, adapter, provider as never, []);
  return new Transaction<DB>({ ...ofKysely, executor });
}

/** How a transaction begins. */
interface Beginning {
  orgId: number;
  mode: 'read' | 'write';
  /** SQL that sets what holds inside it only. */
  settings: string;
}

/** A transaction on a connection that was lent for it. */
export class OpenTransaction implements Tx {
  readonly #orm: MikroORM;
  readonly #lease: Lease;
  readonly #connection: Connection;
  readonly #mode: 'read' | 'write';
  readonly db: Transaction<DB>;
  readonly orgId: number;
  #em: EntityManager | undefined;
  #ended = false;

  constructor(orm: MikroORM, lease: Lease, connection: Connection, { orgId, mode, settings }: Beginning) {
    this.#orm = orm;
    this.#lease = lease;
    this.#connection = connection;
    this.#mode = mode;
    this.orgId = orgId;
    this.db = kyselyOn(this.#connection);
    const begin = mode === 'read' ? 'start transaction isolation level repeatable read read only' : 'begin';
    // nobody waits for it: it leaves with the first statement, which fails with it
    this.#connection.send(`${lease.unfinished}${begin}; ${settings}`).catch(() => undefined);
  }

  get em(): EntityManager {
    if (!this.#em) {
      this.#em = this.#orm.em.fork() as EntityManager;
      this.#em.setTransactionContext(this.db);
    }
    return this.#em;
  }

  async commit(): Promise<void> {
    this.#ended = true;
    if (this.#mode === 'write') return await this.#end('commit');
    // what was read is known; the answer need not wait for the connection to be free again
    if (this.#connection.stale || !this.#lease.park()) this.#end('commit').catch(() => undefined);
  }

  async rollback(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    // a broken connection cannot roll back; PostgreSQL has done so already
    await this.#end('rollback').catch(() => undefined);
  }

  async #end(word: 'commit' | 'rollback'): Promise<void> {
    try {
      await this.#connection.send(word);
      this.#lease.end(this.#connection.stale);
    } catch (error) {
      // nobody knows what state it is in
      this.#lease.end(true);
      throw error;
    }
  }
}

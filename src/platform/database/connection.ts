import type { Duplex } from 'node:stream';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type pg from 'pg';
import { preparedName } from './prepared.ts';

/** What the driver does not show of a connection. */
interface Wire {
  connection: { stream: Duplex };
}

/** What a statement changes is counted; what it only reads is not. */
const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * One connection of the pool, for Kysely. Statements are sent without waiting for the answers of those before them
 * (PostgreSQL runs them in order all the same), and what is asked in one turn of the event loop leaves in one packet: to
 * wake the server costs more than most statements do.
 */
export class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #prepares: boolean;
  /** The connection has prepared statements that the tables no longer fit, after a migration. */
  stale = false;

  /** @param prepares whether statements that come again are prepared */
  constructor(client: pg.PoolClient, prepares: boolean) {
    this.#client = client;
    this.#prepares = prepares;
  }

  /** Sends SQL that has no parameters; it may be several statements. */
  async send(text: string): Promise<void> {
    this.#gather();
    await this.#client.query(text);
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.#gather();
    const values = parameters as unknown[];
    const name = this.#prepares && !values.some(isBulk) ? preparedName(text) : undefined;
    try {
      const { command, rowCount, rows } = await this.#client.query<R & object>(
        name === undefined ? { text, values } : { name, text, values },
      );
      return writing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
    } catch (error) {
      this.stale ||= isStalePlan(error);
      throw error;
    }
  }

  // nothing is read so: who needs it takes a cursor
  // biome-ignore lint/correctness/useYield: it is what the interface asks for
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Statements are not streamed');
  }

  #gather(): void {
    const { stream } = (this.#client as unknown as Wire).connection;
    stream.cork();
    // comes when all that is ready to run now has run
    process.nextTick(() => stream.uncork());
  }
}

/** Longer than what a request about a few things sends. */
const BULK = 8_192;

/**
 * A value that stands for very many rows. Its statement is planned for itself: it runs much longer than that takes, and a
 * plan that was made when there was less would cost far more than it saves.
 */
const isBulk = (value: unknown): boolean =>
  (typeof value === 'string' && value.length > BULK) || (Array.isArray(value) && value.length > BULK / 32);

/** `cached plan must not change result type`: a table was changed under a prepared statement. */
export const isStalePlan = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === '0A000' &&
  /cached plan/.test(String((error as { message?: unknown }).message));

import { sql } from 'kysely';
import { Database, type DatabaseOptions } from './database.ts';

/** Longest that the database is waited for. */
const PATIENCE_MS = 1_500;

/** What a look at the database found: the migrations that were run, or `null` when it did not answer in time. */
export type Probed = ReadonlySet<string> | null;

/**
 * Looks whether the database answers, on a connection of its own: it must not wait behind the requests that it is to tell
 * about. Looks at once are one look, so that nobody can keep the database busy by asking for health.
 */
export class Probe {
  readonly #database: Database;
  #looking: Promise<Probed> | undefined;

  private constructor(database: Database) {
    this.#database = database;
  }

  static async open(options: Pick<DatabaseOptions, 'url' | 'role' | 'statementTimeoutMs' | 'lockTimeoutMs'>) {
    return new Probe(
      await Database.open({
        ...options,
        poolSize: 1,
        statementTimeoutMs: PATIENCE_MS,
        lockTimeoutMs: PATIENCE_MS - 1,
        transactionTimeoutMs: PATIENCE_MS,
        queueTimeoutMs: PATIENCE_MS,
      }),
    );
  }

  look(): Promise<Probed> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<Probed> {
    try {
      // no organization: the names of migrations belong to nobody
      return await this.#database.within(0, 'read', async ({ db }) => {
        const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(db);
        return new Set(rows.map(({ name }) => name));
      });
    } catch {
      return null;
    }
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

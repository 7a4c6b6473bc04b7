import { sql } from 'kysely';
import type { Database } from '../platform/database/database.ts';
import type { Logger } from '../platform/log.ts';

/** A moment that is no later than this after the one that is stored is not worth a write. */
const MINUTE_MS = 60_000;

/**
 * Remembers when each API key was last used, and writes it down now and then: a request never waits for it. What is
 * stored is right to the minute or so; of several gateways the latest use stays.
 */
export class KeyUses {
  readonly #database: Database;
  readonly #log: Logger;
  /** By organization: the key's id, and its last use in milliseconds. */
  #noted = new Map<number, Map<string, number>>();

  constructor(database: Database, log: Logger) {
    this.#database = database;
    this.#log = log;
  }

  /** A key was used. */
  note(orgId: number, keyId: string, at: Date): void {
    let keys = this.#noted.get(orgId);
    if (!keys) {
      keys = new Map();
      this.#noted.set(orgId, keys);
    }
    keys.set(keyId, at.getTime());
  }

  /** Writes down what was noted, in one statement for each organization; never throws. */
  async write(): Promise<void> {
    const noted = this.#noted;
    this.#noted = new Map();
    for (const [orgId, keys] of noted) {
      try {
        await this.#writeOf(orgId, keys);
      } catch (error) {
        this.#log.warn({ err: error, orgId }, 'when keys were used could not be written down');
      }
    }
  }

  #writeOf(orgId: number, keys: Map<string, number>): Promise<void> {
    const uses = JSON.stringify([...keys].map(([id, at]) => ({ id, at: new Date(at).toISOString() })));
    return this.#database.within(orgId, 'write', async ({ db }) => {
      // keys in one order, so that gateways that write at once wait for each other and no more
      await sql`
        with used as (
          select k.id, u.at from jsonb_to_recordset(${uses}::jsonb) as u (id text, at timestamptz)
          join api_key k on k.org_id = ${orgId} and k.id = u.id
          where k.last_used_at is null or k.last_used_at + ${MINUTE_MS} * interval '1 millisecond' <= u.at
          order by k.id for no key update of k
        )
        update api_key k set last_used_at = greatest(k.last_used_at, used.at)
        from used where k.org_id = ${orgId} and k.id = used.id`.execute(db);
    });
  }
}

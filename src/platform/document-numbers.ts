import { sql } from 'kysely';
import type { Database } from './database/database.ts';

/** How many numbers a process takes at once: gaps after a restart are the price of not queueing writers. */
const BLOCK = 50;

/**
 * Human numbers of documents (`ADJ-000123`): unique in an organization, increasing in a process, with gaps. They are
 * taken in blocks, in transactions of their own, so that writers never wait for one counter row.
 */
export class DocumentNumbers {
  readonly #database: Database;
  readonly #blocks = new Map<string, { next: number; last: number }>();
  readonly #refills = new Map<string, Promise<void>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The next number of a kind, such as `ADJ`. */
  async next(orgId: number, kind: string): Promise<string> {
    const key = `${orgId} ${kind}`;
    for (;;) {
      const block = this.#blocks.get(key);
      if (block && block.next <= block.last) return `${kind}-${String(block.next++).padStart(6, '0')}`;
      let refill = this.#refills.get(key);
      if (!refill) {
        refill = this.#refill(orgId, kind, key).finally(() => this.#refills.delete(key));
        this.#refills.set(key, refill);
      }
      await refill;
    }
  }

  async #refill(orgId: number, kind: string, key: string): Promise<void> {
    const last = await this.#database.within(orgId, 'write', async ({ db }) => {
      const { rows } = await sql<{ value: number }>`
        insert into document_counter (org_id, id, value) values (${orgId}, ${kind}, ${BLOCK})
        on conflict (org_id, id) do update set value = document_counter.value + ${BLOCK} returning value`.execute(
        db,
      );
      return rows[0]?.value ?? BLOCK;
    });
    this.#blocks.set(key, { next: last - BLOCK + 1, last });
  }
}

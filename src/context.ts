import { sql } from 'kysely';
import type { Actor } from './auth/actor.ts';
import { type Command, runCommand } from './domain/command.ts';
import { createLoaders, type Loaders } from './loaders/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database/database.ts';
import type { Tx } from './platform/database/transaction.ts';
import type { DocumentNumbers } from './platform/document-numbers.ts';
import type { Logger } from './platform/log.ts';
import type { Outbound } from './platform/outbound/outbound.ts';
import type { SecretBox } from './platform/secrets.ts';

/** What the whole process shares. */
export interface Services {
  readonly database: Database;
  readonly numbers: DocumentNumbers;
  readonly clock: Clock;
  readonly log: Logger;
  /** Calls the URLs that organizations give. */
  readonly outbound: Outbound;
  readonly secrets: SecretBox;
}

/** One request, the same for both transports. Made anew for each, and never shared. */
export interface RequestContext {
  readonly services: Services;
  readonly actor: Actor;
  readonly requestId: string;
  /** The present moment of this request: every formula of an answer uses the same. */
  readonly now: Date;
  /** The `Idempotency-Key` header, when one was sent. */
  readonly idempotencyKey: string | null;
  /** Spends more of the caller's rate limit than the one point of every request. */
  spend(points: number): Promise<void>;
  /** The transaction of the operation under way; set by the executor. */
  scope: Scope | null;
}

/** The transaction of one operation, begun when something first needs it, and the loaders that read in it. */
export class Scope {
  readonly #context: RequestContext;
  readonly mode: 'read' | 'write';
  /** Why an earlier command of the operation failed: then none that follows is run. */
  #failure: unknown;
  #tx: Promise<Tx> | undefined;
  #loaders: Loaders | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #secrets = new Set<string>();
  /** Nothing of this operation is to be kept (dry run). */
  discarded = false;

  constructor(context: RequestContext, mode: 'read' | 'write') {
    this.#context = context;
    this.mode = mode;
  }

  /** The transaction, begun now if need be. */
  tx(): Promise<Tx> {
    const { actor, services } = this.#context;
    this.#tx ??= services.database.begin(actor.orgId, this.mode);
    return this.#tx;
  }

  get loaders(): Loaders {
    const { now, actor } = this.#context;
    this.#loaders ??= createLoaders(() => this.tx(), now, actor.permissions.has('inventory.read'));
    return this.#loaders;
  }

  /** Runs a write in the transaction. Writes of one operation run one after another. */
  command<T>(work: (command: Command) => Promise<T>): Promise<T> {
    const run = this.#turn.then(() => this.#command(work));
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #command<T>(work: (command: Command) => Promise<T>): Promise<T> {
    if (this.mode !== 'write') throw new Error('A query may not write');
    if (this.#failure !== undefined) throw this.#failure;
    const { actor, services, now, requestId } = this.#context;
    const tx = await this.tx();
    try {
      return await runCommand(
        {
          tx,
          now,
          requestId,
          doer: { type: actor.type, id: actor.id },
          number: (kind) => services.numbers.next(tx.orgId, kind),
          discard: () => {
            this.discarded = true;
          },
        },
        work,
      );
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      this.#loaders = undefined; // what was read before the write may be stale
    }
  }

  /** Marks a text that is answered once and kept nowhere: where the answer is stored for a replay, it has null. */
  conceal(secret: string): void {
    this.#secrets.add(secret);
  }

  /** The text of an answer as it may be stored. */
  storable(answer: object): string {
    return JSON.stringify(answer, (_field, value: unknown) =>
      typeof value === 'string' && this.#secrets.has(value) ? null : value,
    );
  }

  /** Marks the point that {@link undoToMark} goes back to. */
  async mark(): Promise<void> {
    await sql`savepoint mark`.execute((await this.tx()).db);
  }

  /** Undoes what was done since the mark; the transaction goes on. */
  async undoToMark(): Promise<void> {
    await sql`rollback to savepoint mark`.execute((await this.tx()).db);
  }

  async commit(): Promise<void> {
    if (this.#tx) await (await this.#tx).commit();
  }

  /** Ends the transaction without effect; never throws. */
  async rollback(): Promise<void> {
    const tx = await this.#tx?.catch(() => undefined);
    await tx?.rollback();
  }
}

/** The scope of the operation under way. */
export function scopeOf(context: RequestContext): Scope {
  if (!context.scope) throw new Error('Resolvers run inside an operation only');
  return context.scope;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Duplex } from 'node:stream';
import pg from 'pg';

/** When the connection breaks: before the commit reaches the server, or after it is done and before the gateway hears of it. */
export type Fault = 'before commit' | 'after commit';

/** A connection as far as it has to be broken. */
type Breakable = pg.PoolClient & { processID: number; connection: { stream: Duplex } };

interface Armed {
  fault: Fault;
  struck: boolean;
}

/** How long to wait for a backend to be done with its commit, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Breaks connections of the gateway's pool at the commit of the operations that it is told to. */
export class Faults {
  readonly #armed = new AsyncLocalStorage<Armed>();
  readonly #killer: pg.Pool;

  /** @param killerUrl of the gateway's own role, which may end its own backends */
  constructor(killerUrl: string) {
    this.#killer = new pg.Pool({ connectionString: killerUrl, max: 1 });
    this.#killer.on('error', () => undefined);
  }

  close(): Promise<void> {
    return this.#killer.end();
  }

  /** Does some work; the first commit in it meets the fault. @returns whether it came to that, too */
  async during<T>(fault: Fault | null, work: () => Promise<T>): Promise<{ answer: T; struck: boolean }> {
    if (fault === null) return { answer: await work(), struck: false };
    const armed = { fault, struck: false };
    return { answer: await this.#armed.run(armed, work), struck: armed.struck };
  }

  /** The hook for each new connection of the pool. */
  readonly watch = (connection: pg.PoolClient): void => {
    const client = connection as Breakable;
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const strike = this.#strike.bind(this);
    const armed = () => this.#armed.getStore();
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const now = armed();
        if (now === undefined || now.struck || args[0] !== 'commit') return query(...args);
        now.struck = true;
        return strike(client, now.fault, () => query(...args));
      },
    });
  };

  async #strike(client: Breakable, fault: Fault, commit: () => Promise<unknown>): Promise<unknown> {
    if (fault === 'before commit') {
      await this.#killer.query('select pg_terminate_backend($1)', [client.processID]);
      return commit();
    }
    // the server's word on the commit is not read: it is lost with the connection
    client.connection.stream.pause();
    const answer = commit();
    answer.catch(() => undefined);
    await this.#untilIdle(client.processID);
    client.connection.stream.destroy();
    return answer;
  }

  async #untilIdle(pid: number): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
      const { rows } = await this.#killer.query<{ state: string; query: string }>(
        'select state, query from pg_stat_activity where pid = $1',
        [pid],
      );
      if (rows[0]?.state === 'idle' && rows[0].query === 'commit') return;
    }
    throw new Error('The backend did not finish its commit');
  }
}

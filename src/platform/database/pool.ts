import type pg from 'pg';

/** The database cannot take more work now, or did not answer in time: the caller may try again. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError';
}

/** How the connections of a pool are used. */
export interface PoolUse {
  /** Connections that are open. */
  readonly open: number;
  /** Of those, the ones that work for somebody. */
  readonly used: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/** Cuts a connection: whoever waits for an answer on it gets an error at once, and its pool discards it. */
export function cut(client: pg.PoolClient): void {
  // the driver has no word for it: its end() says goodbye and waits for an answer
  (client as unknown as { connection?: { stream: { destroy(): void } } }).connection?.stream.destroy();
}

/** Lets no more than `mostWaiting` wait for a connection: the next one is refused at once. */
export function guardPool(pool: pg.Pool, mostWaiting: number): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  Object.assign(pool, {
    connect: async (): Promise<pg.PoolClient> => {
      if (pool.waitingCount >= mostWaiting)
        throw new DatabaseBusyError(`${pool.waitingCount} requests wait for a connection already`);
      return connect();
    },
  });
}

export const useOf = (pool: pg.Pool | undefined): PoolUse => ({
  open: pool?.totalCount ?? 0,
  used: (pool?.totalCount ?? 0) - (pool?.idleCount ?? 0),
  waiting: pool?.waitingCount ?? 0,
});

import type pg from 'pg';

/** How long a read's transaction may stay open after its answer, for the next transaction to end it. */
const PARK_MS = 2;
/** How often a connection goes from one transaction to the next before the pool sees it again, and may replace it. */
const MOST_REUSES = 50;

/** A connection whose transaction is over, but not yet ended. */
export interface Parked {
  readonly client: pg.PoolClient;
  /** How often it was taken from here since the pool gave it out. */
  readonly reuses: number;
}

/**
 * Connections on which a read is over. To tell PostgreSQL so takes a packet of its own, and it is woken for nothing else: under
 * load, where the next transaction comes within a moment, its beginning brings the end of the one before it. What is not taken
 * within 2 ms is ended as it should be.
 */
export class ParkingLot {
  readonly #parked: { parked: Parked; timer: NodeJS.Timeout }[] = [];
  readonly #end: (parked: Parked) => void;

  /** @param end ends the transaction of a connection that nobody took, and gives it back to the pool. */
  constructor(end: (parked: Parked) => void) {
    this.#end = end;
  }

  /** Leaves a connection here, unless the pool has to see it again. */
  park(parked: Parked): boolean {
    if (parked.reuses >= MOST_REUSES) return false;
    const timer = setTimeout(() => {
      this.#parked.splice(
        this.#parked.findIndex((one) => one.parked === parked),
        1,
      );
      this.#end(parked);
    }, PARK_MS);
    this.#parked.push({ parked, timer });
    return true;
  }

  /** The connection that was left here last: its transaction has to be ended first. */
  take(): Parked | undefined {
    const last = this.#parked.pop();
    if (last) clearTimeout(last.timer);
    return last?.parked;
  }
}

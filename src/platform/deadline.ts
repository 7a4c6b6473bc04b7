import { AsyncLocalStorage } from 'node:async_hooks';

/** By when the work under way must be done. */
export interface Deadline {
  /** On the clock of `performance.now()`; infinite once nobody waits any more. */
  until: number;
}

const current = new AsyncLocalStorage<Deadline>();

/**
 * Runs `work` and all that it starts under a deadline. It reaches whatever asks for {@link timeLeft} without being handed
 * through every call: who the caller is, the operation and its document numbers share the time of one request.
 */
export function withDeadline<T>(deadline: Deadline, work: () => T): T {
  return current.run(deadline, work);
}

/** Milliseconds until the deadline of the work under way (0: it has passed); infinite without one. */
export function timeLeft(): number {
  const deadline = current.getStore();
  return deadline ? Math.max(0, deadline.until - performance.now()) : Number.POSITIVE_INFINITY;
}

/** Moves the deadline: time that the work did not spend itself, such as waiting for the caller's bytes, is not counted. */
export function postpone(milliseconds: number): void {
  const deadline = current.getStore();
  if (deadline) deadline.until += milliseconds;
}

/** What each of several promises answers. */
type Answers<Promises extends readonly unknown[]> = { -readonly [K in keyof Promises]: Awaited<Promises[K]> };

/**
 * Waits for statements that were sent together, because none needs the answer of another: then they leave in one packet, and
 * PostgreSQL runs them in the order in which they were asked for. Of several that fail the first one counts, which failed
 * for a reason of its own.
 */
export async function together<const Promises extends readonly unknown[]>(
  ...asked: Promises
): Promise<Answers<Promises>> {
  const settled = await Promise.allSettled(asked);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Answers<Promises>;
}

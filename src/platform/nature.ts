import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/**
 * Everything that the input does not decide: the time, chance, and the ids that are made of both. Nothing else of the
 * gateway asks the machine for them, so that who puts another nature in its place gets the same run twice.
 */
export interface Nature {
  /** The present moment. */
  now(): Date;
  /** A number from 0 up to, but not including, 1; not for secrets. */
  random(): number;
  /** Bytes that nobody can guess. */
  randomBytes(size: number): Buffer;
  /** 26 characters (ULID) that are unique, and later ones of a process sort after earlier ones. */
  ulid(): string;
}

/** A fraction of chance for ids, which ask for 16 of them: the machine is asked for many at once. */
const fraction = (() => {
  let bytes = randomBytes(0);
  let next = 0;
  return () => {
    if (next === bytes.length) [bytes, next] = [randomBytes(4_096), 0];
    return bytes.readUInt8(next++) / 256;
  };
})();

/** That of the machine. */
const systemNature: Nature = {
  now: () => new Date(),
  random: () => Math.random(),
  randomBytes: (size) => randomBytes(size),
  ulid: monotonicFactory(fraction),
};

const entered = new AsyncLocalStorage<Nature>();

/** The nature that the work under way is done in. */
export const nature = (): Nature => entered.getStore() ?? systemNature;

/** Does some work, and all that it begins, in another nature. Production never does; the model check does. */
export function inNature<T>(other: Nature, work: () => T): T {
  return entered.run(other, work);
}

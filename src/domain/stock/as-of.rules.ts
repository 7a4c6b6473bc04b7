import { dayIn, isDay, momentOf } from '../dates.rules.ts';
import { refusedField } from '../errors.rules.ts';

/** A moment of the past: everything posted at it or before; or a day: everything posted up to its end. */
export type AsOf = { moment: string } | { day: string };

/** The calendar that begins a day first. */
const EARLIEST = 'Pacific/Kiritimati';

/** What a text means, a day or a moment; null when it is neither. */
export function asOfFrom(text: string): AsOf | null {
  if (isDay(text)) return { day: text };
  const moment = momentOf(text);
  return moment === null ? null : { moment };
}

/**
 * The past that a request means.
 * @param timezone of the one location that is asked for; null: any of them.
 * @throws VALIDATION_FAILED for what is still to come: a later moment, a day that has not begun.
 */
export function pastOf(text: string, now: Date, timezone: string | null): AsOf {
  const asOf = asOfFrom(text);
  const refuse = (message: string) => refusedField('VALIDATION_FAILED', 'asOf', message);
  if (!asOf) throw refuse('must be a date or a timestamp');
  if ('moment' in asOf) {
    if (Date.parse(asOf.moment) > now.getTime()) throw refuse('must not be in the future');
    return asOf;
  }
  const today = dayIn(timezone ?? EARLIEST, now);
  if (asOf.day > today) throw refuse(`must not be in the future (today is ${today})`);
  return asOf;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment, as statements take it. */
export type Moment = Pick<Date, 'toISOString'>;

/** Whether a text is a day of the calendar, `2024-02-29` but not `2023-02-29`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || text < '1900-01-01') return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** A timestamp with a zone in UTC, or `null` when the text is none. */
export function momentOf(text: string): string | null {
  if (!MOMENT.test(text) || !isDay(text.slice(0, 10))) return null;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return null;
  const inUtc = moment.toISOString();
  return inUtc.startsWith('+') ? null : inUtc; // the last hours of 9999 are in the year 10000 elsewhere
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether a text names a time zone of the IANA database. Offsets are none: `+05:00` is ahead of UTC for JavaScript and
 * behind it for PostgreSQL.
 */
export function isTimezone(timezone: string): boolean {
  if (!/^[A-Za-z]/.test(timezone)) return false;
  try {
    formatter(timezone);
    return true;
  } catch {
    return false;
  }
}

function formatter(timezone: string): Intl.DateTimeFormat {
  let made = formatters.get(timezone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timezone, made);
  }
  return made;
}

/** The day of the last moment that was asked for, by time zone: a request asks for its own moment for every row. */
const lastDays = new Map<string, { moment: number; day: string }>();

/** The day that a moment falls on in a time zone. */
export function dayIn(timezone: string, moment: Date): string {
  const at = moment.getTime();
  const last = lastDays.get(timezone);
  if (last?.moment === at) return last.day;
  const day = formatter(timezone).format(moment);
  lastDays.set(timezone, { moment: at, day });
  return day;
}

/** A day so many days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

import pg from 'pg';
import { newId } from '../../src/platform/ids.ts';

/** A statement as the gateway sent it, and what it answered. */
export interface Recorded {
  text: string;
  values: unknown[];
  rows: Record<string, unknown>[];
}

const frame = /^\s*(begin|start transaction|commit|rollback|savepoint|set |select set_config)/i;
const keyLookup = /from api_key k join organization/;
let recording: Recorded[] | null = null;

/** From now on the statements of this process can be recorded. */
export function listen(): void {
  const prototype = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown };
  const query = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const result = query.apply(this, args) as Promise<{ rows: Record<string, unknown>[] }>;
    const sent = args[0] as { text?: string; values?: unknown[] };
    const into = recording;
    if (into && sent?.text && !frame.test(sent.text) && !keyLookup.test(sent.text)) {
      const entry: Recorded = { text: sent.text, values: sent.values ?? [], rows: [] };
      into.push(entry);
      result.then(
        ({ rows }) => {
          entry.rows = rows;
        },
        () => undefined,
      );
    }
    return result;
  };
}

/** The statements that some work sends. */
export async function record(work: () => Promise<unknown>): Promise<Recorded[]> {
  const into: Recorded[] = [];
  recording = into;
  await work();
  recording = null;
  return into;
}

const identifier = /\b[a-z]{3}_[0-9a-z]{26}\b/g;
const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * Sends recorded statements again, for other input: what was given, what earlier statements answered, and what is new
 * for each request (ids, the moment) are put in place of what was recorded.
 */
export class Replay {
  readonly #statements: (Recorded & { name: string })[];
  /** What of ids is made anew for each request, by their prefixes; all others stay. */
  readonly #fresh: ReadonlySet<string>;

  constructor(name: string, statements: readonly Recorded[], fresh: Iterable<string> = []) {
    this.#statements = statements.map((statement, n) => ({ ...statement, name: `${name}${n}` }));
    this.#fresh = new Set(fresh);
  }

  /**
   * @param given what to put in place of what: texts and numbers
   * @param learn hears of each text that was answered, with the recorded one; what it adds to `given` is used from then on
   */
  async run(
    client: pg.ClientBase,
    given: Map<unknown, unknown>,
    learn: (recorded: string, now: string) => void = () => undefined,
  ): Promise<Record<string, unknown>[][]> {
    const now = new Date().toISOString();
    const answers: Record<string, unknown>[][] = [];
    for (const { name, text, values, rows } of this.#statements) {
      const sent = values.map((value) => this.#put(value, given, now));
      const answer = await client.query({ name, text, values: sent });
      answers.push(answer.rows);
      rows.forEach((row, index) => {
        for (const [column, value] of Object.entries(row)) {
          const found = answer.rows[index]?.[column];
          if (value !== null && typeof value === 'object') pairIds(value, found, given);
          if (typeof value !== 'string' || typeof found !== 'string') continue;
          if (value !== found && /^[a-z]{3}_/.test(value)) given.set(value, found);
          learn(value, found);
        }
      });
    }
    return answers;
  }

  #put(value: unknown, given: Map<unknown, unknown>, now: string): unknown {
    if (given.has(value)) return given.get(value);
    if (Array.isArray(value)) return value.map((entry) => this.#put(entry, given, now));
    if (typeof value !== 'string') return value;
    let text = value.replace(moment, now);
    for (const [from, to] of given)
      if (typeof from === 'string' && text.includes(from)) text = text.replaceAll(from, String(to));
    return text.replace(identifier, (id) => {
      if (!this.#fresh.has(id.slice(0, 3)) || isPut(given, id)) return id;
      const fresh = newId(id.slice(0, 3) as never);
      given.set(id, fresh);
      return fresh;
    });
  }
}

function isPut(given: Map<unknown, unknown>, id: string): boolean {
  for (const to of given.values()) if (to === id) return true;
  return false;
}

/** Ids inside of JSON answers stand for each other in the order they come. */
function pairIds(recorded: object, now: unknown, given: Map<unknown, unknown>): void {
  const found = JSON.stringify(now).match(identifier) ?? [];
  (JSON.stringify(recorded).match(identifier) ?? []).forEach((id, index) => {
    if (found[index] && found[index] !== id) given.set(id, found[index]);
  });
}

import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** What came back, or how it failed: a scenario judges both. */
export interface Reply {
  /** The HTTP status; 0 when no answer came. */
  status: number;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: scenarios look into answers of any shape
  body: any;
  /** The code of the refusal, `done` when there was none, or `none` when no answer came. */
  outcome: string;
  milliseconds: number;
}

/** After so long without an answer a scenario goes on, with the outcome `none`. */
const PATIENCE_MS = 20_000;

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** Sends one request on a kept connection, and never rejects. */
export function send(
  base: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const start = performance.now();
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const done = (status: number, answered: IncomingHttpHeaders, received: string) => {
      const parsed = parse(received);
      const milliseconds = performance.now() - start;
      resolve({
        status,
        headers: answered,
        body: parsed,
        outcome: outcomeOf(status, parsed),
        milliseconds,
      });
    };
    const sent = request(
      `${base}${path}`,
      {
        agent,
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => done(0, {}, ''));
        response.on('end', () =>
          done(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString()),
        );
      },
    );
    sent.on('error', () => done(0, {}, ''));
    // a hang is a finding, and must not hang the run
    sent.setTimeout(PATIENCE_MS, () => sent.destroy());
    sent.end(text);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function outcomeOf(status: number, body: unknown): string {
  if (status === 0) return 'none';
  const { code, errors } = (body ?? {}) as {
    code?: string;
    errors?: { extensions?: { code?: string } }[];
  };
  const refused = code ?? errors?.[0]?.extensions?.code;
  if (refused) return refused;
  return status < 400 ? 'done' : `HTTP ${status}`;
}

/** Does `work` for 0 to count - 1, `width` of them at a time. */
export async function inParallel<T>(
  count: number,
  width: number,
  work: (n: number) => Promise<T>,
): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) results[n] = await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return results;
}

/** How often each outcome. */
export function tally(outcomes: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** A value that so many percent of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

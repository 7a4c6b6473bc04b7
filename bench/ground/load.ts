import autocannon from 'autocannon';
import type { Ask, Stock, Workload } from '../workloads/workloads.ts';

/** A server as the load meets it. */
export interface Target {
  name: string;
  url: string;
  key: string;
  /** It answers as published. */
  full: boolean;
}

/** What a burst of load came to. */
export interface Burst {
  requests: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** Answers that were wrong, refused or missing: there must be none. */
  wrong: string[];
}

/** As issue and goals ask for. */
export const CONNECTIONS = 16;

/** Loads a server with a workload for some seconds, and checks every answer. */
export async function burst(
  target: Target,
  workload: Workload,
  stock: Stock,
  { seconds, connections = CONNECTIONS }: { seconds: number; connections?: number },
): Promise<Burst> {
  const wrong: string[] = [];
  const result = await autocannon({
    url: target.url,
    connections,
    duration: seconds,
    // an answer of a slow server still counts
    timeout: 20,
    requests: [
      {
        method: 'GET',
        setupRequest: (request, context) => {
          const ask = workload.ask(stock);
          (context as { ask: Ask }).ask = ask;
          return {
            ...request,
            method: ask.method,
            path: ask.path,
            headers: {
              authorization: `Bearer ${target.key}`,
              'content-type': 'application/json',
              ...ask.headers,
            },
            ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
          };
        },
        onResponse: (status, body, context) => {
          if (wrong.length >= 20) return;
          try {
            if (status !== 200) throw new Error(`HTTP ${status}: ${body.slice(0, 300)}`);
            workload.check(JSON.parse(body), (context as { ask: Ask }).ask, stock, target.full);
          } catch (error) {
            wrong.push(String(error));
          }
        },
      },
    ],
  });
  if (result.errors > 0) wrong.push(`${result.errors} requests without an answer`);
  return {
    requests: result.requests.total,
    seconds: result.duration,
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong,
  };
}

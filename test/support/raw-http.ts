import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { afterAll } from 'vitest';

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  milliseconds: number;
}

/** A request as a client that knows no rules sends it. */
export interface RawRequest {
  method: string;
  /** Sent as it is: `..` and `//` stay. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
afterAll(() => agent.destroy());

/** Sends a request that `fetch` would tidy up or refuse. */
export function rawRequest(
  url: string,
  { method, path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  return new Promise((resolve, reject) => {
    // Node frames the body of a DELETE or OPTIONS only when it is told to
    const framed = body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
    const sent = request({ agent, hostname, port, method, path, headers: framed }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
          milliseconds: performance.now() - start,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

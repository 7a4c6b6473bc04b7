import { createServer, type IncomingMessage } from 'node:http';

/** A request as a bare server takes it apart: no checks, no limits, nobody is asked who he is. */
export interface BareRequest {
  path: string;
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON was sent
  body: any;
  key: string;
}

/** What a bare server does on each path. */
export type BareRoutes = Record<string, (request: BareRequest) => Promise<unknown>>;

/** Serves some paths with node:http alone, and says on which port. */
export function serveBare(routes: BareRoutes): void {
  const server = createServer(async (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split('?');
    try {
      const body = request.method === 'POST' ? JSON.parse(await textOf(request)) : null;
      const query = new URLSearchParams(search);
      const key = String(request.headers['idempotency-key'] ?? '');
      const answer = JSON.stringify(await routes[path]?.({ path, query, body, key }));
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(answer),
      });
      response.end(answer);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`);
  });
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

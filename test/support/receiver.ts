import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, vi } from 'vitest';

/** A call that a receiver got. */
export interface Call {
  path: string;
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** What it answered; `null`: nothing. */
  status: number | null;
}

/** A receiver of webhooks; call this at the top of a file. The path says how it answers: `/ok`, `/500`, `/half`, `/silent`. */
export async function startReceiver() {
  const calls: Call[] = [];
  let seed = 42;
  const answers: Record<string, () => number | null> = {
    half: () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed > 1_073_741_824 ? 200 : 503;
    },
    ok: () => 204,
    silent: () => null,
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await text(request);
    const kind = path.split('/')[1] ?? '';
    const status = (answers[kind] ?? (() => Number(kind)))();
    calls.push({ path, id: String(request.headers['webhook-id']), headers: request.headers, body, status });
    if (status === null) return;
    response.writeHead(status, status === 302 ? { location: '/ok' } : {}).end('x'.repeat(100_000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    calls,
    url: (path: string) => `http://127.0.0.1:${port}/${path}`,
    /** The calls of a path. */
    at: (path: string) => calls.filter((call) => call.path === `/${path}`),
  };
}

/** Whether a call is signed with a secret, at the moment that it names. */
export function isSigned({ headers, body }: Call, secret: string): boolean {
  // the library compares with the machine's clock, which a test's clock has left behind
  const now = vi.spyOn(Date, 'now').mockReturnValue(Number(headers['webhook-timestamp']) * 1_000);
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  } finally {
    now.mockRestore();
  }
}

import { createServer, type RequestListener, type Server } from 'node:http';

/** How long clients may take, in milliseconds. */
export interface ClientTimes {
  /** To send the headers of a request. */
  readonly headers: number;
  /** To send a whole request. */
  readonly body: number;
  /** To read an answer. */
  readonly answer: number;
  /** Between two requests on one connection. */
  readonly keepAlive: number;
}

/** How often Node looks for those that are late, at most. */
const LOOK_MS = 500;

/** An HTTP server that waits for nobody for ever: whoever is too slow to send or to read is cut. */
export function createHttpServer(handler: RequestListener, times: ClientTimes): Server {
  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.body,
      keepAliveTimeout: times.keepAlive,
      connectionsCheckingInterval: Math.min(LOOK_MS, times.headers / 2),
    },
    handler,
  );
  cutSlowReaders(server, times.answer);
  return server;
}

/** An answer that is complete and not taken keeps its memory and its connection: only so long. */
function cutSlowReaders(server: Server, milliseconds: number): void {
  server.prependListener('request', (request, response) => {
    response.once('prefinish', () => {
      if (response.writableFinished) return;
      const timer = setTimeout(() => request.socket.destroy(), milliseconds);
      response.once('close', () => clearTimeout(timer));
    });
  });
}

import { once } from 'node:events';
import type { Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { type ClientTimes, createHttpServer } from '../../src/http/server.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

const patient: ClientTimes = { headers: 30_000, body: 30_000, answer: 30_000, keepAlive: 30_000 };

/** A connection to a server that answers with so many bytes, when it has read the request. */
async function connected(times: Partial<ClientTimes>, bytes = 2): Promise<net.Socket> {
  const server = createHttpServer(
    (request, response) => {
      request.resume().on('end', () => response.end(Buffer.alloc(bytes, 'x')));
    },
    { ...patient, ...times },
  );
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** All that the server says until it ends the connection. */
async function untilCut(socket: net.Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes;
  });
  await once(socket, 'close');
  return text;
}

describe('a client that is too slow', () => {
  it('with its headers is cut', async () => {
    const socket = await connected({ headers: 200 });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow');
    expect(await untilCut(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with its body is cut', async () => {
    const socket = await connected({ headers: 200, body: 300 });
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc');
    expect(await untilCut(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('to read its answer is cut, without the rest', async () => {
    const size = 64 * 1024 * 1024;
    const socket = await connected({ answer: 200 }, size);
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect
      .poll(
        () =>
          new Promise<number>((resolve) => servers.at(-1)?.getConnections((_error, open) => resolve(open))),
        {
          timeout: 10_000,
        },
      )
      .toBe(0);
    let read = 0;
    socket.on('data', (bytes) => {
      read += bytes.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(read).toBeLessThan(size);
  });

  it('and one that is not, on the same connection, is served', async () => {
    const socket = await connected({ headers: 1_000, answer: 1_000 });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 200 /);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await untilCut(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('that comes and says nothing is cut as well', async () => {
    const socket = await connected({ headers: 200 });
    await untilCut(socket);
    expect(socket.destroyed).toBe(true);
  });
});

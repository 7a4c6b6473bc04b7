import net from 'node:net';

/** A way to a server that can be lost: it swallows what is sent (as a network does that fails), or refuses. */
export interface TcpProxy {
  readonly port: number;
  /** `pass`: all goes through; `freeze`: nothing does, and nobody is told; `refuse`: connections end at once. */
  mode: 'pass' | 'freeze' | 'refuse';
  /** Ends every connection. */
  cutAll(): void;
  close(): Promise<void>;
}

/** Listens on a free port in front of what `target` says (a port, or a path of a unix socket). */
export async function startTcpProxy(target: net.NetConnectOpts): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  let mode: TcpProxy['mode'] = 'pass';
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = net.createServer((near) => {
    keep(near);
    if (mode === 'refuse') return void near.destroy();
    const far = net.connect(target);
    keep(far);
    // what comes while it is frozen is lost, as packets are
    near.on('data', (bytes) => mode === 'pass' && far.write(bytes));
    far.on('data', (bytes) => mode === 'pass' && near.write(bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
      if (next === 'refuse') cutAll();
    },
    cutAll,
    close: () => {
      cutAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

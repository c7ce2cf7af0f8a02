// A road to the Worker that loses answers: it forwards a request, waits until the Worker has answered, and then hangs up.
// Live sockets pass it too, until they are cut.
import { createServer, request as forward } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export type CuttingProxy = {
  url: string;
  /** Where requests go; set once the Worker's port is known. */
  target: string;
  /** Decides for each acknowledged POST whether its answer is lost. */
  cuts: (path: string) => boolean;
  /** Answers of POSTs that were lost after the Worker had given them. */
  lost: number;
  /** Live sockets that stand now. */
  sockets: Set<Duplex>;
  /** Called for each new live socket; false refuses it. */
  admits: (path: string) => boolean;
  /** Cuts every live socket without a goodbye, as a dead network does. */
  cut: () => void;
  close: () => Promise<void>;
};

/** Starts the proxy on a free port of localhost, as a site of its own. */
export async function startCuttingProxy(): Promise<CuttingProxy> {
  const server = createServer((incoming, reply) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const out = forward(
      proxy.target + url,
      { method, headers: { ...headers, host: new URL(proxy.target).host } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
        answer.on('end', () => {
          if (method === 'POST' && (answer.statusCode ?? 500) < 300 && proxy.cuts(url)) {
            proxy.lost++;
            incoming.socket.destroy();
            return;
          }
          reply.writeHead(answer.statusCode ?? 502, answer.headers);
          reply.end(Buffer.concat(chunks));
        });
      },
    );
    out.on('error', () => incoming.socket.destroy());
    incoming.pipe(out);
  });
  server.on('upgrade', ({ url = '/', rawHeaders }, near: Duplex, head: Buffer) => {
    if (!proxy.admits(url)) return void near.destroy();
    const { hostname, port } = new URL(proxy.target);
    const far = connect(Number(port), hostname);
    const host = new URL(proxy.target).host;
    const lines = pairs(rawHeaders).map(([name, value]) => `${name}: ${/^host$/i.test(name) ? host : value}`);
    far.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    far.write(head);
    near.pipe(far).pipe(near);
    proxy.sockets.add(near);
    const end = (): void => {
      proxy.sockets.delete(near);
      near.destroy();
      far.destroy();
    };
    for (const side of [near, far]) side.on('close', end).on('error', end);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const proxy: CuttingProxy = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    target: '',
    cuts: () => false,
    lost: 0,
    sockets: new Set(),
    admits: () => true,
    cut: () => proxy.sockets.forEach((socket) => socket.destroy()),
    close: () =>
      new Promise((resolve) => {
        proxy.cut();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

/** Node lists raw headers flat. */
const pairs = (flat: string[]): [string, string][] =>
  flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? '']] : []));

// A road to the Worker that loses answers: it forwards a request, waits until the Worker has answered, and then hangs up.
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export type CuttingProxy = {
  url: string;
  /** Where requests go; set once the Worker's port is known. */
  target: string;
  /** Decides for each acknowledged POST whether its answer is lost. */
  cuts: (path: string) => boolean;
  /** Answers of POSTs that were lost after the Worker had given them. */
  lost: number;
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
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const proxy: CuttingProxy = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    target: '',
    cuts: () => false,
    lost: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

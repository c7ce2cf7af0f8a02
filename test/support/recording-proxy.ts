// Stands before the Worker and writes down every request as it came over the wire: what a browser's own tools tell may differ.
import { createServer, request as send } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type RecordingProxy = {
  url: string;
  requests: Received[];
  /** Bytes of each answer's body as sent, by path without query. */
  bytes: Map<string, number>;
  /** Where requests go from now on. */
  forwardTo: (url: string) => void;
  /** Paths that are answered 503 from now on. */
  breakPaths: (pattern: RegExp | null) => void;
  close: () => Promise<void>;
};

/** Starts the proxy on a free port; it must be the Worker's PUBLIC_URL. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const requests: Received[] = [];
  const bytes = new Map<string, number>();
  let target = '';
  let broken: RegExp | null = null;
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    requests.push({ method, path, headers, body: body.toString() });
    if (broken?.test(path)) return void outgoing.writeHead(503, { 'Access-Control-Allow-Origin': '*' }).end();
    // The local server's edge would pack anew for a client that names gzip first; Cloudflare's does not.
    const accepts = headers['accept-encoding']?.includes('br') ? 'br' : 'identity';
    const options = { method, headers: { ...headers, 'accept-encoding': accepts } };
    const forward = send(target + path, options, async (reply) => {
      const content = Buffer.concat(await reply.toArray());
      bytes.set(path.split('?')[0] ?? '', content.length);
      const { 'transfer-encoding': _, ...rest } = reply.headers;
      outgoing.writeHead(reply.statusCode ?? 500, { ...rest, 'content-length': content.length }).end(content);
    });
    forward.once('error', () => outgoing.destroy());
    forward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    bytes,
    forwardTo: (url) => void (target = url.replace('localhost', '127.0.0.1')),
    breakPaths: (pattern) => void (broken = pattern),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

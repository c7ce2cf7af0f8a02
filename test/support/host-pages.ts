// Serves a clinic's pages on an origin of their own, as written by the test: path -> HTML and headers.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostPage = { html: string; headers?: Record<string, string>; status?: number };
export type HostServer = {
  url: string;
  /** May be changed while the server runs; keys are paths without query. */
  pages: Map<string, HostPage>;
  /** All that was asked, oldest first; `path` with its query. */
  requests: {
    method: string;
    path: string;
    headers: Record<string, string | string[] | undefined>;
    body: string;
  }[];
  close: () => Promise<void>;
};

/** Starts the server on 127.0.0.1: another site than the Worker's localhost, as in life. */
export async function serveHostPages(pages: Map<string, HostPage>): Promise<HostServer> {
  const requests: HostServer['requests'] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const body = Buffer.concat(await request.toArray()).toString();
    requests.push({ method: request.method ?? 'GET', path, headers: request.headers, body });
    const page = pages.get(decodePath(path)) ?? (path.startsWith('/favicon') ? EMPTY : MISSING);
    response.writeHead(page.status ?? 200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers });
    response.end(page.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const EMPTY: HostPage = { html: '', status: 204 };
const MISSING: HostPage = { html: '<!doctype html><title>404</title>', status: 404 };

function decodePath(path: string): string {
  const bare = path.split('?')[0] ?? '/';
  try {
    return decodeURI(bare);
  } catch {
    return bare;
  }
}

// Serves the pretend clinic's site: plain pages of its own origin with the one script tag in their head.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const here = import.meta.dirname;
const part = (name: string): string => readFileSync(join(here, 'parts', name), 'utf8');

/** Where the clinic takes its notices. */
export const NOTICE_PATH = '/otklik-notices';
/** The pretend booking system's own host: browsers lead every `.localhost` name to this machine. */
export const BOOKING_WIDGET_HOST = 'zapis.localhost';
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type DemoSite = {
  snippet: string;
  /** Takes a notice by its signature and body, and returns the HTTP status to answer. */
  onNotice: (signature: string, body: string) => number;
};

/** Starts the site on 127.0.0.1; resolves when it listens, rejects when the port is taken. */
export function serveDemoSite(port: number, site: DemoSite): Promise<Server> {
  const widget = `http://${BOOKING_WIDGET_HOST}:${port}/`;
  const server = createServer((request, response) => void answer(request, response, { ...site, widget }));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: DemoSite & { widget: string },
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const html = (status: number, body: string | null): void =>
    void response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
  if (request.headers.host?.startsWith(`${BOOKING_WIDGET_HOST}:`)) {
    return html(200, readFileSync(join(here, 'widget.html'), 'utf8'));
  }
  if (request.method === 'POST' && path.endsWith('/booking')) {
    // What was typed is read to its end and forgotten.
    request.resume();
    response.writeHead(303, { Location: path.replace(/booking$/, 'thank-you') }).end();
    return;
  }
  if (request.method === 'POST' && path === NOTICE_PATH) {
    const body = Buffer.concat(await request.toArray()).toString();
    response.writeHead(site.onNotice(String(request.headers['otklik-signature'] ?? ''), body)).end();
    return;
  }
  const file = staticFile(path);
  if (file !== null) {
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] }).end(readFileSync(file));
    return;
  }
  const page = demoPage(path, site);
  html(page === null ? 404 : 200, page ?? demoPage('/', site));
}

function staticFile(path: string): string | null {
  const file = join(here, 'static', path);
  return /^\/[a-z-]+\.(css|js|svg)$/.test(path) && existsSync(file) ? file : null;
}

/** The whole page at this path with the snippet in its head, or null. All of `/spa/…` is one page. */
function demoPage(path: string, { snippet, widget }: { snippet: string; widget: string }): string | null {
  if (!/^\/[a-z/-]*$/.test(path)) return null;
  const name = path.startsWith('/spa/') ? '/spa' : path.endsWith('/') ? `${path}index` : path;
  const file = join(here, 'pages', `${name}.html`);
  if (!existsSync(file)) return null;
  const [title = '', ...main] = readFileSync(file, 'utf8').split('\n');
  const lang = path.startsWith('/en/') ? 'en' : 'ru';
  const filled: Record<string, string> = {
    lang,
    title: title.replace(/<\/?title>/g, ''),
    snippet,
    header: part(`header.${lang}.html`).replace(`<a href="${path}"`, `<a aria-current="page" href="${path}"`),
    footer: part(`footer.${lang}.html`),
    main: main.join('\n').replace('{{widget}}', widget),
  };
  return part('layout.html').replace(/\{\{(\w+)\}\}/g, (_, key: string) => filled[key] ?? '');
}

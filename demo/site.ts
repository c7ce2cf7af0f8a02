// Serves the pretend clinic's site: plain pages of its own origin with the one script tag in their head.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';

const here = import.meta.dirname;
const part = (name: string): string => readFileSync(join(here, 'parts', name), 'utf8');

/** Where the clinic takes its notices. */
export const NOTICE_PATH = '/otklik-notices';

/** The pretend booking system's own host: browsers lead every `.localhost` name to this machine. */
export const BOOKING_WIDGET_HOST = 'zapis.localhost';

export type DemoSite = {
  snippet: string;
  /** Takes a notice by its signature and body, and returns the HTTP status to answer. */
  onNotice: (signature: string, body: string) => number;
};

/** Starts the site on 127.0.0.1; resolves when it listens, rejects when the port is taken. */
export function serveDemoSite(port: number, site: DemoSite): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response, site));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, site: DemoSite): Promise<void> {
  const { snippet, onNotice } = site;
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method === 'POST' && path.endsWith('/booking')) {
    // What was typed is read to its end and forgotten.
    request.resume();
    response.writeHead(303, { Location: path.replace(/booking$/, 'thank-you') }).end();
    return;
  }
  if (request.method === 'POST' && path === NOTICE_PATH) {
    const body = Buffer.concat(await request.toArray()).toString();
    response.writeHead(onNotice(String(request.headers['otklik-signature'] ?? ''), body)).end();
    return;
  }
  if (path === '/site.css') {
    response
      .writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' })
      .end(readFileSync(join(here, 'site.css')));
    return;
  }
  const html = demoPage(path, snippet);
  response.writeHead(html === null ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(html ?? demoPage('/', snippet));
}

/** The whole page at this path with the snippet in its head, or null. */
export function demoPage(path: string, snippet: string): string | null {
  if (!/^\/[a-z/-]*$/.test(path)) return null;
  const file = join(here, 'pages', path.endsWith('/') ? `${path}index.html` : `${path}.html`);
  if (!existsSync(file)) return null;
  const [title = '', ...main] = readFileSync(file, 'utf8').split('\n');
  const lang = path.startsWith('/en/') ? 'en' : 'ru';
  const filled: Record<string, string> = {
    lang,
    title: title.replace(/<\/?title>/g, ''),
    snippet,
    header: part(`header.${lang}.html`).replace(`<a href="${path}"`, `<a aria-current="page" href="${path}"`),
    footer: part(`footer.${lang}.html`),
    main: main.join('\n'),
  };
  return part('layout.html').replace(/\{\{(\w+)\}\}/g, (_, name: string) => filled[name] ?? '');
}

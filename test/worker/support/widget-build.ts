// A small widget build as the assets binding would serve it: the Worker's rules are tested without a build of the real one.
import { brotliCompressSync } from 'node:zlib';

const PAGE = '<!doctype html><title>dashboard</title>';

/** Assets of one release; `without` takes files away, as a deploy does. A missing file comes as the dashboard's page. */
export function widgetBuild(release: string, loader = 'run(__CONFIG__)', without: string[] = []): Fetcher {
  const panel = `export const release='${release}';`;
  const files: Record<string, [type: string, body: string | Uint8Array]> = {
    '/_widget/release.json': ['application/json', JSON.stringify({ release })],
    '/_widget/loader.js': ['text/javascript', loader],
    '/_widget/panel.ru.js': ['text/javascript', panel],
    '/_widget/panel.ru.js.br': ['application/octet-stream', brotliCompressSync(panel)],
    '/_widget/late.en.js': ['text/javascript', `${panel}late()`],
    '/_widget/outbox.js': ['text/javascript', `${panel}outbox()`],
    '/assets/app.js': ['text/javascript', 'app()'],
  };
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const [type, body] = (!without.includes(pathname) && files[pathname]) || ['text/html', PAGE];
    return new Response(body, { headers: { 'Content-Type': type } });
  };
  return { fetch, connect: () => expectNever() };
}

function expectNever(): never {
  throw new Error('The Worker opens no socket to its assets.');
}

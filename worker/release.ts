// The widget's build as deployed with this Worker: its release, the loader's text, and the chunks with their own brotli.

/** The free identifier in the built loader that stands where a site's config goes. */
export const CONFIG_HOLE = '__CONFIG__';

export type Release = { release: string; loader: string };

const known = new WeakMap<Fetcher, Promise<Release | null>>();

/** The release in hand, read once per isolate (an isolate lives within one deploy); null while no build is deployed. */
export function readRelease(assets: Fetcher): Promise<Release | null> {
  let reading = known.get(assets);
  if (!reading) {
    reading = fetchRelease(assets);
    known.set(assets, reading);
    // A failed or empty reading is not kept: the next request asks again.
    const forget = () => void known.delete(assets);
    reading.then((release) => release ?? forget(), forget);
  }
  return reading;
}

async function fetchRelease(assets: Fetcher): Promise<Release | null> {
  const [meta, loader] = await Promise.all([
    readWidgetFile(assets, 'release.json'),
    readWidgetFile(assets, 'loader.js'),
  ]);
  if (!meta || !loader) return null;
  const { release } = await meta.json<{ release?: unknown }>();
  const text = await loader.text();
  return typeof release === 'string' &&
    /^[a-z0-9]{1,16}$/.test(release) &&
    text.split(CONFIG_HOLE).length === 2
    ? { release, loader: text }
    : null;
}

/** A file of dist/_widget, or null. A missing asset comes as the dashboard's page with 200. */
export async function readWidgetFile(assets: Fetcher, name: string): Promise<Response | null> {
  const reply = await assets.fetch(`https://assets.invalid/_widget/${name}`);
  const found = reply.ok && !reply.headers.get('Content-Type')?.startsWith('text/html');
  if (!found) await reply.body?.cancel();
  return found ? reply : null;
}

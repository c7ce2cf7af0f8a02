// The widget's build as deployed with this Worker: its release, the loader's text, and the chunks with their own brotli.
import type { Env } from './env.ts';
import { buildLoaderFile, CONFIG_HOLE } from './loader-file.ts';
import type { LoaderFile, LoaderSite } from './loader-file.ts';

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

/** The file for settings in hand, or null while no widget is deployed. Over MAX_LOADER_BYTES they must be refused. */
export async function loaderFileFor(
  env: Pick<Env, 'ASSETS' | 'PUBLIC_URL'>,
  site: LoaderSite,
): Promise<LoaderFile | null> {
  const current = await readRelease(env.ASSETS);
  return current && buildLoaderFile({ ...current, origin: env.PUBLIC_URL, site });
}

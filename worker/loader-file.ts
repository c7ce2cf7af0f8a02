// The loader of one site as sent: the release's text with the site's config in its hole, plain and compressed at the best quality.
import { brotliCompressSync, constants } from 'node:zlib';
import type { Settings } from './contract/settings.ts';
import { loaderConfig, scriptLiteral } from './domain/loader-config.ts';
import { sha256 } from './secrets.ts';

/** The free identifier in the built loader that stands where a site's config goes. */
export const CONFIG_HOLE = '__CONFIG__';

/** Bytes of brotli that a page view may cost: a save that would need more is refused. */
export const MAX_LOADER_BYTES = 3000;

/** What the loader is told of a site. */
export type LoaderSite = { key: string; version: number; settings: Settings };

export type LoaderFile = {
  /** The widget's release and the origin that the text names: another of either makes the file stale. */
  release: string;
  version: number;
  etag: string;
  plain: string;
  brotli: Uint8Array;
};

/** Names what a file was built from besides the site. */
export const loaderRelease = (release: string, origin: string): string => `${release} ${origin}`;

/**
 * Builds the file. Compression takes about 7 ms of CPU, most of what a request may use on the free plan: so once per save or
 * deploy, never per page view.
 */
export async function buildLoaderFile(options: {
  release: string;
  loader: string;
  origin: string;
  site: LoaderSite;
}): Promise<LoaderFile> {
  const { release, loader, origin, site } = options;
  const config = loaderConfig({ origin, key: site.key, release, settings: site.settings });
  // Not replace(): a `$` in the config would be read as a pattern.
  const plain = loader.split(CONFIG_HOLE).join(scriptLiteral(config));
  const brotli = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      // The smallest window: a file of 6 kB gains nothing from a larger one, whose sizes jump by 30 bytes with every name.
      [constants.BROTLI_PARAM_LGWIN]: 11,
    },
  });
  // Weak: the same file is sent plain and compressed.
  const etag = `W/"${(await sha256(plain)).slice(0, 16)}"`;
  return { release: loaderRelease(release, origin), version: site.version, etag, plain, brotli };
}

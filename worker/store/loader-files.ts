// SQL of built loaders: one per site, a cache that any save or deploy may replace.
import type { LoaderFile } from '../loader-file.ts';

/** The built file of a site, or null. */
export async function readLoaderFile(db: D1Database, siteId: string): Promise<LoaderFile | null> {
  const row = await db
    .prepare('SELECT release, version, etag, plain, brotli FROM loader_file WHERE site_id = ?1')
    .bind(siteId)
    .first<Omit<LoaderFile, 'brotli'> & { brotli: number[] }>();
  return row && { ...row, brotli: new Uint8Array(row.brotli) };
}

/** Keeps the file unless one of later settings is there: an isolate that remembers older ones must not bring them back. */
export async function upsertLoaderFile(db: D1Database, siteId: string, file: LoaderFile): Promise<void> {
  await db
    .prepare(
      `INSERT INTO loader_file (site_id, release, version, etag, plain, brotli) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (site_id) DO UPDATE SET release = excluded.release, version = excluded.version, etag = excluded.etag,
         plain = excluded.plain, brotli = excluded.brotli
       WHERE excluded.version >= loader_file.version`,
    )
    .bind(siteId, file.release, file.version, file.etag, file.plain, file.brotli)
    .run();
}

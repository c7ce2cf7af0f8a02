// The one place that chooses a database. Today there is one; a deployment that outgrows it binds DB2, DB3 …
//
// A database holds whole sites: all that names a site, its `site`, `clinic` and `series` rows, and copies of the `member` rows
// that its replies name. People (`member`, `membership`, `session`, `sign_in_link`), clinics and their places are the first
// one's, which also has a `site` row for every site: `site.home` says where the site really lives.
import type { Env } from './env.ts';
import type { Site } from './store/sites.ts';

type Databases = Pick<Env, 'DB' | 'DB2' | 'DB3'>;

/** Every database of the deployment, the first one first. */
export const databases = ({ DB, DB2, DB3 }: Databases): D1Database[] =>
  [DB, DB2, DB3].filter((db) => db !== undefined);

/** Where people, clinics and the directory of sites are. */
export const firstDatabase = ({ DB }: Databases): D1Database => DB;

/** Where a site lives. Throws when its home is not bound: better no answer than a wrong one. */
export function databaseFor(env: Databases, { home }: Pick<Site, 'home'>): D1Database {
  const db = [env.DB, env.DB2, env.DB3][home - 1];
  if (!db) throw new Error(`database ${home} is not bound`);
  return db;
}

/** A site as its home knows it: one read while it lives in the first database, else a second one there. */
export async function siteAtHome(
  env: Databases,
  read: (db: D1Database) => Promise<Site | null>,
): Promise<Site | null> {
  const listed = await read(firstDatabase(env));
  return listed && atHome(env, listed, read);
}

/** A site that the first database lists, as its home knows it. */
export async function atHome(
  env: Databases,
  listed: Site,
  read: (db: D1Database) => Promise<Site | null>,
): Promise<Site | null> {
  if (listed.home === 1) return listed;
  const site = await read(databaseFor(env, listed));
  return site && { ...site, home: listed.home };
}

// The local D1, opened without a server: two processes on one local D1 get SQLITE_BUSY, so this happens before the Worker starts.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { quietEnvironment } from './quiet.ts';

export const root = join(import.meta.dirname, '..');

type Binding = { binding: string; database_id?: string };

/** Opens the local D1 kept in `stateDir`, with the tables of schema.sql, runs `work` on it, and closes it again. */
export async function withLocalDatabase<T>(
  stateDir: string,
  work: (db: D1Database) => Promise<T>,
): Promise<T> {
  mkdirSync(stateDir, { recursive: true });
  Object.assign(process.env, quietEnvironment(join(stateDir, 'registry')));
  const [{ convertV4MiniflareOptions, Miniflare }, { unstable_readConfig: readConfig }] = await Promise.all([
    import('miniflare'),
    import('wrangler'),
  ]);
  const { d1_databases: databases } = readConfig({ config: join(root, 'wrangler.jsonc') });
  // A worker that does nothing: the database alone is wanted.
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: 'export default { fetch: () => new Response() }',
      cf: false,
      resourcePersistencePath: join(stateDir, 'v3'),
      d1Databases: Object.fromEntries(
        databases.map(({ binding, database_id: id }: Binding) => [binding, id ?? binding]),
      ),
    }),
  );
  try {
    // Miniflare's own type of the same thing.
    const DB = (await runtime.getD1Database('DB')) as unknown as D1Database;
    await createTables(DB);
    return await work(DB);
  } finally {
    await runtime.dispose();
  }
}

/** Makes the tables of schema.sql where they are not there yet. */
export async function createTables(db: D1Database): Promise<void> {
  const { unstable_splitSqlQuery: splitSqlQuery } = await import('wrangler');
  const statements = splitSqlQuery(readFileSync(join(root, 'schema.sql'), 'utf8'));
  await db.batch(statements.map((sql) => db.prepare(sql)));
}

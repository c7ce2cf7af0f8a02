// The whole database as one value: to see that nothing changed, and to put everything back.
import { env } from 'cloudflare:workers';

export type Dump = Record<string, Record<string, unknown>[]>;

/** All tables but the built loaders: a cache that any page view may fill. */
async function tableNames(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
     AND name <> 'loader_file' ORDER BY name`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Every row of every table. */
export async function dump(): Promise<Dump> {
  const names = await tableNames();
  const results = await env.DB.batch<Record<string, unknown>>(
    names.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`)),
  );
  return Object.fromEntries(names.map((name, i) => [name, results[i]?.results ?? []]));
}

/** Puts a dump back in one transaction. */
export async function restore(dumped: Dump): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('PRAGMA defer_foreign_keys = true'),
    ...Object.keys(dumped).map((name) => env.DB.prepare(`DELETE FROM "${name}"`)),
    ...Object.entries(dumped).flatMap(([name, rows]) => rows.map((row) => insertRow(name, row))),
  ]);
}

function insertRow(table: string, row: Record<string, unknown>): D1PreparedStatement {
  const columns = Object.keys(row);
  // A trigger may have counted a row that is put back already: what was dumped stands.
  return env.DB.prepare(
    `INSERT OR REPLACE INTO "${table}" (${columns.map((c) => `"${c}"`).join(', ')}) VALUES (${columns.map((_, i) => `?${i + 1}`).join(', ')})`,
  ).bind(...Object.values(row));
}

let fingerprintSql: string | undefined;

/** The same as one text, made by one statement: cheap enough to ask for after every request. */
export async function fingerprint(): Promise<string> {
  fingerprintSql ??= await fingerprintStatement();
  return JSON.stringify(await env.DB.prepare(fingerprintSql).first());
}

/** Notes that a script was fetched: any page view may make one. */
const NOTES = new Set(['site.fetched_at']);

async function fingerprintStatement(): Promise<string> {
  const tables = await Promise.all(
    (await tableNames()).map(async (name) => {
      const { results } = await env.DB.prepare(`PRAGMA table_info("${name}")`).all<{ name: string }>();
      const columns = results
        .filter((column) => !NOTES.has(`${name}.${column.name}`))
        .map((column) => `quote("${column.name}")`);
      // In pieces, because D1 refuses an expression that is more than a hundred deep.
      const pieces = Array.from({ length: Math.ceil(columns.length / 16) }, (_, i) =>
        columns.slice(16 * i, 16 * i + 16).join(` || ',' || `),
      );
      const row = pieces.map((piece) => `(${piece})`).join(` || ',' || `);
      return `(SELECT group_concat(${row}, char(10)) FROM "${name}") AS "${name}"`;
    }),
  );
  return `SELECT ${tables.join(', ')}`;
}

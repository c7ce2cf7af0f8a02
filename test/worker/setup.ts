// Files share a runtime, because starting one took longer than most of them; every file starts with an empty store of salts, and
// every test with empty tables of schema.sql.
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach } from 'vitest';

beforeAll(async () => {
  await env.DB.batch(env.SCHEMA.map((sql) => env.DB.prepare(sql)));
  const { keys } = await env.SALTS.list();
  await Promise.all(keys.map(({ name }) => env.SALTS.delete(name)));
});

beforeEach(async () => {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
     AND name <> 'schema_version'`,
  ).all<{ name: string }>();
  await env.DB.batch([
    env.DB.prepare('PRAGMA defer_foreign_keys = true'),
    ...results.map(({ name }) => env.DB.prepare(`DELETE FROM "${name}"`)),
  ]);
});

// Every test file has its own D1; every test starts with empty tables of schema.sql.
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach } from 'vitest';

beforeAll(async () => {
  await env.DB.batch(env.SCHEMA.map((sql) => env.DB.prepare(sql)));
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

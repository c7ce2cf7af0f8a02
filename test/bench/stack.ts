// The bench's stack: the Worker bundled and run in workerd by Miniflare, with a real D1 and KV in a directory of its own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { build } from 'vite';
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler';

export type SqlResult = { written: number; read: number; rows: Record<string, unknown>[] };
export type Stack = {
  url: URL;
  sql: (...statements: [string, ...unknown[]][]) => Promise<SqlResult[]>;
  post: <T>(path: string, body: unknown) => Promise<T>;
  stop: () => Promise<void>;
};

/** Bundles the bench's worker and starts it with an empty database. */
export async function startStack(): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'otklik-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      ssr: 'test/worker/support/bench-worker.ts',
      outDir: dir,
      emptyOutDir: false,
      rolldownOptions: { external: [/^node:/, /^cloudflare:/], output: { entryFileNames: 'worker.mjs' } },
    },
  });
  const workerd = new Miniflare(
    convertV4MiniflareOptions({
      modules: [
        {
          type: 'ESModule',
          path: 'entry.mjs',
          contents: `import { benchWorker } from './worker.mjs'; export default benchWorker;`,
        },
        { type: 'ESModule', path: 'worker.mjs', contents: readFileSync(join(dir, 'worker.mjs'), 'utf8') },
      ],
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: ['DB'],
      kvNamespaces: ['SALTS'],
      bindings: { PUBLIC_URL: 'http://localhost:8787', DATA_PLACE: 'eu', SEAL_KEYS: '' },
      d1Persist: join(dir, 'd1'),
      kvPersist: join(dir, 'kv'),
      cf: false,
    }),
  );
  const url = await workerd.ready;
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const reply = await fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 300)}`);
    return (await reply.json()) as T;
  };
  const sql: Stack['sql'] = (...statements) => post('/bench/sql', statements);
  await sql(...splitSqlQuery(readFileSync('schema.sql', 'utf8')).map((text): [string] => [text]));
  const stop = async (): Promise<void> => {
    await workerd.dispose();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url, sql, post, stop };
}

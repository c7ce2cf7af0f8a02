// The bench's stack: the Worker with the bench's own doors, in workerd, with a real D1 and KV in a directory of its own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler';
import { createTables, root } from '../../scripts/local-database.ts';
import { freePort } from '../../scripts/ports.ts';
import { startWorkerd } from '../support/workerd.ts';

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
  const port = await freePort();
  const url = new URL(`http://localhost:${port}`);
  const workerd = await startWorkerd({
    bundle: {
      script: await bundle(dir),
      options: workerOptionsOf(join(root, 'wrangler.jsonc')).workerOptions,
    },
    port,
    stateDir: dir,
    vars: { PUBLIC_URL: url.origin, SEAL_KEYS: '' },
    onOutput: (text) => void process.stderr.write(text),
  });
  await createTables(await workerd.database());
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const reply = await fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 300)}`);
    return (await reply.json()) as T;
  };
  const sql: Stack['sql'] = (...statements) => post('/api/bench/sql', statements);
  const stop = async (): Promise<void> => {
    await workerd.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url, sql, post, stop };
}

/** One module: the entry's default export is what the bench's worker exports by name; the hub is the real one. */
async function bundle(dir: string): Promise<string> {
  const entry = join(dir, 'entry.ts');
  const worker = join(root, 'test/worker/support/bench-worker.ts');
  const hub = join(root, 'worker/index.ts');
  writeFileSync(
    entry,
    `export { benchWorker as default } from ${JSON.stringify(worker)};\nexport { LiveHub } from ${JSON.stringify(hub)};`,
  );
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      ssr: entry,
      outDir: join(dir, 'bundle'),
      rolldownOptions: { external: [/^node:/, /^cloudflare:/], output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return readFileSync(join(dir, 'bundle/worker.mjs'), 'utf8');
}

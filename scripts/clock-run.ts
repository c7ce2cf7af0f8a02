// Runs the Worker with another clock (demo/clock-worker.ts) on a state folder: no port, no watching of files, one process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler';
import type { Play, Played } from '../demo/simulator/play.ts';
import { root } from './local-database.ts';
import { quietEnvironment } from './quiet.ts';

const CONFIG = join(root, 'wrangler.jsonc');
const ENTRY = join(root, 'demo/clock-worker.ts');

export type ClockRun = {
  database: D1Database;
  /** Plays the list in the Worker; the answers come in its order. */
  play: (list: readonly Play[]) => Promise<Played[]>;
  stop: () => Promise<void>;
};

/** Starts workerd on `stateDir`; `vars` are PUBLIC_URL and SEAL_KEYS at least. */
export async function startClockRun(stateDir: string, vars: Record<string, string>): Promise<ClockRun> {
  const { workerOptions } = workerOptionsOf(CONFIG);
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      logRequests: false,
      resourcePersistencePath: join(stateDir, 'v3'),
      workers: [
        {
          ...workerOptions,
          modules: [{ type: 'ESModule', path: 'index.js', contents: bundle() }],
          bindings: Object.assign({}, workerOptions.bindings, vars),
        },
      ],
    }),
  );
  await runtime.ready;
  return {
    // Miniflare's own type of the same thing.
    database: (await runtime.getD1Database('DB')) as unknown as D1Database,
    play: async (list) => {
      const reply = await runtime.dispatchFetch('http://clock/api/play', {
        method: 'POST',
        body: JSON.stringify(list),
      });
      if (!reply.ok)
        throw new Error(`The Worker with another clock answered ${reply.status}: ${await reply.text()}`);
      return (await reply.json()) as Played[];
    },
    stop: () => runtime.dispose(),
  };
}

function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-clock-'));
  try {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/wrangler/bin/wrangler.js'),
        ...['deploy', ENTRY, '--dry-run', '--config', CONFIG, '--outdir', folder],
      ],
      { cwd: root, encoding: 'utf8', env: { ...process.env, ...quietEnvironment(join(folder, 'registry')) } },
    );
    if (status !== 0) throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`);
    return readFileSync(join(folder, 'clock-worker.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

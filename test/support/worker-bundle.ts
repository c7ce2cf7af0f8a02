// What deploys, bundled once for all stacks of a test run: wrangler's own bundle and its reading of the configuration.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler';
import { root } from '../../scripts/local-database.ts';
import { quietEnvironment } from '../../scripts/quiet.ts';

export type WorkerBundle = {
  /** The Worker as one ES module. */
  script: string;
  /** Bindings, assets and flags of wrangler.jsonc, in Miniflare's words. */
  options: ReturnType<typeof workerOptionsOf>['workerOptions'];
};

/** Bundles worker/index.ts as `wrangler deploy` would. */
export function bundleWorker(): WorkerBundle {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-bundle-'));
  try {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', '--outdir', folder],
      { cwd: root, encoding: 'utf8', env: { ...process.env, ...quietEnvironment(join(folder, 'registry')) } },
    );
    if (status !== 0) throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`);
    return {
      script: readFileSync(join(folder, 'index.js'), 'utf8'),
      options: workerOptionsOf(join(root, 'wrangler.jsonc')).workerOptions,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// `npm run verify`: the large matrices that would make `npm test` too long. Writes what they have seen to verify-results/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { buildIfStale } from './build.ts';
import { root } from './local-database.ts';

type Line = { table: string; row: Record<string, unknown> };

/** Runs the tests of test/verify; words after the command choose among them, as in `npm run verify -- questions`. */
async function verify(filters: string[]): Promise<number> {
  await ensureBrowser(console.log);
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'otklik-verify-'));
  const figures = join(folder, 'figures.jsonl');
  writeFileSync(figures, '');
  try {
    const startedMs = Date.now();
    const { status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'verify', ...filters],
      { cwd: root, stdio: 'inherit', env: { ...process.env, OTKLIK_VERIFY: figures } },
    );
    const lines = readFileSync(figures, 'utf8').split('\n').filter(Boolean);
    write(
      lines.map((line) => JSON.parse(line) as Line),
      { seconds: (Date.now() - startedMs) / 1000, isGood: status === 0 },
    );
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file per run, named by its instant. */
function write(lines: Line[], run: { seconds: number; isGood: boolean }): void {
  const seen: Record<string, Line['row'][]> = {};
  for (const { table, row } of lines) (seen[table] ??= []).push(row);
  const folder = join(root, 'verify-results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ ...run, cores: cpus().length, ...seen }, null, 2)}\n`);
  for (const [table, rows] of Object.entries(seen)) console.log(`${table}: ${rows.length} cases`);
  console.log(`${run.isGood ? 'All held' : 'Something did not hold'}; written to ${file}`);
}

process.exitCode = await verify(process.argv.slice(2));

// `npm test`: finds a browser, builds what is stale, checks types, lint and format, and runs every test. Nothing may be skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { buildIfStale } from './build.ts';
import { check } from './check.ts';
import { root } from './local-database.ts';

export type TestCounts = { passed: number; failed: number; skipped: number };

/** Numbers from vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function countsOf(report: VitestReport): TestCounts {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
export type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** Good only if something ran, all of it passed, and nothing was skipped. */
export const isGood = ({ passed, failed, skipped }: TestCounts): boolean =>
  passed > 0 && failed === 0 && skipped === 0;

function runVitest(filters: string[]): { counts: TestCounts; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...filters],
      { cwd: root, stdio: 'inherit' },
    );
    return { counts: countsOf(JSON.parse(readFileSync(file, 'utf8')) as VitestReport), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function test(filters: string[]): Promise<void> {
  await ensureBrowser(console.log);
  await buildIfStale();
  const failedChecks = await check();
  if (failedChecks.length > 0) return end({ passed: 0, failed: failedChecks.length, skipped: 0 }, 1);
  const { counts, status } = runVitest(filters);
  end(counts, status);
}

/** The last line is read by machines. */
function end(counts: TestCounts, status: number | null): void {
  if (counts.skipped > 0) console.error(`${counts.skipped} tests were skipped: none may be.`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = isGood(counts) && status === 0 ? 0 : 1;
}

if (import.meta.main) {
  try {
    await test(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    end({ passed: 0, failed: 1, skipped: 0 }, 1);
  }
}

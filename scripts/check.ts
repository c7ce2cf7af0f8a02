// Types of every room, lint and formatting, at once; prints only what is wrong.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './local-database.ts';

const ROOMS = ['worker', 'widget', 'dashboard', 'scripts', 'test', 'test/worker', 'test/look'];
const program = (name: string): string => join(root, 'node_modules/.bin', name);

type Check = { name: string; command: string; parameters: string[] };
const CHECKS: Check[] = [
  ...ROOMS.map((room) => ({ name: `types of ${room}`, command: program('tsc'), parameters: ['-p', room] })),
  { name: 'lint', command: program('oxlint'), parameters: ['--deny-warnings', '.'] },
  { name: 'format', command: program('prettier'), parameters: ['--check', '--log-level', 'warn', '.'] },
];

/** Runs all checks side by side; resolves with the names of those that failed. */
export async function check(): Promise<string[]> {
  const results = await Promise.all(CHECKS.map(run));
  return results.filter((name) => name !== null);
}

function run({ name, command, parameters }: Check): Promise<string | null> {
  return new Promise((resolve) => {
    const output: string[] = [];
    const child = spawn(command, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
    child.once('error', (error) => output.push(error.message));
    child.once('close', (status) => {
      if (status === 0) return resolve(null);
      console.error(`Failed: ${name}\n${output.join('')}`);
      resolve(name);
    });
  });
}

if (import.meta.main) {
  const failed = await check();
  console.log(
    failed.length === 0
      ? 'Types, lint and format: good.'
      : `${failed.length} of ${CHECKS.length} checks failed.`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

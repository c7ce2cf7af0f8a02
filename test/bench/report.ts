// Writes what a full run measured: docs/benchmarks.json for machines, the table in docs/benchmarks.md for people.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/local-database.ts';

export type Section = { title: string; rows: Record<string, unknown>[] };
type Numbers = Record<string, Record<string, unknown>[]>;

/** Where and from what the numbers are. */
export const circumstances = () => ({
  commit: git('rev-parse', '--short=12', 'HEAD'),
  changed: git('status', '--porcelain', '--untracked-files=no') !== '',
  date: new Date().toISOString().slice(0, 10),
  seed: 'the number of visits',
  cores: cpus().length,
  processor: cpus()[0]?.model ?? '',
  memoryGB: Math.round(totalmem() / 1e9),
  node: process.version,
});

const git = (...words: string[]): string =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

const BEGIN = '<!-- the table below is written by `npm run bench -- --full --write` -->';

/** Puts the numbers into both files. */
export function writeReport(numbers: Numbers, about: ReturnType<typeof circumstances>): void {
  writeFileSync(join(root, 'docs/benchmarks.json'), `${JSON.stringify({ ...about, ...numbers }, null, 2)}\n`);
  const file = join(root, 'docs/benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(BEGIN);
  if (at < 0) throw new Error(`${file} has no place for the table`);
  const where = `Commit ${about.commit}${about.changed ? ' with changes' : ''}, ${about.date}; ${about.cores} cores (${about.processor}), ${about.memoryGB} GB, Node ${about.node}.`;
  const tables = Object.entries(numbers).map(([title, rows]) => `### ${title}\n\n${table(rows)}\n`);
  writeFileSync(file, `${text.slice(0, at)}${BEGIN}\n\n${where}\n\n${tables.join('\n')}`);
}

function table(rows: Record<string, unknown>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, names.map(() => '---'), ...rows.map((row) => names.map((name) => shown(row[name])))];
  return cells.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : String(value ?? '–');

// Which processes of this machine use a folder: so that a test kills its own browser and nobody else's.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Ids of the processes whose command line names this folder. */
export const processesOf = (folder: string): number[] =>
  commandLines()
    .filter(([pid, command]) => command.includes(folder) && pid !== process.pid)
    .map(([pid]) => pid);

/** SIGKILL; a process that is already gone is what was wanted. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Arguments are separated by spaces. Small Linux images have no `ps`, macOS has no /proc. */
function commandLines(): [number, string][] {
  if (!existsSync('/proc/self')) {
    const list = execFileSync('ps', ['-Ao', 'pid=,args=', '-ww'], {
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    });
    return list.split('\n').map((line) => [Number.parseInt(line, 10), line]);
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), commandLine(name)]);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Ids of the processes that a process started, and those that they started. */
export function descendantsOf(pid: number): number[] {
  const children = parents()
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
  return [...children, ...children.flatMap(descendantsOf)];
}

/** [process, its parent] of all processes. */
function parents(): [number, number][] {
  if (!existsSync('/proc/self')) {
    const list = execFileSync('ps', ['-Ao', 'pid=,ppid='], { encoding: 'utf8' });
    return list
      .trim()
      .split('\n')
      .map((line) => pair(line.trim().split(/\s+/)));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => pair([name, /^PPid:\s+(\d+)/m.exec(statusOf(name))?.[1] ?? '0']));
}

const pair = ([pid = '', parent = '']: string[]): [number, number] => [Number(pid), Number(parent)];

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

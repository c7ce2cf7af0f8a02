// CPU time and memory of the workerd this bench started, from /proc: unlike the wall, a neighbour's load hardly moves them.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** User and system time of our workerd children in ms; null where there is no /proc. */
export const workerdCpuMs = (): number | null => overChildren((pids) => sum(pids.map(cpuMsOf)));

/** The most memory our workerd children ever held, in MB; null where there is no /proc. */
export const workerdPeakMB = (): number | null => overChildren((pids) => sum(pids.map(peakMBOf)));

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

function overChildren(measure: (pids: string[]) => number): number | null {
  try {
    const tasks = readdirSync(`/proc/${process.pid}/task`);
    return measure(
      tasks.flatMap((task) =>
        readFileSync(`/proc/${process.pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
      ),
    );
  } catch {
    return null;
  }
}

function peakMBOf(pid: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  if (!/^Name:\s+workerd/m.test(status)) return 0;
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000);
}

function cpuMsOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  if (!stat.includes('(workerd)')) return 0;
  // Fields after the name in brackets: utime and stime are the 14th and 15th of the line.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

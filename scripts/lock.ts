// Lets one process at a time do a thing on this machine: two builds into one folder would spoil each other.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Waits for the lock (a folder) and takes it; returns its release. A lock whose holder is gone is taken over. */
export async function holdLock(folder: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, 'pid'), String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!isHeld(folder)) rmSync(folder, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isHeld(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')) || 0, 0);
    return true;
  } catch (error) {
    // Not ours to signal, or the pid is not written yet, is still held; only a process that is not there lets go.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

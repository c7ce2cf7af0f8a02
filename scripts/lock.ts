// Lets one process at a time do a thing on this machine: two builds into one folder would spoil each other.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    // Signal 0 only asks whether the process is there.
    if (pid > 0) process.kill(pid, 0);
    return pid > 0 || isYoung(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Somebody else's process may not be signalled, but it is there.
    return code === 'EPERM' || (code === 'ENOENT' && isYoung(folder));
  }
}

/** Between making the folder and writing the pid lie milliseconds; a folder without a pid for longer is a crash. */
function isYoung(folder: string): boolean {
  const made = statSync(folder, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.ctimeMs < 5_000;
}

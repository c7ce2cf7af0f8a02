// What a local run keeps between starts in .otklik/state (outside git): the database, a seal key, and who runs on it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './local-database.ts';
import { newSealKey } from './seed.ts';

/** The folder of `npm start`'s state, `empty` for the clinic without a past; OTKLIK_STATE names another. */
export const localStateDir = (name: 'state' | 'empty' = 'state'): string =>
  process.env['OTKLIK_STATE'] ?? join(root, '.otklik', name);

/** Whether this state holds a database already; only a state without one gets a quarter. */
export const hasDatabase = (stateDir: string): boolean => existsSync(join(stateDir, 'v3'));

/** Where the quarter of a state is made: in memory if there is such a folder, as waiting for a disk takes four times as long. */
export function workshopOf(stateDir: string): string {
  const name = createHash('sha256').update(stateDir).digest('hex').slice(0, 12);
  return join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `otklik-quarter-${name}`);
}

/** The seal keys of this state, made at the first call: contacts sealed yesterday must open today. */
export function localSealKeys(stateDir: string): string {
  const file = join(stateDir, 'seal-keys');
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(file, newSealKey('local'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Claims the state for this process. Returns the id of the process that already runs on it, or null. */
export function claimState(stateDir: string): number | null {
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, 'running');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && isAlive(holder)) return holder;
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

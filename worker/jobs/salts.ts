// Salts of the coming days, made ahead so that no beacon at a local midnight waits for one; those of days gone by, deleted.
import type { Env } from '../env.ts';
import { deleteOldSalts, ensureSalts } from '../salts.ts';

export async function makeSalts(env: Pick<Env, 'SALTS'>, nowMs: number): Promise<void> {
  await ensureSalts(env.SALTS, nowMs);
  await deleteOldSalts(env.SALTS, nowMs);
}

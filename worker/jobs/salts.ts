// Salts of the coming days, made ahead so that no beacon at a local midnight waits for one.
import type { Env } from '../env.ts';
import { ensureSalts } from '../salts.ts';

export const makeSalts = (env: Pick<Env, 'SALTS'>, nowMs: number): Promise<void> =>
  ensureSalts(env.SALTS, nowMs);

// The clock's part in forgetting: what has outlived its purpose is deleted piece by piece, each run a bounded one.
import { encodeTime } from 'ulidx';
import { cutoffs } from '../domain/retention.ts';
import type { Env } from '../env.ts';
import { deletePiece } from '../store/expired.ts';

/** Deletes one piece of what is too old at `now` (epoch ms); false when the next run has more to do. */
export function deleteExpired(env: Env, now: number): Promise<boolean> {
  const before = cutoffs(now);
  return deletePiece(env.DB, { before, noticeId: encodeTime(before.noticesMs, 10), nowMs: now });
}

// The clock's part in removing sites: what a removed site has left is erased piece by piece, each run a bounded one.
import type { Env } from '../env.ts';
import { deleteErasedSites, deleteSitePieces, listRemovedSites } from '../store/removals.ts';
import { deleteUnknownOrigins, UNKNOWN_ORIGIN_DAYS } from '../store/unknown-origins.ts';

/** The free plan allows 50 statements in one run, most of which the fold may take. */
const PER_RUN = { maxRows: 2_000, maxTables: 4 };
const DAY_MS = 86_400_000;

/** Erases a piece of what is removed and forgets old origins; false when the next run has more to do. */
export async function eraseRemoved(env: Pick<Env, 'DB'>, nowMs: number): Promise<boolean> {
  const before = new Date(nowMs - UNKNOWN_ORIGIN_DAYS * DAY_MS).toISOString().slice(0, 10);
  await deleteUnknownOrigins(env.DB, before).run();
  const [site] = await listRemovedSites(env.DB);
  if (!site) return true;
  const isErased = await deleteSitePieces(env.DB, site.id, PER_RUN);
  return (await deleteErasedSites(env.DB, isErased ? [site.id] : [], nowMs)) === 0;
}

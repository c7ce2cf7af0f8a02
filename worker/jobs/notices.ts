// The clock's part in telling the clinic: what could not be delivered at once is tried again with growing pauses.
import { deliverNotices } from '../channels/deliver.ts';
import type { Env } from '../env.ts';

/** Delivers the notices whose time has come; at `now` (epoch ms). */
export const deliverDueNotices = (env: Env, now: number): Promise<void> =>
  deliverNotices(env, { nowMs: now });

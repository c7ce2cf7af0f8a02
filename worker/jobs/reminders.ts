// The clock's part in leaving nobody without an answer: the clinic is reminded once of every wait that lasts too long.
import { notify } from '../channels/notify.ts';
import type { Env } from '../env.ts';
import { listDueReminders, updateReminded } from '../store/reminders.ts';

/** Two statements each, of the 50 that the free plan allows in one run. The notices leave with the cron that sends them. */
const PER_RUN = 6;

/** Tells of the waits whose time has come by `nowMs`; false when the next run has more to tell. */
export async function remindOfWaits(env: Env, nowMs: number): Promise<boolean> {
  const due = await listDueReminders(env.DB, nowMs, PER_RUN);
  for (const { id, siteId, topic, sinceMs } of due) {
    const event = { event: 'overdue', conversationId: id, topic } as const;
    // A run that dies before the next line has told nobody twice: the occasion has a name.
    await notify(env, { id: siteId }, event, { once: `overdue ${id} ${sinceMs}`, nowMs, isLater: true });
    await updateReminded(env.DB, { id, sinceMs });
  }
  return due.length < PER_RUN;
}

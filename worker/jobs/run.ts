// What the cron runs: every job alone, so that one that fails does not stop the rest; each one's last end is recorded.
import { databases } from '../databases.ts';
import type { Env } from '../env.ts';
import { updateJobEnded, updateJobFailed } from '../store/job-runs.ts';
import { CRONS } from './crons.ts';
import { tellWeeks } from './digest.ts';
import { foldVisits } from './fold.ts';
import { deliverDueNotices } from './notices.ts';
import { remindOfWaits } from './reminders.ts';
import { eraseRemoved } from './removal.ts';
import { resealOld } from './reseal.ts';
import { deleteExpired } from './retention.ts';
import { makeSalts } from './salts.ts';

/** Resolves to false when it left work for the next run. */
type Job = (env: Env, nowMs: number) => Promise<boolean | void>;

type Jobs = Readonly<Record<string, Job>>;

/** In the order of how badly each is missed when a run ends early. */
const PROMPT: Jobs = { salts: makeSalts, notices: deliverDueNotices, fold: foldVisits };
const FORGETTING: Jobs = {
  reminders: remindOfWaits,
  retention: deleteExpired,
  removal: eraseRemoved,
  reseal: resealOld,
};

const TELLING: Jobs = { digest: tellWeeks };

/** What each cron runs. */
export const JOBS_OF_CRON: Readonly<Record<string, Jobs>> = {
  [CRONS.prompt]: PROMPT,
  [CRONS.forgetting]: FORGETTING,
  [CRONS.telling]: TELLING,
};

/** The jobs of a cron; all of them for a run that no cron of ours fired, as on one's own machine. */
export const jobsOfCron = (cron: string): Jobs =>
  JOBS_OF_CRON[cron] ?? { ...PROMPT, ...FORGETTING, ...TELLING };

/** One run of the cron at an instant (epoch ms), in every database. Never rejects. */
export async function runJobs(env: Env, nowMs: number, jobs: Jobs = jobsOfCron('')): Promise<void> {
  for (const DB of databases(env)) {
    for (const [name, job] of Object.entries(jobs)) await runJob({ ...env, DB }, nowMs, name, job);
  }
}

async function runJob(env: Env, nowMs: number, name: string, job: Job): Promise<void> {
  try {
    if ((await job(env, nowMs)) !== false) await updateJobEnded(env.DB, name, nowMs);
  } catch (error) {
    // The message only: it names statements and limits, never a visitor.
    const message = (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error').slice(
      0,
      200,
    );
    console.error(`job ${name}: ${message}`);
    await updateJobFailed(env.DB, name, nowMs, message).catch(() =>
      console.error(`job ${name}: failure not recorded`),
    );
  }
}

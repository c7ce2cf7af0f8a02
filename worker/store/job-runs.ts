// SQL of the cron's record: when each job last ended well, and its last failure.

/** The job ended with nothing left to do for now. */
export async function updateJobEnded(db: D1Database, job: string, nowMs: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO job_run (job, ended_at) VALUES (?1, ?2)
       ON CONFLICT (job) DO UPDATE SET ended_at = max(coalesce(ended_at, 0), excluded.ended_at)`,
    )
    .bind(job, nowMs)
    .run();
}

/** The job failed; its last good end stays. */
export async function updateJobFailed(
  db: D1Database,
  job: string,
  nowMs: number,
  error: string,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO job_run (job, failed_at, error) VALUES (?1, ?2, ?3)
       ON CONFLICT (job) DO UPDATE SET failed_at = excluded.failed_at, error = excluded.error`,
    )
    .bind(job, nowMs, error)
    .run();
}

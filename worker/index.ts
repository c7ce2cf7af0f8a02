// The doors of the Worker: HTTP and the clock.
import { createApp } from './app.ts';
import type { Env } from './env.ts';
import { jobsOfCron, runJobs } from './jobs/run.ts';

const app = createApp({ now: () => Date.now() });

export default {
  fetch: app.fetch,
  scheduled: (event, env) => runJobs(env, event.scheduledTime, jobsOfCron(event.cron)),
} satisfies ExportedHandler<Env>;

// The doors of the Worker: HTTP, the clock, and the class of the live hubs.
import { createApp } from './app.ts';
import type { Env } from './env.ts';
import { jobsOfCron, runJobs } from './jobs/run.ts';
import { createHub } from './live/hub.ts';

const app = createApp({ now: () => Date.now() });

export const LiveHub = createHub({ now: () => Date.now() });

export default {
  fetch: app.fetch,
  scheduled: (event, env) => runJobs(env, event.scheduledTime, jobsOfCron(event.cron)),
} satisfies ExportedHandler<Env>;

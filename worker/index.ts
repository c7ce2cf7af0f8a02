// The doors of the Worker: HTTP and the clock.
import { createApp } from './app.ts';
import type { Env } from './env.ts';
import { runJobs } from './jobs/run.ts';

const app = createApp({ now: () => Date.now() });

export default {
  fetch: app.fetch,
  scheduled: (_event, env) => runJobs(env, Date.now()),
} satisfies ExportedHandler<Env>;

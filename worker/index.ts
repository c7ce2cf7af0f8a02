// The doors of the Worker: HTTP and the clock.
import { createApp } from './app.ts';
import type { Env } from './env.ts';

const app = createApp({ now: () => Date.now() });

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env>;

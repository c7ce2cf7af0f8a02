// The Worker with another clock: plays requests at the instants that go with them. Never deployed; only a local run starts it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createApp } from '../worker/app.ts';
import type { Env } from '../worker/env.ts';
import { runJobs } from '../worker/jobs/run.ts';
import { createHub } from '../worker/live/hub.ts';
import type { Play, Played } from './simulator/play.ts';

const clock = new AsyncLocalStorage<number>();
const app = createApp({ now: () => clock.getStore() ?? Number.NaN });

/** The configuration names it; nobody connects to a quarter that is being played. */
export const LiveHub = createHub({ now: () => Number.NaN });

/** POST a list of `Play`: lanes run side by side, each in its order; `Played` comes back for each, in the list's order. */
export default {
  async fetch(request, env) {
    if (request.method !== 'POST') return new Response('The clock is set by POST.', { status: 405 });
    const list = (await request.json()) as Play[];
    const ends = new Map<string, Promise<Played>>();
    const played = list.map((play) => {
      const before = ends.get(play.lane) ?? Promise.resolve();
      const end = before.then(() => clock.run(play.atMs, () => playOne(play, env)));
      ends.set(play.lane, end);
      return end;
    });
    return Response.json(await Promise.all(played));
  },
} satisfies ExportedHandler<Env>;

async function playOne({ atMs, what }: Play, env: Env): Promise<Played> {
  if (what === 'jobs') {
    await runJobs(env, atMs);
    return { status: 200, body: '', cookie: '' };
  }
  const { method, path, headers, body } = what;
  const after: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void after.push(work),
    passThroughOnException: () => undefined,
    props: {},
  } as unknown as ExecutionContext;
  const request = new Request(env.PUBLIC_URL + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const reply = await app.fetch(request, env, context);
  const text = await reply.text();
  await Promise.all(after);
  return { status: reply.status, body: text, cookie: reply.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
}

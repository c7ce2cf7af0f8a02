// The map of the Worker: the clock, the guards in order, the routes, one onError, one notFound.
import { Hono } from 'hono';
import type { AppEnv } from './env.ts';
import type { ErrorBody } from './contract/errors.ts';
import { privateAnswer, sameOrigin } from './guards/same-origin.ts';
import { Refusal } from './refusal.ts';
import { answerRoutes } from './routes/answers.ts';
import { beaconRoutes } from './routes/beacon.ts';
import { channelRoutes } from './routes/channels.ts';
import { chunkRoutes } from './routes/chunks.ts';
import { clinicRoutes } from './routes/clinics.ts';
import { commentRoutes } from './routes/comments.ts';
import { complaintRoutes } from './routes/complaints.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { deskRoutes } from './routes/desk.ts';
import { handlingRoutes } from './routes/handling.ts';
import { exportRoutes } from './routes/export.ts';
import { eraseRoutes } from './routes/erase.ts';
import { funnelRoutes } from './routes/funnels.ts';
import { hostedRoutes } from './routes/hosted.ts';
import { installRoutes } from './routes/install.ts';
import { journeyRoutes } from './routes/journey.ts';
import { memberLiveRoutes, visitorLiveRoutes } from './routes/live.ts';
import { linkRoutes } from './routes/links.ts';
import { memberRoutes } from './routes/members.ts';
import { messageRoutes } from './routes/messages.ts';
import { noticeRoutes } from './routes/notices.ts';
import { originRoutes } from './routes/origins.ts';
import { panelConfigRoutes } from './routes/panel-config.ts';
import { personRoutes } from './routes/person.ts';
import { placeRoutes } from './routes/places.ts';
import { removalRoutes } from './routes/removal.ts';
import { overviewRoutes } from './routes/overview.ts';
import { scoreRoutes } from './routes/score.ts';
import { scoreGroupRoutes } from './routes/score-groups.ts';
import { scoresRoutes } from './routes/scores.ts';
import { serviceRoutes } from './routes/service.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingsRoutes } from './routes/settings.ts';
import { stageVoiceRoutes } from './routes/stage-voices.ts';
import { signalRoutes } from './routes/signals.ts';
import { snippetRoutes } from './routes/snippet.ts';
import { teamRoutes } from './routes/teams.ts';
import { telegramHookRoutes } from './routes/telegram-hook.ts';
import { telegramLinkRoutes } from './routes/telegram-link.ts';
import { wordsRoutes } from './routes/words.ts';

export type AppOptions = { now: () => number };

/** The HTTP app as a value; the clock is an argument so that tests and the simulator can hold it. */
export function createApp({ now }: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.use(async (c, next) => {
    c.set('now', now());
    await next();
  });

  app.route('/', snippetRoutes());
  app.route('/', chunkRoutes());
  app.route('/', beaconRoutes());
  app.route('/', answerRoutes());
  app.route('/', messageRoutes());
  app.route('/', eraseRoutes());
  app.route('/', visitorLiveRoutes());
  app.route('/', panelConfigRoutes());
  app.route('/', hostedRoutes());
  app.route('/', telegramHookRoutes());

  app.use('/api/*', privateAnswer, sameOrigin);
  app.route('/api', sessionRoutes());
  app.route('/api', memberRoutes());
  app.route('/api', clinicRoutes());
  app.route('/api', placeRoutes());
  app.route('/api', settingsRoutes());
  app.route('/api', installRoutes());
  app.route('/api', originRoutes());
  app.route('/api', exportRoutes());
  app.route('/api', removalRoutes());
  app.route('/api', overviewRoutes());
  app.route('/api', scoreRoutes());
  app.route('/api', scoresRoutes());
  app.route('/api', scoreGroupRoutes());
  app.route('/api', signalRoutes());
  app.route('/api', serviceRoutes());
  app.route('/api', journeyRoutes());
  app.route('/api', funnelRoutes());
  app.route('/api', stageVoiceRoutes());
  app.route('/api', linkRoutes());
  app.route('/api', conversationRoutes());
  app.route('/api', handlingRoutes());
  app.route('/api', deskRoutes());
  app.route('/api', teamRoutes());
  app.route('/api', memberLiveRoutes());
  app.route('/api', commentRoutes());
  app.route('/api', wordsRoutes());
  app.route('/api', complaintRoutes());
  app.route('/api', channelRoutes());
  app.route('/api', noticeRoutes());
  app.route('/api', personRoutes());
  app.route('/api', telegramLinkRoutes());

  app.notFound((c) => {
    const allowed = otherMethods(app, c.req.path);
    if (allowed.length === 0) return c.json({ error: 'not_found' } satisfies ErrorBody, 404);
    return c.json({ error: 'method_not_allowed' } satisfies ErrorBody, 405, { Allow: allowed.join(', ') });
  });

  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.body, error.status);
    if (isBusy(error)) {
      return c.json({ error: 'busy' } satisfies ErrorBody, 503, { 'Retry-After': '5' });
    }
    // The message only: a request's body or address must never reach a log.
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error');
    return c.json({ error: 'internal' } satisfies ErrorBody, 500);
  });

  return app;
}

/** The methods that do have a door at this address; guards, which stand at every method, are none. */
const otherMethods = (app: Hono<AppEnv>, path: string): string[] =>
  ['GET', 'POST', 'PUT', 'DELETE'].filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );

/** D1 says it is overloaded, reset, or (local SQLite) locked: nothing was stored and the same request may come again. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  /overloaded|reset|network connection lost|SQLITE_BUSY|database is locked/i.test(error.message);

// The doors to notices that were given up: what was never delivered, and sending it again.
import { Hono } from 'hono';
import { noticesReplay } from '../contract/channels.ts';
import type { DeadNotice, ReplayReply } from '../contract/channels.ts';
import { deliverAtOnce } from '../channels/deliver.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { listDeadNotices, updateReplayed } from '../store/dead-notices.ts';

export function noticeRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const settings = [signedIn, siteMember('settings')] as const;
  routes.get('/sites/:site/notices/dead', ...settings, async (c) =>
    c.json((await listDeadNotices(databaseFor(c.env, c.var.site), c.var.site.id)) satisfies DeadNotice[]),
  );
  routes.post('/sites/:site/notices/replay', ...settings, async (c) => {
    const { ids } = await readBody(c, noticesReplay);
    const { site, now } = c.var;
    const db = databaseFor(c.env, site);
    const replayed = await updateReplayed(db, { siteId: site.id, ids, nowMs: now });
    // Now as far as one run goes; the cron takes the rest.
    if (replayed.length > 0) await deliverAtOnce({ ...c.env, DB: db }, { nowMs: now, ids: replayed });
    return c.json({ replayed: replayed.length } satisfies ReplayReply);
  });
  return routes;
}

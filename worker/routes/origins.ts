// The doors to origins that are not listed: which pages load the tag in vain, and hiding one. Accepting is a save of settings.
import { Hono } from 'hono';
import { originIgnore } from '../contract/clinics.ts';
import type { UnknownOrigin } from '../contract/clinics.ts';
import type { StoredReply } from '../contract/visitor.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { listUnknownOrigins, updateOriginIgnored } from '../store/unknown-origins.ts';

export function originRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const settings = [signedIn, siteMember('settings')] as const;
  routes.get('/sites/:site/origins', ...settings, async (c) => {
    const { id, settings: stored } = c.var.site;
    return c.json(
      (await listUnknownOrigins(
        databaseFor(c.env, c.var.site),
        id,
        stored.origins,
      )) satisfies UnknownOrigin[],
    );
  });
  routes.post('/sites/:site/origins/ignore', ...settings, async (c) => {
    const { origin } = await readBody(c, originIgnore);
    if (!(await updateOriginIgnored(databaseFor(c.env, c.var.site), c.var.site.id, origin)))
      throw new Refusal('not_found');
    return c.json({ stored: 1 } satisfies StoredReply);
  });
  return routes;
}

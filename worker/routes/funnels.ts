// The doors to saved funnels: everybody who sees the journey reads them, who may change settings writes them.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { funnelSave } from '../contract/funnels.ts';
import type { FunnelSave } from '../contract/funnels.ts';
import { mayBeStep } from '../domain/stages.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { deleteFunnel, insertFunnel, listFunnels, updateFunnel } from '../store/funnels.ts';
import type { FunnelKey } from '../store/funnels.ts';

export function funnelRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/funnels', signedIn, siteMember('journey'), async (c) =>
    c.json(await listFunnels(databaseFor(c.env, c.var.site), c.var.site.id)),
  );
  routes.post('/sites/:site/funnels', signedIn, siteMember('settings'), async (c) => {
    const funnel = await readFunnel(c);
    const key = { siteId: c.var.site.id, id: ulid(c.var.now) };
    const fault = await insertFunnel(databaseFor(c.env, c.var.site), key, funnel);
    if (fault) throw new Refusal(fault, fault === 'name_taken' ? 'name' : undefined);
    return c.json({ id: key.id, ...funnel }, 201);
  });
  routes.put('/sites/:site/funnels/:id', signedIn, siteMember('settings'), async (c) => {
    const funnel = await readFunnel(c);
    const key = keyOf(c);
    const fault = await updateFunnel(databaseFor(c.env, c.var.site), key, funnel);
    if (fault) throw new Refusal(fault, fault === 'name_taken' ? 'name' : undefined);
    return c.json({ id: key.id, ...funnel });
  });
  routes.delete('/sites/:site/funnels/:id', signedIn, siteMember('settings'), async (c) => {
    if (!(await deleteFunnel(databaseFor(c.env, c.var.site), keyOf(c)))) throw new Refusal('not_found');
    return c.body(null, 204);
  });
  return routes;
}

/** Its steps are stages that this site has and that its mode can join. */
async function readFunnel(c: Context<AppEnv>): Promise<FunnelSave> {
  const funnel = await readBody(c, funnelSave);
  const wrong = funnel.steps.findIndex((step) => !step.every((id) => mayBeStep(id, c.var.site.settings)));
  if (wrong >= 0) throw new Refusal('invalid', `steps.${wrong}`);
  return funnel;
}

const keyOf = (c: Context<AppEnv>): FunnelKey => ({ siteId: c.var.site.id, id: c.req.param('id') ?? '' });

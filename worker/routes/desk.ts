// The doors to what stands around the inbox: colleagues and teams, ready-made replies, and what their variables say.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { cannedSave } from '../contract/desk.ts';
import type { CannedReply, Desk } from '../contract/desk.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { jsonWithTag } from '../guards/tag.ts';
import { Refusal } from '../refusal.ts';
import { deleteCanned, insertCanned, listCanned, updateCanned } from '../store/canned-replies.ts';
import type { CannedFault, CannedKey } from '../store/canned-replies.ts';
import { listStaff } from '../store/teams.ts';

export function deskRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const words = [signedIn, siteMember('words')] as const;
  routes.get('/sites/:site/desk', ...words, async (c) => {
    const desk = await readDesk(c);
    return jsonWithTag(c, desk, desk);
  });
  routes.get('/sites/:site/canned', ...words, async (c) =>
    c.json((await listCanned(databaseFor(c.env, c.var.site), c.var.site.id)) satisfies CannedReply[]),
  );
  routes.post('/sites/:site/canned', ...words, async (c) => {
    const canned = await readBody(c, cannedSave);
    const key = { siteId: c.var.site.id, id: ulid(c.var.now) };
    refuseFault(await insertCanned(databaseFor(c.env, c.var.site), key, canned));
    return c.json({ id: key.id }, 201);
  });
  routes.put('/sites/:site/canned/:id', ...words, async (c) => {
    const canned = await readBody(c, cannedSave);
    refuseFault(await updateCanned(databaseFor(c.env, c.var.site), keyOf(c), canned));
    return c.body(null, 204);
  });
  routes.delete('/sites/:site/canned/:id', ...words, async (c) => {
    if (!(await deleteCanned(databaseFor(c.env, c.var.site), keyOf(c)))) throw new Refusal('not_found');
    return c.body(null, 204);
  });
  return routes;
}

const keyOf = (c: Context<AppEnv>): CannedKey => ({ siteId: c.var.site.id, id: c.req.param('id') ?? '' });

function refuseFault(fault: CannedFault | null): void {
  if (fault) throw new Refusal(fault, fault === 'name_taken' ? 'title' : undefined);
}

async function readDesk(c: Context<AppEnv>): Promise<Desk> {
  const { site } = c.var;
  const [staff, canned] = await Promise.all([
    listStaff(firstDatabase(c.env), site.clinic.id, site.id),
    listCanned(databaseFor(c.env, site), site.id),
  ]);
  const { phones, email, hours } = site.settings;
  return {
    ...staff,
    canned,
    facts: { clinic: site.clinic.name, phone: phones[0] ?? '', email, hours, zone: site.zone },
  };
}

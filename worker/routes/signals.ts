// The doors to signals: what is unusual about a site's answers now, and an owner's word that it has been seen.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { signalNote } from '../contract/scores.ts';
import type { SignalsAnswer } from '../contract/scores.ts';
import type { StoredReply } from '../contract/visitor.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { siteSignals } from '../jobs/site-signals.ts';
import { Refusal } from '../refusal.ts';
import { readMe } from '../store/profiles.ts';
import { listSignalNotes, upsertSignalNote } from '../store/signal-notes.ts';

export function signalRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/signals', signedIn, siteMember('scores'), async (c) => c.json(await signals(c)));
  routes.post('/sites/:site/signals', signedIn, siteMember('signals'), async (c) => {
    const { key, note } = await readBody(c, signalNote);
    const me = await readMe(firstDatabase(c.env), c.var.signedIn);
    if (!me) throw new Refusal('not_signed_in');
    await upsertSignalNote(databaseFor(c.env, c.var.site), c.var.site.id, {
      ...{ key, note, by: me.member.name || me.member.email, atMs: c.var.now },
    });
    return c.json({ stored: 1 } satisfies StoredReply, 201);
  });
  return routes;
}

async function signals(c: Context<AppEnv>): Promise<SignalsAnswer> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const found = await siteSignals(db, site, now);
  const keys = found.map(({ key }) => key);
  const notes = keys.length === 0 ? null : await listSignalNotes(db, site.id, keys);
  return {
    signals: found.map((signal) => ({ ...signal, noted: notes?.get(signal.key) ?? null })),
    asOfMs: now,
  };
}

// The door by which a visitor erases what they sent: by the erase secret, which neither reads nor writes.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { eraseSend } from '../contract/visitor.ts';
import type { EraseReply, EraseSend } from '../contract/visitor.ts';
import { clientKeyText } from '../domain/idempotency.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { page } from '../guards/page.ts';
import { pageReply } from '../guards/page-reply.ts';
import { announce } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { deleteAnswer } from '../store/answers.ts';
import { deleteOwnConversation } from '../store/erasures.ts';

export function eraseRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/w/:key/erase', pageReply, page, async (c) => {
    // One answer for "wrong secret" and "never there": nothing can be learned by trying.
    if (!(await erase(c, await readBody(c, eraseSend)))) throw new Refusal('not_found');
    return c.json({ erased: 1 } satisfies EraseReply);
  });
  return routes;
}

async function erase(c: Context<AppEnv>, send: EraseSend): Promise<boolean> {
  const base = { siteId: c.var.site.id, eraseHash: await sha256(send.erase), nowMs: c.var.now };
  const db = databaseFor(c.env, c.var.site);
  if (send.what === 'answer') {
    return deleteAnswer(db, { ...base, clientKey: await sha256(clientKeyText(send.id, send.erase)) });
  }
  const { erased, id } = await deleteOwnConversation(db, { ...base, tokenHash: await sha256(send.token) });
  if (id !== null) {
    const event = { is: 'conversation', conversationId: id, gone: true } as const;
    c.executionCtx.waitUntil(announce(c.env, c.var.site, event));
  }
  return erased;
}

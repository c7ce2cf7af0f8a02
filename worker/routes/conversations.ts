// The inbox: who waits, one thread with its contact opened, replies, and the clinic's erasure.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { inboxQuery } from '../contract/desk.ts';
import { replySend } from '../contract/members.ts';
import type { InboxPage, Thread } from '../contract/members.ts';
import type { EraseReply, StoredReply } from '../contract/visitor.ts';
import { clientKeyText, replyBodyText } from '../domain/idempotency.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { openContact } from '../contacts.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody, readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { forgetSite } from '../guards/page.ts';
import { jsonWithTag } from '../guards/tag.ts';
import { announce } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { updateInboxOpened } from '../store/conversations.ts';
import { deleteClinicConversation } from '../store/erasures.ts';
import { listConversations } from '../store/inbox.ts';
import { insertReply, readThread } from '../store/threads.ts';
import type { ReplyStored, StoredThread } from '../store/threads.ts';

const ALL = '/sites/:site/conversations';
const ONE = `${ALL}/:id`;
const DONE = { stored: 1 } satisfies StoredReply;

export function conversationRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const words = [signedIn, siteMember('words')] as const;
  routes.get(ALL, ...words, async (c) => {
    const { state = 'waiting', ...filter } = readQuery(c, inboxQuery);
    const inbox = await listConversations(databaseFor(c.env, c.var.site), c.var.site.id, {
      ...{ ...filter, state, memberId: c.var.signedIn.memberId, nowMs: c.var.now },
    });
    return jsonWithTag(c, inbox, { ...inbox, asOfMs: c.var.now } satisfies InboxPage);
  });
  routes.post(`${ALL}/seen`, ...words, async (c) => {
    await updateInboxOpened(databaseFor(c.env, c.var.site), c.var.site.id, c.var.now);
    forgetSite(c.var.site.key);
    return c.json(DONE);
  });
  routes.get(ONE, ...words, getThread);
  routes.delete(ONE, ...words, async (c) => {
    found(await deleteClinicConversation(databaseFor(c.env, c.var.site), named(c)));
    changed(c, { gone: true });
    return c.json({ erased: 1 } satisfies EraseReply);
  });
  routes.post(`${ONE}/replies`, ...words, postReply);
  return routes;
}

const named = (c: Context<AppEnv>) => ({
  siteId: c.var.site.id,
  id: c.req.param('id') ?? '',
  nowMs: c.var.now,
});

/** Tells who looks at it, once it is stored. */
function changed(c: Context<AppEnv>, more: { gone?: true } = {}): void {
  const conversationId = named(c).id;
  c.executionCtx.waitUntil(announce(c.env, c.var.site, { is: 'conversation', conversationId, ...more }));
}

function found(there: boolean): void {
  if (!there) throw new Refusal('not_found');
}

async function getThread(c: Context<AppEnv>): Promise<Response> {
  const stored = await readThread(databaseFor(c.env, c.var.site), c.var.site.id, named(c).id);
  if (!stored) throw new Refusal('not_found');
  const { conversation, messages, notes } = stored;
  const contact = await contactOf(c, stored);
  return jsonWithTag(c, stored, {
    conversation: { ...conversation, contact },
    messages,
    notes,
  } satisfies Thread);
}

async function contactOf(
  c: Context<AppEnv>,
  { contact, tokenHash }: StoredThread,
): Promise<Thread['conversation']['contact']> {
  if (!contact) return null;
  const { consentVersion, consentAtMs } = contact;
  const parts = await openContact(c.env, { siteId: c.var.site.id, tokenHash }, contact);
  return { ...parts, consentVersion, consentAtMs };
}

async function postReply(c: Context<AppEnv>): Promise<Response> {
  const { id, text, seen, anyway, canned = null } = await readBody(c, replySend);
  const { site, now, signedIn: member } = c.var;
  const conversationId = named(c).id;
  const stored = await insertReply(databaseFor(c.env, c.var.site), {
    siteId: site.id,
    conversationId,
    memberId: member.memberId,
    clientId: id,
    clientKey: await sha256(clientKeyText(id, member.memberId)),
    bodyHash: await sha256(replyBodyText(conversationId, text)),
    text,
    seen: anyway ? null : (seen ?? null),
    canned,
    mode: seriesAt(site.series, now)?.mode ?? site.settings.mode,
    nowMs: now,
  });
  if (stored.is !== 'stored' && stored.is !== 'replayed') throw replyRefusal(stored.is);
  c.executionCtx.waitUntil(announce(c.env, site, { is: 'message', conversationId, seq: stored.seq }));
  return c.json({ stored: 1, seq: stored.seq } satisfies StoredReply, stored.is === 'stored' ? 201 : 200);
}

function replyRefusal(why: Exclude<ReplyStored['is'], 'stored' | 'replayed'>): Refusal {
  if (why === 'reused') return new Refusal('id_reused', 'id');
  if (why === 'answered') return new Refusal('answered_meanwhile');
  return new Refusal(why === 'closed' ? 'conversation_closed' : 'not_found');
}

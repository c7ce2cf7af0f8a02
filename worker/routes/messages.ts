// The doors for a visitor's messages: a question or a call back is stored with its notices, and read by the device's token.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { conversationRead, messageSend } from '../contract/visitor.ts';
import type { ConversationView, MessageSend, StoredReply } from '../contract/visitor.ts';
import { contactText, offersContact, phoneKey } from '../domain/contact.ts';
import type { ContactText } from '../domain/contact.ts';
import { deviceOf } from '../domain/devices.ts';
import { clientKeyText, messageBodyText } from '../domain/idempotency.ts';
import { knownStage } from '../domain/known-stage.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { sourceOf } from '../domain/sources.ts';
import { deliverAtOnce } from '../channels/deliver.ts';
import { sealedContact } from '../contacts.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { guardFlood } from '../guards/flood.ts';
import { page } from '../guards/page.ts';
import { pageReply } from '../guards/page-reply.ts';
import { announce } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { siteAskState } from '../store/attention.ts';
import { readAsk } from '../store/channels.ts';
import type { AskReading } from '../store/channels.ts';
import type { SealedContact } from '../store/contacts.ts';
import { insertMessage, readConversationView } from '../store/messages.ts';
import type { MessageStored, NewMessage } from '../store/messages.ts';
import { WORDS_ROWS_PER_DAY } from '../store/words-budget.ts';
import { budgetDay } from '../store/write-budget.ts';
import { clocksOf, handsFor } from './arrival.ts';

/** Nobody reads a form and writes to a stranger in less; a script does. */
const HASTY_MS = 1_500;

export function messageRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/w/:key/messages', pageReply, page, postMessage);
  routes.post('/w/:key/conversation', pageReply, page, async (c) => {
    const { token, have } = await readBody(c, conversationRead);
    const view = await readConversationView(
      databaseFor(c.env, c.var.site),
      c.var.site.id,
      await sha256(token),
      have,
    );
    if (!view) throw new Refusal('not_found');
    if (view === 'same') return c.body(null, 204);
    return c.json(view satisfies ConversationView);
  });
  return routes;
}

async function postMessage(c: Context<AppEnv>): Promise<Response> {
  const send = await readBody(c, messageSend);
  const contact = contactText(send.contact);
  refuseMessage(c, send, contact);
  guardFlood(c);
  const { site, now } = c.var;
  const reading = await readAsk(databaseFor(c.env, c.var.site), site.id, budgetDay(now));
  if (reading.rowsWritten >= WORDS_ROWS_PER_DAY) {
    c.header('Retry-After', '3600');
    throw new Refusal('too_many_requests');
  }
  const isOpen = siteAskState(site, reading, now) === 'open';
  const isHasty = send.spentMs < HASTY_MS;
  const message = await newMessage(c, { send, contact, reading, mayStart: isOpen && !isHasty });
  const stored = await insertMessage(databaseFor(c.env, c.var.site), message);
  if (stored.is !== 'stored' && stored.is !== 'replayed') throw refusalFor(stored.is, isOpen);
  const { seq, conversationId } = stored;
  c.executionCtx.waitUntil(announce(c.env, site, { is: 'message', conversationId, seq }));
  if (stored.is === 'stored' && message.notices.length > 0) {
    const ids = message.notices.map(({ id }) => id);
    c.executionCtx.waitUntil(deliverAtOnce({ ...c.env, DB: databaseFor(c.env, site) }, { nowMs: now, ids }));
  }
  return c.json({ stored: 1, seq: stored.seq } satisfies StoredReply, stored.is === 'stored' ? 201 : 200);
}

function refuseMessage(c: Context<AppEnv>, send: MessageSend, contact: ContactText | null): void {
  const { site } = c.var;
  if (site.dataPlace === 'russia') throw new Refusal('text_not_stored_here', 'text');
  // A filled honeypot is refused openly: a reply of 2xx would promise that somebody reads it.
  if (send.website) throw new Refusal('invalid', 'website');
  if (send.erase === send.token || send.erase === send.id) throw new Refusal('invalid', 'erase');
  if (send.kind === 'message' && send.text === '') throw new Refusal('invalid', 'text');
  if (contact || send.kind === 'callback') {
    if (!offersContact(site)) throw new Refusal('contact_not_offered', 'contact');
    if (send.kind === 'callback' && !site.settings.callback) throw new Refusal('contact_not_offered', 'kind');
    if (send.kind === 'callback' && !phoneKey(contact?.phone ?? ''))
      throw new Refusal('invalid', 'contact.phone');
    if (send.consent !== site.clinic.consentVersion) throw new Refusal('consent_required', 'consent');
  }
}

function refusalFor(why: Exclude<MessageStored['is'], 'stored' | 'replayed'>, isOpen: boolean): Refusal {
  switch (why) {
    case 'reused':
      return new Refusal('id_reused', 'id');
    case 'foreign':
      return new Refusal('invalid', 'erase');
    case 'erased':
      return new Refusal('invalid', 'token');
    case 'not_started':
      return isOpen ? new Refusal('invalid', 'spentMs') : new Refusal('ask_closed');
  }
}

type Draft = { send: MessageSend; contact: ContactText | null; reading: AskReading; mayStart: boolean };

async function newMessage(
  c: Context<AppEnv>,
  { send, contact, reading, mayStart }: Draft,
): Promise<NewMessage> {
  const { site, now } = c.var;
  const tokenHash = await sha256(send.token);
  return {
    siteId: site.id,
    tokenHash,
    eraseHash: await sha256(send.erase),
    clientId: send.id,
    clientKey: await sha256(clientKeyText(send.id, send.token)),
    bodyHash: await sha256(messageBodyText(send)),
    conversationId: ulid(now),
    mayStart,
    kind: send.kind,
    topic: send.topic,
    when: send.when ?? '',
    text: send.text,
    language: send.language,
    mode: seriesAt(site.series, now)?.mode ?? site.settings.mode,
    stage: knownStage(site.settings, send.stage),
    source: send.from ? sourceOf(send.from).source : null,
    device: deviceOf(c.req.header('User-Agent') ?? ''),
    loaderVersion: send.loader,
    consentVersion: contact ? site.clinic.consentVersion : null,
    contact: contact && (await sealContact(c, tokenHash, contact)),
    notices: reading.channels
      .filter(({ enabled }) => enabled)
      .map(({ id }) => ({
        ...{ id: ulid(now), channelId: id, topic: send.topic, nowMs: now },
        event: send.kind === 'callback' ? 'callback' : 'question',
      })),
    budgetDay: budgetDay(now),
    reopenDays: site.settings.reopenDays,
    clocks: clocksOf(site, { topic: send.topic, fromMs: now }),
    hands: await handsFor(c, send),
    nowMs: now,
  };
}

async function sealContact(
  c: Context<AppEnv>,
  tokenHash: string,
  contact: ContactText,
): Promise<SealedContact> {
  const { site, now } = c.var;
  return {
    ...(await sealedContact(c.env, { siteId: site.id, tokenHash }, contact)),
    consentVersion: site.clinic.consentVersion,
    consentAtMs: now,
  };
}

// A reply to a notice in Telegram: it counts as the clinic's answer when a linked member gave it who may read words on that site.
import type { Context } from 'hono';
import type { BotWord } from '../channels/bot-words.ts';
import { inboxLink } from '../channels/deliver.ts';
import { sentAs } from '../channels/telegram.ts';
import { cleanText } from '../contract/common.ts';
import { mayRole } from '../contract/permissions.ts';
import type { TelegramMessage } from '../contract/telegram.ts';
import { MAX_TEXT } from '../contract/vocabulary.ts';
import type { Language } from '../contract/vocabulary.ts';
import { atHome, databaseFor, databases, firstDatabase } from '../databases.ts';
import { clientKeyText, replyBodyText } from '../domain/idempotency.ts';
import { seriesAt } from '../domain/journey/days.ts';
import type { AppEnv } from '../env.ts';
import { announce } from '../live/live.ts';
import { sha256 } from '../secrets.ts';
import { readAnsweredNotice } from '../store/bots.ts';
import type { AnsweredNotice } from '../store/bots.ts';
import { readSite } from '../store/sites.ts';
import type { Site } from '../store/sites.ts';
import { readTelegramMember } from '../store/telegram-links.ts';
import { insertReply } from '../store/threads.ts';
import type { ReplyStored } from '../store/threads.ts';

export type Heard = { botHash: string; botName: string; updateId: number; message: TelegramMessage };
/** What the bot says in return, and the address that belongs to it. */
export type Said = { word: BotWord; language: Language; name?: string; link?: string } | null;

/** What somebody unknown to us reads, by what their Telegram says. */
export const languageOf = ({ from }: TelegramMessage): Language =>
  from?.language_code?.startsWith('ru') === false ? 'en' : 'ru';

/** Stores the answer, or says why it was not stored. Null for a reply to anything but this bot: people talk among themselves. */
export async function answerNotice(c: Context<AppEnv>, heard: Heard): Promise<Said> {
  const { message, botName } = heard;
  const to = message.reply_to_message;
  const notice = await noticeOf(c, heard);
  const site = notice && (await siteOf(c, notice.siteId));
  if (!notice || !site)
    return to?.from?.is_bot && to.from.username === botName
      ? { word: 'unknown', language: languageOf(message) }
      : null;
  const { language } = site.settings;
  const link = inboxLink(c.env, site.id, notice.conversationId);
  const memberId = await memberOf(c, heard, site);
  if (memberId === null) return { word: 'stranger', language };
  if (!notice.mayCarryWords) return { word: 'before', language, link };
  const text = cleanText(message.text ?? '');
  if (text === '' || text.length > MAX_TEXT) return { word: 'only_text', language };
  const stored = await storeAnswer(c, { heard, notice, site, memberId, text });
  return said(stored, { language, link });
}

function said(stored: ReplyStored, { language, link }: { language: Language; link: string }): Said {
  switch (stored.is) {
    case 'stored':
    case 'replayed':
      return { word: 'sent', language };
    case 'answered':
    case 'closed':
      return { word: stored.is, language, link };
    default:
      return { word: 'unknown', language };
  }
}

async function noticeOf(c: Context<AppEnv>, { botHash, message }: Heard): Promise<AnsweredNotice | null> {
  const name = sentAs(message.chat.id, message.reply_to_message?.message_id ?? 0);
  const found = await Promise.all(
    databases(c.env).map((db) => readAnsweredNotice(db, { botHash, sentAs: name })),
  );
  return found.find((notice) => notice !== null) ?? null;
}

async function siteOf(c: Context<AppEnv>, siteId: string): Promise<Site | null> {
  const listed = await readSite(firstDatabase(c.env), siteId);
  return listed && atHome(c.env, listed, (db) => readSite(db, siteId));
}

/** The member whose account this is by this bot, if they may read and answer on the site. */
async function memberOf(c: Context<AppEnv>, { botHash, message }: Heard, site: Site): Promise<string | null> {
  const who = { botHash, userId: message.from?.id ?? 0, clinicId: site.clinic.id };
  const member = await readTelegramMember(firstDatabase(c.env), who);
  if (!member || !mayRole(member.role, 'words')) return null;
  return member.sites.length === 0 || member.sites.includes(site.id) ? member.memberId : null;
}

type Answer = { heard: Heard; notice: AnsweredNotice; site: Site; memberId: string; text: string };

/** As by HTTP, with Telegram's name of the update as the client's id: brought again, it is stored once. */
async function storeAnswer(c: Context<AppEnv>, answer: Answer): Promise<ReplyStored> {
  const { heard, notice, site, memberId, text } = answer;
  const { conversationId } = notice;
  const clientId = `telegram-${heard.botHash}-${heard.updateId}`;
  const stored = await insertReply(databaseFor(c.env, site), {
    ...{ siteId: site.id, conversationId, memberId, clientId, text },
    clientKey: await sha256(clientKeyText(clientId, memberId)),
    bodyHash: await sha256(replyBodyText(conversationId, text)),
    seen: notice.seq,
    canned: null,
    mode: seriesAt(site.series, c.var.now)?.mode ?? site.settings.mode,
    nowMs: c.var.now,
  });
  if (stored.is === 'stored' || stored.is === 'replayed')
    c.executionCtx.waitUntil(announce(c.env, site, { is: 'message', conversationId, seq: stored.seq }));
  return stored;
}

// The door by which Telegram brings what was written to a clinic's bot: a member's answer to a notice, or the code that links them.
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { botWords } from '../channels/bot-words.ts';
import { openChannel } from '../channels/deliver.ts';
import { plainCode } from '../contract/channels.ts';
import { cleanText } from '../contract/common.ts';
import { telegramUpdate } from '../contract/telegram.ts';
import type { TelegramMessage } from '../contract/telegram.ts';
import { databases, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readText } from '../guards/body.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { listBotChannels } from '../store/bots.ts';
import type { StoredChannel } from '../store/channels.ts';
import { spendTelegramCode } from '../store/telegram-links.ts';
import { answerNotice, languageOf } from './telegram-answer.ts';
import type { Heard, Said } from './telegram-answer.ts';

const HEADER = 'X-Telegram-Bot-Api-Secret-Token';
const MAX_UPDATE_BYTES = 65_536;

export function telegramHookRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/hooks/telegram/:bot', postUpdate);
  return routes;
}

/** 2xx tells Telegram not to bring it again; what a database's failure kept from being stored it brings again. */
async function postUpdate(c: Context<AppEnv>): Promise<Response> {
  const botHash = c.req.param('bot') ?? '';
  const channels = await channelsOf(c, botHash);
  const text = await readText(c, MAX_UPDATE_BYTES);
  const update = v.safeParse(telegramUpdate, parsed(text));
  const message = update.success ? update.output.message : undefined;
  if (!update.success || !message?.from || message.from.is_bot) return c.json({});
  const botName = channels[0]?.botName ?? '';
  const heard = { botHash, botName, updateId: update.output.update_id, message };
  const said = message.reply_to_message
    ? await answerNotice(c, heard)
    : await takeCode(c, { ...heard, siteIds: channels.map(({ siteId }) => siteId) });
  return c.json(said ? reply(message, said) : {});
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The channels of this bot, if whoever knocks knows what only Telegram was told; else there is no such door. */
async function channelsOf(c: Context<AppEnv>, botHash: string): Promise<StoredChannel[]> {
  const given = await sha256(c.req.header(HEADER) ?? '');
  const found = await Promise.all(databases(c.env).map((db) => listBotChannels(db, botHash)));
  const channels = found.flat();
  for (const channel of channels) {
    const secrets = await openChannel(c.env, channel);
    // Compared by their hashes, so that the time it takes tells nothing.
    if (secrets?.kind === 'telegram' && secrets.hookSecret && (await sha256(secrets.hookSecret)) === given)
      return channels;
  }
  throw new Refusal('not_found');
}

/** `/start CODE`, as a link of Telegram's sends it, or the code alone. In a group a code is not taken: all have read it. */
async function takeCode(c: Context<AppEnv>, heard: Heard & { siteIds: string[] }): Promise<Said> {
  const { message, botHash, siteIds } = heard;
  const isPrivate = message.chat.type === 'private';
  const language = languageOf(message);
  const code = plainCode(cleanText(message.text ?? '').replace(/^\/start\b/, ''));
  if (!/^[A-Z0-9]{10}$/.test(code)) return isPrivate ? { word: 'hint', language } : null;
  if (!isPrivate) return { word: 'private_only', language };
  const spent = await spendTelegramCode(firstDatabase(c.env), {
    ...{ botHash, siteIds, nowMs: c.var.now },
    ...{ hash: await sha256(code), userId: message.from?.id ?? 0 },
  });
  return spent
    ? { word: 'linked', language: spent.language, name: spent.name }
    : { word: 'bad_code', language };
}

/** Said in the answer to Telegram's own request: nothing further is sent, so nothing can fail after the storing. */
const reply = ({ chat, message_id }: TelegramMessage, { word, language, name, link }: NonNullable<Said>) => ({
  method: 'sendMessage',
  chat_id: chat.id,
  text: [botWords(language, word, name), link].filter(Boolean).join('\n'),
  reply_parameters: { message_id, allow_sending_without_reply: true },
  link_preview_options: { is_disabled: true },
});

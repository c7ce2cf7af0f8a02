// Tells the clinic's chat by Telegram's Bot API, in the site's language, and sets up how answers come back.
import * as v from 'valibot';
import type { DeliveryError, Outlet, Surroundings } from './channel.ts';
import { noticeText } from './notice-text.ts';
import { post } from './post.ts';

const TELEGRAM_API = 'https://api.telegram.org';
/** A message holds 4,096 UTF-16 units; the rest of a notice needs far less than what this leaves. */
const MAX_WORDS = 3_000;

type Around = Pick<Surroundings, 'TELEGRAM_API' | 'PUBLIC_URL'>;

/** One call of the Bot API; `error` is null when Telegram did it. */
async function callBot<Schema extends v.GenericSchema>(
  bot: { token: string; around: Around },
  method: string,
  body: object,
  result: Schema,
): Promise<{ error: DeliveryError; result?: v.InferOutput<Schema> }> {
  const { error, body: read } = await post(
    `${bot.around.TELEGRAM_API || TELEGRAM_API}/bot${bot.token}/${method}`,
    { body: JSON.stringify(body) },
    async (reply) => v.parse(v.object({ result }), await reply.json()).result,
  );
  return read === undefined ? { error } : { error, result: read };
}

const sentMessage = v.object({ message_id: v.number(), chat: v.object({ id: v.number() }) });

/** Delivers a notice. Telegram answers 200 only when the message is in the chat. */
export const deliverByTelegram: Outlet<'telegram'> = async ({ botToken, chatId }, notice, around) => {
  const { error, result } = await callBot(
    { token: botToken, around },
    'sendMessage',
    {
      chat_id: chatId,
      text: noticeText(notice, { maxWords: MAX_WORDS, mayAnswer: notice.words !== undefined }),
      link_preview_options: { is_disabled: true },
    },
    sentMessage,
  );
  return { error, sentAs: result ? sentAs(result.chat.id, result.message_id) : null };
};

/** How a message of a chat is named in a notice's row. */
export const sentAs = (chatId: number, messageId: number): string => `${chatId}:${messageId}`;

export const hookPath = (botHash: string): string => `/hooks/telegram/${botHash}`;

/** Lets a bot hear what is written to it: its name when Telegram agreed, else why not. `isNew`: it has not heard before. */
export async function connectBot(
  bot: { token: string; botHash: string; hookSecret: string; isNew?: boolean },
  around: Around,
): Promise<{ error: DeliveryError; name?: string }> {
  const me = await callBot({ token: bot.token, around }, 'getMe', {}, v.object({ username: v.string() }));
  if (!me.result) return { error: me.error ?? 'http_200' };
  const hook = {
    url: around.PUBLIC_URL + hookPath(bot.botHash),
    secret_token: bot.hookSecret,
    allowed_updates: ['message'],
    // What was written while nobody listened is no answer to anything.
    drop_pending_updates: bot.isNew === true,
  };
  const { error } = await callBot({ token: bot.token, around }, 'setWebhook', hook, v.literal(true));
  return { error, name: me.result.username };
}

/** The bot hears nothing any more. That it cannot be told does no harm: its messages meet a door that does not know it. */
export const disconnectBot = (token: string, around: Around): Promise<unknown> =>
  callBot({ token, around }, 'deleteWebhook', {}, v.literal(true));

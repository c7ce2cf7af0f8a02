// Tells the clinic's chat by Telegram's Bot API, in the site's language.
import type { DeliveryError, Notice, Surroundings, TelegramSecrets } from './channel.ts';
import { post } from './channel.ts';
import { noticeText } from './notice-text.ts';

const TELEGRAM_API = 'https://api.telegram.org';

/** Delivers a notice. Telegram answers 200 only when the message is in the chat. */
export const deliverByTelegram = (
  { botToken, chatId }: TelegramSecrets,
  notice: Notice,
  around: Surroundings,
): Promise<DeliveryError> =>
  post(`${around.TELEGRAM_API || TELEGRAM_API}/bot${botToken}/sendMessage`, {
    body: JSON.stringify({
      chat_id: chatId,
      text: noticeText(notice),
      link_preview_options: { is_disabled: true },
    }),
    headers: {},
  });

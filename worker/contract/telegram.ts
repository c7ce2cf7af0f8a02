// What Telegram tells of a message to a bot, as far as it matters here: everything else passes unread.
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.safeInteger());

export const telegramUpdate = v.object({
  /** Names the update: the same when Telegram sends it again. */
  update_id: whole,
  message: v.optional(
    v.object({
      message_id: whole,
      from: v.optional(v.object({ id: whole, is_bot: v.boolean(), language_code: v.optional(v.string()) })),
      chat: v.object({ id: whole, type: v.string() }),
      text: v.optional(v.string()),
      reply_to_message: v.optional(
        v.object({
          message_id: whole,
          from: v.optional(v.object({ is_bot: v.boolean(), username: v.optional(v.string()) })),
        }),
      ),
    }),
  ),
});
export type TelegramMessage = NonNullable<v.InferOutput<typeof telegramUpdate>['message']>;

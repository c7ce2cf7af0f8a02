// A local peer that speaks Telegram's Bot API both ways: takes calls of bots, and brings what people write to their webhook.
import { startHttpPeer } from './http-peer.ts';

type Hook = { url: string; secret_token: string };
type Chat = { id: number; type: 'private' | 'supergroup' };
export type BotMessage = { id: number; chat: number; text: string };
type Written = { from: number; chat: Chat; text: string; replyTo?: number };

export type BotPeer = {
  origin: string;
  /** What bots have said, in calls and in answers to updates, oldest first. */
  said: BotMessage[];
  hook: () => Hook | null;
  /** While on, no message is taken. */
  refuse: (on: boolean) => void;
  /** Somebody writes: brought to the hook, again while it fails, `times` over; what the bot answers. */
  write: (message: Written, times?: number) => Promise<string>;
  close: () => void;
};

/** Starts it; `name` is what getMe tells of every bot. */
export async function startBotPeer(name: string): Promise<BotPeer> {
  const said: BotMessage[] = [];
  let hook: Hook | null = null;
  let refuses = false;
  let [lastMessage, lastUpdate] = [1_000, 500_000];
  const say = (chat: number, text: string): BotMessage => {
    const message = { id: ++lastMessage, chat, text };
    said.push(message);
    return message;
  };
  function call(method: string, body: Record<string, unknown>): unknown {
    switch (method) {
      case 'getMe':
        return { id: 42, is_bot: true, first_name: name, username: name };
      case 'setWebhook':
        hook = { url: String(body['url']), secret_token: String(body['secret_token']) };
        return true;
      case 'deleteWebhook':
        hook = null;
        return true;
      case 'sendMessage': {
        if (refuses) return null;
        const { id, chat, text } = say(Number(body['chat_id']), String(body['text']));
        return { message_id: id, date: 0, chat: { id: chat, type: 'supergroup' }, text };
      }
      default:
        return null;
    }
  }
  const peer = await startHttpPeer((reply, { url, body }) => {
    const method = url.split('/').at(-1) ?? '';
    const result = call(method, body ? (JSON.parse(body) as Record<string, unknown>) : {});
    const answer = result === null ? { ok: false, error_code: 404 } : { ok: true, result };
    reply
      .writeHead(result === null ? 404 : 200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(answer));
  });

  async function bring(update: string): Promise<string> {
    if (!hook) throw new Error('No webhook is set');
    const reply = await fetch(hook.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Telegram-Bot-Api-Secret-Token': hook.secret_token,
      },
      body: update,
    });
    if (!reply.ok) throw new Error(`The hook answered ${reply.status}`);
    const { method, chat_id, text } = (await reply.json()) as {
      method?: string;
      chat_id?: number;
      text?: string;
    };
    return method === 'sendMessage' ? say(chat_id ?? 0, text ?? '').text : '';
  }

  return {
    origin: peer.origin,
    said,
    hook: () => hook,
    refuse: (on) => void (refuses = on),
    async write({ from, chat, text, replyTo }, times = 1) {
      const update = JSON.stringify({
        update_id: ++lastUpdate,
        message: {
          ...{ message_id: ++lastMessage, date: 0, chat, text },
          from: { id: from, is_bot: false, first_name: 'Анна', language_code: 'ru' },
          ...(replyTo && {
            reply_to_message: { message_id: replyTo, from: { is_bot: true, username: name } },
          }),
        },
      });
      let answer = '';
      for (let i = 0; i < times; i++) answer = await bring(update);
      return answer;
    },
    close: peer.close,
  };
}

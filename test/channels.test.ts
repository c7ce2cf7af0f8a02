// Webhook, Telegram and mail against real HTTP peers on this machine: the signature as a receiver checks it, redirects, silence,
// refusals, broken lines.
import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { Notice } from '../worker/channels/channel.ts';
import { deliverByEmail } from '../worker/channels/email.ts';
import { connectBot, deliverByTelegram } from '../worker/channels/telegram.ts';
import { deliverByWebhook } from '../worker/channels/webhook.ts';
import { startBotPeer } from './support/bot-peer.ts';
import { startHttpPeer } from './support/http-peer.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
const peer: typeof startHttpPeer = async (answer) => {
  const started = await startHttpPeer(answer);
  closers.push(started.close);
  return started;
};

const notice: Notice = {
  id: '01TEST00000000000000000001',
  event: 'question',
  site: { id: '01TEST00000000000000000002', name: 'Клиника «Рассвет»', language: 'ru' },
  topic: 'results',
  conversationId: '01TEST00000000000000000003',
  link: 'http://localhost:8787/sites/a/inbox/b',
  atMs: Date.parse('2026-10-14T09:00:00Z'),
};
const around = { PUBLIC_URL: 'http://localhost:8787', nowMs: notice.atMs };
const webhook = (origin: string) => ({ kind: 'webhook', url: `${origin}/in?a=b`, secret: 'shared' }) as const;

it('arrives at a real peer with a signature that its receiver can check', async () => {
  const { origin, received } = await peer((reply) => reply.writeHead(204).end());
  expect((await deliverByWebhook(webhook(origin), notice, around)).error).toBeNull();
  const [one] = received;
  expect([one!.method, one!.url, one!.headers['content-type']]).toEqual([
    'POST',
    '/in?a=b',
    'application/json',
  ]);
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(one!.headers['otklik-signature']))!;
  expect(v1).toBe(createHmac('sha256', 'shared').update(`${t}.${one!.body}`).digest('hex'));
  expect(JSON.parse(one!.body)).toEqual({
    ...{ event: 'question', id: notice.id, topic: 'results', conversation: notice.conversationId },
    site: { id: notice.site.id, name: 'Клиника «Рассвет»' },
    ...{ link: notice.link, at: '2026-10-14T09:00:00.000Z' },
  });
});

it('follows no redirect: the address behind it hears nothing', async () => {
  const inner = await peer((reply) => reply.end('secret'));
  const outer = await peer((reply) => reply.writeHead(307, { Location: `${inner.origin}/admin` }).end());
  expect(await deliverByWebhook(webhook(outer.origin), notice, around)).toEqual({ error: 'redirect' });
  expect([outer.received.length, inner.received.length]).toEqual([1, 0]);
});

it('waits five seconds for an answer and no longer', async () => {
  const { origin } = await peer(() => undefined);
  const began = performance.now();
  expect(await deliverByWebhook(webhook(origin), notice, around)).toEqual({ error: 'timeout' });
  const seconds = (performance.now() - began) / 1000;
  expect(seconds).toBeGreaterThan(4.9);
  expect(seconds).toBeLessThan(8);
}, 10_000);

it('tells a refusal from a line that is dead', async () => {
  const refusing = await peer((reply) => reply.writeHead(500).end('x'.repeat(100_000)));
  expect(await deliverByWebhook(webhook(refusing.origin), notice, around)).toEqual({ error: 'http_500' });
  const dead = await peer((reply) => reply.destroy());
  expect(await deliverByWebhook(webhook(dead.origin), notice, around)).toEqual({ error: 'network' });
});

it('speaks the Bot API to a Telegram peer', async () => {
  const { origin, received } = await peer((reply, { url }) =>
    reply.writeHead(url.startsWith('/botgood/') ? 200 : 403).end('{}'),
  );
  const surroundings = { ...around, TELEGRAM_API: origin };
  const send = (botToken: string) =>
    deliverByTelegram({ kind: 'telegram', botToken, chatId: '@clinic' }, notice, surroundings);
  expect([(await send('good')).error, (await send('blocked')).error]).toEqual([null, 'http_403']);
  expect(received.map(({ url }) => url)).toEqual(['/botgood/sendMessage', '/botblocked/sendMessage']);
  expect(JSON.parse(received[0]!.body)).toEqual({
    chat_id: '@clinic',
    text: `На сайте задали вопрос, ждут ответа.\nТема: результаты\nКлиника «Рассвет»\n${notice.link}`,
    link_preview_options: { is_disabled: true },
  });
});

it('takes a 2xx whose body breaks off for a delivery: a second try would be a second message', async () => {
  const cut = await peer((reply) => {
    reply.writeHead(200, { 'Content-Length': '1000' }).write('{"ok":tr');
    setImmediate(() => reply.destroy());
  });
  expect(await deliverByWebhook(webhook(cut.origin), notice, around)).toEqual({ error: null });
  const telegram = { kind: 'telegram', botToken: 'good', chatId: '-1' } as const;
  const surroundings = { ...around, TELEGRAM_API: cut.origin };
  // Where it is in the chat is not known then: an answer to it is refused, never put to another question.
  expect(await deliverByTelegram(telegram, notice, surroundings)).toEqual({ error: null, sentAs: null });
});

it('names a notice by where Telegram put it, carries words in the middle and cuts them to what a message holds', async () => {
  const bot = await startBotPeer('rassvet_bot');
  closers.push(bot.close);
  const surroundings = { ...around, TELEGRAM_API: bot.origin };
  const words = { text: `a${'😀'.repeat(2_000)}`, when: 'после шести', contact: null };
  const sent = await deliverByTelegram(
    { kind: 'telegram', botToken: 't', chatId: '-100500' },
    { ...notice, words },
    surroundings,
  );
  const [message] = bot.said;
  expect(sent).toEqual({ error: null, sentAs: `-100500:${message!.id}` });
  expect(message!.text.length).toBeLessThan(4_096);
  const lines = message!.text.split('\n');
  expect(lines[3]).toBe(`a${'😀'.repeat(1_499)}…`);
  expect(lines.slice(5)).toEqual([
    'Когда удобно: после шести',
    'Клиника «Рассвет»',
    notice.link,
    'Чтобы ответить пациенту, ответьте на это сообщение.',
  ]);
});

it('asks Telegram to bring messages to the deployment’s own door, with a secret, and knows the bot’s name', async () => {
  const bot = await startBotPeer('rassvet_bot');
  closers.push(bot.close);
  const surroundings = { ...around, TELEGRAM_API: bot.origin };
  const asked = { token: 't', botHash: 'hash', hookSecret: 'secret' };
  expect(await connectBot(asked, surroundings)).toEqual({ error: null, name: 'rassvet_bot' });
  expect(bot.hook()).toEqual({ url: 'http://localhost:8787/hooks/telegram/hash', secret_token: 'secret' });
  expect((await connectBot(asked, { ...around, TELEGRAM_API: 'http://127.0.0.1:9' })).error).toBe('network');
});

const letter = { kind: 'email', address: 'desk@clinic.example' } as const;

it('sends a letter once, however often the line breaks before the answer', async () => {
  const letters = new Map<string, string>();
  let broken = 2;
  // As Resend and Emailit do: a key that was seen gets the first answer again, and no second letter.
  const mail = await peer((reply, { url, headers, body }) => {
    if (url !== '/emails' || headers.authorization !== 'Bearer key') return void reply.writeHead(401).end();
    letters.set(String(headers['idempotency-key']), body);
    if (broken-- > 0) return void reply.destroy();
    reply.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"49a3999c"}');
  });
  const mailing = {
    ...around,
    MAIL_API: mail.origin,
    MAIL_KEY: 'key',
    MAIL_FROM: 'Otklik <o@clinic.example>',
  };
  const ends = [];
  for (let i = 0; i < 3; i++) ends.push((await deliverByEmail(letter, notice, mailing)).error);
  expect(ends).toEqual(['network', 'network', null]);
  expect([mail.received.length, letters.size]).toEqual([3, 1]);
  expect(JSON.parse([...letters.values()][0]!)).toEqual({
    from: 'Otklik <o@clinic.example>',
    to: ['desk@clinic.example'],
    subject: 'На сайте задали вопрос, ждут ответа. Клиника «Рассвет»',
    text: `На сайте задали вопрос, ждут ответа.\nТема: результаты\nКлиника «Рассвет»\n${notice.link}`,
  });
  expect((await deliverByEmail(letter, notice, { ...mailing, MAIL_KEY: 'false' })).error).toBe('http_401');
});

it('says that this deployment sends no mail when it was not told how', async () => {
  expect(await deliverByEmail(letter, notice, around)).toEqual({ error: 'no_mail' });
});

it('keeps a site’s name out of a letter’s headers as anything but text', async () => {
  const mail = await peer((reply) => reply.writeHead(200).end('{}'));
  const mailing = { ...around, MAIL_API: mail.origin, MAIL_KEY: 'key', MAIL_FROM: 'o@clinic.example' };
  const site = { ...notice.site, name: 'Я\r\nBcc: all@clinic.example' };
  await deliverByEmail(letter, { ...notice, site }, mailing);
  expect(JSON.parse(mail.received[0]!.body).subject).toBe(
    'На сайте задали вопрос, ждут ответа. Я Bcc: all@clinic.example',
  );
});

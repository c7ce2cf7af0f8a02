// Webhook and Telegram against real HTTP peers on this machine: the signature as a receiver checks it, redirects, silence, refusals.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Notice } from '../worker/channels/channel.ts';
import { deliverByTelegram } from '../worker/channels/telegram.ts';
import { deliverByWebhook } from '../worker/channels/webhook.ts';

type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function peer(answer: (reply: ServerResponse, received: Received) => void) {
  const received: Received[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      received.push(one);
      answer(reply, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

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

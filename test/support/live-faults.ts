// What may go wrong between two browsers that are told of news, and what each of them shows in the end.
import type { BrowserContext, Page } from 'playwright-core';
import type { CuttingProxy } from './cutting-proxy.ts';
import type { Stack } from './stack.ts';

/** What may happen to the sockets and to the answers on the way; each returns what ends it. */
export const liveFaults = (proxy: CuttingProxy): (() => () => void)[] => [
  function nothing() {
    return () => undefined;
  },
  function socketsCutBeforeTheSend() {
    proxy.cut();
    return () => undefined;
  },
  function answerOfTheSendLost() {
    let left = 1;
    proxy.cuts = () => left-- > 0;
    return () => void (proxy.cuts = () => false);
  },
  function noSocketToBeHad() {
    proxy.admits = () => false;
    proxy.cut();
    return () => void (proxy.admits = () => true);
  },
  function socketsCutAfterTheSend() {
    return () => proxy.cut();
  },
];

/** Tells each push of the context's sockets late, doubled and out of order. Pages opened from now on. */
export async function scramble(context: BrowserContext): Promise<void> {
  await context.routeWebSocket(/\/live$/, (socket) => {
    const server = socket.connectToServer();
    let n = 0;
    server.onMessage((push) => {
      if (typeof push === 'string' && push.includes('ready')) return socket.send(push);
      const tell = () => socket.send(push);
      setTimeout(tell, (n++ * 37) % 120);
      setTimeout(tell, (n++ * 61) % 200);
    });
  });
}

/** Messages are named by a letter of their side and a number, so that a screen's text tells which it shows. */
export const numbersIn = (text: string): string[] => text.match(/[ВО]№[\d.]+/g) ?? [];

/** The messages that the conversation on the page shows, in their order. */
export async function shownBy(page: Page): Promise<string[]> {
  const text = await page
    .getByRole('log')
    .first()
    .innerText()
    .catch(() => '');
  return numbersIn(text);
}

/** The messages of a conversation in the server's order. */
export const storedIn = (stack: Stack, conversationId: string): string[] =>
  stack
    .sql<{ text: string }>('SELECT text FROM message WHERE conversation_id = ? ORDER BY seq', conversationId)
    .flatMap(({ text }) => numbersIn(text));

// What was acknowledged is there after the power is cut: beacons, answers and messages of many senders, SIGKILL in between.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const SENDERS = 8;
const KILLS = 2;
const ACKNOWLEDGED_PER_ROUND = 150;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    seed: async (db, { siteId }) => {
      const nowMs = Date.now();
      await db
        .prepare(
          `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, verified_at, created_at)
           VALUES ('01TESTCHANNEL0000000000000', ?1, 'webhook', 'test', 'none', '', ?2, ?2)`,
        )
        .bind(siteId, nowMs)
        .run();
    },
  });
});
afterAll(() => stack.stop());

type Acknowledged = { pages: Set<string>; comments: Set<string>; texts: Set<string> };

/** Sends one thing of each kind as a page would, noting only what was acknowledged as stored. */
async function sendAll(sender: number, turn: number, acknowledged: Acknowledged): Promise<void> {
  const mark = `${sender}x${turn}`.padEnd(8, 'z');
  const secret = (name: string) => `${name}-${mark}`.padEnd(24, '0');
  const copied = { language: 'ru', loader: 'test' };
  const beacon = await post('beacon', `p=${mark}&l=ru&e=2.0.0`, mark);
  if (beacon?.status === 200 && JSON.parse(beacon.body).stored === 1) acknowledged.pages.add(mark);
  const answer = await post(
    'answers',
    JSON.stringify({
      id: secret('id'),
      erase: secret('erase'),
      question: 'fft',
      moment: 'launcher',
      score: 5,
      text: `comment ${mark}`,
      ...copied,
    }),
    mark,
  );
  if (answer?.status === 201) acknowledged.comments.add(`comment ${mark}`);
  const message = await post(
    'messages',
    JSON.stringify({
      id: secret('mid'),
      token: secret('token'),
      erase: secret('merase'),
      kind: 'message',
      text: `question ${mark}`,
      topic: 'other',
      spentMs: 9_000,
      ...copied,
    }),
    mark,
  );
  if (message?.status === 201) acknowledged.texts.add(`question ${mark}`);
}

/** Null when the server went away before all of its answer had come. */
async function post(
  door: string,
  body: string,
  agent: string,
): Promise<{ status: number; body: string } | null> {
  try {
    const reply = await fetch(`${stack.url}/w/${stack.siteKey}/${door}`, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'text/plain;charset=UTF-8',
        Origin: stack.hostUrl,
        'User-Agent': `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 ${agent}`,
      },
    });
    return { status: reply.status, body: await reply.text() };
  } catch {
    return null;
  }
}

it('keeps everything it acknowledged through SIGKILL of the server in the middle of the work', async () => {
  const acknowledged: Acknowledged = { pages: new Set(), comments: new Set(), texts: new Set() };
  const count = () => acknowledged.pages.size + acknowledged.comments.size + acknowledged.texts.size;
  for (let round = 0; round < KILLS; round++) {
    let alive = true;
    const target = count() + ACKNOWLEDGED_PER_ROUND;
    const senders = Array.from({ length: SENDERS }, async (_, sender) => {
      for (let turn = 0; alive; turn++) {
        await sendAll(sender, round * 10_000 + turn, acknowledged);
        if (alive && count() >= target) {
          alive = false;
          await stack.kill();
        }
      }
    });
    await Promise.all(senders);
    await stack.restart();
  }
  const logs = stack
    .sql<{ log: string }>('SELECT log FROM visit WHERE site_id = ?', stack.siteId)
    .map((r) => r.log);
  const pages = new Set([...acknowledged.pages].filter((page) => logs.some((log) => log.includes(page))));
  const comments = stack.sql<{ text: string }>('SELECT text FROM answer').map((r) => r.text);
  const texts = stack.sql<{ text: string }>('SELECT text FROM message').map((r) => r.text);

  expect(acknowledged.pages.size).toBeGreaterThan(50);
  expect(acknowledged.comments.size).toBeGreaterThan(50);
  expect(acknowledged.texts.size).toBeGreaterThan(50);
  expect(pages).toEqual(acknowledged.pages);
  expect([...acknowledged.comments].filter((text) => !comments.includes(text))).toEqual([]);
  expect([...acknowledged.texts].filter((text) => !texts.includes(text))).toEqual([]);
  expect(new Set(comments).size).toBe(comments.length);
  expect(new Set(texts).size).toBe(texts.length);
}, 180_000);

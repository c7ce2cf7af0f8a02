// The ground the browser tests stand on: what they read beside the running server must not disturb it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP_AGENT } from '../support/chromium.ts';
import { NOTICE_PATH, startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const beacon = (page: string): Promise<Response> =>
  fetch(`${stack.url}/w/${stack.siteKey}/beacon`, {
    method: 'POST',
    body: `p=${page}&l=ru&e=2.1.0`,
    headers: {
      'Content-Type': 'text/plain;charset=UTF-8',
      Origin: stack.hostUrl,
      'User-Agent': DESKTOP_AGENT,
    },
  });

it('reads the database beside the running server without failing or delaying one write', async () => {
  let isWriting = true;
  const reading = (async () => {
    let reads = 0;
    for (; isWriting; reads++) {
      stack.sql('SELECT count(*) AS n FROM visit');
      await new Promise((resolve) => setImmediate(resolve));
    }
    return reads;
  })();
  const replies: number[] = [];
  for (let round = 0; round < 15; round++) {
    const pages = Array.from({ length: 10 }, (_, i) => `page${String(round * 10 + i).padStart(4, '0')}`);
    const answers = await Promise.all(pages.map(beacon));
    replies.push(...answers.map(({ status }) => status));
    for (const answer of answers) expect(await answer.json()).toEqual({ stored: 1 });
  }
  isWriting = false;
  expect(await reading).toBeGreaterThan(15);
  expect(replies).toEqual(Array(150).fill(200));
  const [{ log } = { log: '' }] = stack.sql<{ log: string }>('SELECT log FROM visit');
  expect(log.match(/page\d{4}/g)).toHaveLength(150);
});

it('signs members in by links and opens Ask by a notice that really arrived', async () => {
  await stack.openAsk();
  const notice = stack.host.requests.find(({ path }) => path === NOTICE_PATH);
  expect(notice?.headers['otklik-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(JSON.parse(notice?.body ?? '')).toMatchObject({ event: 'test', topic: null });
  const config = await fetch(`${stack.url}/w/${stack.siteKey}.json?l=ru`, {
    headers: { Origin: stack.hostUrl },
  });
  expect(await config.json()).toMatchObject({ ask: 'open' });
});

it('keeps all that was stored through SIGKILL and a new start, and fires the cron', async () => {
  await stack.kill();
  await expect(fetch(stack.url)).rejects.toThrow();
  await stack.restart();
  expect(stack.sql('SELECT count(*) AS n FROM visit')).toEqual([{ n: 1 }]);
  await stack.fireCron();
  expect(
    stack.sql<{ job: string }>('SELECT job FROM job_run WHERE ended_at IS NOT NULL').length,
  ).toBeGreaterThan(0);
  expect(stack.sql('SELECT job, error FROM job_run WHERE error IS NOT NULL')).toEqual([]);
});

// Complaints: made with a conversation or a comment in one transaction, due by working days, done by somebody, gone with their words.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Overview } from '../../worker/contract/members.ts';
import type { ComplaintsAnswer } from '../../worker/contract/words.ts';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { addChannel, answer, message, network, rows } from './support/words.ts';

let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let undo: () => void;

beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  cookie = (await addMember(site.clinicId, 'owner')).cookie;
  app = testApp();
});
afterEach(() => undo());

const door = (path: string) => `/api/sites/${site.siteId}/${path}`;
const call = (method: string, path: string, body?: unknown) =>
  app.fromMember(cookie, method, door(path), body);
const list = async () => (await (await call('GET', 'complaints')).json()) as ComplaintsAnswer;
const asked = async (topic: 'complaint' | 'price', text: string) => {
  const body = message({ topic, text });
  expect((await app.fromPage(`/w/${site.key}/messages`, body)).status).toBe(201);
  return body;
};
const said = async (text: string) => {
  const body = answer({ text });
  expect((await app.fromPage(`/w/${site.key}/answers`, body)).status).toBe(201);
  return body;
};
const addTopic = (complaint: boolean, words: string[]) =>
  call('POST', 'topics', { name: { ru: 'Грубость', en: '' }, words, complaint });
/** As if the days had passed: what came `days` earlier. */
const earlier = (days: number) =>
  env.DB.batch([
    env.DB.prepare(`UPDATE conversation SET started_at = started_at - ?1 * 86400000`).bind(days),
  ]);

describe('a complaint', () => {
  it('is a conversation about one, and no other; due after ten working days, then overdue', async () => {
    await asked('complaint', 'Мне нагрубили');
    await asked('price', 'Сколько стоит?');
    const { days, complaints } = await list();
    expect(days).toBe(10);
    // Wednesday 14 October; ten working days of Monday to Friday later.
    expect(complaints).toMatchObject([
      { kind: 'conversation', openedOn: '2026-10-14', dueOn: '2026-10-28', isOverdue: false, done: null },
    ]);
    expect(complaints[0]?.text).toBe('Мне нагрубили');
    await earlier(20);
    expect((await list()).complaints).toMatchObject([{ dueOn: '2026-10-08', isOverdue: true }]);
    const overview = (await (await call('GET', 'overview')).json()) as Overview;
    expect(overview.attention.complaints).toEqual({ open: 1, overdue: 1, nextDueOn: '2026-10-08' });
  });

  it('is a comment that carries such a topic when it comes, or that a member marks', async () => {
    await said('Нагрубили у стойки');
    await addTopic(true, ['нагрубить', 'груб*']);
    await addTopic(false, ['дорого']);
    await said('Грубый приём и долго');
    await said('Дорого');
    expect((await list()).complaints.map(({ text }) => text)).toEqual(['Грубый приём и долго']);
    const [earlierOne] = await rows<{ id: string }>(`SELECT id FROM answer WHERE text LIKE 'Нагр%'`);
    expect((await call('POST', 'complaints', { comment: earlierOne!.id })).status).toBe(201);
    expect((await call('POST', 'complaints', { comment: earlierOne!.id })).status).toBe(201);
    expect((await list()).complaints).toHaveLength(2);
    expect((await call('DELETE', `complaints/${earlierOne!.id}`)).status).toBe(204);
    expect((await list()).complaints).toHaveLength(1);
  });

  it('is done by somebody with a note, comes last then, and is open again when undone', async () => {
    const [first, second] = [await asked('complaint', 'Первая'), await asked('complaint', 'Вторая')];
    expect(first.token).not.toBe(second.token);
    const [one] = (await list()).complaints;
    const done = { done: true, note: 'Позвонили, извинились' };
    expect((await call('PUT', `complaints/${one!.id}`, done)).status).toBe(200);
    const after = (await list()).complaints;
    expect(after.at(-1)).toMatchObject({
      id: one!.id,
      done: { note: done.note, atMs: NOON },
      isOverdue: false,
    });
    expect(after.at(-1)?.done?.by).not.toBe('');
    await call('PUT', `complaints/${one!.id}`, { done: false, note: '' });
    expect((await list()).complaints.map((each) => each.done)).toEqual([null, null]);
    expect(await rows('SELECT note, done_by FROM complaint GROUP BY 1, 2')).toEqual([
      { note: '', done_by: '' },
    ]);
  });

  it('of another site is not there', async () => {
    await asked('complaint', 'Чужая');
    const [{ id } = { id: '' }] = (await list()).complaints;
    const other = await addSite();
    const foreign = await addMember(other.clinicId, 'owner');
    const path = `/api/sites/${other.siteId}/complaints`;
    expect(
      ((await (await app.fromMember(foreign.cookie, 'GET', path)).json()) as ComplaintsAnswer).complaints,
    ).toEqual([]);
    const put = await app.fromMember(foreign.cookie, 'PUT', `${path}/${id}`, { done: true, note: '' });
    expect(put.status).toBe(404);
  });
});

describe('goes with its words', () => {
  const left = () => rows('SELECT * FROM complaint');
  const both = async () => {
    await addTopic(true, ['груб*']);
    const sends = { comment: await said('Грубый врач'), conversation: await asked('complaint', 'Грубость') };
    for (const { id } of (await list()).complaints)
      await call('PUT', `complaints/${id}`, { done: true, note: 'Пациент Иванов прав' });
    expect(await left()).toHaveLength(2);
    return sends;
  };

  it('when the visitor erases', async () => {
    const { comment, conversation } = await both();
    await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id: comment.id, erase: comment.erase });
    const { token, erase } = conversation;
    await app.fromPage(`/w/${site.key}/erase`, { what: 'conversation', token, erase });
    expect(await left()).toEqual([]);
  });

  it('when the clinic erases, and when they have aged out', async () => {
    await both();
    const [comment] = await rows<{ id: string }>('SELECT id FROM answer');
    expect((await call('DELETE', `comments/${comment!.id}`)).status).toBe(200);
    expect((await left()).map((row) => row['kind'])).toEqual(['conversation']);
    await deleteExpired(env, NOON + 181 * 86_400_000);
    expect(await left()).toEqual([]);
  });
});

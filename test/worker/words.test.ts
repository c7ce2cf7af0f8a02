// What people say as a whole: the owner's topics counted and filtered, phrases of several people, unread ones with their age.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommentsPage } from '../../worker/contract/members.ts';
import type { CommentTopic, WordsAnswer } from '../../worker/contract/words.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { stemsOf } from '../../worker/domain/stems.ts';
import { addMember, addSite, newId, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { answer, network } from './support/words.ts';

const DAY = '2026-10-14';
const period = `from=${addDays(DAY, -27)}&to=${DAY}`;
let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let undo: () => void;

beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  site = await addSite();
  cookie = (await addMember(site.clinicId, 'owner')).cookie;
  app = testApp();
});
afterEach(() => undo());

const door = (path: string) => `/api/sites/${site.siteId}/${path}`;
async function get<T>(path: string, bindings?: { DB: D1Database }): Promise<T> {
  const reply = await app.send(
    door(path),
    { headers: { Cookie: cookie, Origin: 'http://localhost:8787' } },
    bindings,
  );
  expect(reply.status).toBe(200);
  return (await reply.json()) as T;
}
const words = () => get<WordsAnswer>(`words?${period}`);
const comments = (query: string) => get<CommentsPage>(`comments?${query}`);

/** A comment of a day, written straight into the table: the door knows today only. */
async function said(text: string, day = DAY, score = 3): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, stems, language)
     VALUES (?1, ?2, '', ?2, ?3, 'fft', 'launcher', 'widget', 'statistics', ?4, ?5, ?6, ?7, 'ru')`,
  )
    .bind(site.siteId, id, site.seriesId, day, score, text, ` ${stemsOf(text).join(' ')} `)
    .run();
  return id;
}
async function addTopic(name: string, list: string[], complaint = false): Promise<CommentTopic> {
  const body = { name: { ru: name, en: '' }, words: list, complaint };
  const reply = await app.fromMember(cookie, 'POST', door('topics'), body);
  expect(reply.status).toBe(201);
  return (await reply.json()) as CommentTopic;
}
const idsOf = (page: CommentsPage) => page.comments.map(({ id }) => id).sort();

describe('topics', () => {
  it('are carried by comments in any form of their words, several by one comment, and counted with n', async () => {
    const both = await said('Ждали час, а в регистратуре нагрубили');
    const waited = await said('Очень долгие ожидания');
    const desk = await said('Регистратор вежливый', addDays(DAY, -3));
    const none = await said('Спасибо доктору');
    const waiting = await addTopic('Ожидание', ['ждали', 'ожидание', 'долго ждать']);
    const front = await addTopic('Регистратура', ['регистрат*']);
    const answered = await words();
    expect(answered.topics.map(({ name, n }) => [name.ru, n])).toEqual([
      ['Ожидание', 2],
      ['Регистратура', 2],
    ]);
    expect(answered).toMatchObject({ counted: 4, without: 1, isCut: false });
    expect(idsOf(await comments(`topic=${waiting.id}`))).toEqual([both, waited].sort());
    expect(idsOf(await comments(`topic=${front.id}&order=lowest`))).toEqual([both, desk].sort());
    const all = await comments('');
    const topicsOf = (id: string) => all.comments.find((one) => one.id === id)?.topics;
    expect(topicsOf(both)).toEqual([waiting.id, front.id]);
    expect(topicsOf(none)).toEqual([]);
  });

  it('of two words need both, and follow the period, the search and a change of their words', async () => {
    const far = await said('Далеко парковка', addDays(DAY, -100));
    const near = await said('Парковка далеко от входа');
    await said('Парковка рядом');
    const topic = await addTopic('Парковка', ['далеко парковка']);
    expect((await words()).topics[0]?.n).toBe(1);
    expect(idsOf(await comments(`topic=${topic.id}`))).toEqual([far, near].sort());
    expect(idsOf(await comments(`topic=${topic.id}&${period}`))).toEqual([near]);
    expect(idsOf(await comments(`topic=${topic.id}&find=вход`))).toEqual([near]);
    const changed = { name: { ru: 'Парковка', en: 'Parking' }, words: ['парковка'], complaint: false };
    const reply = await app.fromMember(cookie, 'PUT', door(`topics/${topic.id}`), changed);
    expect(await reply.json()).toEqual({ id: topic.id, ...changed });
    expect((await words()).topics[0]?.n).toBe(2);
    expect((await app.fromMember(cookie, 'DELETE', door(`topics/${topic.id}`))).status).toBe(204);
    expect((await words()).topics).toEqual([]);
    expect((await app.fromMember(cookie, 'GET', door(`comments?topic=${topic.id}`))).status).toBe(404);
  });

  it('without anything to look for are refused by the word that has nothing, and more than thirty are', async () => {
    const bad = { name: { ru: 'Пусто', en: '' }, words: ['цена', '— !'], complaint: false };
    const reply = await app.fromMember(cookie, 'POST', door('topics'), bad);
    expect([reply.status, ((await reply.json()) as { field: string }).field]).toEqual([422, 'words.1']);
    for (let i = 0; i < 30; i++) await addTopic(`Тема ${i}`, ['слово']);
    const last = await app.fromMember(cookie, 'POST', door('topics'), { ...bad, words: ['цена'] });
    expect([last.status, ((await last.json()) as { error: string }).error]).toEqual([409, 'limit_reached']);
  });
});

describe('phrases', () => {
  it('are told when three comments of two days say them, never when one person may have', async () => {
    for (const day of [DAY, DAY, addDays(DAY, -1)]) await said(`Долго ждали приёма, ${newId()}`, day);
    for (let i = 0; i < 5; i++) await said(`Невежливый охранник ${i}`);
    for (let i = 0; i < 4; i++) await said('Тёмный коридор', addDays(DAY, -i));
    const { phrases } = await words();
    expect(phrases).toContainEqual({ text: 'долго ждали приёма', n: 3 });
    expect(phrases.map(({ text }) => text).join(' ')).not.toMatch(/охранник|коридор/);
  });

  it('go with the comments that said them', async () => {
    const ids = [];
    for (let i = 0; i < 3; i++)
      ids.push(await said(`Сломан кондиционер, этаж ${'абв'[i]}`, addDays(DAY, -i)));
    expect((await words()).phrases.map(({ text }) => text)).toContain('сломан кондиционер');
    expect((await app.fromMember(cookie, 'DELETE', door(`comments/${ids[0]}`))).status).toBe(200);
    expect(await words()).toMatchObject({ counted: 2, phrases: [] });
  });
});

it('shows what nobody has read, lowest first too, with the day of the oldest', async () => {
  const [old, low, read] = [
    await said('Старый', addDays(DAY, -9), 4),
    await said('Плохо', DAY, 1),
    await said('Прочитан'),
  ];
  await app.fromMember(cookie, 'POST', door('comments/read'), { ids: [read] });
  const newest = await comments('unread=1');
  expect(newest.comments.map(({ id }) => id)).toEqual([low, old]);
  expect(newest).toMatchObject({ unread: 2, oldestUnreadDay: addDays(DAY, -9) });
  expect((await comments('unread=1&order=lowest')).comments.map(({ id }) => id)).toEqual([low, old]);
});

it('reads two rows a comment of the period, and no other comment', async () => {
  await env.DB.batch(
    Array.from({ length: 1500 }, (_, i) =>
      env.DB.prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, stems, language)
         VALUES (?1, ?2, '', ?2, ?3, 'fft', 'launcher', 'widget', 'statistics', ?4, 3, 'Долго ждали', ' долг ждал ', 'ru')`,
      ).bind(site.siteId, newId(), site.seriesId, addDays(DAY, -(i % 150))),
    ),
  );
  const { DB, sum } = meteredDatabase();
  await get(`words?${period}`, { DB });
  expect(sum.rowsRead).toBeLessThan(2 * 280 + 60);
});

it('takes a comment from the widget whole: its topic is known at once', async () => {
  const topic = await addTopic('Цены', ['дорого']);
  expect(
    (await app.fromPage(`/w/${site.key}/answers`, answer({ text: 'Дороговато, но хорошо. Дорого!' }))).status,
  ).toBe(201);
  expect((await comments(`topic=${topic.id}`)).comments).toHaveLength(1);
});

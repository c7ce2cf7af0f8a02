// Searching comments: any form of a word, all words at once, newest first, page by page, reading the index and what is found only.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommentsPage } from '../../worker/contract/members.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { stemsOf } from '../../worker/domain/stems.ts';
import { addMember, addSite, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { answer, network, rows } from './support/words.ts';

let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let undo: () => void;

beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  site = await addSite();
  cookie = (await addMember(site.clinicId, 'operator')).cookie;
  app = testApp();
});
afterEach(() => undo());

const say = async (text: string, key = site.key) => {
  const body = answer({ text });
  expect((await app.fromPage(`/w/${key}/answers`, body)).status).toBe(201);
  return body;
};
async function find(words: string, before?: string, bindings?: { DB: D1Database }): Promise<CommentsPage> {
  const query = new URLSearchParams({ find: words, ...(before ? { before } : {}) });
  const reply = await app.send(
    `/api/sites/${site.siteId}/comments?${query}`,
    { headers: { Cookie: cookie, Origin: 'http://localhost:8787' } },
    bindings,
  );
  expect(reply.status).toBe(200);
  return (await reply.json()) as CommentsPage;
}
const texts = async (words: string) => (await find(words)).comments.map(({ text }) => text).sort();

describe('a search', () => {
  it('finds a word in all its forms, in Russian and in English, and by its beginning', async () => {
    await say('Врачи внимательные');
    await say('Ждали врача сорок минут');
    await say('The nurses were kind');
    expect(await texts('врач')).toEqual(['Врачи внимательные', 'Ждали врача сорок минут']);
    expect(await texts('ВРАЧАМ')).toEqual(['Врачи внимательные', 'Ждали врача сорок минут']);
    expect(await texts('nurse')).toEqual(['The nurses were kind']);
    expect(await texts('вним')).toEqual(['Врачи внимательные']);
  });

  it('wants all words, takes ё for е, and finds nothing for what nobody wrote', async () => {
    await say('Ещё раз спасибо врачу');
    await say('Спасибо регистратуре');
    expect(await texts('спасибо врач')).toEqual(['Ещё раз спасибо врачу']);
    expect(await texts('еще')).toEqual(['Ещё раз спасибо врачу']);
    expect(await texts('парковка')).toEqual([]);
    expect(await texts('!! %')).toEqual(await texts('спасибо'));
  });

  it('keeps to its own site', async () => {
    const other = await addSite();
    await say('Врач чужой клиники', other.key);
    expect(await texts('врач')).toEqual([]);
  });

  it('goes page by page, newest first, and reads the index and what it found', async () => {
    const series = '01SEARCHSERIES000000000000';
    const list = Array.from({ length: 5000 }, (_, i) => ({
      ...{ key: `01SEARCH${String(i).padStart(18, '0')}`, day: addDays('2026-05-01', Math.floor(i / 40)) },
      text: i % 100 === 0 ? 'Парковки нет совсем' : 'Всё хорошо, спасибо',
    }));
    for (let i = 0; i < list.length; i += 1000)
      await env.DB.prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, stems,
           language)
         SELECT ?1, value ->> 'key', '', value ->> 'key', ?3, 'fft', 'launcher', 'widget', 'statistics', value ->> 'day', 3,
           value ->> 'text', value ->> 'stems', 'ru' FROM json_each(?2)`,
      )
        .bind(
          site.siteId,
          JSON.stringify(
            list.slice(i, i + 1000).map((one) => ({ ...one, stems: ` ${stemsOf(one.text).join(' ')} ` })),
          ),
          series,
        )
        .run();
    const first = await find('парковка');
    expect(first.comments).toHaveLength(30);
    const second = await find('парковка', first.next ?? '');
    expect([second.comments.length, second.next]).toEqual([20, null]);
    const ids = [...first.comments, ...second.comments].map(({ id }) => id);
    expect(ids).toEqual(
      list
        .filter((_, i) => i % 100 === 0)
        .map(({ key }) => key)
        .reverse(),
    );

    const { DB, sum } = meteredDatabase();
    await find('парковка', undefined, { DB });
    // 3,100 entries of the index until the page is full, the comments found, and the count of unread up to its cap.
    expect(sum.rowsRead).toBeLessThan(3_100 + 3 * 31 + 1_100);
  });
});

it('keeps no stems of words that are erased or that a site may not hold', async () => {
  const body = await say('Секретное слово');
  expect(await rows('SELECT stems FROM answer')).toEqual([{ stems: ' секретн слов ' }]);
  await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id: body.id, erase: body.erase });
  await say('Второе слово');
  await env.DB.prepare('UPDATE answer SET text = NULL').run();
  expect(await rows('SELECT text, stems FROM answer')).toEqual([{ text: null, stems: null }]);
});

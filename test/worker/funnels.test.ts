// Saved funnels and what was said at a stage: who reads and writes them, and what is refused.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SavedFunnel, StageVoices } from '../../worker/contract/funnels.ts';
import { addMember, addSite, newId, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';

let site: SiteFixture;
let owner: string;
let viewer: string;
const app = testApp();
const at = (path: string) => `/api/sites/${site.siteId}${path}`;
const save = (name: string, steps: number[][], strict = false) =>
  app.fromMember(owner, 'POST', at('/funnels'), { name, steps, strict });
const list = async (): Promise<SavedFunnel[]> => (await app.fromMember(viewer, 'GET', at('/funnels'))).json();

beforeEach(async () => {
  site = await addSite();
  owner = (await addMember(site.clinicId, 'owner')).cookie;
  viewer = (await addMember(site.clinicId, 'viewer')).cookie;
});

describe('saved funnels', () => {
  it('are kept with their sets and read by everybody who sees the journey', async () => {
    expect((await save('Запись', [[1], [2, 3], [4, 5]], true)).status).toBe(201);
    expect((await save('Без формы', [[1], [5]])).status).toBe(201);
    expect(await list()).toEqual([
      { id: expect.any(String), name: 'Без формы', steps: [[1], [5]], strict: false },
      { id: expect.any(String), name: 'Запись', steps: [[1], [2, 3], [4, 5]], strict: true },
    ]);
  });

  it('change and go', async () => {
    const { id } = (await (await save('Запись', [[1], [4]])).json()) as SavedFunnel;
    const changed = { name: 'Запись', steps: [[1], [3], [4]], strict: true };
    expect(await (await app.fromMember(owner, 'PUT', at(`/funnels/${id}`), changed)).json()).toEqual({
      id,
      ...changed,
    });
    expect(await list()).toEqual([{ id, ...changed }]);
    expect((await app.fromMember(owner, 'DELETE', at(`/funnels/${id}`))).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await app.fromMember(owner, 'DELETE', at(`/funnels/${id}`))).status).toBe(404);
    expect((await app.fromMember(owner, 'PUT', at(`/funnels/${id}`), changed)).status).toBe(404);
  });

  it('have one name each; another site may use it too', async () => {
    const { id } = (await (await save('Запись', [[1], [4]])).json()) as SavedFunnel;
    await save('Звонок', [[1], [5]]);
    const taken = await app.fromMember(owner, 'PUT', at(`/funnels/${id}`), {
      ...{ name: 'Звонок', steps: [[1], [4]], strict: false },
    });
    expect([taken.status, await taken.json()]).toEqual([409, { error: 'name_taken', field: 'name' }]);
    site = { ...(await addSite({ clinicId: site.clinicId })) };
    expect((await save('Запись', [[1], [4]])).status).toBe(201);
  });

  it('are at most twenty', async () => {
    const replies = await Promise.all(Array.from({ length: 22 }, (_, i) => save(`Путь ${i}`, [[1], [4]])));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(await list()).toHaveLength(20);
  });

  it.each([
    ['one step', [[1]]],
    ['nine steps', [[1], [2], [3], [4], [5], [2], [3], [4], [5]]],
    ['an empty set', [[1], []]],
    ['a stage twice in a set', [[1], [2, 2]]],
    ['a stage that the site has not', [[1], [9]]],
    ['a stage that comes days later', [[1], [8]]],
  ])('are refused with %s', async (_, steps) => {
    expect((await save('Нельзя', steps)).status).toBe(422);
    expect(await list()).toEqual([]);
  });
});

describe('what was said at a stage', () => {
  const addAnswer = (day: string, stage: number | null, text: string | null, question = 'fft') => {
    const id = newId();
    return env.DB.prepare(
      `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, language, stage)
       VALUES (?1, ?2, '', ?2, ?3, ?4, 'launcher', 'widget', 'statistics', ?5, 2, ?6, 'ru', ?7)`,
    ).bind(site.siteId, id, site.seriesId, question, day, text, stage);
  };
  const addQuestion = (startedAt: string, stage: number | null, text: string) => {
    const id = newId();
    const ms = Date.parse(startedAt);
    return [
      env.DB.prepare(
        `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, stage, started_at, last_message_at)
         VALUES (?1, ?2, ?1, ?1, 'message', 'booking', 'answered', 'ru', ?3, ?4, ?4)`,
      ).bind(id, site.siteId, stage, ms),
      env.DB.prepare(
        `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, text, language, mode, origin, at)
         VALUES (?1, 1, ?2, ?1, '', ?1, 'visitor', ?3, 'ru', 'statistics', 'widget', ?4)`,
      ).bind(id, site.siteId, text, ms),
    ];
  };
  const voices = async (cookie: string, stage = 3): Promise<StageVoices> =>
    (await app.fromMember(cookie, 'GET', at(`/stages/${stage}?from=2026-10-05&to=2026-10-11`))).json();

  it('is of that very stage and period, newest first, by the days of the site', async () => {
    await env.DB.batch([
      addAnswer('2026-10-05', 3, 'Форма не открылась'),
      addAnswer('2026-10-11', 3, 'Долго', 'stopped'),
      addAnswer('2026-10-11', 3, null),
      addAnswer('2026-10-04', 3, 'раньше'),
      addAnswer('2026-10-12', 3, 'позже'),
      addAnswer('2026-10-07', 4, 'другой этап'),
      addAnswer('2026-10-07', null, 'без этапа'),
      // Midnight in Moscow is 21:00 UTC of the day before.
      ...addQuestion('2026-10-04T20:59:59Z', 3, 'раньше'),
      ...addQuestion('2026-10-04T21:00:00Z', 3, 'Как записаться?'),
      ...addQuestion('2026-10-11T20:59:59Z', 3, 'Есть ли время в субботу?'),
      ...addQuestion('2026-10-11T21:00:00Z', 3, 'позже'),
      ...addQuestion('2026-10-07T12:00:00Z', 2, 'другой этап'),
    ]);
    const said = await voices(owner);
    expect(said.comments?.map(({ text, question }) => [text, question])).toEqual([
      ['Долго', 'stopped'],
      ['Форма не открылась', 'fft'],
    ]);
    expect(said.questions?.map(({ excerpt }) => excerpt)).toEqual([
      'Есть ли время в субботу?',
      'Как записаться?',
    ]);
  });

  it('shows no word to a role that sees numbers only', async () => {
    await env.DB.batch([
      addAnswer('2026-10-05', 3, 'Форма не открылась'),
      ...addQuestion('2026-10-07T12:00:00Z', 3, 'Где?'),
    ]);
    const said = await voices(viewer);
    expect([said.comments, said.questions]).toEqual([null, null]);
    expect(JSON.stringify(said)).not.toMatch(/Форма|Где/);
  });

  it('knows no stage that is no number, and no period that is none', async () => {
    for (const stage of ['0', '53', 'x', '3.5', '-1']) {
      expect(
        (await app.fromMember(owner, 'GET', at(`/stages/${stage}?from=2026-10-05&to=2026-10-11`))).status,
      ).toBe(404);
    }
    expect((await app.fromMember(owner, 'GET', at('/stages/3?from=2026-10-11&to=2026-10-05'))).status).toBe(
      422,
    );
  });
});

// A beacon's reply asks at most one question a visit, within the beacon's rows; what pages tell of questions is counted.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { Survey } from '../../worker/contract/surveys.ts';
import type { BeaconReply, SurveysConfig } from '../../worker/contract/visitor.ts';
import { upsertVisit } from '../../worker/store/visits.ts';
import type { VisitWrite } from '../../worker/store/visits.ts';
import { beaconEvents, splitByDay } from '../../worker/domain/journey/arrivals.ts';
import { addSite, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { rows } from './support/words.ts';

const ask = (id: number, more: Partial<Survey>): Survey => ({
  ...{ id, question: 'ces', moment: 'stage', on: true, share: 100, title: { ru: '', en: '' }, wording: 1 },
  ...more,
});
const ATTACHED = [
  ask(1, { stage: 4, title: { ru: 'Легко ли было записаться?', en: '' }, wording: 3 }),
  ask(2, { question: 'stopped', moment: 'unfinished', stage: 3 }),
  ask(3, { question: 'fft', moment: 'launcher' }),
];
const siteWith = (surveys = ATTACHED, quietHours?: [string, string]) =>
  addSite({
    settings: (s) => Object.assign(s, { surveys, caps: { days: 14, ...(quietHours && { quietHours }) } }),
  });

function visitor(site: SiteFixture, app = testApp(), headers: Record<string, string> = {}) {
  let pages = 0;
  const page = () => `aaaaaa${String((pages += 1)).padStart(2, '0')}`;
  const send = async (body: string) =>
    (await app.fromPage(`/w/${site.key}/beacon`, body, headers)).json<BeaconReply>();
  return {
    app,
    send,
    /** One page with these stages. */
    see: (...stages: number[]) => {
      app.clock.now += 10_000;
      return send(`p=${page()}&l=ru&e=${stages.map((stage, i) => `${stage}.${i + 1}.${10 - i}`).join(';')}`);
    },
  };
}
const counts = () =>
  rows<{ question: string; asked: number; opened: number }>(
    'SELECT question, moment, wording, asked, opened FROM survey_count ORDER BY question',
  );

it('asks at the stage, in the clinic’s words, once in a visit', async () => {
  const { see } = visitor(await siteWith());
  expect(await see(2)).toEqual({ stored: 1 });
  expect(await see(3, 4)).toEqual({
    stored: 2,
    ask: { survey: 1, title: 'Легко ли было записаться?', close: 'Не сейчас', capDays: 14 },
  });
  expect(await see(4)).toEqual({ stored: 1 });
  expect(await see(3)).toEqual({ stored: 1 });
  expect(await see(2)).toEqual({ stored: 1 });
  expect(await counts()).toEqual([{ question: 'ces', moment: 'stage', wording: 3, asked: 1, opened: 0 }]);
});

it('asks who left a stage unfinished, wherever they went, but not who finished it', async () => {
  const site = await siteWith();
  const leaver = visitor(site);
  await leaver.see(3);
  expect((await leaver.see(1)).ask?.survey).toBe(2);
  const finisher = visitor(site, testApp(), { 'CF-Connecting-IP': '203.0.113.77' });
  await finisher.see(3);
  await finisher.see(5);
  expect((await finisher.see(2)).ask).toBeUndefined();
});

it('repeats nothing for a beacon that comes again', async () => {
  const { send } = visitor(await siteWith());
  const body = 'p=aaaaaaaa&l=ru&e=4.1.5';
  expect((await send(body)).ask?.survey).toBe(1);
  expect(await send(body)).toEqual({ stored: 0, why: 'duplicate' });
  expect(await counts()).toMatchObject([{ asked: 1 }]);
});

it('hands one of fifty concurrent pages of one visit the question', async () => {
  const { send } = visitor(await siteWith());
  const pages = Array.from({ length: 50 }, (_, i) => `p=bbbbbb${String(i).padStart(2, '0')}&l=ru&e=4.1.5`);
  const replies = await Promise.all(pages.map(send));
  expect(replies.filter((reply) => reply.ask)).toHaveLength(1);
  expect(replies.every(({ stored }) => stored === 1)).toBe(true);
});

it('is silent in the quiet hours, before the share, without a question that is on', async () => {
  // It is noon in Moscow.
  expect((await visitor(await siteWith(ATTACHED, ['11:00', '13:00'])).see(4)).ask).toBeUndefined();
  expect((await visitor(await siteWith(ATTACHED, ['11:30', '08:00'])).see(4)).ask).toBeUndefined();
  expect((await visitor(await siteWith(ATTACHED, ['13:00', '08:00'])).see(4)).ask).toBeDefined();
  expect(
    (await visitor(await siteWith(ATTACHED.map((s) => ({ ...s, on: false })))).see(4)).ask,
  ).toBeUndefined();
  const site = await siteWith(ATTACHED.map((s) => ({ ...s, share: 20 })));
  let asked = 0;
  for (let i = 0; i < 100; i++) {
    const reply = await visitor(site, testApp(), { 'CF-Connecting-IP': `203.0.113.${i}` }).see(4);
    if (reply.ask) asked += 1;
  }
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(40);
});

it('writes at most three rows with a question, and none of it where it is handed out already', async () => {
  const site = await siteWith();
  const series = [{ id: site.seriesId, zone: 'Europe/Moscow', startedAtMs: 0 }];
  const write = (page: string, mark: string): VisitWrite => ({
    ...{
      siteId: site.siteId,
      source: 'direct',
      campaign: '',
      device: 'phone',
      language: 'ru',
      nowMs: NOON,
      seen: {},
    },
    parts: splitByDay(beaconEvents(page, '4.1.0', NOON), series).map((part) => ({ part, key: 'k' })),
    asking: {
      mark,
      count: {
        siteId: site.siteId,
        question: 'ces',
        moment: 'stage',
        wording: 1,
        day: '2026-10-14',
        asked: 1,
      },
    },
  });
  const first = await upsertVisit(env.DB, write('aaaaaaaa', 'one'));
  expect([first.asked, first.rowsWritten <= 3]).toEqual([true, true]);
  const known = await upsertVisit(env.DB, write('bbbbbbbb', 'two'));
  expect([known.asked, known.rowsWritten <= 3]).toEqual([false, true]);
  const again = await upsertVisit(env.DB, write('bbbbbbbb', 'two'));
  expect([again.stored, again.asked, again.rowsWritten]).toEqual([0, false, 0]);
  expect(await rows('SELECT asked FROM visit')).toEqual([{ asked: 'one' }]);
});

it('lets the question wait for the next beacon when a campaign is seen for the first time', async () => {
  const { send } = visitor(await siteWith());
  expect(await send('p=aaaaaaaa&l=ru&e=4.1.5&us=news&um=email&uc=autumn')).toEqual({ stored: 1 });
  expect((await send('p=bbbbbbbb&l=ru&e=4.1.5')).ask?.survey).toBe(1);
});

it('counts what was opened: a question that shows itself was asked before, the others are asked by it', async () => {
  const { send } = visitor(await siteWith());
  expect(await send('o=1')).toEqual({ stored: 1 });
  expect(await send('o=3')).toEqual({ stored: 1 });
  for (const body of ['o=9', 'o=0', 'o=x', 'o=1&l=ru'])
    expect(await send(body)).toEqual({ stored: 0, why: 'invalid' });
  expect(await counts()).toEqual([
    { question: 'ces', moment: 'stage', wording: 3, asked: 0, opened: 1 },
    { question: 'fft', moment: 'launcher', wording: 1, asked: 1, opened: 1 },
  ]);
});

it('tells a page the questions that are on, and the panel the one of its first view', async () => {
  const site = await addSite({
    settings: (s) => {
      s.surveys = [...ATTACHED, ask(4, { moment: 'closed', on: false }), ask(5, { moment: 'card' })];
      s.publicReview = 'https://reviews.example/clinic';
    },
  });
  const read = async (query: string) =>
    (await testApp().send(`/w/${site.key}.json${query}`)).json<SurveysConfig>();
  expect(await read('?l=en')).toMatchObject({ survey: { id: 3, question: 'fft', moment: 'launcher' } });
  const config = await read('?l=ru&part=surveys');
  expect(config).toMatchObject({
    capDays: 30,
    review: 'https://reviews.example/clinic',
    text: true,
    mode: 'statistics',
  });
  expect(config.surveys.map(({ id, moment, stage }) => [id, moment, stage])).toEqual([
    [1, 'stage', 4],
    [2, 'unfinished', 3],
    [3, 'launcher', undefined],
  ]);
});

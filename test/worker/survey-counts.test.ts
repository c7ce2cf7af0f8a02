// How often a question was asked and opened: added up by day and wording, never beyond the day's budget, forgotten with the answers.
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { listSurveyDays, updateSurveyCount, upsertSurveyCount } from '../../worker/store/survey-counts.ts';
import type { SurveyCount } from '../../worker/store/survey-counts.ts';
import { readRowsWritten, STATISTICS_ROWS_PER_DAY } from '../../worker/store/write-budget.ts';
import { addSite, NOON } from './support/fixtures.ts';
import { rows } from './support/words.ts';

const UTC_DAY = '2026-10-14';
let siteId: string;
const count = (over: Partial<SurveyCount> = {}): SurveyCount => ({
  ...{ siteId, question: 'fft', moment: 'launcher', wording: 1, day: UTC_DAY },
  ...over,
});
const listed = (from = '2026-10-01', to = '2026-10-31') => listSurveyDays(env.DB, siteId, { from, to });

beforeEach(async () => {
  ({ siteId } = await addSite());
});

it('adds up by question, moment, wording and day', async () => {
  const day = '2026-10-13';
  for (const one of [
    ...[count({ asked: 1 }), count({ asked: 1, opened: 1 }), count({ opened: 1 })],
    ...[count({ asked: 3, wording: 2 }), count({ asked: 4, day }), count({ asked: 5, moment: 'card' })],
  ])
    expect(await updateSurveyCount(env.DB, one, UTC_DAY)).toBe(true);
  const fft = { question: 'fft', moment: 'launcher', wording: 1 };
  const got = await listed();
  expect(got).toHaveLength(4);
  expect(got[0]).toEqual({ ...fft, day, asked: 4, opened: 0 });
  expect(got).toContainEqual({ ...fft, day: UTC_DAY, asked: 2, opened: 2 });
  expect(got).toContainEqual({ ...fft, day: UTC_DAY, wording: 2, asked: 3, opened: 0 });
  expect(got).toContainEqual({ ...fft, day: UTC_DAY, moment: 'card', asked: 5, opened: 0 });
  expect(await listed('2026-10-14', '2026-10-13')).toEqual([]);
});

it('writes one row besides the budget, spends both, and stops when the budget is spent', async () => {
  expect(await updateSurveyCount(env.DB, count({ asked: 1 }), UTC_DAY)).toBe(true);
  expect(await readRowsWritten(env.DB, siteId, UTC_DAY)).toBe(2);
  const { meta } = await upsertSurveyCount(env.DB, count({ asked: 1 })).run();
  expect(meta.rows_written).toBe(1);
  await env.DB.prepare('UPDATE write_budget SET rows_written = ?1').bind(STATISTICS_ROWS_PER_DAY).run();
  expect(await updateSurveyCount(env.DB, count({ asked: 1 }), UTC_DAY)).toBe(false);
  expect(await listed()).toMatchObject([{ asked: 2 }]);
  expect(await readRowsWritten(env.DB, siteId, UTC_DAY)).toBe(STATISTICS_ROWS_PER_DAY);
});

it('counts inside another transaction only when the statement before it wrote something', async () => {
  const touch = (condition: string) =>
    env.DB.prepare(`UPDATE site SET version = version WHERE id = ?1 AND ${condition}`).bind(siteId);
  const counting = () => upsertSurveyCount(env.DB, count({ asked: 1 }), { ifChanged: true });
  await env.DB.batch([touch('1'), counting()]);
  await env.DB.batch([touch('0'), counting()]);
  expect(await listed()).toMatchObject([{ asked: 1 }]);
});

it('is forgotten when the answers of its day are', async () => {
  for (const day of ['2024-09-13', '2024-09-14', UTC_DAY])
    await upsertSurveyCount(env.DB, count({ asked: 1, day })).run();
  await deleteExpired(env, NOON);
  expect(await rows('SELECT day FROM survey_count ORDER BY day')).toEqual([
    { day: '2024-09-14' },
    { day: UTC_DAY },
  ]);
});

// A site with a year of ratings to look at: steady weeks, a last one far below them, groups of every size, and days of 9 and 10.
import type { D1Database } from '@cloudflare/workers-types';
import { addDays, weekdayIndex } from '../../worker/domain/calendar.ts';
import type { SeededClinic } from '../../scripts/seed.ts';
import { moscowDay } from './dashboard.ts';
import { seeded } from './seeded.ts';

/** Dates of the days with 0, 9 and 10 answers: nothing else is near them. */
export const NINE_DAY = moscowDay(395);
export const TEN_DAY = moscowDay(390);
export const EMPTY_DAY = moscowDay(385);
/** Days of ratings, up to yesterday. */
const DAYS = 300;
/** The last whole week, Monday to Sunday, is the bad one. */
export const BAD_WEEK_FROM = addDays(moscowDay(0), -weekdayIndex(moscowDay(0)) - 7);

type Rating = { day: string; score: number; source: string | null; device: string; language: string };

/** Of 10 answers a day: mostly 5 and 4; sources from common to very rare, one of them not known. */
export function manyRatings(): Rating[] {
  const chance = seeded(42);
  const pick = <T>(list: readonly T[], weights: readonly number[]): T => {
    let at = chance.next();
    const i = weights.findIndex((weight) => (at -= weight) < 0);
    return list[i < 0 ? list.length - 1 : i]!;
  };
  const rate = (day: string, isBad: boolean): Rating => ({
    day,
    score: isBad
      ? pick([5, 3, 2, 1], [0.4, 0.2, 0.2, 0.2])
      : pick([5, 4, 3, 2, 1, 0], [0.62, 0.22, 0.06, 0.05, 0.02, 0.03]),
    source: pick(['search', 'direct', 'ads', 'maps', 'social', null], [0.45, 0.25, 0.15, 0.13, 0.01, 0.01]),
    device: pick(['phone', 'desktop', 'tablet'], [0.7, 0.25, 0.05]),
    language: pick(['ru', 'en'], [0.9, 0.1]),
  });
  const days = Array.from({ length: DAYS }, (_, i) => moscowDay(i + 1));
  const isBad = (day: string) => day >= BAD_WEEK_FROM && day < addDays(BAD_WEEK_FROM, 7);
  const many = days.flatMap((day) =>
    Array.from({ length: 4 + chance.binomial(12, 0.5) }, () => rate(day, isBad(day))),
  );
  const few = (day: string, count: number) => Array.from({ length: count }, () => rate(day, false));
  return [...many, ...few(NINE_DAY, 9), ...few(TEN_DAY, 10)];
}

export const SCORE_SERIES = '01TESTANSWERS0000000000000';

/** Writes them into the series that `startDashboard` has made. */
export async function seedRatings(db: D1Database, { siteId }: SeededClinic): Promise<void> {
  const list = manyRatings().map((rating, i) => ({
    ...rating,
    key: `01MANYRATINGS${String(i).padStart(13, '0')}`,
  }));
  for (let i = 0; i < list.length; i += 1500)
    await db
      .prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language,
           source, device, stage)
         SELECT ?1, value ->> 'key', '', value ->> 'key', ?3, 'fft', 'launcher', 'widget', 'statistics',
           value ->> 'day', value ->> 'score', value ->> 'language', value ->> 'source', value ->> 'device', 2 FROM json_each(?2)`,
      )
      .bind(siteId, JSON.stringify(list.slice(i, i + 1500)), SCORE_SERIES)
      .run();
}

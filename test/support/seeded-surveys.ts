// A site where every question is asked: answers and counts of half a year, with branches and doctors, to look at and to recount.
import type { D1Database } from '@cloudflare/workers-types';
import type { SeededClinic } from '../../scripts/seed.ts';
import type { Moment, Question } from '../../worker/contract/vocabulary.ts';
import { moscowDay } from './dashboard.ts';
import { seeded } from './seeded.ts';

type Plan = {
  question: Question;
  moment: Moment;
  /** Scores from common to rare, with their weights; none for a question of words. */
  scores: readonly (readonly [score: number | null, weight: number])[];
  aDay: number;
};

const PLANS: readonly Plan[] = [
  {
    question: 'nps',
    moment: 'call',
    aDay: 4,
    scores: [
      [10, 0.3],
      [9, 0.2],
      [8, 0.15],
      [7, 0.1],
      [5, 0.1],
      [2, 0.15],
    ],
  },
  {
    question: 'ces',
    moment: 'stage',
    aDay: 4,
    scores: [
      [7, 0.4],
      [6, 0.25],
      [5, 0.1],
      [4, 0.1],
      [2, 0.15],
    ],
  },
  {
    question: 'csat',
    moment: 'card',
    aDay: 3,
    scores: [
      [5, 0.5],
      [4, 0.25],
      [3, 0.1],
      [1, 0.15],
    ],
  },
  {
    question: 'solved',
    moment: 'closed',
    aDay: 2,
    scores: [
      [2, 0.6],
      [1, 0.25],
      [0, 0.15],
    ],
  },
  {
    question: 'stopped',
    moment: 'unfinished',
    aDay: 1,
    scores: [
      [1, 0.3],
      [2, 0.3],
      [4, 0.2],
      [7, 0.2],
    ],
  },
  { question: 'open', moment: 'call', aDay: 1, scores: [[null, 1]] },
];
const DAYS = 180;
const idOf = (what: string, i: number): string => `01TEST${what}${String(i).padStart(20 - what.length, '0')}`;

export const surveySeries = (question: Question): string =>
  idOf(
    'SERS',
    PLANS.findIndex((plan) => plan.question === question),
  );
export const BRANCHES = ['На Мира', 'На Ленина'].map((name, i) => ({ id: idOf('BRANCH', i), name }));
export const DOCTORS = ['Чехов А. П.', 'Булгаков М. А.', 'Аксёнов В. П.'].map((name, i) => ({
  ...{ id: idOf('DCTR', i), name },
}));

/** Adds the series, answers and counts; about every fifth of those asked answers. */
export async function seedSurveys(db: D1Database, { siteId }: SeededClinic): Promise<void> {
  const chance = seeded(8);
  const rows: Record<string, string | number | null>[] = [];
  const counts: Record<string, string | number>[] = [];
  for (const [i, { question, moment, scores, aDay }] of PLANS.entries())
    for (let back = 1; back <= DAYS; back++) {
      const answers = chance.poisson(aDay);
      counts.push({ day: moscowDay(back), question, moment, asked: answers * 5, opened: answers * 2 });
      for (let n = 0; n < answers; n++) {
        let at = chance.next();
        const score = (scores.find(([, weight]) => (at -= weight) < 0) ?? scores[0]!)[0];
        const isCard = moment === 'card';
        rows.push({
          ...{
            key: `S${i}.${back}.${n}`,
            series: idOf('SERS', i),
            question,
            moment,
            score,
            day: moscowDay(back),
          },
          ...{
            origin: isCard ? 'card' : 'widget',
            branch: isCard ? (BRANCHES[chance.next() < 0.7 ? 0 : 1]?.id ?? null) : null,
          },
          doctor: isCard ? (DOCTORS[Math.floor(chance.next() * 3)]?.id ?? null) : null,
        });
      }
    }
  await db.batch([
    ...BRANCHES.map(({ id, name }) =>
      db
        .prepare('INSERT INTO branch (id, clinic_id, name) SELECT ?1, clinic_id, ?2 FROM site WHERE id = ?3')
        .bind(id, name, siteId),
    ),
    ...DOCTORS.map(({ id, name }) =>
      db
        .prepare('INSERT INTO doctor (id, clinic_id, name) SELECT ?1, clinic_id, ?2 FROM site WHERE id = ?3')
        .bind(id, name, siteId),
    ),
    ...PLANS.map(({ question, moment }, i) =>
      db
        .prepare(
          `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
           VALUES (?1, ?2, 'answers', 'statistics', 1, 'Europe/Moscow', ?3, 1, ?4, ?5, ?6)`,
        )
        .bind(idOf('SERS', i), siteId, question, moment, moscowDay(DAYS), Date.parse(moscowDay(DAYS))),
    ),
    db
      .prepare(
        `INSERT INTO survey_count (site_id, day, question, moment, wording, asked, opened)
         SELECT ?1, value ->> 'day', value ->> 'question', value ->> 'moment', 1, value ->> 'asked', value ->> 'opened' FROM json_each(?2)`,
      )
      .bind(siteId, JSON.stringify(counts)),
    ...Array.from({ length: Math.ceil(rows.length / 1500) }, (_, i) =>
      db
        .prepare(
          `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language,
             source, device, branch_id, doctor_id)
           SELECT ?1, value ->> 'key', '', value ->> 'key', value ->> 'series', value ->> 'question', value ->> 'moment',
             value ->> 'origin', 'statistics', value ->> 'day', value ->> 'score', 'ru', NULL, 'phone', value ->> 'branch',
             value ->> 'doctor' FROM json_each(?2)`,
        )
        .bind(siteId, JSON.stringify(rows.slice(i * 1500, (i + 1) * 1500))),
    ),
  ]);
}

// What is unusual about a site's answers now: asked by the first screen and told by the weekly digest, worked out anew each time.
import type { SeriesView } from '../contract/journey.ts';
import type { Measure, ScoreSignal } from '../contract/scores.ts';
import { addDays, localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { cutoffs } from '../domain/retention.ts';
import { askedOf } from '../domain/satisfaction/asked.ts';
import { countsOf } from '../domain/satisfaction/scales.ts';
import { flowFrom, flowSignals, scoreSignals } from '../domain/satisfaction/signals.ts';
import type { FlowDay } from '../domain/satisfaction/signals.ts';
import { listAnswerSeries } from '../store/answer-series.ts';
import { readHeadline } from '../store/headline.ts';
import { listAnswerTotals, listScoreDays } from '../store/score-days.ts';
import type { Site } from '../store/sites.ts';
import { listSurveyDays } from '../store/survey-counts.ts';

/** An after-visit question names the first screen while somebody has answered it in these days. */
const HEADLINE_DAYS = 90;

/** The measure that the first screen names on a local day. */
export const headlineOf = (db: D1Database, siteId: string, today: string): Promise<Measure> =>
  readHeadline(db, siteId, addDays(today, -HEADLINE_DAYS));

/**
 * The signals of a site at an instant (epoch ms), the gravest first. The score is judged of the headline only, since every further
 * chart adds its false alarms; how many answer is judged of every question.
 */
export async function siteSignals(db: D1Database, site: Site, nowMs: number): Promise<ScoreSignal[]> {
  const today = localDay(nowMs, seriesAt(site.series, nowMs)?.zone ?? site.zone);
  const [headline, all] = await Promise.all([
    headlineOf(db, site.id, today),
    listAnswerSeries(db, site.id, today),
  ]);
  const newest = newestSeries(all);
  const named = newest.find(
    ({ question, moment }) => question === headline.question && moment === headline.moment,
  );
  const [score, flow] = await Promise.all([
    named ? signalsOfScore(db, site, { series: named, headline, today, nowMs }) : [],
    signalsOfFlow(db, site, { all, newest, today }),
  ]);
  return [...score, ...flow];
}

/** The newest series of every question and moment. */
const newestSeries = (all: readonly SeriesView[]): SeriesView[] => [
  ...new Map(all.map((one) => [`${one.question} ${one.moment}`, one])).values(),
];

type Headline = { series: SeriesView; headline: Measure; today: string; nowMs: number };

async function signalsOfScore(
  db: D1Database,
  site: Site,
  { series, headline, today, nowMs }: Headline,
): Promise<ScoreSignal[]> {
  const days = await listScoreDays(db, site.id, {
    seriesIds: [series.id],
    period: { from: cutoffs(nowMs).answerDay, to: today },
    counted: countsOf(headline.question),
  });
  return scoreSignals({ measure: headline, seriesId: series.id, startedOn: series.startedOn, days, today });
}

type Flow = { all: readonly SeriesView[]; newest: readonly SeriesView[]; today: string };

async function signalsOfFlow(
  db: D1Database,
  site: Site,
  { all, newest, today }: Flow,
): Promise<ScoreSignal[]> {
  const period = { from: flowFrom(today), to: today };
  const [totals, asked] = await Promise.all([
    listAnswerTotals(db, site.id, { seriesIds: newest.map(({ id }) => id), period }),
    listSurveyDays(db, site.id, period),
  ]);
  return newest.flatMap((series) => {
    const { id, question, moment, startedOn } = series;
    if (question === null || moment === null) return [];
    const flow: FlowDay[] = [
      ...totals
        .filter(({ seriesId }) => seriesId === id)
        .map(({ day, answers }) => ({ day, answered: answers, asked: 0 })),
      ...askedOf(all, series, asked).map((one) => ({ day: one.day, answered: 0, asked: one.asked })),
    ];
    return flowSignals({ measure: { question, moment }, seriesId: id, startedOn, today, flow });
  });
}

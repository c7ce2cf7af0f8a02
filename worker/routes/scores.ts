// The door to scores: the days of one measure, how often its question was asked, and which measures there are.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { scoresQuery } from '../contract/scores.ts';
import type { ScoresAnswer } from '../contract/scores.ts';
import { SCORE_DIMENSIONS } from '../contract/vocabulary.ts';
import type { ScoreDimension } from '../contract/vocabulary.ts';
import { daysBetween, localDay } from '../domain/calendar.ts';
import { countsOf } from '../domain/satisfaction/scales.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { listPlaceNames } from '../store/places.ts';
import { listScoreDays } from '../store/score-days.ts';
import { listSurveyDays } from '../store/survey-counts.ts';
import { isSame, maySeeDoctors, seriesAsked, zoneOf } from './measures.ts';
import type { Asked } from './measures.ts';

/** Scores are kept for 25 months. */
const MAX_PERIOD_DAYS = 800;

export const scoresRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/scores', signedIn, siteMember('scores'), async (c) => {
    const asked = readQuery(c, scoresQuery);
    if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
    return c.json(await scores(c, asked));
  });

async function scores(c: Context<AppEnv>, asked: Asked): Promise<ScoresAnswer> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const period = { from: asked.from, to: asked.to };
  const { measure, measures, series } = await seriesAsked(c, asked);
  const zone = zoneOf(site, now);
  const seriesIds = series.map(({ id }) => id);
  const [days, surveyDays, dimensions] = measure
    ? await Promise.all([
        listScoreDays(db, site.id, { seriesIds, period, counted: countsOf(measure.question) }),
        listSurveyDays(db, site.id, period),
        dimensionsFor(c),
      ])
    : [[], [], []];
  return {
    ...{ period, today: localDay(now, zone), zone, asOfMs: now, measure, measures, series, days },
    dimensions,
    asked: surveyDays.filter((one) => measure && isSame(one, measure)),
  };
}

/** Branches where the clinic has any; doctors for an owner who has switched them on. */
async function dimensionsFor(c: Context<AppEnv>): Promise<ScoreDimension[]> {
  const { site } = c.var;
  const { branches } = await listPlaceNames(firstDatabase(c.env), site.clinic.id);
  const isOpen = { branch: branches.length > 0, doctor: maySeeDoctors(c) };
  return SCORE_DIMENSIONS.filter(
    (name) => (name !== 'branch' || isOpen.branch) && (name !== 'doctor' || isOpen.doctor),
  );
}

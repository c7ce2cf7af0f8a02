// The doors to scores: the days of one measure, and its breakdown with small groups hidden.
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { SeriesView } from '../contract/journey.ts';
import { breakdownQuery, scoresQuery } from '../contract/scores.ts';
import type { BreakdownAnswer, Measure, ScoresAnswer } from '../contract/scores.ts';
import {
  DEVICES,
  LANGUAGES,
  SCORED_QUESTIONS,
  SCORE_DIMENSIONS,
  SOURCE_CLASSES,
} from '../contract/vocabulary.ts';
import type { ScoreDimension } from '../contract/vocabulary.ts';
import { addDays, daysBetween, localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { cutoffs } from '../domain/retention.ts';
import { blocksOf } from '../domain/satisfaction/blocks.ts';
import { breakDown } from '../domain/satisfaction/breakdown.ts';
import { SCALES } from '../domain/satisfaction/scales.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { listAnswerSeries } from '../store/answer-series.ts';
import { countScoreMonths, listScoreDays } from '../store/score-days.ts';
import { countScoreGroups } from '../store/score-groups.ts';
import type { Site } from '../store/sites.ts';
import { HEADLINE } from './score.ts';

/** Scores are kept for 25 months; a breakdown reads the answers themselves. */
const MAX_PERIOD_DAYS = 800;
const MAX_BREAKDOWN_DAYS = 400;

export function scoresRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/scores', signedIn, siteMember('scores'), async (c) => {
    const asked = readQuery(c, scoresQuery);
    refuseLonger(asked, MAX_PERIOD_DAYS);
    return c.json(await scores(c, asked));
  });
  routes.get('/sites/:site/scores/by/:dimension', signedIn, siteMember('scores'), async (c) => {
    const dimension = SCORE_DIMENSIONS.find((name) => name === c.req.param('dimension'));
    if (!dimension) throw new Refusal('not_found');
    const asked = readQuery(c, breakdownQuery);
    refuseLonger(asked, MAX_BREAKDOWN_DAYS);
    return c.json(await breakdown(c, dimension, asked));
  });
  return routes;
}

function refuseLonger({ from, to }: { from: string; to: string }, days: number): void {
  if (daysBetween(from, to) >= days) throw new Refusal('invalid', 'to');
}

type Asked = { from: string; to: string } & { [K in keyof Measure]?: Measure[K] | undefined };

async function scores(c: Context<AppEnv>, asked: Asked): Promise<ScoresAnswer> {
  const { site, now } = c.var;
  const period = { from: asked.from, to: asked.to };
  const { measure, measures, series } = await seriesAsked(c, asked);
  const zone = zoneOf(site, now);
  const days = measure
    ? await listScoreDays(databaseFor(c.env, c.var.site), site.id, {
        ...{ seriesIds: series.map(({ id }) => id), period },
        scale: SCALES[measure.question],
      })
    : [];
  return { period, today: localDay(now, zone), zone, asOfMs: now, measure, measures, series, days };
}

async function breakdown(
  c: Context<AppEnv>,
  dimension: ScoreDimension,
  asked: Asked & { series?: string | undefined },
): Promise<BreakdownAnswer> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, c.var.site);
  const period = { from: asked.from, to: asked.to };
  const { measure, series: all } = await seriesAsked(c, asked);
  const series = asked.series === undefined ? all.at(-1) : all.find(({ id }) => id === asked.series);
  if (!measure || !series) return { period, dimension, measure, series: null, blocks: [] };
  // A month whose first days have aged out would be another whole than it was: subtracting the two would tell.
  const oldest = addDays(cutoffs(now).answerDay, 1);
  const months = await countScoreMonths(db, site.id, { seriesId: series.id, from: oldest });
  const blocks = blocksOf(months, addDays(localDay(now, zoneOf(site, now)), -1)).filter(
    ({ from, to }) => from >= oldest && from >= period.from && to <= period.to,
  );
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return { period, dimension, measure, series, blocks: [] };
  const cells = await countScoreGroups(db, site.id, {
    ...{ seriesId: series.id, dimension },
    period: { from: first.from, to: last.to },
  });
  const values = valuesOf(dimension, site);
  return {
    ...{ period, dimension, measure, series },
    blocks: breakDown(cells, blocks, { scale: SCALES[measure.question], values }),
  };
}

const zoneOf = (site: Site, nowMs: number): string => seriesAt(site.series, nowMs)?.zone ?? site.zone;

/** The measure that is asked for, or else the headline, or else the first; with all its series. */
async function seriesAsked(
  c: Context<AppEnv>,
  asked: Asked,
): Promise<{ measure: Measure | null; measures: Measure[]; series: SeriesView[] }> {
  const all = await listAnswerSeries(databaseFor(c.env, c.var.site), c.var.site.id, asked.to);
  const measures: Measure[] = [];
  for (const one of all) {
    const question = SCORED_QUESTIONS.find((name) => name === one.question);
    const moment = one.moment;
    if (!question || !moment) continue;
    if (!measures.some((known) => isSame(known, { question, moment }))) measures.push({ question, moment });
  }
  const wanted = { question: asked.question ?? HEADLINE.question, moment: asked.moment ?? HEADLINE.moment };
  const isNamed = asked.question !== undefined || asked.moment !== undefined;
  const measure = measures.find((one) => isSame(one, wanted)) ?? (isNamed ? null : (measures[0] ?? null));
  const series = all.filter(
    ({ question, moment }) => measure && question === measure.question && moment === measure.moment,
  );
  return { measure, measures, series };
}

const isSame = (a: Measure, b: Measure): boolean => a.question === b.question && a.moment === b.moment;

/** Every value a dimension can have, in an order that does not depend on counts. */
function valuesOf(dimension: ScoreDimension, site: Site): readonly string[] {
  switch (dimension) {
    case 'stage':
      return site.settings.stages.map(({ id }) => String(id));
    case 'source':
      return SOURCE_CLASSES;
    case 'device':
      return DEVICES;
    case 'language':
      return LANGUAGES;
  }
}

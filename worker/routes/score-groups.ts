// The door to a score's breakdown: by one dimension, over whole months that are over, with small groups hidden.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { breakdownQuery } from '../contract/scores.ts';
import type { BreakdownAnswer } from '../contract/scores.ts';
import { DEVICES, LANGUAGES, SCORE_DIMENSIONS, SOURCE_CLASSES } from '../contract/vocabulary.ts';
import type { ScoreDimension } from '../contract/vocabulary.ts';
import { addDays, daysBetween, localDay } from '../domain/calendar.ts';
import { cutoffs } from '../domain/retention.ts';
import { blocksOf } from '../domain/satisfaction/blocks.ts';
import { breakDown, breakDownNested } from '../domain/satisfaction/breakdown.ts';
import type { Block, Cell } from '../domain/satisfaction/breakdown.ts';
import type { Span } from '../domain/satisfaction/buckets.ts';
import { SCALES, isScoredQuestion } from '../domain/satisfaction/scales.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { listPlaceNames } from '../store/places.ts';
import { countScoreMonths } from '../store/score-days.ts';
import { countScoreGroups } from '../store/score-groups.ts';
import type { Site } from '../store/sites.ts';
import { maySeeDoctors, seriesAsked, zoneOf } from './measures.ts';
import type { Asked } from './measures.ts';

/** A breakdown reads the answers themselves. */
const MAX_PERIOD_DAYS = 400;

export const scoreGroupRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/scores/by/:dimension', signedIn, siteMember('scores'), async (c) => {
    const dimension = SCORE_DIMENSIONS.find((name) => name === c.req.param('dimension'));
    if (!dimension) throw new Refusal('not_found');
    if (dimension === 'doctor') refuseDoctors(c);
    const asked = readQuery(c, breakdownQuery);
    if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
    return c.json(await breakdown(c, dimension, asked));
  });

/** Not allowed for whoever is no owner; not there before an owner has switched it on. */
function refuseDoctors(c: Context<AppEnv>): void {
  if (maySeeDoctors(c)) return;
  throw new Refusal(c.var.site.settings.doctorView ? 'not_allowed' : 'not_found');
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
  const nothing = { period, dimension, measure, names: {}, blocks: [] };
  if (!measure || !series || !isScoredQuestion(measure.question)) return { ...nothing, series: null };
  // A month whose first days have aged out would be another whole than it was: subtracting the two would tell.
  const oldest = addDays(cutoffs(now).answerDay, 1);
  const months = await countScoreMonths(db, site.id, { seriesId: series.id, from: oldest });
  const blocks = blocksOf(months, addDays(localDay(now, zoneOf(site, now)), -1)).filter(
    ({ from, to }) => from >= oldest && from >= period.from && to <= period.to,
  );
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return { ...nothing, series };
  const cells = await countScoreGroups(db, site.id, {
    ...{ seriesId: series.id, dimension },
    period: { from: first.from, to: last.to },
  });
  const scale = SCALES[measure.question];
  return { ...nothing, series, ...(await groupsOf(c, dimension, { cells, blocks, scale })) };
}

type Grouping = { cells: readonly Cell[]; blocks: readonly Span[]; scale: readonly number[] };

/** The blocks with what may be told of their groups, and the names that they need. */
async function groupsOf(
  c: Context<AppEnv>,
  dimension: ScoreDimension,
  { cells, blocks, scale }: Grouping,
): Promise<{ blocks: Block[]; names: Record<string, string> }> {
  const { site } = c.var;
  if (dimension !== 'branch' && dimension !== 'doctor')
    return { blocks: breakDown(cells, blocks, { scale, values: valuesOf(dimension, site) }), names: {} };
  const { branches, doctors } = await listPlaceNames(firstDatabase(c.env), site.clinic.id);
  const names = Object.fromEntries([...branches, ...doctors].map(({ id, name }) => [id, name]));
  const outer = branches.map(({ id }) => id);
  if (dimension === 'branch') return { blocks: breakDown(cells, blocks, { scale, values: outer }), names };
  const values = [...outer, ''].flatMap((branch) => doctors.map(({ id }) => `${branch}/${id}`));
  return { blocks: breakDownNested(cells, blocks, { scale, values, outer }), names };
}

/** Every value a dimension can have, in an order that does not depend on counts. */
function valuesOf(dimension: Exclude<ScoreDimension, 'branch' | 'doctor'>, site: Site): readonly string[] {
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

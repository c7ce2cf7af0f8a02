// Which measure a request about scores means, and all of its series: what is shared by the doors to scores.
import type { Context } from 'hono';
import type { SeriesView } from '../contract/journey.ts';
import type { Measure } from '../contract/scores.ts';
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { roleOn } from '../guards/member.ts';
import { headlineOf } from '../jobs/site-signals.ts';
import { listAnswerSeries } from '../store/answer-series.ts';
import type { Site } from '../store/sites.ts';

export type Asked = { from: string; to: string } & { [K in keyof Measure]?: Measure[K] | undefined };

export const zoneOf = (site: Site, nowMs: number): string => seriesAt(site.series, nowMs)?.zone ?? site.zone;

/** The measure that is asked for, or else the headline, or else the first; with all its series. */
export async function seriesAsked(
  c: Context<AppEnv>,
  asked: Asked,
): Promise<{ measure: Measure | null; measures: Measure[]; series: SeriesView[] }> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const [all, headline] = await Promise.all([
    listAnswerSeries(db, site.id, asked.to),
    headlineOf(db, site.id, localDay(now, zoneOf(site, now))),
  ]);
  const measures: Measure[] = [];
  for (const { question, moment } of all)
    if (question && moment && !measures.some((known) => isSame(known, { question, moment })))
      measures.push({ question, moment });
  const wanted = { question: asked.question ?? headline.question, moment: asked.moment ?? headline.moment };
  const isNamed = asked.question !== undefined || asked.moment !== undefined;
  const measure = measures.find((one) => isSame(one, wanted)) ?? (isNamed ? null : (measures[0] ?? null));
  const series = all.filter(
    ({ question, moment }) => measure && question === measure.question && moment === measure.moment,
  );
  return { measure, measures, series };
}

export const isSame = (a: Measure, b: Measure): boolean => a.question === b.question && a.moment === b.moment;

/** People are shown to an owner only, and only where it has been switched on. */
export const maySeeDoctors = (c: Context<AppEnv>): boolean =>
  c.var.site.settings.doctorView && roleOn(c.var.signedIn, c.var.site.clinic.id) === 'owner';

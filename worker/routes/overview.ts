// GET /api/sites/:site/overview: the first screen in one answer, with only the parts that the member's role may see.
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Period } from '../contract/journey.ts';
import type { Overview } from '../contract/members.ts';
import { mayRole } from '../contract/permissions.ts';
import type { Permission } from '../contract/permissions.ts';
import { addDays, localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { roleOn, signedIn, siteMember } from '../guards/member.ts';
import { jsonWithTag } from '../guards/tag.ts';
import { headlineOf } from '../jobs/site-signals.ts';
import { countScores } from '../store/answers.ts';
import { readAttention } from '../store/attention.ts';
import { listComments } from '../store/comments.ts';
import { readFirstDay, readJourneyAnswer } from '../store/journey-days.ts';
import type { Site } from '../store/sites.ts';

/** Four whole weeks: every weekday counts alike. */
const PERIOD_DAYS = 28;
const COMMENTS = 5;

export const overviewRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/overview', signedIn, siteMember('overview'), async (c) => {
    const seen = await overview(c);
    // What it says, not when it was asked: a screen that polls gets the same answer for no bytes.
    return jsonWithTag(c, { ...seen, asOfMs: null }, seen);
  });

async function overview(c: Context<AppEnv>): Promise<Overview> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, c.var.site);
  const role = roleOn(c.var.signedIn, site.clinic.id);
  const ifMay = <T>(permission: Permission, read: () => Promise<T>): Promise<T | null> =>
    role !== null && mayRole(role, permission) ? read() : Promise.resolve(null);
  const { today, scores, visits } = periods(site, now);
  const [attention, words, score, journey, firstDay] = await Promise.all([
    readAttention(db, site, now),
    ifMay('words', () => listComments(db, site.id, { order: 'newest', limit: COMMENTS })),
    ifMay('scores', async () => countScores(db, site.id, scores, await headlineOf(db, site.id, today))),
    ifMay('journey', () => readJourneyAnswer(db, site, visits, now)),
    readFirstDay(db, site.id),
  ]);
  const { id, name, domain, zone, dataPlace, enabled, settings } = site;
  return {
    ...{ site: { id, name, domain, zone, dataPlace, enabled }, today, asOfMs: journey?.asOfMs ?? now },
    ...{
      attention,
      comments: words?.comments.map(({ stems: _, branchId: __, ...comment }) => comment) ?? null,
      score,
      journey,
      firstDay,
    },
    stages: settings.stages.map(({ id, key, name, changedOn }) => ({ id, key, name, changedOn })),
    funnel: settings.funnel,
  };
}

/** The last 28 local days, today included; visits only since the series in force began: no two are added together. */
function periods(site: Site, nowMs: number): { today: string; scores: Period; visits: Period } {
  const series = seriesAt(site.series, nowMs);
  const today = localDay(nowMs, series?.zone ?? site.zone);
  const from = addDays(today, 1 - PERIOD_DAYS);
  const startedOn = series?.startedOn ?? from;
  return {
    today,
    scores: { from, to: today },
    visits: { from: startedOn > from && startedOn <= today ? startedOn : from, to: today },
  };
}

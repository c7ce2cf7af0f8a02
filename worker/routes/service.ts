// GET /api/sites/:site/service: how soon questions of a period were answered and solved, and when they come.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { mayRole } from '../contract/permissions.ts';
import type { Period } from '../contract/journey.ts';
import { SERVICE_DAYS, serviceQuery } from '../contract/service.ts';
import type { ServiceAnswer, ServiceCheck } from '../contract/service.ts';
import { addDays, dayStart, daysBetween, localDay } from '../domain/calendar.ts';
import { SCALES } from '../domain/satisfaction/scales.ts';
import { addCounts } from '../domain/satisfaction/score.ts';
import { summarise } from '../domain/service/summary.ts';
import type { Summary } from '../domain/service/summary.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { roleOn, signedIn, siteMember } from '../guards/member.ts';
import { jsonWithTag } from '../guards/tag.ts';
import { Refusal } from '../refusal.ts';
import { readAnswerSeries } from '../store/answer-series.ts';
import { listScoreDays } from '../store/score-days.ts';
import { countReplies, countWaitingNow, listServiceRows } from '../store/service.ts';
import type { Site } from '../store/sites.ts';

const DAY_MS = 86_400_000;

export const serviceRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/service', signedIn, siteMember('service'), async (c) => {
    const period = readQuery(c, serviceQuery);
    if (daysBetween(period.from, period.to) >= SERVICE_DAYS) throw new Refusal('invalid', 'to');
    const answer = await serviceOf(c, period);
    return jsonWithTag(c, { ...answer, asOfMs: null }, answer);
  });

async function serviceOf(c: Context<AppEnv>, period: Period): Promise<ServiceAnswer> {
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const { hours, service, reopenDays } = site.settings;
  const fromMs = dayStart(period.from, site.zone);
  const toMs = dayStart(addDays(period.to, 1), site.zone);
  const [{ rows, isCut }, waiting, saidSolved] = await Promise.all([
    listServiceRows(db, site.id, { fromMs: fromMs - reopenDays * DAY_MS, toMs }),
    countWaitingNow(db, site.id, now),
    saidSolvedIn(db, site, period),
  ]);
  const { checks, ...figures } = summarise({
    ...{ rows, fromMs, toMs, service, repeatDays: reopenDays, nowMs: now },
    calendar: { hours, zone: site.zone },
  });
  return {
    ...{ period, today: localDay(now, site.zone), zone: site.zone, asOfMs: now },
    ...{ ...figures, isCut, waiting, saidSolved, repeatDays: reopenDays },
    checks: mayReadWords(c) ? await withReplies(db, site.id, checks) : null,
  };
}

function mayReadWords(c: Context<AppEnv>): boolean {
  const role = roleOn(c.var.signedIn, c.var.site.clinic.id);
  return role !== null && mayRole(role, 'words');
}

async function withReplies(
  db: D1Database,
  siteId: string,
  checks: Summary['checks'],
): Promise<ServiceCheck[]> {
  if (checks.length === 0) return [];
  const counts = await countReplies(
    db,
    siteId,
    checks.map(({ id }) => id),
  );
  return checks.map((check) => ({ ...check, ...(counts.get(check.id) ?? { replies: 0, ready: 0 }) }));
}

/** What people said after closing, in the newest wording: two wordings are never added. */
async function saidSolvedIn(
  db: D1Database,
  site: Site,
  period: Period,
): Promise<ServiceAnswer['saidSolved']> {
  const series = await readAnswerSeries(db, site.id, { question: 'solved', moment: 'closed' }, period.to);
  const scale = SCALES.solved;
  const days = series
    ? await listScoreDays(db, site.id, { seriesIds: [series.id], period, counted: scale })
    : [];
  const [yes = 0, partly = 0, no = 0] = addCounts(
    days.map(({ counts }) => counts),
    scale.length,
  );
  return { yes, partly, no };
}

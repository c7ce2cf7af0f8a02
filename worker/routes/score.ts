// GET /api/sites/:site/score: counts of the series that Overview names, over a period; the dashboard works out the score itself.
import { Hono } from 'hono';
import { period } from '../contract/journey.ts';
import type { ScoreAnswer } from '../contract/members.ts';
import { daysBetween, localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { headlineOf } from '../jobs/site-signals.ts';
import { Refusal } from '../refusal.ts';
import { countScores } from '../store/answers.ts';

/** Scores are kept for 25 months. */
const MAX_PERIOD_DAYS = 800;

export const scoreRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/score', signedIn, siteMember('scores'), async (c) => {
    const asked = readQuery(c, period);
    if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
    const { site, now } = c.var;
    const db = databaseFor(c.env, site);
    const headline = await headlineOf(
      db,
      site.id,
      localDay(now, seriesAt(site.series, now)?.zone ?? site.zone),
    );
    const answer: ScoreAnswer = await countScores(db, site.id, asked, headline);
    return c.json(answer);
  });

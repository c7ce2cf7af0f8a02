// GET /api/sites/:site/journey: the folded day rows of a period; the dashboard computes funnels from them.
import { Hono } from 'hono';
import { period } from '../contract/journey.ts';
import { daysBetween } from '../domain/calendar.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { siteMember, signedIn } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { readJourneyAnswer } from '../store/journey-days.ts';

/** Days of the longest period that may be asked at once. */
export const MAX_PERIOD_DAYS = 400;

export const journeyRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/journey', signedIn, siteMember('journey'), async (c) => {
    const asked = readQuery(c, period);
    if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
    return c.json(await readJourneyAnswer(c.env.DB, c.var.site, asked, c.var.now));
  });

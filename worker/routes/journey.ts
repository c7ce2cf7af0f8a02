// GET /api/sites/:site/journey: folded rows of a period, whole, by one dimension, and the times between stages. What they
// mean is computed in the dashboard.
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { dimension, period } from '../contract/journey.ts';
import type { Period } from '../contract/journey.ts';
import { daysBetween } from '../domain/calendar.ts';
import { cutoffs } from '../domain/retention.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { siteMember, signedIn } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { readJourneyAnswer } from '../store/journey-days.ts';
import { readBreakdownJson, readTimesJson } from '../store/journey-parts.ts';

/** Days of the longest period that may be asked at once: 25 months, which is as long as rows live, and a little. */
export const MAX_PERIOD_DAYS = 770;

export const journeyRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/sites/:site/journey', signedIn, siteMember('journey'), async (c) =>
      c.json(await readJourneyAnswer(databaseFor(c.env, c.var.site), c.var.site, askedPeriod(c), c.var.now)),
    )
    .get('/sites/:site/journey/by/:dimension', signedIn, siteMember('journey'), async (c) => {
      const by = v.safeParse(dimension, c.req.param('dimension'));
      if (!by.success) throw new Refusal('not_found');
      const asked = {
        period: askedPeriod(c),
        dimension: by.output,
        keptFrom: cutoffs(c.var.now).dimensionsDay,
      };
      return json(c, await readBreakdownJson(databaseFor(c.env, c.var.site), c.var.site, asked, c.var.now));
    })
    .get('/sites/:site/journey/times', signedIn, siteMember('journey'), async (c) =>
      json(c, await readTimesJson(databaseFor(c.env, c.var.site), c.var.site, askedPeriod(c), c.var.now)),
    );

function askedPeriod(c: Context<AppEnv>): Period {
  const asked = readQuery(c, period);
  if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
  return asked;
}

const json = (c: Context<AppEnv>, text: string): Response =>
  c.body(text, 200, { 'Content-Type': 'application/json' });

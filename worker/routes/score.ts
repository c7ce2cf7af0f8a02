// GET /api/sites/:site/score: counts of one series of answers over a period; the dashboard works out the score itself.
import { Hono } from 'hono';
import { period } from '../contract/journey.ts';
import type { ScoreAnswer } from '../contract/members.ts';
import { daysBetween } from '../domain/calendar.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { countScores } from '../store/answers.ts';

/** Scores are kept for 25 months. */
const MAX_PERIOD_DAYS = 800;

/** The series that Overview names: what people answer who open the launcher. */
export const HEADLINE = { question: 'fft', moment: 'launcher' } as const;

export const scoreRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/score', signedIn, siteMember('scores'), async (c) => {
    const asked = readQuery(c, period);
    if (daysBetween(asked.from, asked.to) >= MAX_PERIOD_DAYS) throw new Refusal('invalid', 'to');
    const answer: ScoreAnswer = await countScores(
      databaseFor(c.env, c.var.site),
      c.var.site.id,
      asked,
      HEADLINE,
    );
    return c.json(answer);
  });

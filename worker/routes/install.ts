// The door to the install check: what came from the site's pages, and when. Reading it changes nothing.
import { Hono } from 'hono';
import type { InstallView } from '../contract/install.ts';
import { addDays } from '../domain/calendar.ts';
import { installView } from '../domain/install.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { readInstallFacts } from '../store/install.ts';
import { budgetDay, SEEN_DAYS } from '../store/write-budget.ts';

export const installRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/install', signedIn, siteMember('settings'), async (c) => {
    const { site, now } = c.var;
    const today = budgetDay(now);
    const facts = await readInstallFacts(databaseFor(c.env, site), site.id, {
      fromDay: addDays(today, 1 - SEEN_DAYS),
      today,
    });
    const { enabled, settings } = site;
    const { mode, stages } = settings;
    const zone = seriesAt(site.series, now)?.zone ?? site.zone;
    return c.json(installView({ ...facts, enabled, mode, stages, zone }, now) satisfies InstallView);
  });

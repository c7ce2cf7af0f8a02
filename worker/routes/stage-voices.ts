// GET /api/sites/:site/stages/:stage: what people wrote and asked at one stage, for the side panel of the journey.
import { Hono } from 'hono';
import * as v from 'valibot';
import { stageParam } from '../contract/funnels.ts';
import type { StageVoices } from '../contract/funnels.ts';
import { period } from '../contract/journey.ts';
import { mayRole } from '../contract/permissions.ts';
import { addDays, dayStart } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { roleOn, signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { readStageVoices } from '../store/stage-voices.ts';

export const stageVoiceRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/sites/:site/stages/:stage', signedIn, siteMember('journey'), async (c) => {
    const stage = v.safeParse(stageParam, c.req.param('stage'));
    if (!stage.success) throw new Refusal('not_found');
    const asked = readQuery(c, period);
    const { site, now } = c.var;
    const role = roleOn(c.var.signedIn, site.clinic.id);
    const none = { stage: stage.output, period: asked, comments: null, questions: null };
    if (role === null || !mayRole(role, 'words')) return c.json(none satisfies StageVoices);
    const zone = seriesAt(site.series, now)?.zone ?? site.zone;
    const voices = await readStageVoices(databaseFor(c.env, c.var.site), {
      ...{ siteId: site.id, stage: stage.output, ...asked },
      ...{ fromMs: dayStart(asked.from, zone), toMs: dayStart(addDays(asked.to, 1), zone) },
    });
    return c.json({ ...none, ...voices } satisfies StageVoices);
  });

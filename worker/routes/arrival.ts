// What begins with a question's arrival at a site: its clocks, and whose it is.
import type { Context } from 'hono';
import type { MessageSend } from '../contract/visitor.ts';
import type { Topic } from '../contract/vocabulary.ts';
import { knownStage } from '../domain/known-stage.ts';
import { routeFor } from '../domain/routing.ts';
import { clocksFor } from '../domain/service/clocks.ts';
import type { Clocks } from '../domain/service/clocks.ts';
import { firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import type { Site } from '../store/sites.ts';
import { listStaff } from '../store/teams.ts';

/** The clocks of a wait at a site. */
export const clocksOf = ({ settings, zone }: Site, wait: { topic: Topic; fromMs: number }): Clocks =>
  clocksFor(settings.service, { hours: settings.hours, zone }, wait);

type Hands = { teamId: string | null; assigneeId: string | null };

/** Whose a conversation is that begins now; people and teams are asked for only where somebody is named. */
export async function handsFor(
  c: Context<AppEnv>,
  send: Pick<MessageSend, 'topic' | 'language' | 'stage'>,
): Promise<Hands> {
  const { site, now } = c.var;
  const { routing, hours } = site.settings;
  if (routing.rules.length === 0 && !routing.otherwise) return { teamId: null, assigneeId: null };
  const staff = await listStaff(firstDatabase(c.env), site.clinic.id, site.id);
  const { topic, language } = send;
  const stage = knownStage(site.settings, send.stage);
  const { teamId, assigneeId } = routeFor(
    routing,
    { topic, language, stage, atMs: now },
    { hours, zone: site.zone, teams: idsOf(staff.teams), members: idsOf(staff.members) },
  );
  return { teamId, assigneeId };
}

const idsOf = (list: readonly { id: string }[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));

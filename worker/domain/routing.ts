// To whom a new conversation goes: the first rule that fits, and the default always there.
import type { RouteHands, RouteRule, Routing } from '../contract/service.ts';
import type { Hours } from '../contract/settings.ts';
import type { Language, Topic } from '../contract/vocabulary.ts';
import { wallClock } from './calendar.ts';
import { hasHours } from './service/open-spans.ts';
import { isOpenAt } from './working-hours.ts';

export type Arrival = { topic: Topic; stage: number | null; language: Language; atMs: number };
export type RoutedSite = {
  hours: Hours;
  zone: string;
  /** Ids of the teams and of those who may answer there now. */
  teams: ReadonlySet<string>;
  members: ReadonlySet<string>;
};
export type Routed = {
  teamId: string | null;
  assigneeId: string | null;
  /** Index of the rule that fitted; null: none did. */
  rule: number | null;
  /** The team or member named is no more, so the next best was taken: the default, or nobody. */
  isGone: boolean;
};

/** Where it goes. A rule that names somebody who is no more falls to the default, and such a default to nobody. */
export function routeFor({ rules, otherwise }: Routing, arrival: Arrival, site: RoutedSite): Routed {
  const index = rules.findIndex((rule) => fits(rule, arrival, site));
  const rule = index < 0 ? null : index;
  const named = rules[index]?.give ?? null;
  const given = named && isThere(named, site) ? named : otherwise;
  const there = given && isThere(given, site) ? given : null;
  return {
    teamId: there?.to === 'team' ? there.id : null,
    assigneeId: there?.to === 'member' ? there.id : null,
    ...{ rule, isGone: (named ?? otherwise) !== there },
  };
}

const isThere = ({ to, id }: RouteHands, { teams, members }: RoutedSite): boolean =>
  (to === 'team' ? teams : members).has(id);

function fits(rule: RouteRule, arrival: Arrival, site: RoutedSite): boolean {
  return (
    isIn(rule.topics, arrival.topic) &&
    (rule.stages.length === 0 || (arrival.stage !== null && rule.stages.includes(arrival.stage))) &&
    isIn(rule.languages, arrival.language) &&
    isHour(rule.hours, arrival.atMs, site)
  );
}

const isIn = <T>(list: readonly T[], one: T): boolean => list.length === 0 || list.includes(one);

/** Without any hours a clinic is never closed. */
function isHour(hours: RouteRule['hours'], atMs: number, site: RoutedSite): boolean {
  if (hours === 'any') return true;
  if (typeof hours === 'string') {
    const isOpen = !hasHours(site.hours) || isOpenAt(site.hours, site.zone, atMs);
    return (hours === 'open') === isOpen;
  }
  const [from, to] = hours;
  const { time } = wallClock(atMs, site.zone);
  return from < to ? from <= time && time < to : from <= time || time < to;
}

// Which question shows itself to a visit: by the stages it has just reached or left, its share, and the quiet hours.
import type { Caps, Survey } from '../contract/surveys.ts';
import type { Settings } from '../contract/settings.ts';
import { SYSTEM_STAGES } from '../contract/vocabulary.ts';
import { wallClock } from './calendar.ts';
import { needsStage } from './surveys.ts';

/** The questions that may show themselves to somebody who comes by now; none in the quiet hours. */
export function surveysNow(
  { surveys, caps }: { surveys: readonly Survey[]; caps: Caps },
  { atMs, zone }: { atMs: number; zone: string },
): Survey[] {
  const waiting = surveys.filter(({ on, moment }) => on && needsStage(moment));
  return waiting.length > 0 && isQuiet(caps, wallClock(atMs, zone).time) ? [] : waiting;
}

/** The first minute is quiet and the last is not; the hours may go over midnight. */
export function isQuiet({ quietHours }: Caps, time: string): boolean {
  if (!quietHours) return false;
  const [from, to] = quietHours;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/**
 * The first question that these events call for. `before`: stages of the visit so far, in order; `reached`: those that are new.
 * A visit that has rated by itself is asked no more.
 */
export function surveyFor(
  surveys: readonly Survey[],
  visit: { key: string; before: readonly number[]; reached: readonly number[] },
  funnel: Settings['funnel'],
): Survey | null {
  const { key, before, reached } = visit;
  const way = [...before, ...reached];
  if (way.includes(SYSTEM_STAGES.rated)) return null;
  const called = surveys.filter(({ moment, stage = 0 }) =>
    moment === 'stage' ? reached.includes(stage) : hasLeft(way, stage, stagesAfter(funnel, stage)),
  );
  return called.find((survey) => isChosen(key, survey)) ?? null;
}

/**
 * Whether the way has come to the stage, has gone on to another, and has been at none of `after` since. Writing to the clinic
 * is no leaving.
 */
export function hasLeft(way: readonly number[], stage: number, after: ReadonlySet<number>): boolean {
  const since = way.slice(way.lastIndexOf(stage) + 1);
  if (!way.includes(stage) || since.some((each) => after.has(each))) return false;
  return since.some((each) => each !== SYSTEM_STAGES.asked && each !== SYSTEM_STAGES.attended);
}

/** The stages of the default funnel's steps behind the one with this stage. */
function stagesAfter(funnel: Settings['funnel'], stage: number): Set<number> {
  const step = funnel.findIndex((stages) => stages.includes(stage));
  return new Set(step < 0 ? [] : funnel.slice(step + 1).flat());
}

/**
 * Whether the visit is of the share that is asked: the same visit always gives the same answer, and one question's choice says
 * nothing of another's. FNV-1a over key and id, with a last mixing (murmur3's) so that near texts lie far apart.
 */
export function isChosen(key: string, { id, share }: { id: number; share: number }): boolean {
  let hash = 0x811c9dc5;
  for (const char of `${key}.${id}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100 < share;
}

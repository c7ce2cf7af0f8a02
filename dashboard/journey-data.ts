// What the Journey page has in hand: 90 days at once, and only what these do not answer is asked for besides.
import { useEffect, useRef } from 'preact/hooks';
import type {
  Dimension,
  JourneyAnswer,
  JourneyBreakdown,
  JourneyTimes,
  Period,
} from '../worker/contract/journey.ts';
import { DIMENSIONS } from '../worker/contract/vocabulary.ts';
import type { Overview } from '../worker/contract/members.ts';
import { rowsWithin } from '../worker/domain/journey/rows.ts';
import { api } from './api.ts';
import { periodDates } from './periods.ts';
import { useResource, valueOf } from './resource.ts';
import type { Resource } from './resource.ts';

/** Today's row is renewed every ten minutes; a screen left open follows it. */
const POLL_MS = 120_000;

type Tiled = { period: Period; rows: { from: string; to: string }[] };
/** Whether rows in hand answer a period exactly. */
const answers = (tiled: Tiled | undefined, period: Period): tiled is Tiled =>
  tiled !== undefined && rowsWithin(tiled.rows, period, tiled.period) !== null;

export type JourneyBase = { overview: Overview; answer: JourneyAnswer };

/** The site's stages and the last 90 days. */
export const useJourneyBase = (siteId: string, today: string): Resource<JourneyBase> => {
  const asked = periodDates('90d', today);
  return useResource(
    `journey ${siteId} ${asked.to}`,
    async (signal) => {
      const [overview, answer] = await Promise.all([
        api.overview(siteId, signal),
        api.journey(siteId, asked, signal),
      ]);
      return { overview, answer };
    },
    { everyMs: POLL_MS },
  );
};

/** Rows that answer a period: those in hand when they do, else asked for. Null period: nothing is wanted. */
export function usePeriod(
  siteId: string,
  period: Period | null,
  inHand: readonly (JourneyAnswer | undefined)[],
): Resource<JourneyAnswer> {
  const held = period && inHand.find((answer) => answers(answer, period));
  const isNeeded = period !== null && !held && inHand.length > 0;
  const asked = useResource(isNeeded ? `journey ${siteId} ${period.from} ${period.to}` : null, (signal) =>
    api.journey(siteId, period ?? { from: '', to: '' }, signal),
  );
  const { reload, renew } = asked;
  return held ? { state: 'complete', value: held, reload, renew } : asked;
}

/**
 * The base period by each dimension wanted: asked for once, so that going back to a dimension sends nothing, and again when
 * today's row of the base was renewed, so that the parts add up to the whole.
 */
export function useBreakdowns(
  siteId: string,
  { period: base, rows }: JourneyAnswer,
  wanted: ReadonlySet<Dimension>,
): Record<Dimension, Resource<JourneyBreakdown>> {
  // The list never changes, so neither does the order of these hooks.
  const found = DIMENSIONS.map((dimension) => {
    const key = wanted.has(dimension) ? `by ${siteId} ${dimension} ${base.to}` : null;
    return [dimension, useResource(key, (signal) => api.journeyBy(siteId, dimension, base, signal))] as const;
  });
  const asOfMs = rows.at(-1)?.asOfMs;
  const asked = useRef(asOfMs);
  useEffect(() => {
    if (asked.current === asOfMs) return;
    asked.current = asOfMs;
    for (const [dimension, resource] of found) if (wanted.has(dimension)) resource.reload();
  }, [asOfMs]);
  return Object.fromEntries(found) as Record<Dimension, Resource<JourneyBreakdown>>;
}

type Whole<T> = { base: Period; period: Period; whole: Resource<T> };

/** One dimension of the period: from the base where that answers it, else asked for. */
export function useBreakdown(
  siteId: string,
  dimension: Dimension | null,
  { base, period, whole }: Whole<JourneyBreakdown>,
): Resource<JourneyBreakdown> {
  const isOwn = dimension !== null && isBeside(base, period, valueOf(whole));
  const own = useResource(isOwn ? `by ${siteId} ${dimension} ${period.from} ${period.to}` : null, (signal) =>
    api.journeyBy(siteId, dimension ?? 'source', period, signal),
  );
  return isOwn ? own : whole;
}

/** Times between stages of the period, likewise. */
export function useTimes(siteId: string, base: Period, period: Period): Resource<JourneyTimes> {
  const whole = useResource(`times ${siteId} ${base.to}`, (signal) => api.journeyTimes(siteId, base, signal));
  const isOwn = isBeside(base, period, valueOf(whole));
  const own = useResource(isOwn ? `times ${siteId} ${period.from} ${period.to}` : null, (signal) =>
    api.journeyTimes(siteId, period, signal),
  );
  return isOwn ? own : whole;
}

/** Whether a period needs an answer of its own: known at once outside of the base, inside it once its rows are there. */
const isBeside = (base: Period, period: Period, held: Tiled | undefined): boolean =>
  period.from < base.from || period.to > base.to || (held !== undefined && !answers(held, period));

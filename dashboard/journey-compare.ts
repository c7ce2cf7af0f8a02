// The same days of another period, if they were counted in the same way: two definitions are never compared.
import type { JourneyAnswer, Period } from '../worker/contract/journey.ts';
import { sliceJourney } from './journey-view.ts';
import type { JourneySlice } from './journey-view.ts';

export type SliceComparison =
  | { is: 'compared'; earlier: JourneySlice }
  /** Why not: counting changed within the period itself, or it began too late for the earlier one. */
  | { is: 'break' }
  | { is: 'too_young'; since: string };

/** `slice` is the period shown, `answer` covers the earlier period. */
export function compareSlices(
  slice: JourneySlice,
  answer: JourneyAnswer,
  earlierPeriod: Period,
): SliceComparison {
  if (slice.series.length > 1) return { is: 'break' };
  if (slice.shown === null) return { is: 'break' };
  // The first day of a series is often a part of a day, so it is not compared either.
  if (slice.shown.startedOn >= earlierPeriod.from) return { is: 'too_young', since: slice.shown.startedOn };
  const earlier = sliceJourney(answer, earlierPeriod, slice.shown.id);
  if (earlier.shown !== null && earlier.shown.id !== slice.shown.id) return { is: 'break' };
  return { is: 'compared', earlier };
}

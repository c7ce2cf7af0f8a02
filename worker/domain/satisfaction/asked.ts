// Which counts of asked and opened belong to a series of answers: those of its question, moment and wording, while it was the newest.
import type { SeriesView } from '../../contract/journey.ts';
import type { SurveyDay } from '../../contract/scores.ts';

/**
 * The days of one series out of `days`. `all` are the series of its measure, oldest first. A series begins with its first answer but its
 * question was asked before that: days before the first series of a wording belong to that one.
 */
export function askedOf(
  all: readonly SeriesView[],
  { id, question, moment, wording }: SeriesView,
  days: readonly SurveyDay[],
): SurveyDay[] {
  const alike = all.filter(
    (one) => one.question === question && one.moment === moment && one.wording === wording,
  );
  const ownerOf = (day: string) => alike.findLast(({ startedOn }) => startedOn <= day) ?? alike[0];
  return days.filter(
    (one) =>
      one.question === question &&
      one.moment === moment &&
      one.wording === wording &&
      ownerOf(one.day)?.id === id,
  );
}

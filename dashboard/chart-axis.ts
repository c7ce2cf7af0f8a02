// Where days and values stand on a chart: pure arithmetic on d3's ticks, in shares of the plot, so that no screen is measured.
import { max, nice, ticks } from 'd3-array';
import { utcDay, utcMonday, utcMonth } from 'd3-time';

/** One slot of a chart: a day, a week or a month. */
export type ChartPoint = {
  /** First local date of the slot. */
  day: string;
  /** A count, a share of one, or a score in its own unit; null where there is nothing to show, which leaves a gap. */
  value: number | null;
  /** 95 % range of the value. */
  interval?: { low: number; high: number } | null;
  /** How many answers or visits the value rests on. */
  n?: number;
  /** The slot is not over yet, so its value still moves: drawn open. */
  open?: boolean;
};

export type ValueAxis = { bottom: number; top: number; ticks: number[] };

/** A count's axis begins at nothing and ends on a round number of whole things. */
export function countAxis(values: readonly (number | null)[]): ValueAxis {
  const highest = Math.max(1, max(values, (value) => value ?? 0) ?? 0);
  const [, top] = nice(0, highest, 3);
  return { bottom: 0, top, ticks: ticks(0, top, 3).filter((tick) => Number.isInteger(tick)) };
}

/** A share's axis is the whole, always: a cut axis turns noise into news. */
export const shareAxis: ValueAxis = { bottom: 0, top: 1, ticks: [0, 0.5, 1] };

/** NPS's axis is its whole scale too, with nothing in the middle. */
export const npsAxis: ValueAxis = { bottom: -100, top: 100, ticks: [-100, 0, 100] };

/** Where a value stands on an axis, as a share of its length from the bottom. */
export const placeOn = (value: number, { bottom, top }: ValueAxis): number =>
  (value - bottom) / (top - bottom);

/** The middle of a slot as a share of the width. */
export const slotMiddle = (index: number, count: number): number => (index + 0.5) / count;

/**
 * Slots that carry a date under the axis: at most about `wanted`, on the days where a reader looks for them: each day of a
 * short stretch, else Mondays, else first days of months.
 */
export function dateTicks(days: readonly string[], wanted: number): number[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const length = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  const [every, step] =
    length <= wanted
      ? [utcDay, 1]
      : length / 14 <= wanted
        ? [utcMonday, Math.ceil(length / 7 / wanted)]
        : [utcMonth, Math.ceil(length / 30.4 / wanted)];
  const end = new Date(Date.parse(last) + 1);
  const found = every.range(every.ceil(new Date(first)), end, step).map((date) => {
    const day = date.toISOString().slice(0, 10);
    return days.findLastIndex((each) => each <= day);
  });
  return found.length > 0 ? [...new Set(found)] : [0];
}

/** The slot at whose start a mark of this date stands, as a share of the width; null when it lies outside. */
export function markPlace(days: readonly string[], day: string): number | null {
  const index = days.findLastIndex((each) => each <= day);
  return index < 0 ? null : index / days.length;
}

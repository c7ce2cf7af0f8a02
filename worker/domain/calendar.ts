// Local calendar dates of instants, by the platform's own tz database: a day is a string YYYY-MM-DD in a named zone.

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs about 50 µs, so one per zone is kept; zones are few, and the map is emptied at 200. */
function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    if (formats.size > 200) formats.clear();
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format;
}

/** The wall clock of an instant (epoch ms) in a zone. `time` is HH:MM. */
export function wallClock(atMs: number, zone: string): { day: string; time: string } {
  const part: Record<string, string> = {};
  for (const { type, value } of formatFor(zone).formatToParts(atMs)) part[type] = value;
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}`,
  };
}

/** The local date of an instant (epoch ms) in a zone. */
export const localDay = (atMs: number, zone: string): string => wallClock(atMs, zone).day;

/** The date `days` later (negative: earlier). Calendar arithmetic on dates only, so no zone is involved. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/**
 * The first instant (epoch ms) of a local date in a zone, found by halving over the zone's own dates, so that a day which
 * begins at 01:00 needs no rule.
 */
export function dayStart(day: string, zone: string): number {
  let before = Date.parse(day) - 15 * 3_600_000;
  let after = Date.parse(day) + 15 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) < day) before = middle;
    else after = middle;
  }
  return after;
}

/** 0 Monday … 6 Sunday. */
export const weekdayIndex = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;

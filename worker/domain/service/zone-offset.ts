// How far a zone's wall clock stands from UTC at an instant, from the platform's tz database.

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    // Zones are few; the bound is for a flood of made-up settings.
    if (formats.size > 200) formats.clear();
    format = new Intl.DateTimeFormat('en-US', {
      ...({ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' } as const),
      ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the platform says: about 5 µs a look. */
function lookUp(atMs: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

const DAY_MS = 86_400_000;
/** By zone and day of UTC: the offset of all of that day, or null when a clock changes in it. A fact, so it never goes stale. */
const days = new Map<string, number | null>();
const MOST_DAYS = 5_000;

/** Milliseconds to add to UTC for the wall clock of `zone` at an instant (epoch ms): three hours in Moscow. */
export function offsetAt(atMs: number, zone: string): number {
  const day = Math.floor(atMs / DAY_MS);
  const key = `${zone} ${day}`;
  let offset = days.get(key);
  if (offset === undefined) {
    const first = lookUp(day * DAY_MS, zone);
    // No zone changes its clocks twice in a day.
    offset = first === lookUp((day + 1) * DAY_MS - 1, zone) ? first : null;
    if (days.size >= MOST_DAYS) days.clear();
    days.set(key, offset);
  }
  return offset ?? lookUp(atMs, zone);
}

/** The instant (epoch ms) at which the wall clock of a zone reads a date and HH:MM; of two the first, of none the one after the gap. */
export function instantAt(day: string, time: string, zone: string): number {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const [before, after] = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const reads = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall);
  return reads.length > 0 ? Math.min(...reads) : wall - before;
}

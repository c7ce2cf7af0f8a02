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

/** Milliseconds to add to UTC for the wall clock of `zone` at an instant (epoch ms): three hours in Moscow. */
export function offsetAt(atMs: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

/** The instant (epoch ms) at which the wall clock of a zone reads a date and HH:MM; of two the first, of none the one after the gap. */
export function instantAt(day: string, time: string, zone: string): number {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const [before, after] = [offsetAt(wall - 86_400_000, zone), offsetAt(wall + 86_400_000, zone)];
  const reads = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall);
  return reads.length > 0 ? Math.min(...reads) : wall - before;
}

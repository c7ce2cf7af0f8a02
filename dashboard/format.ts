// Numbers, dates and waiting times in the reader's language and the site's zone: pure, by the platform's Intl.
import type { Language } from '../worker/contract/vocabulary.ts';

const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Building a formatter costs far more than using it; the keys are few (language × zone × style). */
function keep<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found as F;
}

export type Format = ReturnType<typeof createFormat>;

/** All formatting for one language. Shares are fractions of one; instants are epoch ms; days are local dates. */
export function createFormat(language: Language) {
  const locale = LOCALES[language];
  const number = (value: number): string =>
    narrow(keep(`${language}#n`, () => new Intl.NumberFormat(locale)).format(value));
  const date = (style: string, options: Intl.DateTimeFormatOptions, value: number | Date): string =>
    keep(`${language}#${style}`, () => new Intl.DateTimeFormat(locale, options)).format(value);
  /** A calendar date is formatted as a date in UTC, so that no zone can move it. */
  const ofDay = (style: string, options: Intl.DateTimeFormatOptions, day: string): string =>
    date(style, { ...options, timeZone: 'UTC' }, new Date(day));

  return {
    number,
    /** 0.789 → 79 %; a small share that is not nothing never reads as 0 %, a large one that is not all never as 100 %. */
    percent: (share: number): string => {
      const whole = keep(`${language}#%`, () => new Intl.NumberFormat(locale, { style: 'percent' }));
      if (share > 0 && share < 0.005) return narrow(`<\u00a0${whole.format(0.01)}`);
      if (share < 1 && share >= 0.995) return narrow(`>\u00a0${whole.format(0.99)}`);
      return narrow(whole.format(share));
    },
    /** 0.699–0.972 → 70–97 % */
    range: ({ low, high }: { low: number; high: number }): string =>
      `${number(Math.round(low * 100))}–${number(Math.round(high * 100))}${language === 'ru' ? '\u202f' : ''}%`,
    /** A difference of shares in percentage points, signed: 0.032 → +3.2 */
    points: (difference: number): string => points(language, locale, difference),
    /** 0.012…0.051 → +1.2…+5.1 */
    pointsRange: ({ low, high }: { low: number; high: number }): string =>
      `${points(language, locale, low)}…${points(language, locale, high)}`,
    /** A gap in percentage points and its range, without signs: 29.9 (24.8–34.7) */
    gap: ({ difference, low, high }: { difference: number; low: number; high: number }): string => {
      const [gap, from, to] = [difference, low, high].map((share) =>
        points(language, locale, share).slice(1),
      );
      return `${gap} (${from}–${to})`;
    },
    /** How long something took, roughly: 40 sec, 12 min, 3.5 hr. */
    duration: (ms: number): string => {
      const seconds = ms / 1000;
      const [value, unit] =
        seconds < 90
          ? ([Math.max(1, Math.round(seconds)), 'second'] as const)
          : seconds < 90 * 60
            ? ([Math.round(seconds / 60), 'minute'] as const)
            : ([Math.round(seconds / 360) / 10, 'hour'] as const);
      const style = { style: 'unit', unit, unitDisplay: 'short' } as const;
      return keep(`${language}#duration ${unit}`, () => new Intl.NumberFormat(locale, style)).format(value);
    },
    /** Working time in minutes, from an hour and a half on in hours: 0 min, 12 min, 3.5 hr. */
    workTime: (ms: number): string => {
      const minutes = ms > 0 ? Math.max(1, Math.round(ms / 60_000)) : 0;
      const [value, unit] =
        minutes < 90 ? ([minutes, 'minute'] as const) : ([Math.round(minutes / 6) / 10, 'hour'] as const);
      const style = { style: 'unit', unit, unitDisplay: 'short' } as const;
      return keep(`${language}#duration ${unit}`, () => new Intl.NumberFormat(locale, style)).format(value);
    },
    day: (day: string): string => ofDay('day', { day: 'numeric', month: 'short' }, day),
    /** Tue, 24 November */
    weekdayDay: (day: string): string =>
      ofDay('weekdayDay', { weekday: 'short', day: 'numeric', month: 'long' }, day),
    longDay: (day: string): string =>
      withoutYearWord(ofDay('long', { day: 'numeric', month: 'long', year: 'numeric' }, day)),
    month: (day: string): string => withoutYearWord(ofDay('month', { month: 'long', year: 'numeric' }, day)),
    days: (from: string, to: string): string =>
      keep(
        `${language}#days`,
        () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
      ).formatRange(new Date(from), new Date(to)),
    time: (atMs: number, zone: string): string =>
      date(`time ${zone}`, { hour: '2-digit', minute: '2-digit', timeZone: zone }, atMs),
    moment: (atMs: number, zone: string): string =>
      date(
        `moment ${zone}`,
        { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone },
        atMs,
      ),
    /** Mon */
    weekdayShort: (index: number): string =>
      ofDay('weekdayShort', { weekday: 'short' }, `2026-06-0${index + 1}`),
    weekday: (index: number): string => ofDay('weekday', { weekday: 'long' }, `2026-06-0${index + 1}`),
    /** How long something has lasted, in its largest whole unit, never less than a minute: 3 min, 5 hr, 2 days. */
    lasting: (ms: number): string => {
      const minutes = Math.max(1, Math.floor(ms / 60_000));
      const [value, unit] =
        minutes < 60
          ? ([minutes, 'minute'] as const)
          : minutes < 48 * 60
            ? ([Math.floor(minutes / 60), 'hour'] as const)
            : ([Math.floor(minutes / 1440), 'day'] as const);
      const style = { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' } as const;
      return keep(`${language}#lasting ${unit}`, () => new Intl.NumberFormat(locale, style)).format(value);
    },
  };
}

/** Groups of digits and the percent sign stand off by a narrow space that does not break. */
export const narrow = (text: string): string => text.replace(/\u00a0/g, '\u202f');

/** Russian writes "2026 г.": before a full stop of a sentence that would be two. */
const withoutYearWord = (text: string): string => text.replace(/\s?г\.$/, '');

const points = (language: Language, locale: string, share: number): string =>
  keep(
    `${language}#points`,
    () => new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }),
  ).format(share * 100);

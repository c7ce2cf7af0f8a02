// How often the signals are wrong and how often they see a real change: rates of 10,000 seeded runs, which tests hold to within 3 points.
// The help page shows these very numbers.

/** Charts of 24 points of a stable 90 % with about so many answers a point: of 100, how many raise at least one flag. */
export const STABLE_RATES = [
  { about: 5, all: 62, first: 64, late: 59 },
  { about: 10, all: 35, first: 46, late: 40 },
  { about: 20, all: 26, first: 39, late: 35 },
  { about: 50, all: 21, first: 34, late: 32 },
] as const;

/** A fall from 90 to 80 % at the thirteenth point: of 100 charts, how many flag it within twelve points. */
export const FALL_RATES = [
  { about: 10, seen: 77 },
  { about: 20, seen: 90 },
  { about: 50, seen: 99 },
] as const;

/** Points of the normal distribution, 24 of them: flags in per cent with limits of all points, and locked on the first twelve. */
export const NORMAL_RATES = { all: 18, first: 33 } as const;

/** "Steadily under 70 %" at a true 75 %: one bad week of 20 answers alone, three in a row at most; eight weeks at most; and at a true 60 %. */
export const LOW_RATES = {
  oneWeek: 21,
  watchAtMost: 2,
  actAtMost: 0.5,
  actSeen: 86,
  actAnswers: 200,
} as const;

/** Fewer of those asked answer: chance flags at most; a fall from 30 to 20 %, 800 asked before and 400 since, is seen in at least. */
export const RESPONSE_RATES = { atMost: 3, seenAtLeast: 90 } as const;

/** A burst by chance, in about so many per cent of days at most. */
export const BURST_RATE = 1;

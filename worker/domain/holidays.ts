// Public holidays that a clinic can take over at one tap.

/**
 * Days off by article 112 of the Labour Code of Russia, MM-DD. The dates are the same every year; which weekends are moved
 * beside them the government decides anew each autumn, so those are the clinic's to add.
 */
const RUSSIA = [
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'],
  ...['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
];

/** Russian public holidays from a local date to the end of the next year. */
export function russianHolidays(from: string): string[] {
  const year = Number(from.slice(0, 4));
  return [year, year + 1].flatMap((y) => RUSSIA.map((day) => `${y}-${day}`)).filter((day) => day >= from);
}

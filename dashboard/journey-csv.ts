// The shown funnel as the rows of a table: all visits first, then each value of the breakdown, a line per step.
import type { Dimension, Period } from '../worker/contract/journey.ts';
import type { CellFunnel } from '../worker/domain/journey/breakdown.ts';
import { wilsonInterval } from '../worker/domain/statistics.ts';
import type { CsvCell } from './csv.ts';
import type { WordKey } from './words/en.ts';

/** Headings of the columns, in order. */
export const CSV_COLUMNS = [
  'csv_from',
  'csv_to',
  'csv_by',
  'csv_value',
  'csv_step_number',
  'step',
  'csv_visits_least',
  'csv_visits_most',
  'csv_of_first',
  'csv_of_previous',
  'csv_range_low',
  'csv_range_high',
] as const satisfies WordKey[];

type CsvFunnel = {
  period: Period;
  by: Dimension | null;
  /** Names of the steps, and of the values of the breakdown. */
  steps: readonly string[];
  valueOf: (value: string) => string;
  wholeName: string;
  whole: CellFunnel;
  funnels: readonly CellFunnel[];
};

/** One line per value and step. A step that is not connected has no numbers; shares are of the least counts, 0…1. */
export function funnelCsv(shown: CsvFunnel): CsvCell[][] {
  const { period, by, whole, funnels, wholeName, valueOf } = shown;
  const lines = [
    { name: wholeName, cell: whole, dimension: '' },
    ...funnels.map((cell) => ({ name: valueOf(cell.value), cell, dimension: by ?? '' })),
  ];
  return lines.flatMap(({ name, cell, dimension }) =>
    stepLines(cell, shown.steps).map((line) => [period.from, period.to, dimension, name, ...line]),
  );
}

function stepLines(cell: CellFunnel, names: readonly string[]): CsvCell[][] {
  let first: number | null = null;
  let previous: number | null = null;
  return cell.steps.map((step, i) => {
    const lead = [i + 1, names[i] ?? ''];
    if (!step.connected) return [...lead, null, null, null, null, null, null];
    first ??= step.low;
    const range = previous === null ? null : wilsonInterval(step.low, previous);
    const line = [
      ...lead,
      step.low,
      step.high,
      share(step.low, first),
      previous === null ? null : share(step.low, previous),
      range && rounded(range.low),
      range && rounded(range.high),
    ];
    previous = step.low;
    return line;
  });
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

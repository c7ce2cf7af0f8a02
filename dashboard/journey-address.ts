// The whole view of the Journey page as its address: what one person sees, another sees who opens the same link.
import { DIMENSIONS } from '../worker/contract/vocabulary.ts';
import type { Dimension } from '../worker/contract/journey.ts';
import { MAX_STAGE_ID } from '../worker/contract/vocabulary.ts';
import { COMPARISONS } from '../worker/domain/journey/comparison.ts';
import type { ComparisonName } from '../worker/domain/journey/comparison.ts';
import { DEFAULT_PERIOD, periodName } from './periods.ts';
import type { PeriodName } from './periods.ts';

export type JourneyAddress = {
  period: PeriodName;
  compare: ComparisonName | null;
  by: Dimension | null;
  /** Steps as sets of stage ids; null: the site's default funnel. */
  steps: number[][] | null;
  strict: boolean;
  /** The side of a break in counting; null: the newest. */
  series: string | null;
  /** The stage whose words are open beside the funnel. */
  stage: number | null;
};

/** What a query string asks for; a part that makes no sense is as if it were not there. */
export function readJourneyAddress(query: URLSearchParams): JourneyAddress {
  const series = query.get('series');
  const stage = query.get('stage');
  return {
    period: periodName(query.get('period')),
    compare: COMPARISONS.find((name) => name === query.get('compare')) ?? null,
    by: DIMENSIONS.find((name) => name === query.get('by')) ?? null,
    steps: readSteps(query.get('steps')),
    strict: query.get('strict') === '1',
    series: series !== null && /^[0-9A-Za-z]{1,40}$/.test(series) ? series : null,
    stage: stage === null ? null : stageOf(stage),
  };
}

/** `1-2-3-4.5`: four steps, the last of which is stage 4 or 5. */
export function readSteps(text: string | null): number[][] | null {
  const steps = (text ?? '').split('-').map((step) => step.split('.').map(stageOf));
  if (steps.length < 2 || steps.length > 8) return null;
  const known = steps.map((step) => step.filter((id) => id !== null));
  const isWhole = known.every(
    (step, i) => step.length === steps[i]!.length && new Set(step).size === step.length,
  );
  return isWhole ? known : null;
}

function stageOf(text: string): number | null {
  const id = /^[1-9]\d?$/.test(text) ? Number(text) : 0;
  return id >= 1 && id <= MAX_STAGE_ID ? id : null;
}

export const writeSteps = (steps: readonly (readonly number[])[]): string =>
  steps.map((step) => step.join('.')).join('-');

/** The query string of a view, with its `?`; empty for the page as it opens. What is as usual is left out. */
export function writeJourneyAddress(address: JourneyAddress): string {
  const { period, compare, by, steps, strict, series, stage } = address;
  const query = new URLSearchParams();
  if (period !== DEFAULT_PERIOD) query.set('period', period);
  if (compare) query.set('compare', compare);
  if (by) query.set('by', by);
  if (steps) query.set('steps', writeSteps(steps));
  if (strict) query.set('strict', '1');
  if (series) query.set('series', series);
  if (stage !== null) query.set('stage', String(stage));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const sameSteps = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): boolean =>
  writeSteps(a) === writeSteps(b);

/**
 * The steps of an address on this site: a stage that may be no step is left out (`mayBe`), a step without stages too; null
 * when fewer than two are left.
 */
export function stepsThatMayBe(
  steps: readonly (readonly number[])[] | null,
  mayBe: (stage: number) => boolean,
): number[][] | null {
  const left = (steps ?? []).map((step) => step.filter(mayBe)).filter((step) => step.length > 0);
  return left.length < 2 ? null : left;
}

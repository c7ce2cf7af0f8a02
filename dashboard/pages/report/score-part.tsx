// The headline score of the report with its definition in the open, who answered, and its way over time.
import { useReader } from '../../reader.ts';
import { viewAnswers, withScore } from '../../score-view.ts';
import type { ReportInHand } from '../report.tsx';
import { Figure } from '../satisfaction/figure.tsx';
import { measureWords } from '../satisfaction/measure.tsx';
import { Response } from '../satisfaction/response.tsx';
import { TrendSection } from '../satisfaction/trend.tsx';

export function ScorePart({ scores, period, site, today }: ReportInHand) {
  const reader = useReader();
  const { t } = reader;
  const view = viewAnswers(scores, period, null);
  const scored = view && withScore(view);
  if (!scored)
    return (
      <section aria-labelledby="score-title">
        <h2 id="score-title">{t('score_title')}</h2>
        <p class="calm">{t('no_answers')}</p>
      </section>
    );
  return (
    <>
      <section class="score defined" aria-labelledby="score-title">
        <Figure view={scored} />
        <p class="small">{t('report_series', { series: measureWords(reader, scored.measure) })}</p>
        <Response view={scored} />
      </section>
      <TrendSection view={scored} site={site} today={today} />
    </>
  );
}

// The score of one named series: share, range, n and period, a bar of four parts with a sentence and a table of the same numbers.
import type { ComponentChildren } from 'preact';
import type { ScoreAnswer } from '../../worker/contract/members.ts';
import { FFT_SCORES } from '../../worker/contract/vocabulary.ts';
import { fftShares } from '../../worker/domain/scores.ts';
import { MIN_ANSWERS } from '../../worker/domain/statistics.ts';
import { useReader } from '../reader.ts';
import { ChartShares } from './chart-shares.tsx';
import { Formula, Titled } from './titled.tsx';

/** `children`: acts below the score. */
export function Score({ score, children }: { score: ScoreAnswer; children?: ComponentChildren }) {
  const { t, format } = useReader();
  const shares = fftShares(score.counts);
  const { from, to } = score.period;
  return (
    <section class="score" aria-labelledby="score-title">
      <Titled
        id="score-title"
        title={t('score_title')}
        about={
          <>
            <p>{t('score_definition', { min: MIN_ANSWERS })}</p>
            {shares.share && shares.n >= MIN_ANSWERS && (
              <Formula>
                {t('score_formula', {
                  good: (score.counts[0] ?? 0) + (score.counts[1] ?? 0),
                  n: shares.n,
                  share: format.percent(shares.share.positive),
                })}
              </Formula>
            )}
          </>
        }
      />
      <p class="small">
        {score.series?.moment
          ? t('score_series', { moment: t(`moment_${score.series.moment}`), period: format.days(from, to) })
          : format.days(from, to)}
      </p>
      {shares.n < MIN_ANSWERS || !shares.share || !shares.interval ? (
        <TooFew n={shares.n} />
      ) : (
        <>
          <p class="figure">
            <span class="big">{format.percent(shares.share.positive)}</span>
            <span class="caption">
              {t('score_caption')}
              <br />
              {t('score_range', { range: format.range(shares.interval), n: shares.n })}
            </span>
          </p>
          <ChartShares share={shares.share} />
        </>
      )}
      {shares.n >= MIN_ANSWERS && (
        <details>
          <summary>{t('show_table')}</summary>
          <AnswersTable counts={score.counts} n={shares.n} />
        </details>
      )}
      {children}
    </section>
  );
}

function TooFew({ n }: { n: number }) {
  const { t } = useReader();
  return (
    <div class="too-few">
      <p class="figure">
        <span class="big">{n === 0 ? t('no_answers') : t('too_few', { n })}</span>
      </p>
      <p>{t(n === 0 ? 'too_few_none' : 'too_few_hint', { min: MIN_ANSWERS, n: MIN_ANSWERS - n })}</p>
    </div>
  );
}

function AnswersTable({ counts, n }: { counts: number[]; n: number }) {
  const { t, format } = useReader();
  return (
    <table>
      <caption>{t('answers_table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('answer')}</th>
          <th scope="col" class="number">
            {t('count')}
          </th>
          <th scope="col" class="number">
            {t('share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {FFT_SCORES.map((score, i) => (
          <tr key={score}>
            <th scope="row">{t(`fft_${score}`)}</th>
            <td class="number">{format.number(counts[i] ?? 0)}</td>
            <td class="number">{format.percent((counts[i] ?? 0) / n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// The figure of one question with its definition, range, n and parts; too few answers are said, never scored.
import { MIN_ANSWERS } from '../../../worker/domain/statistics.ts';
import { SCALES } from '../../../worker/domain/satisfaction/scales.ts';
import { isScored } from '../../../worker/domain/satisfaction/score.ts';
import { ChartShares } from '../../parts/chart-shares.tsx';
import type { SharePart } from '../../parts/chart-shares.tsx';
import { Formula, Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { answerName } from '../../score-csv.ts';
import { scoreScale } from '../../score-scale.ts';
import type { ScoreView } from '../../score-view.ts';

export function Figure({ view }: { view: ScoreView }) {
  const reader = useReader();
  const { t, format } = reader;
  const { question, score, period } = view;
  return (
    <>
      <Titled
        id="score-title"
        title={t(question === 'fft' ? 'score_title' : `score_title_${question}`)}
        about={<Definition view={view} />}
      />
      <p class="small">{format.days(period.from, period.to)}</p>
      {isScored(score) ? <Scored view={view} /> : <TooFew n={score.n} />}
      {question === 'nps' && <p class="small caution">{t('caution_nps')}</p>}
      {isScored(score) && (
        <details>
          <summary>{t('show_table')}</summary>
          <AnswersTable view={view} />
        </details>
      )}
    </>
  );
}

function Definition({ view }: { view: ScoreView }) {
  const reader = useReader();
  const { t } = reader;
  const { question, score } = view;
  return (
    <>
      <p>{t(question === 'fft' ? 'score_definition' : `definition_${question}`, { min: MIN_ANSWERS })}</p>
      {question !== 'fft' && <p>{t('definition_who')}</p>}
      {isScored(score) && <Formula>{formula(reader, view)}</Formula>}
    </>
  );
}

function formula(reader: Reader, { question, score }: ScoreView): string {
  const { t, format } = reader;
  const { parts, n, value } = score;
  const share = scoreScale(reader, question).write(value ?? 0);
  if (question === 'nps')
    return t('formula_nps', {
      ...{ promoters: format.percent(parts.positive / n), detractors: format.percent(parts.negative / n) },
      share,
    });
  return t(question === 'fft' ? 'score_formula' : `formula_${question}`, { good: parts.positive, n, share });
}

function Scored({ view }: { view: ScoreView }) {
  const reader = useReader();
  const { t, format } = reader;
  const { question, score } = view;
  const { value, interval, parts, n, mean } = score;
  const scale = scoreScale(reader, question);
  const share = Object.fromEntries(
    (['negative', 'neutral', 'positive', ...(question === 'fft' ? (['unknown'] as const) : [])] as const).map(
      (part) => [part, parts[part] / n],
    ),
  );
  const label = (part: SharePart): string =>
    question === 'fft' || part === 'unknown' ? t(`part_${part}`) : t(`part_${question}_${part}`);
  return (
    <>
      <p class="figure">
        <span class="big">{scale.write(value ?? 0)}</span>
        <span class="caption">
          {t(question === 'fft' ? 'score_caption' : `caption_${question}`)}
          <br />
          {interval && t('score_range', { range: scale.range(interval), n })}
          {mean !== null && (
            <>
              <br />
              {t('score_mean', { mean: format.number(Math.round(mean * 10) / 10) })}
            </>
          )}
        </span>
      </p>
      <ChartShares share={share} label={label} />
    </>
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

function AnswersTable({ view }: { view: ScoreView }) {
  const reader = useReader();
  const { t, format } = reader;
  const { question, counts, n } = view;
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
        {SCALES[question].map((of, i) => (
          <tr key={of}>
            <th scope="row">{answerName(reader, question, of)}</th>
            <td class="number">{format.number(counts[i] ?? 0)}</td>
            <td class="number">{format.percent((counts[i] ?? 0) / n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

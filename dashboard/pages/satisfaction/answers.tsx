// A question without a score: reasons with how many chose them, or words only; never a figure that would look like a score.
import { mayRole } from '../../../worker/contract/permissions.ts';
import { STOPPED_REASONS } from '../../../worker/contract/vocabulary.ts';
import { MIN_ANSWERS, wilsonInterval } from '../../../worker/domain/statistics.ts';
import { ChartRange } from '../../parts/chart-range.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { answerName } from '../../score-csv.ts';
import type { AnswersView } from '../../score-view.ts';
import { wordsHref } from '../../words-place.ts';
import { TakeAway } from './period.tsx';
import { Response } from './response.tsx';

export function AnswersSection({ view, site }: { view: AnswersView; site: SiteInHand }) {
  const { t, format } = useReader();
  const { n, period, measure } = view;
  const isReasons = measure.question === 'stopped';
  return (
    <section class="score answers" aria-labelledby="answers-title">
      <Titled
        id="answers-title"
        title={t(isReasons ? 'answers_title_stopped' : 'answers_title_open')}
        about={<p>{t(isReasons ? 'answers_reasons_what' : 'answers_words_only')}</p>}
      />
      <p class="small">{format.days(period.from, period.to)}</p>
      <p class="figure">
        <span class="big">{n === 0 ? t('no_answers') : t('n_answers', { n })}</span>
        <span class="caption">{t('answers_words_only')}</span>
      </p>
      {isReasons && n > 0 && <Reasons view={view} />}
      <Response view={view} />
      {mayRole(site.role, 'words') && (
        <p>
          <a href={wordsHref(site.id)}>{t('answers_read')}</a>
        </p>
      )}
      <TakeAway view={view} />
    </section>
  );
}

function Reasons({ view }: { view: AnswersView }) {
  const reader = useReader();
  const { t } = reader;
  const { counts, n } = view;
  const rows = STOPPED_REASONS.map((_, i) => {
    const count = counts[i] ?? 0;
    return {
      ...{ key: String(i + 1), label: answerName(reader, 'stopped', i + 1), count },
      value: n >= MIN_ANSWERS ? count / n : null,
      interval: n >= MIN_ANSWERS ? wilsonInterval(count, n) : null,
      note: t('n_answers', { n: count }),
    };
  });
  return <ChartRange title={t('reason')} rows={rows.sort((a, b) => b.count - a.count)} />;
}

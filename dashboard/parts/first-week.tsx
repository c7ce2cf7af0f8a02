// The first days, when there is little to count: whether the tag is seen, and what will appear when.
import type { Overview } from '../../worker/contract/members.ts';
import { MIN_ANSWERS } from '../../worker/domain/statistics.ts';
import { useReader } from '../reader.ts';
import { Snippet } from './copy.tsx';

export function FirstWeek({ overview, snippet }: { overview: Overview; snippet: string | null }) {
  const { t, format } = useReader();
  const { firstDay, site } = overview;
  return (
    <section class="first-week" aria-labelledby="first-week-title">
      <h2 id="first-week-title">{t(firstDay === null ? 'no_visit_yet' : 'first_week')}</h2>
      {firstDay === null ? (
        <>
          <p>{t(snippet ? 'install_do' : 'install_ask', { domain: site.domain })}</p>
          {snippet && <Snippet text={snippet} />}
        </>
      ) : (
        <p>{t('first_week_since', { day: format.longDay(firstDay) })}</p>
      )}
      <ol class="expect">
        <li>{t('expect_visits')}</li>
        <li>{t('expect_words')}</li>
        <li>{t('expect_score', { min: MIN_ANSWERS })}</li>
        <li>{t('expect_funnel')}</li>
      </ol>
    </section>
  );
}

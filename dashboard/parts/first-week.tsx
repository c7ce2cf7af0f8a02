// The first days, when there is little to count: whether the tag is seen, and what will appear when.
import type { Overview } from '../../worker/contract/members.ts';
import { MIN_ANSWERS } from '../../worker/domain/statistics.ts';
import { useReader } from '../reader.ts';
import { href } from '../router.ts';
import { Snippet } from './copy.tsx';
import { Skeleton } from './loaded.tsx';

type FirstWeekProps = {
  overview: Overview;
  /** Undefined while it is on its way: its place is kept. Null for those who may not read the settings. */
  snippet: string | null | undefined;
};

export function FirstWeek({ overview, snippet }: FirstWeekProps) {
  const { t, format } = useReader();
  const { firstDay, site } = overview;
  return (
    <section class="first-week" aria-labelledby="first-week-title">
      <h2 id="first-week-title">{t(firstDay === null ? 'no_visit_yet' : 'first_week')}</h2>
      {firstDay === null ? (
        <>
          <p>{t(snippet === null ? 'install_ask' : 'install_do', { domain: site.domain })}</p>
          {snippet !== null && (
            <div class="snippet-place">{snippet ? <Snippet text={snippet} /> : <Skeleton lines={3} />}</div>
          )}
          {snippet !== null && (
            <p>
              <a href={href({ page: 'settings', site: site.id, section: 'install' })}>{t('install_check')}</a>
            </p>
          )}
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

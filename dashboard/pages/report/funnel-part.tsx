// The way to the doctor in the report: the default funnel of the period, its biggest loss first.
import type { JourneyAnswer } from '../../../worker/contract/journey.ts';
import { viewJourney } from '../../journey-view.ts';
import { FunnelChart } from '../../parts/funnel-chart.tsx';
import { FunnelHeadline } from '../../parts/funnel-headline.tsx';
import { Formula, Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { ReportInHand } from '../report.tsx';

export function FunnelPart({ journey, period, overview }: ReportInHand & { journey: JourneyAnswer }) {
  const { t, format } = useReader();
  const { stages, funnel } = overview;
  const view = viewJourney({ answer: journey, period, seriesId: null, stages, funnel });
  return (
    <section class="defined" aria-labelledby="funnel-title">
      <Titled
        id="funnel-title"
        title={t('funnel_title')}
        about={
          <>
            <p>{t('funnel_definition')}</p>
            <Formula>{t('funnel_formula')}</Formula>
          </>
        }
      />
      <p class="small">
        {t('funnel_period', { period: format.days(period.from, period.to), n: view.visits })}
        {view.series.length > 1 && ` ${t('series_newest_only')}`}
      </p>
      {view.visits === 0 ? (
        <p class="calm">{t('no_visits')}</p>
      ) : (
        <>
          <FunnelHeadline rows={view.rows} stages={stages} />
          <FunnelChart rows={view.rows} stages={stages} />
        </>
      )}
    </section>
  );
}

// Two minutes a week: what needs attention, how people rate, where the way to the doctor breaks, what people say.
import type { Overview } from '../../worker/contract/members.ts';
import { daysBetween } from '../../worker/domain/calendar.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { api } from '../api.ts';
import { viewJourney } from '../journey-view.ts';
import { Attention } from '../parts/attention.tsx';
import { Comments } from './comments.tsx';
import { FunnelChart } from '../parts/funnel-chart.tsx';
import { FunnelHeadline } from '../parts/funnel-headline.tsx';
import { FirstWeek } from '../parts/first-week.tsx';
import { Loaded, PageSkeleton, Skeleton } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { Score } from '../parts/score.tsx';
import { Formula, Titled } from '../parts/titled.tsx';
import type { VisitsChartProps } from '../parts/visits-chart.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';
import { Signals, useSignals } from './signals.tsx';
import type { SignalsResource } from './signals.tsx';

export function OverviewPage({ site }: PageProps) {
  const overview = useResource(`overview ${site.id}`, (signal) => api.overview(site.id, signal), {
    everyMs: 60_000,
  });
  const signals = useSignals(site);
  const isWaiting = mayRole(site.role, 'scores') && signals.state !== 'error' && !valueOf(signals);
  const { t, format } = useReader();
  const asOfMs = valueOf(overview)?.asOfMs;
  return (
    <>
      <header class="page-head">
        <h1>{t('page_overview')}</h1>
        <p class="small">
          {asOfMs === undefined ? '' : t('as_of', { time: format.moment(asOfMs, site.zone) })}
        </p>
      </header>
      <Loaded resource={overview} skeleton={<PageSkeleton />}>
        {(value) =>
          isWaiting ? (
            <PageSkeleton />
          ) : (
            <OverviewView site={site} overview={value} signals={signals} reload={overview.reload} />
          )
        }
      </Loaded>
    </>
  );
}

type ViewProps = { site: SiteInHand; overview: Overview; signals: SignalsResource; reload: () => void };

function OverviewView({ site, overview, signals, reload }: ViewProps) {
  const { firstDay, today } = overview;
  const isYoung = firstDay === null || daysBetween(firstDay, today) < 7;
  return (
    <>
      <Attention site={site} overview={overview} />
      <Signals site={site} resource={signals} />
      {isYoung && <FirstWeekWithSnippet site={site} overview={overview} />}
      <div class="columns">
        <div>
          {overview.score && <Score score={overview.score} />}
          {firstDay !== null && overview.journey && <OverviewFunnel site={site} overview={overview} />}
        </div>
        <div>
          {overview.comments && (
            <Comments site={site} latest={overview.comments} overview={overview} onRead={reload} />
          )}
        </div>
      </div>
      {firstDay !== null && overview.journey && <LateVisits answer={overview.journey} firstDay={firstDay} />}
    </>
  );
}

function OverviewFunnel({ site, overview }: { site: SiteInHand; overview: Overview }) {
  const { t, format } = useReader();
  const { journey, stages, funnel } = overview;
  if (!journey) return null;
  const view = viewJourney({ answer: journey, period: journey.period, seriesId: null, stages, funnel });
  return (
    <section aria-labelledby="funnel-title">
      <Titled
        id="funnel-title"
        title={t('funnel_title')}
        about={
          <>
            <p>{t('funnel_definition')}</p>
            <Formula>{t('funnel_formula')}</Formula>
            <p>{t('funnel_days')}</p>
          </>
        }
      />
      <p class="small">
        {t('funnel_period', {
          period: format.days(journey.period.from, journey.period.to),
          n: view.visits,
        })}
        {view.series.length > 1 && ` ${t('series_newest_only')}`}
      </p>
      {view.visits === 0 ? (
        <Notice level={2} title={t('no_visits')} text={t('no_visits_hint')} />
      ) : (
        <>
          <FunnelHeadline rows={view.rows} stages={stages} />
          <FunnelChart
            rows={view.rows}
            stages={stages}
            settingsHref={
              mayRole(site.role, 'settings')
                ? href({ page: 'settings', site: site.id, section: 'stages' })
                : undefined
            }
          />
        </>
      )}
      <p>
        <a href={href({ page: 'journey', site: site.id })}>{t('to_journey')}</a>
      </p>
    </section>
  );
}

/** The numbers must not wait for what draws charts; their place is kept. */
function LateVisits(props: VisitsChartProps) {
  const chunk = useResource('visits', async () => ({
    VisitsChart: (await import('../parts/visits-chart.tsx')).VisitsChart,
  }));
  const loaded = valueOf(chunk);
  if (loaded) return <loaded.VisitsChart {...props} />;
  // Without the chart the numbers stand for themselves: the next load brings it.
  if (chunk.state === 'error') return null;
  return (
    <section class="visits-place">
      <Skeleton lines={3} />
    </section>
  );
}

/** The snippet is part of the settings: who may not read them sees only what to expect. */
function FirstWeekWithSnippet({ site, overview }: { site: SiteInHand; overview: Overview }) {
  const may = overview.firstDay === null && mayRole(site.role, 'settings');
  const settings = useResource(may ? `snippet ${site.id}` : null, (signal) => api.site(site.id, signal));
  const isComing = may && settings.state !== 'complete' && settings.state !== 'error';
  return (
    <FirstWeek overview={overview} snippet={isComing ? undefined : (valueOf(settings)?.snippet ?? null)} />
  );
}

// The way to the doctor in a chosen period: the default funnel with ranges, what stands apart from it, and where counting changed.
import { mayRole } from '../../worker/contract/permissions.ts';
import type { JourneyAnswer, Period } from '../../worker/contract/journey.ts';
import type { Overview } from '../../worker/contract/members.ts';
import { api } from '../api.ts';
import { viewJourney } from '../journey-view.ts';
import type { JourneyView } from '../journey-view.ts';
import { FunnelChart, FunnelTable } from '../parts/funnel-chart.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { PeriodPicker } from '../parts/period-picker.tsx';
import { SeriesChoice } from '../parts/series-choice.tsx';
import { periodDates, periodName } from '../periods.ts';
import type { PeriodName } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import type { Resource } from '../resource.ts';
import { go, href } from '../router.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import type { PageProps } from './app.tsx';

type Shown = { overview: Overview; answer: JourneyAnswer };

export function JourneyPage({ site, query }: PageProps) {
  const name = periodName(query.get('period'));
  const today = localDay(Date.now(), site.zone);
  const wanted = periodDates(name, today);
  const shown = useJourney(site, wanted, today);
  const choose = (next: PeriodName) =>
    go(`${href({ page: 'journey', site: site.id })}?${new URLSearchParams({ period: next })}`);
  return (
    <>
      <header class="page-head">
        <h1>{useReader().t('page_journey')}</h1>
        <PeriodPicker name={name} today={today} onChange={choose} />
      </header>
      <Loaded resource={shown}>
        {(value) => (
          <JourneyShown {...value} site={site} period={wanted} name={name} seriesId={query.get('series')} />
        )}
      </Loaded>
    </>
  );
}

/** 90 days are asked for at once, so that shorter periods within them need no request. */
function useJourney(site: SiteInHand, wanted: Period, today: string): Resource<Shown> {
  const base = periodDates('90d', today);
  const covered = wanted.from >= base.from;
  const asked = covered ? base : { from: wanted.from, to: wanted.to };
  return useResource(
    `journey ${site.id} ${asked.from} ${asked.to}`,
    async (signal) => {
      const [overview, answer] = await Promise.all([
        api.overview(site.id, signal),
        api.journey(site.id, asked, signal),
      ]);
      return { overview, answer };
    },
    { everyMs: 300_000 },
  );
}

type JourneyShownProps = Shown & {
  site: SiteInHand;
  period: Period;
  name: PeriodName;
  seriesId: string | null;
};

function JourneyShown({ overview, answer, site, period, name, seriesId }: JourneyShownProps) {
  const { t, format } = useReader();
  const { stages, funnel } = overview;
  const view = viewJourney({ answer, period, seriesId, stages, funnel });
  const settingsHref = mayRole(site.role, 'settings')
    ? href({ page: 'settings', site: site.id, section: 'stages' })
    : undefined;
  const pick = (id: string) =>
    go(`${href({ page: 'journey', site: site.id })}?${new URLSearchParams({ period: name, series: id })}`);
  return (
    <>
      <p class="small" role="status">
        {format.days(period.from, period.to)} · {t('n_visits', { n: view.visits })} ·{' '}
        {t('as_of', { time: format.moment(answer.asOfMs, answer.zone) })}
        {view.hasProvisional && ` · ${t('provisional')}`}
      </p>
      <SeriesChoice view={view} onChange={pick} />
      {view.visits === 0 ? (
        <Notice level={2} title={t('no_visits')} text={t('no_visits_period')} />
      ) : (
        <JourneyNumbers view={view} stages={stages} settingsHref={settingsHref} />
      )}
      <details>
        <summary>{t('funnel_how')}</summary>
        <p>{t('funnel_definition')}</p>
        <p>{t('funnel_days')}</p>
      </details>
    </>
  );
}

type NumbersProps = { view: JourneyView; stages: Overview['stages']; settingsHref: string | undefined };

function JourneyNumbers({ view, stages, settingsHref }: NumbersProps) {
  const { t, format } = useReader();
  return (
    <>
      <section aria-labelledby="steps-title">
        <h2 id="steps-title">{t('funnel_title')}</h2>
        <FunnelChart rows={view.rows} stages={stages} settingsHref={settingsHref} ranges />
        <p class="small">{t('range_meaning')}</p>
        <details>
          <summary>{t('show_table')}</summary>
          <FunnelTable rows={view.rows} stages={stages} />
        </details>
      </section>
      <section aria-labelledby="apart-title">
        <h2 id="apart-title">{t('apart_title')}</h2>
        <dl class="figures">
          {(['asked', 'attended', 'rated'] as const).map((key) => (
            <div key={key}>
              <dt>{t(`apart_${key}`)}</dt>
              <dd class="big">{format.number(view.apart[key])}</dd>
            </div>
          ))}
        </dl>
        <p class="small">{t('apart_why')}</p>
      </section>
    </>
  );
}

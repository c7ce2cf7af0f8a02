// The clinic's figures of a period on paper (A4): score, trend, way to the doctor, topics, service; each with its n and definition.
import type { JourneyAnswer, Period } from '../../worker/contract/journey.ts';
import type { Overview } from '../../worker/contract/members.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import type { ScoresAnswer } from '../../worker/contract/scores.ts';
import { SERVICE_DAYS } from '../../worker/contract/service.ts';
import type { ServiceAnswer } from '../../worker/contract/service.ts';
import type { WordsAnswer } from '../../worker/contract/words.ts';
import { addDays, localDay } from '../../worker/domain/calendar.ts';
import { api } from '../api.ts';
import { PeriodChoice } from '../parts/journey/period-choice.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { DEFAULT_PERIOD, periodDates, periodName, upToToday } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import { go, href } from '../router.ts';
import type { PageProps } from './app.tsx';
import { FunnelPart } from './report/funnel-part.tsx';
import { ScorePart } from './report/score-part.tsx';
import { ServicePart } from './report/service-part.tsx';
import { WordsPart } from './report/words-part.tsx';

export type ReportInHand = {
  site: SiteInHand;
  today: string;
  period: Period;
  overview: Overview;
  scores: ScoresAnswer;
  /** Null for a role that does not see it, or a period that is not kept. */
  journey: JourneyAnswer | null;
  words: WordsAnswer | null;
  service: ServiceAnswer | null;
};

export function ReportPage({ site, query }: PageProps) {
  const { t } = useReader();
  const today = localDay(Date.now(), site.zone);
  const name = query.has('period') ? periodName(query.get('period')) : DEFAULT_PERIOD;
  const period = upToToday(periodDates(name, today), today);
  const report = useResource(`report ${site.id} ${period.from} ${period.to}`, (signal) =>
    load({ site, today, period }, signal),
  );
  return (
    <>
      <header class="page-head">
        <h1>{t('page_report')}</h1>
        <PeriodChoice
          name={name}
          today={today}
          onChange={(chosen) =>
            go(
              href({ page: 'report', site: site.id }) +
                (chosen === DEFAULT_PERIOD ? '' : `?period=${chosen}`),
              {
                replace: true,
              },
            )
          }
        />
      </header>
      <Loaded resource={report}>{(value) => <Paper {...value} />}</Loaded>
    </>
  );
}

type Asked = Pick<ReportInHand, 'site' | 'today' | 'period'>;

async function load({ site, today, period }: Asked, signal: AbortSignal): Promise<ReportInHand> {
  const may = (permission: Parameters<typeof mayRole>[1]) => mayRole(site.role, permission);
  const isKept = period.from > addDays(today, -SERVICE_DAYS);
  const [overview, scores, journey, words, service] = await Promise.all([
    api.overview(site.id, signal),
    // All that is kept: a trend needs what came before the period.
    api.scores(site.id, periodDates('25m', today), signal),
    may('journey') ? api.journey(site.id, period, signal) : null,
    may('words') ? api.words(site.id, period, signal) : null,
    may('service') && isKept ? api.service(site.id, period, signal) : null,
  ]);
  return { site, today, period, overview, scores, journey, words, service };
}

function Paper(report: ReportInHand) {
  const { t, format } = useReader();
  const { site, period, today } = report;
  return (
    <>
      <div class="paper-head">
        <div>
          <p class="paper-site">{site.name}</p>
          <p class="small">
            {format.longDay(period.from)} – {format.longDay(period.to)} ·{' '}
            {t('report_made_on', { day: format.longDay(today) })}
          </p>
        </div>
        <button class="button primary" type="button" onClick={() => print()}>
          {t('print')}
        </button>
      </div>
      <ScorePart {...report} />
      {report.journey && <FunnelPart {...report} journey={report.journey} />}
      {report.words && <WordsPart words={report.words} />}
      {report.service && <ServicePart service={report.service} />}
      <p class="small paper-foot">{t('report_foot')}</p>
    </>
  );
}

// How people rate the clinic: the score of a period, its way over time, before and after a change, and who rates how.
import type { Overview } from '../../worker/contract/members.ts';
import type { ScoresAnswer } from '../../worker/contract/scores.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { api } from '../api.ts';
import { PeriodChoice } from '../parts/journey/period-choice.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { SeriesChoice } from '../parts/series-choice.tsx';
import { periodDates, upToToday } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import { go, href } from '../router.ts';
import { measureName, readScoreAddress, writeScoreAddress } from '../score-address.ts';
import type { ScoreAddress } from '../score-address.ts';
import { viewAnswers, withScore } from '../score-view.ts';
import type { PageProps } from './app.tsx';
import { AnswersSection } from './satisfaction/answers.tsx';
import { CompareSection } from './satisfaction/compare.tsx';
import { GroupsSection } from './satisfaction/groups.tsx';
import { MeasureChoice, measureWords } from './satisfaction/measure.tsx';
import { PeriodSection } from './satisfaction/period.tsx';
import { TrendSection } from './satisfaction/trend.tsx';

export type MoveScores = (change: Partial<ScoreAddress>) => void;

export function SatisfactionPage({ site, query }: PageProps) {
  const { t } = useReader();
  const address = readScoreAddress(query);
  const today = localDay(Date.now(), site.zone);
  // All that is kept, once: any period within it is worked out here.
  const named = address.measure === null ? '' : measureName(address.measure);
  const all = useResource(`scores ${site.id} ${today} ${named}`, async (signal) => {
    const [scores, overview] = await Promise.all([
      api.scores(site.id, { ...periodDates('25m', today), ...address.measure }, signal),
      api.overview(site.id, signal),
    ]);
    return { scores, overview };
  });
  const move: MoveScores = (change) =>
    go(href({ page: 'satisfaction', site: site.id }) + writeScoreAddress({ ...address, ...change }), {
      replace: true,
    });
  return (
    <>
      <header class="page-head">
        <h1>{t('page_satisfaction')}</h1>
        <PeriodChoice name={address.period} today={today} onChange={(period) => move({ period })} />
        <a class="button small" href={`${href({ page: 'report', site: site.id })}?period=${address.period}`}>
          {t('page_report')}
        </a>
      </header>
      <Loaded resource={all}>
        {({ scores, overview }) => <ScoresInHand {...{ site, address, today, scores, overview, move }} />}
      </Loaded>
      {mayRole(site.role, 'links') && (
        <p>
          <a href={href({ page: 'links', site: site.id })}>{t('to_links')}</a>
        </p>
      )}
    </>
  );
}

type InHandProps = {
  site: SiteInHand;
  address: ScoreAddress;
  today: string;
  scores: ScoresAnswer;
  overview: Overview;
  move: MoveScores;
};

function ScoresInHand({ site, address, today, scores, overview, move }: InHandProps) {
  const reader = useReader();
  const { t, format } = reader;
  const period = upToToday(periodDates(address.period, today), today);
  const view = viewAnswers(scores, period, address.series);
  if (!view) return <Notice level={2} title={t('too_few', { n: 0 })} text={t('too_few_none', { min: 10 })} />;
  const scored = withScore(view);
  const { dimensions, measures } = scores;
  const by = dimensions.find((one) => one === address.by) ?? 'source';
  return (
    <>
      <p class="report-head">
        <strong>{t('report_of', { site: site.name, period: format.days(period.from, period.to) })}</strong>{' '}
        {measureWords(reader, view.measure)}. {t('report_made', { day: format.longDay(today) })}
      </p>
      <MeasureChoice
        measure={view.measure}
        measures={measures}
        onChange={(measure) => move({ measure, series: null })}
      />
      <SeriesChoice view={view} onChange={(series) => move({ series })} />
      {scored ? (
        <div class="columns satisfaction">
          <div>
            <PeriodSection view={scored} />
            <TrendSection view={scored} site={site} today={today} />
          </div>
          <div>
            <GroupsSection {...{ site, view: scored, overview, by, dimensions, today, move }} />
          </div>
        </div>
      ) : (
        <AnswersSection view={view} site={site} />
      )}
      {scored && <CompareSection {...{ view: scored, today, address, move }} />}
    </>
  );
}

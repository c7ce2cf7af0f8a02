// The answers for one period: the funnel with its comparison, then the breakdown and what explains the losses.
import { useMemo, useRef } from 'preact/hooks';
import type { Dimension, JourneyAnswer, Period } from '../../../worker/contract/journey.ts';
import type { Overview } from '../../../worker/contract/members.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { lostEndings } from '../../../worker/domain/journey/endings.ts';
import { funnel } from '../../../worker/domain/journey/funnel.ts';
import { reachedCounts } from '../../../worker/domain/journey/stages.ts';
import { topPaths } from '../../../worker/domain/journey/top-paths.ts';
import type { JourneyAddress } from '../../journey-address.ts';
import { writeSteps } from '../../journey-address.ts';
import { compareSlices } from '../../journey-compare.ts';
import { useBreakdowns } from '../../journey-data.ts';
import { apartOf, notConnectedIn, sliceJourney } from '../../journey-view.ts';
import { EndingList, TopPathList } from '../../parts/journey/paths.tsx';
import { Notice } from '../../parts/notice.tsx';
import { SeriesChoice } from '../../parts/series-choice.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { valueOf } from '../../resource.ts';
import type { Resource } from '../../resource.ts';
import { href } from '../../router.ts';
import type { Move } from '../journey.tsx';
import { BreakdownSection } from './breakdown.tsx';
import { FunnelSection } from './funnel.tsx';
import type { ShownFunnel } from './funnels.tsx';
import { StageVoices } from './stage-voices.tsx';
import { StuckSection } from './stuck.tsx';
import { TimesSection } from './times.tsx';

type AnswersProps = {
  site: SiteInHand;
  overview: Overview;
  address: JourneyAddress;
  period: Period;
  shown: ShownFunnel;
  /** The last 90 days, and the answer that covers the period: often the same. */
  base: JourneyAnswer;
  answer: JourneyAnswer;
  compared: Resource<JourneyAnswer>;
  comparedPeriod: Period | null;
  move: Move;
};

export function JourneyAnswers(props: AnswersProps) {
  const { site, overview, address, period, shown, base, answer, compared, comparedPeriod, move } = props;
  const { t } = useReader();
  const { stages } = overview;
  const { steps, strict } = shown;
  const slice = useMemo(
    () => sliceJourney(answer, period, address.series),
    [answer, period.from, period.to, address.series],
  );
  const notConnected = useMemo(
    () => notConnectedIn(slice, stages, answer === base ? base.rows : [...base.rows, ...answer.rows], steps),
    [slice, stages, base, writeSteps(steps)],
  );
  const counted = useMemo(
    () => ({
      whole: funnel(steps, slice.paths, { strict, notConnected }),
      lost: lostEndings(steps, slice.paths, { strict, notConnected }),
    }),
    [slice, notConnected, writeSteps(steps), strict],
  );
  const earlier = valueOf(compared);
  const comparison = useMemo(
    () => comparedPeriod && earlier && compareSlices(slice, earlier, comparedPeriod),
    [slice, earlier, comparedPeriod?.from, comparedPeriod?.to],
  );
  const top = useMemo(() => topPaths(slice.paths, 10), [slice]);
  const apart = useMemo(() => apartOf(slice.paths), [slice]);
  const wanted = useWanted(address.by);
  const breakdowns = useBreakdowns(site.id, base, wanted);
  const settingsHref = mayRole(site.role, 'settings')
    ? href({ page: 'settings', site: site.id, section: 'stages' })
    : undefined;
  const openStage = (stage: number) => move({ stage });

  return (
    <>
      <SeriesChoice view={slice} onChange={(series) => move({ series })} />
      {slice.visits === 0 ? (
        <Notice level={2} title={t('no_visits')} text={t('no_visits_period')} />
      ) : (
        <>
          <FunnelSection
            {...{ answer, slice, shown, stages, notConnected, settingsHref, apart, period }}
            isBrokenDown={address.by !== null}
            whole={counted.whole}
            comparison={comparison || null}
            comparedPeriod={comparedPeriod}
            onStage={openStage}
          />
          {address.by && (
            <BreakdownSection
              {...{ site, slice, shown, stages, notConnected, period }}
              dimension={address.by}
              base={base.period}
              whole={counted.whole}
              held={breakdowns[address.by]}
            />
          )}
          <StuckSection {...{ base, breakdowns, steps, stages, wanted }} onStage={openStage} />
          <section aria-labelledby="endings-title">
            <Titled id="endings-title" title={t('endings_title')} about={<p>{t('endings_how')}</p>} />
            <EndingList lost={counted.lost} steps={steps} stages={stages} />
          </section>
          <section aria-labelledby="paths-title">
            <Titled id="paths-title" title={t('paths_title')} about={<p>{t('paths_how')}</p>} />
            <TopPathList top={top} stages={stages} />
          </section>
          <TimesSection {...{ site, slice, steps, stages, period }} base={base.period} />
        </>
      )}
      {address.stage !== null && (
        <StageVoices
          {...{ site, period, stages }}
          stage={address.stage}
          visits={reachedCounts(slice.paths).get(address.stage) ?? 0}
          onClose={() => move({ stage: null })}
        />
      )}
    </>
  );
}

/** Dimensions to have in hand: those in which people may be stuck, and each that was looked at. */
function useWanted(by: Dimension | null): ReadonlySet<Dimension> {
  const wanted = useRef<Set<Dimension>>(new Set(['source', 'device']));
  if (by) wanted.current.add(by);
  return wanted.current;
}

// Where people get stuck, over the last 90 days whatever period is shown: smaller ones say too little about segments.
import type { Dimension, JourneyAnswer, JourneyBreakdown } from '../../../worker/contract/journey.ts';
import { DIMENSIONS } from '../../../worker/contract/vocabulary.ts';
import { MIN_ARRIVALS, STUCK_DAYS, stuckSteps } from '../../../worker/domain/journey/stuck.ts';
import type { Stuck } from '../../../worker/domain/journey/stuck.ts';
import { useAfterPaint } from '../../after-paint.ts';
import { writeSteps } from '../../journey-address.ts';
import { cellsIn, notConnectedIn, sliceJourney } from '../../journey-view.ts';
import { StuckList } from '../../parts/journey/stuck-list.tsx';
import { Skeleton } from '../../parts/loaded.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import { valueOf } from '../../resource.ts';
import type { Resource } from '../../resource.ts';
import type { Stages } from '../journey.tsx';

type StuckSectionProps = {
  base: JourneyAnswer;
  breakdowns: Record<Dimension, Resource<JourneyBreakdown>>;
  wanted: ReadonlySet<Dimension>;
  steps: number[][];
  stages: Stages;
  onStage: (stage: number) => void;
};

/** What was found, and by which steps: the list never names the steps of another funnel. */
type Found = { stuck: Stuck<Dimension>; steps: number[][] };

export function StuckSection({ base, breakdowns, wanted, steps, stages, onStage }: StuckSectionProps) {
  const { t, format } = useReader();
  const resources = DIMENSIONS.filter((name) => wanted.has(name)).map((name) => ({
    dimension: name,
    resource: breakdowns[name],
  }));
  const values = resources.map(({ resource }) => valueOf(resource));
  const found = useAfterPaint<Found>(() => {
    const present = resources.flatMap(({ dimension, resource }) => {
      const breakdown = valueOf(resource);
      return breakdown ? [{ dimension, breakdown }] : [];
    });
    return present.length < resources.length
      ? null
      : { stuck: judge({ base, steps, stages }, present), steps };
  }, [base, writeSteps(steps), stages, ...DIMENSIONS.map((name) => valueOf(breakdowns[name]))]);
  const failed = resources.find(({ resource }) => resource.state === 'error')?.resource;
  return (
    <section aria-labelledby="stuck-title">
      <Titled
        id="stuck-title"
        title={t('stuck_title')}
        about={
          <p>{t('stuck_how', { days: STUCK_DAYS, min: MIN_ARRIVALS, n: found?.stuck.comparisons ?? 0 })}</p>
        }
      />
      <p class="small">{format.days(base.period.from, base.period.to)}</p>
      {failed?.state === 'error' && values.includes(undefined) && (
        <ErrorLine error={failed.error} retry={failed.reload} />
      )}
      {found ? (
        <StuckList stuck={found.stuck} steps={found.steps} stages={stages} onStage={onStage} />
      ) : (
        !failed && <Skeleton lines={4} />
      )}
    </section>
  );
}

type Judged = { base: JourneyAnswer; steps: number[][]; stages: Stages };

/** The newest series only; order between steps does not matter to a leak, so `strict` has no say. */
function judge(
  { base, steps, stages }: Judged,
  present: readonly { dimension: Dimension; breakdown: JourneyBreakdown }[],
): Stuck<Dimension> {
  const slice = sliceJourney(base, base.period, null);
  return stuckSteps({
    ...{ steps, paths: slice.paths, notConnected: notConnectedIn(slice, stages, base.rows, steps) },
    dimensions: present.map(({ dimension, breakdown }) => ({
      dimension,
      cells: cellsIn(breakdown, base.period, slice.shown?.id ?? null),
    })),
  });
}

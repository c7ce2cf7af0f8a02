// The chosen breakdown of the period: from the 90 days in hand where they answer it, else asked for.
import { useMemo } from 'preact/hooks';
import type { Dimension, JourneyBreakdown, Period } from '../../../worker/contract/journey.ts';
import { breakdownFunnels } from '../../../worker/domain/journey/breakdown.ts';
import type { Funnel } from '../../../worker/domain/journey/funnel.ts';
import { writeSteps } from '../../journey-address.ts';
import { useBreakdown } from '../../journey-data.ts';
import { cellsIn } from '../../journey-view.ts';
import type { JourneySlice } from '../../journey-view.ts';
import { BreakdownTable } from '../../parts/journey/breakdown-table.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import type { Resource } from '../../resource.ts';
import type { Stages } from '../journey.tsx';
import { CsvButton } from './csv-button.tsx';
import { wholeCell } from './funnel.tsx';
import type { ShownFunnel } from './funnels.tsx';

type BreakdownSectionProps = {
  site: SiteInHand;
  dimension: Dimension;
  /** The days that `held` covers. */
  base: Period;
  held: Resource<JourneyBreakdown>;
  period: Period;
  slice: JourneySlice;
  shown: ShownFunnel;
  stages: Stages;
  notConnected: ReadonlySet<number>;
  whole: Funnel;
};

export function BreakdownSection(props: BreakdownSectionProps) {
  const { site, dimension, base, held, period } = props;
  const { t } = useReader();
  const resource = useBreakdown(site.id, dimension, { base, period, whole: held });
  return (
    <section aria-labelledby="breakdown-title">
      <Titled id="breakdown-title" title={t(`by_${dimension}`)} about={<p>{t('breakdown_how')}</p>} />
      <Loaded resource={resource} skeleton={<Skeleton lines={6} />}>
        {(breakdown) => <BreakdownShown {...props} breakdown={breakdown} />}
      </Loaded>
    </section>
  );
}

type ShownProps = BreakdownSectionProps & { breakdown: JourneyBreakdown };

function BreakdownShown({
  breakdown,
  dimension,
  period,
  slice,
  shown,
  stages,
  notConnected,
  whole,
}: ShownProps) {
  const { t, format } = useReader();
  const seriesId = slice.shown?.id ?? null;
  const cells = useMemo(
    () => cellsIn(breakdown, period, seriesId),
    [breakdown, period.from, period.to, seriesId],
  );
  const funnels = useMemo(
    () => breakdownFunnels(shown.steps, cells, { strict: shown.strict, notConnected }),
    [cells, writeSteps(shown.steps), shown.strict, notConnected],
  );
  return (
    <>
      {period.from < breakdown.keptFrom && (
        <p class="small">{t('breakdown_kept', { day: format.longDay(breakdown.keptFrom) })}</p>
      )}
      <BreakdownTable {...{ dimension, stages, funnels }} steps={shown.steps} whole={wholeCell(whole)} />
      <div class="row acts">
        <CsvButton
          by={dimension}
          {...{ stages, funnels, period: slice.period, steps: shown.steps }}
          whole={wholeCell(whole)}
        />
      </div>
    </>
  );
}

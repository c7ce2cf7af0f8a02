// The times between the stages of neighbouring steps in the period, from closed days.
import { useMemo } from 'preact/hooks';
import type { JourneyTimes, Period } from '../../../worker/contract/journey.ts';
import { writeSteps } from '../../journey-address.ts';
import { useTimes } from '../../journey-data.ts';
import { stepTimes } from '../../step-times.ts';
import type { JourneySlice } from '../../journey-view.ts';
import { TimesTable } from '../../parts/journey/times-table.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import type { Stages } from '../journey.tsx';

type TimesSectionProps = {
  site: SiteInHand;
  base: Period;
  period: Period;
  slice: JourneySlice;
  steps: number[][];
  stages: Stages;
};

export function TimesSection({ site, base, period, slice, steps, stages }: TimesSectionProps) {
  const { t } = useReader();
  const times = useTimes(site.id, base, period);
  return (
    <section aria-labelledby="times-title">
      <Titled id="times-title" title={t('times_title')} about={<p>{t('times_how')}</p>} />
      <Loaded resource={times} skeleton={<Skeleton lines={4} />}>
        {(value) => (
          <Times
            answer={value}
            period={period}
            seriesId={slice.shown?.id ?? ''}
            steps={steps}
            stages={stages}
          />
        )}
      </Loaded>
    </section>
  );
}

type TimesProps = {
  answer: JourneyTimes;
  period: Period;
  seriesId: string;
  steps: number[][];
  stages: Stages;
};

function Times({ answer, period, seriesId, steps, stages }: TimesProps) {
  const times = useMemo(
    () => stepTimes(answer, { period, seriesId, steps }),
    [answer, period.from, period.to, seriesId, writeSteps(steps)],
  );
  return <TimesTable times={times} stages={stages} />;
}

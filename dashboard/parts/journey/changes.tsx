// How a step was in another period, in words: before, the difference in points with its range, and whether it is one.
import type { Period } from '../../../worker/contract/journey.ts';
import type { StepChange } from '../../../worker/domain/journey/comparison.ts';
import type { FunnelStep } from '../../../worker/domain/journey/funnel.ts';
import type { SliceComparison } from '../../journey-compare.ts';
import { useReader } from '../../reader.ts';

export function ChangeLine({ change, was }: { change: StepChange; was: FunnelStep }) {
  const { t, format } = useReader();
  const { ofPrevious } = change;
  const before = t('was', { n: was.count });
  if (!ofPrevious || was.ofPrevious === null) return <p class="change">{before}</p>;
  const verdict =
    ofPrevious.low > 0 ? 'change_more' : ofPrevious.high < 0 ? 'change_less' : ('change_none' as const);
  return (
    <p class={`change ${verdict}`}>
      {before}, {t('of_previous', { share: format.percent(was.ofPrevious) })}.{' '}
      <b>
        {t(verdict)}: {t('points', { points: format.points(ofPrevious.difference) })}
      </b>{' '}
      ({format.pointsRange(ofPrevious)})
    </p>
  );
}

/** With what is compared, or why it is not. */
type ComparedProps = {
  comparison: SliceComparison;
  period: Period;
  /** The shown period holds today, of which some is still to come. */
  isOpen: boolean;
};

export function ComparedWith({ comparison, period, isOpen }: ComparedProps) {
  const { t, format } = useReader();
  if (comparison.is === 'compared')
    return (
      <p class="small">
        {t('compared_with', { period: format.days(period.from, period.to), n: comparison.earlier.visits })}
        {isOpen && ` ${t('compared_today')}`}
      </p>
    );
  return (
    <p class="small">
      {comparison.is === 'break'
        ? t('compared_break')
        : t('compared_young', { day: format.longDay(comparison.since) })}
    </p>
  );
}

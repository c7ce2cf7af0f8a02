// The funnel's biggest loss in one sentence, before any bar: what an owner takes away who reads nothing else.
import type { Overview } from '../../worker/contract/members.ts';
import type { FunnelRow } from '../journey-view.ts';
import { useReader } from '../reader.ts';
import { stepName } from '../stage-words.ts';

type HeadlineProps = { rows: readonly FunnelRow[]; stages: Overview['stages'] };

export function FunnelHeadline({ rows, stages }: HeadlineProps) {
  const reader = useReader();
  const { t, format } = reader;
  const at = rows.findIndex(({ biggestLoss }) => biggestLoss);
  const before = rows.slice(0, at).findLast(({ connected }) => connected);
  const lost = rows[at]?.lost ?? 0;
  if (!before || lost === 0) return null;
  return (
    <p class="headline">
      {t('funnel_headline', {
        step: stepName(reader, before.stages, stages),
        n: lost,
        of: before.count,
        share: format.percent(lost / before.count),
      })}
    </p>
  );
}

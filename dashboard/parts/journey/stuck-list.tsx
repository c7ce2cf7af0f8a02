// Where people get stuck: the step, what could be won there, and which segments are behind, with the range of the gap.
import type { Dimension } from '../../../worker/contract/journey.ts';
import type { Overview } from '../../../worker/contract/members.ts';
import type { Stuck, StuckStep } from '../../../worker/domain/journey/stuck.ts';
import { valueName } from '../../dimension-words.ts';
import { useReader } from '../../reader.ts';
import { stageName, stepName } from '../../stage-words.ts';

type StuckProps = {
  stuck: Stuck<Dimension>;
  steps: readonly (readonly number[])[];
  stages: Overview['stages'];
  onStage: (stage: number) => void;
};

export function StuckList({ stuck, steps, stages, onStage }: StuckProps) {
  const { t } = useReader();
  if (stuck.steps.length === 0)
    return <p class="calm">{t(stuck.comparisons === 0 ? 'stuck_few' : 'stuck_none')}</p>;
  return (
    <ol class="stuck">
      {stuck.steps.map((step) => (
        <StuckItem key={step.at} step={step} steps={steps} stages={stages} onStage={onStage} />
      ))}
    </ol>
  );
}

type ItemProps = Omit<StuckProps, 'stuck'> & { step: StuckStep<Dimension> };

function StuckItem({ step, steps, stages, onStage }: ItemProps) {
  const reader = useReader();
  const { t, format } = reader;
  const { dimension, median, segments } = step;
  const name = (value: string) => valueName(reader, dimension, value, stages);
  const here = steps[step.at] ?? [];
  return (
    <li>
      <h3>
        {stepName(reader, here, stages)} <span aria-hidden="true">→</span>
        <span class="hidden">{t('goes_to')}</span> {stepName(reader, steps[step.next] ?? [], stages)}
      </h3>
      <p>
        <b>{t('stuck_won', { n: Math.round(step.won) })}</b>{' '}
        {t('stuck_against', { name: name(median.value), share: format.percent(median.hits / median.total) })}
      </p>
      <ul>
        {segments.map((segment) => (
          <li key={segment.value}>
            {t('stuck_segment', {
              name: name(segment.value),
              share: format.percent(segment.hits / segment.total),
              hits: segment.hits,
              total: segment.total,
              gap: format.gap(segment.behind),
            })}
          </li>
        ))}
      </ul>
      <p class="row">
        {here.map((stage) => (
          <button
            key={stage}
            class="link"
            type="button"
            aria-haspopup="dialog"
            onClick={() => onStage(stage)}
          >
            {t('stage_voices', { name: stageName(reader, stage, stages) })}
          </button>
        ))}
      </p>
    </li>
  );
}

// One funnel per source, device and so on, as a table: all visits first, then each value; merged visits make a number a range.
import type { Dimension } from '../../../worker/contract/journey.ts';
import type { Overview } from '../../../worker/contract/members.ts';
import type { CellFunnel, CellStep } from '../../../worker/domain/journey/breakdown.ts';
import { endShare } from '../../end-share.ts';
import { valueName } from '../../dimension-words.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { stepName } from '../../stage-words.ts';

type BreakdownProps = {
  dimension: Dimension;
  steps: readonly (readonly number[])[];
  stages: Overview['stages'];
  /** The funnel of all visits, and of each value. */
  whole: CellFunnel;
  funnels: readonly CellFunnel[];
};

export function BreakdownTable({ dimension, steps, stages, whole, funnels }: BreakdownProps) {
  const reader = useReader();
  const { t, format } = reader;
  const title = t(`by_${dimension}`);
  const merged = funnels.reduce((sum, one) => sum + one.merged, 0);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="breakdown">
          <caption class="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`value_${dimension}`)}</th>
              <th scope="col" class="number">
                {t('to_the_end')}
              </th>
              <th scope="col" class="number">
                {t('visits')}
              </th>
              {steps.map((step, i) => (
                <th scope="col" class="number" key={i}>
                  {stepName(reader, step, stages)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <CellRow label={t('all_visits')} cell={whole} isWhole />
            {funnels.map((cell) => (
              <CellRow
                key={cell.value}
                label={valueName(reader, dimension, cell.value, stages)}
                cell={cell}
              />
            ))}
          </tbody>
        </table>
      </div>
      {merged > 0 && (
        <p class="small">
          {t('breakdown_merged', { n: merged, share: format.percent(merged / whole.visits) })}
        </p>
      )}
    </>
  );
}

type CellRowProps = { label: string; cell: CellFunnel; isWhole?: boolean };

function CellRow({ label, cell, isWhole = false }: CellRowProps) {
  const reader = useReader();
  const { t, format } = reader;
  const connected = cell.steps.filter((step) => step.connected);
  const [first, last] = [connected[0], connected.at(-1)];
  const ends = first && last ? endShare(first, last) : null;
  return (
    <tr class={isWhole ? 'whole' : undefined}>
      <th scope="row">{label}</th>
      <td class="number end">
        {ends ? (
          <>
            <b>{shareWords(reader, ends)}</b>
            <span class="calm">{format.range(ends.interval)}</span>
            <svg class="bar" width="100%" height="6" aria-hidden="true">
              <rect class="track" width="100%" height="6" rx="3" />
              <rect class="fill" width={`${ends.high * 100}%`} height="6" rx="3" />
            </svg>
          </>
        ) : (
          '–'
        )}
      </td>
      <td class="number">{format.number(cell.visits)}</td>
      {cell.steps.map((step, i) => (
        <td class="number" key={i}>
          {step.connected ? countWords(reader, step) : <span class="calm">{t('not_connected')}</span>}
        </td>
      ))}
    </tr>
  );
}

const countWords = ({ format }: Reader, { low, high }: CellStep): string =>
  low === high ? format.number(low) : `${format.number(low)}–${format.number(high)}`;

const shareWords = ({ format }: Reader, { low, high }: { low: number; high: number }): string =>
  format.percent(low) === format.percent(high) ? format.percent(low) : format.range({ low, high });

// The way to the doctor as bars: how many came to each step and how many went no further; numbers stand beside every bar.
import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import type { Overview } from '../../worker/contract/members.ts';
import type { FunnelRow } from '../journey-view.ts';
import { useReader } from '../reader.ts';
import type { Reader } from '../reader.ts';
import { inSentence, stageName, stepName } from '../stage-words.ts';

type Stages = Overview['stages'];
type FunnelProps = {
  rows: FunnelRow[];
  stages: Stages;
  /** Where a stage is connected; absent for those who may not. */
  settingsHref?: string | undefined;
  /** Show the 95 % range of each step. */
  ranges?: boolean;
  /** Opens what people say at a stage; the names of stages are then buttons. */
  onStage?: (stage: number) => void;
  /** What stands under a step: how it was in another period. */
  below?: (index: number) => ComponentChildren;
};

export function FunnelChart({ rows, stages, settingsHref, ranges = false, onStage, below }: FunnelProps) {
  const reader = useReader();
  const { t } = reader;
  return (
    <ol class="funnel">
      {rows.map((row, i) => (
        <Fragment key={i}>
          {row.lost !== null && (
            <li class={row.biggestLoss ? 'loss biggest' : 'loss'}>
              <span aria-hidden="true">↓</span> {lossWords(reader, row)}
            </li>
          )}
          <li class={row.connected ? 'step' : 'step absent'}>
            <StepTitle row={row} stages={stages} {...(onStage && { onStage })} />
            {row.connected ? (
              <StepNumbers row={row} isFirst={i === 0} ranges={ranges} />
            ) : (
              <span class="step-numbers">
                {t('not_connected')}
                {settingsHref && (
                  <>
                    {' '}
                    · <a href={settingsHref}>{t('connect')}</a>
                  </>
                )}
              </span>
            )}
            <svg class="bar" width="100%" height="10" aria-hidden="true">
              <rect class="track" width="100%" height="10" rx="3" />
              {row.connected && (
                <rect class="fill" width={`${(row.ofFirst ?? 0) * 100}%`} height="10" rx="3" />
              )}
            </svg>
            {below?.(i)}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

type TitleProps = { row: FunnelRow; stages: Stages; onStage?: (stage: number) => void };

function StepTitle({ row, stages, onStage }: TitleProps) {
  const reader = useReader();
  if (!onStage) return <span class="step-name">{stepName(reader, row.stages, stages)}</span>;
  return (
    <span class="step-name">
      {row.stages.map((id, i) => {
        const name = stageName(reader, id, stages);
        return (
          <Fragment key={id}>
            {i > 0 && ` ${reader.t('or')} `}
            <button class="stage-link" type="button" aria-haspopup="dialog" onClick={() => onStage(id)}>
              {i === 0 ? name : inSentence(name)}
            </button>
          </Fragment>
        );
      })}
    </span>
  );
}

function StepNumbers({ row, isFirst, ranges }: { row: FunnelRow; isFirst: boolean; ranges: boolean }) {
  const { t, format } = useReader();
  return (
    <span class="step-numbers">
      <b>{format.number(row.count)}</b>
      {!isFirst && row.ofFirst !== null && (
        <span>{t('of_first', { share: format.percent(row.ofFirst) })}</span>
      )}
      {row.ofPrevious !== null && (
        <span>
          {t('of_previous', { share: format.percent(row.ofPrevious) })}
          {ranges && row.interval && ` (${format.range(row.interval)})`}
        </span>
      )}
    </span>
  );
}

function lossWords({ t, format }: Reader, { lost, ofPrevious, biggestLoss }: FunnelRow): string {
  const n = lost ?? 0;
  if (n === 0) return t('lost_none');
  const share = format.percent(1 - (ofPrevious ?? 1));
  return t(biggestLoss ? 'lost_biggest' : 'lost', { n, share });
}

/** The same numbers for a screen reader, for copying and for print. */
export function FunnelTable({ rows, stages }: { rows: FunnelRow[]; stages: Stages }) {
  const reader = useReader();
  const { t, format } = reader;
  const share = (value: number | null) => (value === null ? '–' : format.percent(value));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('funnel_table')}>
      <table>
        <caption>{t('funnel_table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('step')}</th>
            <th scope="col" class="number">
              {t('visits')}
            </th>
            <th scope="col" class="number">
              {t('share_of_first')}
            </th>
            <th scope="col" class="number">
              {t('share_of_previous')}
            </th>
            <th scope="col" class="number">
              {t('range_95')}
            </th>
            <th scope="col" class="number">
              {t('went_no_further')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">{stepName(reader, row.stages, stages)}</th>
              <td class="number">{row.connected ? format.number(row.count) : t('not_connected')}</td>
              <td class="number">{share(row.ofFirst)}</td>
              <td class="number">{share(row.ofPrevious)}</td>
              <td class="number">{row.interval ? format.range(row.interval) : '–'}</td>
              <td class="number">{row.lost === null ? '–' : format.number(row.lost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

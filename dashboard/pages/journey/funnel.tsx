// The funnel itself: one sentence, bars, what changed against another period, the same numbers as a table and as a file.
import type { JourneyAnswer, Period } from '../../../worker/contract/journey.ts';
import { funnelChanges } from '../../../worker/domain/journey/comparison.ts';
import type { StepChange } from '../../../worker/domain/journey/comparison.ts';
import { funnel } from '../../../worker/domain/journey/funnel.ts';
import type { Funnel } from '../../../worker/domain/journey/funnel.ts';
import type { SliceComparison } from '../../journey-compare.ts';
import { funnelRows } from '../../journey-view.ts';
import type { FunnelRow, JourneySlice, JourneyView } from '../../journey-view.ts';
import { FunnelChart, FunnelTable } from '../../parts/funnel-chart.tsx';
import { stepName } from '../../stage-words.ts';
import { ChangeLine, ComparedWith } from '../../parts/journey/changes.tsx';
import { Formula, Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import type { Stages } from '../journey.tsx';
import { CsvButton } from './csv-button.tsx';
import type { ShownFunnel } from './funnels.tsx';

type FunnelSectionProps = {
  answer: JourneyAnswer;
  slice: JourneySlice;
  period: Period;
  shown: ShownFunnel;
  stages: Stages;
  notConnected: ReadonlySet<number>;
  whole: Funnel;
  comparison: SliceComparison | null;
  comparedPeriod: Period | null;
  apart: JourneyView['apart'];
  isBrokenDown: boolean;
  settingsHref: string | undefined;
  onStage: (stage: number) => void;
};

export function FunnelSection(props: FunnelSectionProps) {
  const { slice, shown, stages, whole, comparison, comparedPeriod, isBrokenDown, settingsHref } = props;
  const reader = useReader();
  const { t } = reader;
  const rows = funnelRows(whole.steps);
  const earlier = comparison?.is === 'compared' ? earlierFunnel(props, comparison.earlier) : null;
  const changes = earlier && funnelChanges(earlier, whole);
  return (
    <>
      <section aria-labelledby="steps-title">
        <Titled
          id="steps-title"
          title={t('funnel_title')}
          about={
            <>
              <p>{t('funnel_definition')}</p>
              <p>{t('strict_hint')}</p>
              <Formula>{t('funnel_formula')}</Formula>
              <p>{t('funnel_days')}</p>
            </>
          }
        />
        <StatusLine {...props} />
        <p class="reading">{summary(reader, rows, stages)}</p>
        {comparison && comparedPeriod && (
          <ComparedWith comparison={comparison} period={comparedPeriod} isOpen={slice.hasProvisional} />
        )}
        <FunnelChart
          rows={rows}
          stages={stages}
          settingsHref={settingsHref}
          ranges
          onStage={props.onStage}
          {...(changes && { below: (i: number) => <Below changes={changes} earlier={earlier} at={i} /> })}
        />
        <p class="small">{t('range_meaning')}</p>
        <details>
          <summary>{t('show_table')}</summary>
          <FunnelTable rows={rows} stages={stages} />
        </details>
        <div class="row acts">
          {!isBrokenDown && (
            <CsvButton
              by={null}
              {...{ period: slice.period, steps: shown.steps, stages, funnels: [] }}
              whole={wholeCell(whole)}
            />
          )}
          <button class="button small" type="button" onClick={() => print()}>
            {t('print')}
          </button>
        </div>
      </section>
      <Apart apart={props.apart} />
    </>
  );
}

/** A funnel of all visits in the shape of a breakdown's line. */
export const wholeCell = ({ visits, steps }: Funnel) => ({
  ...{ value: '', visits, merged: 0 },
  steps: steps.map(({ connected, count }) => ({ connected, low: count, high: count })),
});

/** The same stages count as connected in both periods, so that their shares mean the same. */
const earlierFunnel = ({ shown, notConnected }: FunnelSectionProps, slice: JourneySlice): Funnel =>
  funnel(shown.steps, slice.paths, { strict: shown.strict, notConnected });

type BelowProps = { changes: readonly (StepChange | null)[]; earlier: Funnel; at: number };

function Below({ changes, earlier, at }: BelowProps) {
  const [change, was] = [changes[at], earlier.steps[at]];
  return change && was ? <ChangeLine change={change} was={was} /> : null;
}

function StatusLine({ answer, slice, period, shown }: FunnelSectionProps) {
  const { t, format } = useReader();
  return (
    <p class="small" role="status">
      {format.days(period.from, period.to)} · {t('n_visits', { n: slice.visits })} ·{' '}
      {t(slice.hasProvisional ? 'today_as_of' : 'as_of', {
        time: slice.hasProvisional
          ? format.time(asOf(slice, answer), answer.zone)
          : format.moment(answer.asOfMs, answer.zone),
      })}
      {shown.strict && ` · ${t('strict_label')}`}
    </p>
  );
}

/** Up to when today is counted. */
const asOf = ({ rows }: JourneySlice, answer: JourneyAnswer): number =>
  rows.findLast((row) => row.status === 'provisional')?.asOfMs ?? answer.asOfMs;

/** The chart in one sentence: how many came to the end, and where most were lost. */
function summary(reader: Reader, rows: readonly FunnelRow[], stages: Stages): string {
  const { t, format } = reader;
  const connected = rows.filter((row) => row.connected);
  const [first, last] = [connected[0], connected.at(-1)];
  if (!first || !last || first === last) return t('summary_unconnected');
  const end = t('summary_end', {
    n: first.count,
    last: stepName(reader, last.stages, stages),
    count: last.count,
    share: last.ofFirst === null ? '–' : format.percent(last.ofFirst),
  });
  const worst = connected.findIndex((row) => row.biggestLoss);
  const [row, before] = [connected[worst], connected[worst - 1]];
  if (!row || !before || row.lost === null || row.ofPrevious === null) return end;
  const loss = t('summary_loss', {
    step: stepName(reader, before.stages, stages),
    n: row.lost,
    share: format.percent(1 - row.ofPrevious),
  });
  return `${end} ${loss}`;
}

function Apart({ apart }: { apart: JourneyView['apart'] }) {
  const { t, format } = useReader();
  return (
    <section aria-labelledby="apart-title">
      <Titled id="apart-title" title={t('apart_title')} about={<p>{t('apart_why')}</p>} />
      <dl class="figures">
        {(['asked', 'attended', 'rated'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`apart_${key}`)}</dt>
            <dd class="big">{format.number(apart[key])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

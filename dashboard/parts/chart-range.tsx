// Shares or scores side by side as dots on their 95 % ranges, on one scale; each row says its own numbers, so it needs no second table.
import { placeOn } from '../chart-axis.ts';
import { useReader } from '../reader.ts';
import { shareScale } from '../score-scale.ts';
import type { ScoreScale } from '../score-scale.ts';

export type RangeRow = {
  key: string;
  label: string;
  /** Share of one, or a score in its own unit; null: too few to say. */
  value: number | null;
  interval: { low: number; high: number } | null;
  /** What stands beside the numbers: "152 answers", or why there is no number. */
  note: string;
};

type ChartRangeProps = {
  /** What is compared: names the list. */
  title: string;
  rows: readonly RangeRow[];
  /** Axis and words of the values where they are no shares. */
  scale?: ScoreScale;
  /** A value that all rows are read against, drawn as a line: the whole site, a target. */
  against?: { value: number; label: string };
};

/** <ChartRange title={t('by_source')} rows={…} against={{ value: 0.84, label: t('whole_site') }} /> */
export function ChartRange({ title, rows, against, ...props }: ChartRangeProps) {
  const reader = useReader();
  const scale = props.scale ?? shareScale(reader);
  const alike = alikeWithoutNumber(rows);
  return (
    <div class="chart-range">
      <ul aria-label={title}>
        {rows
          .filter(({ note }) => !alike.has(note))
          .map((row) => (
            <Row key={row.key} row={row} scale={scale} against={against?.value} />
          ))}
        {[...alike].map(([note, labels]) => (
          <li key={note} class="range-none">
            <span class="range-label">{labels.join(', ')}</span>
            <span class="range-numbers">{note}</span>
          </li>
        ))}
      </ul>
      <p class="range-axis small" aria-hidden="true">
        <span>{scale.write(scale.axis.bottom)}</span>
        <span>{scale.write(scale.axis.top)}</span>
      </p>
      {against && (
        <p class="small">
          <svg width="14" height="14" aria-hidden="true">
            <line class="mark" x1="7" x2="7" y1="0" y2="14" />
          </svg>{' '}
          {against.label} {scale.write(against.value)}
        </p>
      )}
    </div>
  );
}

type RowProps = { row: RangeRow; scale: ScoreScale; against: number | undefined };

function Row({ row, scale, against }: RowProps) {
  const at = (value: number): string => `${(placeOn(value, scale.axis) * 100).toFixed(2)}%`;
  const length = ({ low, high }: { low: number; high: number }) =>
    `${((placeOn(high, scale.axis) - placeOn(low, scale.axis)) * 100).toFixed(2)}%`;
  const { label, value, interval, note } = row;
  return (
    <li class={value === null ? 'range-none' : undefined}>
      <span class="range-label">{label}</span>
      <span class="range-numbers">
        {value !== null && <b>{scale.write(value)}</b>}{' '}
        {value !== null && interval && <span>({scale.range(interval)})</span>} <span>{note}</span>
      </span>
      {value !== null && (
        <svg width="100%" height="16" aria-hidden="true">
          <line class="grid" x1="0" x2="100%" y1="8" y2="8" />
          {against !== undefined && <line class="mark" x1={at(against)} x2={at(against)} y1="0" y2="16" />}
          {interval && (
            <rect
              class="range"
              {...{ x: at(interval.low), width: length(interval), y: 5, height: 6, rx: 3 }}
            />
          )}
          <circle class="dot" cx={at(value)} cy="8" r="5" />
        </svg>
      )}
    </li>
  );
}

/** Many rows without a number for the same reason are one line with all their names: the reason is said once. */
function alikeWithoutNumber(rows: readonly RangeRow[]): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { value, note, label } of rows)
    if (value === null) named.set(note, [...(named.get(note) ?? []), label]);
  return new Map([...named].filter(([, labels]) => labels.length > 2));
}

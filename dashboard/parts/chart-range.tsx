// Shares side by side as dots on their 95 % ranges, on one scale; each row says its own numbers, so it needs no second table.
import { useReader } from '../reader.ts';

export type RangeRow = {
  key: string;
  label: string;
  /** Share of one; null: too few to say. */
  value: number | null;
  interval: { low: number; high: number } | null;
  /** What stands beside the numbers: "152 answers", or why there is no number. */
  note: string;
};

type ChartRangeProps = {
  /** What is compared: names the list. */
  title: string;
  rows: readonly RangeRow[];
  /** A share that all rows are read against, drawn as a line: the whole site, a target. */
  against?: { value: number; label: string };
};

/** <ChartRange title={t('by_branch')} rows={…} against={{ value: 0.84, label: t('whole_site') }} /> */
export function ChartRange({ title, rows, against }: ChartRangeProps) {
  const { format } = useReader();
  return (
    <div class="chart-range">
      <ul aria-label={title}>
        {rows.map(({ key, label, value, interval, note }) => (
          <li key={key}>
            <span class="range-label">{label}</span>
            <span class="range-numbers">
              {value !== null && <b>{format.percent(value)}</b>}{' '}
              {interval && value !== null && <span>({format.range(interval)})</span>} <span>{note}</span>
            </span>
            <svg width="100%" height="16" aria-hidden="true">
              <line class="grid" x1="0" x2="100%" y1="8" y2="8" />
              {against && <line class="mark" x1={at(against.value)} x2={at(against.value)} y1="0" y2="16" />}
              {interval && value !== null && (
                <rect
                  class="range"
                  x={at(interval.low)}
                  width={at(interval.high - interval.low)}
                  y="5"
                  height="6"
                  rx="3"
                />
              )}
              {value !== null && <circle class="dot" cx={at(value)} cy="8" r="5" />}
            </svg>
          </li>
        ))}
      </ul>
      <p class="range-axis small" aria-hidden="true">
        <span>{format.percent(0)}</span>
        <span>{format.percent(1)}</span>
      </p>
      {against && (
        <p class="small">
          <svg width="14" height="14" aria-hidden="true">
            <line class="mark" x1="7" x2="7" y1="0" y2="14" />
          </svg>{' '}
          {against.label} {format.percent(against.value)}
        </p>
      )}
    </div>
  );
}

const at = (share: number): string => `${(share * 100).toFixed(2)}%`;

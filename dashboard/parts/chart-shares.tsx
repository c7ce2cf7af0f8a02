// One whole in four parts as a bar: bad, in between, good, don't know; told apart by place, pattern and words before colour.
import { useId } from 'preact/hooks';
import { useReader } from '../reader.ts';

const PARTS = ['negative', 'neutral', 'positive', 'unknown'] as const;
export type SharePart = (typeof PARTS)[number];

type ChartSharesProps = {
  /** Shares of one that add up to one; a part that the question does not have is left out. */
  share: Partial<Record<SharePart, number>>;
  /** Words of a part where "Good", "Neither", "Poor" and "Don't know" do not fit the question. */
  label?: (part: SharePart) => string;
  /** Only the bar, for a row of a list that says its numbers itself. */
  bare?: boolean;
};

/** <ChartShares share={shares.share} /> — the legend below is its sentence: every part with its share. */
export function ChartShares({ share, label, bare = false }: ChartSharesProps) {
  const { t, format } = useReader();
  const own = useId();
  const parts = PARTS.filter((part) => share[part] !== undefined);
  const name = label ?? ((part: SharePart) => t(`part_${part}`));
  let from = 0;
  const segments = parts.map((part) => {
    const width = share[part] ?? 0;
    from += width;
    return { part, from: from - width, width };
  });
  const fill = (part: SharePart) =>
    part === 'negative' || part === 'unknown' ? { fill: `url(#${part}${own})` } : {};
  return (
    <div class="chart-shares">
      <svg class="bar shares" width="100%" height={bare ? 12 : 24} aria-hidden="true">
        <pattern
          id={`negative${own}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="hatch-ground" width="6" height="6" />
          <rect class="hatch-line" width="3" height="6" />
        </pattern>
        <pattern id={`unknown${own}`} width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="dots-ground" width="6" height="6" />
          <circle class="dots-mark" cx="3" cy="3" r="1.25" />
        </pattern>
        {segments.map(({ part, from, width }) => (
          <rect
            key={part}
            class={part}
            {...fill(part)}
            x={`${from * 100}%`}
            width={`${width * 100}%`}
            height="100%"
          />
        ))}
      </svg>
      {!bare && (
        <ul class="legend">
          {parts.map((part) => (
            <li key={part}>
              <svg width="12" height="12" aria-hidden="true">
                <rect class={part} {...fill(part)} width="12" height="12" rx="3" />
              </svg>
              {name(part)} <b>{format.percent(share[part] ?? 0)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

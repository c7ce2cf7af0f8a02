// Values over time as a small chart: columns for counts, a line with its 95 % band for shares; with a sentence and a table twin.
import { area, line } from 'd3-shape';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { countAxis, dateTicks, markPlace, placeOn, slotMiddle } from '../chart-axis.ts';
import type { ChartPoint, ValueAxis } from '../chart-axis.ts';
import { useReader } from '../reader.ts';
import type { Reader } from '../reader.ts';
import { shareScale } from '../score-scale.ts';
import type { ScoreScale } from '../score-scale.ts';
import { ChartTable } from './chart-table.tsx';

/** `break`: counting changed here. `change`: the clinic changed something here. */
export type ChartMark = { day: string; kind: 'break' | 'change'; label: string };

export type ChartTimeProps = {
  /** What is shown, as a heading would say it: "Visits per day". Names the picture and its table. */
  title: string;
  /** The whole reading in one sentence: the figure, its range, n and period. */
  sentence: string;
  /** Slots without gaps between them, oldest first; at most about 120. */
  points: readonly ChartPoint[];
  kind: 'count' | 'share';
  /** Axis and words of a line's values where they are no shares. */
  scale?: ScoreScale;
  /** One slot in words, without its date: "12 visits", "84 % (78–89), 152 answers". */
  say: (point: ChartPoint) => string;
  marks?: readonly ChartMark[];
  /** The date or week of a slot in words; a day when absent. */
  slot?: (point: ChartPoint) => string;
  /** More to draw over the plot: limits, marks of single slots. */
  over?: (place: PlotPlace) => ComponentChildren;
};

/** Where a slot and a value stand in the plot. */
export type PlotPlace = { x: (slot: number) => string; y: (value: number) => number };

const TOP = 10;
const PLOT = 132;
const FOOT = 26;
/** The nested picture's own units: stretched to the width by the browser. */
const WIDE = 1000;
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/**
 * <ChartTime title={t('visits_per_day')} sentence={…} kind="count" points={…} say={({ value }) => t('n_visits', { n: value ?? 0 })} />
 *
 * Nothing is measured, so nothing jumps: places are shares of the width. A slider over the plot reads slot by slot with
 * arrow keys, mouse or finger. The value of an open slot is drawn as an outline or a dashed line.
 */
export function ChartTime(props: ChartTimeProps) {
  const { title, sentence, points, kind, say, marks = [], slot, over } = props;
  const reader = useReader();
  const [at, setAt] = useState<number | null>(null);
  const days = points.map(({ day }) => day);
  const scale = props.scale ?? shareScale(reader);
  const axis = kind === 'share' ? scale.axis : countAxis(points.map(({ value }) => value));
  const write = kind === 'share' ? scale.write : reader.format.number;
  const name = slot ?? (({ day }: ChartPoint) => reader.format.weekdayDay(day));
  const shown = points[at ?? points.length - 1];
  const placed = marks.flatMap((mark) => {
    const place = markPlace(days, mark.day);
    return place === null ? [] : [{ ...mark, place }];
  });
  if (!shown) return null;
  return (
    <figure class="chart">
      <figcaption class="small">{sentence}</figcaption>
      <p class="chart-reading" aria-hidden="true">
        <span>{name(shown)}</span> <b>{say(shown)}</b>
        {shown.open && <span> · {reader.t('chart_open')}</span>}
      </p>
      <div class="chart-frame">
        <svg class="chart-scale" width="44" height={TOP + PLOT + FOOT} aria-hidden="true">
          {axis.ticks.map((tick) => (
            <text key={tick} x="36" y={height(tick, axis) + 4} text-anchor="end">
              {write(tick)}
            </text>
          ))}
        </svg>
        <div class="chart-plot">
          <svg width="100%" height={TOP + PLOT + FOOT} role="img" aria-label={`${title}. ${sentence}`}>
            {axis.ticks.map((tick) => (
              <line key={tick} class="grid" x2="100%" y1={height(tick, axis)} y2={height(tick, axis)} />
            ))}
            {at !== null && <Cursor at={at} count={points.length} />}
            {kind === 'count' ? (
              <Columns points={points} axis={axis} at={at} />
            ) : (
              <Line points={points} axis={axis} at={at} />
            )}
            {over?.({
              x: (i) => percent(slotMiddle(i, points.length)),
              y: (value) => height(value, axis),
            })}
            {placed.map(({ place, kind: mark }, i) => (
              <MarkLine key={i} place={place} kind={mark} />
            ))}
            <Dates days={days} />
          </svg>
          <input
            class="chart-slider"
            type="range"
            min={0}
            max={points.length - 1}
            value={at ?? points.length - 1}
            aria-label={title}
            aria-valuetext={`${name(shown)}: ${say(shown)}`}
            onInput={(event) => setAt(event.currentTarget.valueAsNumber)}
            onPointerMove={(event) => event.pointerType === 'mouse' && setAt(slotAt(event, points.length))}
            onPointerLeave={() => setAt(null)}
            onBlur={() => setAt(null)}
          />
        </div>
      </div>
      {placed.length > 0 && <MarkList marks={placed} reader={reader} />}
      <ChartTable title={title} points={points} kind={kind} scale={scale} slot={name} />
    </figure>
  );
}

const height = (value: number, axis: ValueAxis): number => TOP + PLOT * (1 - placeOn(value, axis));

function slotAt(event: PointerEvent & { currentTarget: HTMLElement }, count: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count)));
}

function Cursor({ at, count }: { at: number; count: number }) {
  const x = percent(slotMiddle(at, count));
  return <line class="cursor" x1={x} x2={x} y1={TOP} y2={TOP + PLOT} />;
}

type Drawn = { points: readonly ChartPoint[]; axis: ValueAxis; at: number | null };

function Columns({ points, axis, at }: Drawn) {
  const slot = 1 / points.length;
  return (
    <>
      {points.map(({ day, value, open }, i) => {
        if (value === null) return null;
        const y = Math.min(height(value, axis), TOP + PLOT - (value > 0 ? 1.5 : 0));
        return (
          <rect
            key={day}
            class={`column${open ? ' open' : ''}${at === i ? ' at' : ''}`}
            x={percent(i * slot + slot * 0.14)}
            width={percent(slot * 0.72)}
            y={y}
            height={TOP + PLOT - y}
            rx="1"
          />
        );
      })}
    </>
  );
}

/** The picture is stretched in width only, so its strokes must not scale. */
function Line({ points, axis, at }: Drawn) {
  const placed = points.map((point, i) => ({ ...point, x: slotMiddle(i, points.length) * WIDE }));
  const y = (value: number) => height(value, axis) - TOP;
  const band = area<(typeof placed)[number]>()
    .defined(({ interval }) => Boolean(interval))
    .x(({ x }) => x)
    .y0(({ interval }) => y(interval?.low ?? 0))
    .y1(({ interval }) => y(interval?.high ?? 0));
  const path = line<(typeof placed)[number]>()
    .defined(({ value }) => value !== null)
    .x(({ x }) => x)
    .y(({ value }) => y(value ?? 0));
  const closed = placed.filter(({ open }) => !open);
  const tail = placed.length > closed.length ? placed.slice(-2) : [];
  return (
    <>
      <svg
        y={TOP}
        width="100%"
        height={PLOT}
        viewBox={`0 0 ${WIDE} ${PLOT}`}
        preserveAspectRatio="none"
        class="stretched"
      >
        <path class="band" d={band(placed) ?? ''} />
        <path class="line" d={path(closed) ?? ''} />
        <path class="line open" d={path(tail) ?? ''} />
      </svg>
      {placed.map(({ day, value, open }, i) => {
        const alone = (placed[i - 1]?.value ?? null) === null && (placed[i + 1]?.value ?? null) === null;
        if (value === null || (placed.length > 40 && at !== i && !open && !alone)) return null;
        return (
          <circle
            key={day}
            class={`dot${open ? ' open' : ''}${at === i ? ' at' : ''}`}
            cx={percent(slotMiddle(i, placed.length))}
            cy={height(value, axis)}
            r={at === i ? 5 : 3.5}
          />
        );
      })}
    </>
  );
}

/** Two sets of dates, one for a narrow plot and one for a wide: the style sheet shows one. */
function Dates({ days }: { days: readonly string[] }) {
  const { format } = useReader();
  return (
    <>
      {([3, 8] as const).map((wanted) => (
        <g key={wanted} class={wanted === 3 ? 'dates few' : 'dates many'}>
          {dateTicks(days, wanted).map((i) => {
            const place = slotMiddle(i, days.length);
            const anchor = place < 0.03 ? 'start' : place > 0.97 ? 'end' : 'middle';
            return (
              <text key={i} x={percent(place)} y={TOP + PLOT + 20} text-anchor={anchor}>
                {format.day(days[i] ?? '')}
              </text>
            );
          })}
        </g>
      ))}
    </>
  );
}

/** Told apart by shape: a triangle where counting changed, a diamond where the clinic changed something. */
function MarkShape({ kind }: { kind: ChartMark['kind'] }) {
  return <path class="mark-shape" d={kind === 'break' ? 'M-5-4H5L0 5Z' : 'M0-6L6 0L0 6L-6 0Z'} />;
}

function MarkLine({ place, kind }: { place: number; kind: ChartMark['kind'] }) {
  const x = percent(place);
  return (
    <>
      <line class="mark" x1={x} x2={x} y1={TOP} y2={TOP + PLOT} />
      <svg x={x} y={TOP - 4} class="stretched">
        <MarkShape kind={kind} />
      </svg>
    </>
  );
}

function MarkList({ marks, reader }: { marks: readonly ChartMark[]; reader: Reader }) {
  return (
    <ul class="chart-marks small">
      {marks.map(({ day, kind, label }) => (
        <li key={`${day} ${label}`}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <MarkShape kind={kind} />
          </svg>
          <span>
            {reader.format.day(day)}: {label}
          </span>
        </li>
      ))}
    </ul>
  );
}

// When people write, hour by weekday, against the hours in which somebody answers; with a sentence and the same numbers as a table.
import { useId } from 'preact/hooks';
import type { ServiceAnswer } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { busiestHour, hourName, isFew } from '../../service-view.ts';

type DemandMapProps = Pick<ServiceAnswer, 'demand' | 'open' | 'outside' | 'hasHours'>;

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Side of a cell, in units of the drawing. */
const CELL = 20;

export function DemandMap(props: DemandMapProps) {
  const reader = useReader();
  const { t } = reader;
  return (
    <>
      <p>{sentenceOf(reader, props)}</p>
      <div class="demand" aria-hidden="true">
        <div class="demand-days">
          {DAYS.map((day) => (
            <span key={day}>{reader.format.weekdayShort(day)}</span>
          ))}
        </div>
        <Cells {...props} />
        <div class="demand-hours">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
      {props.hasHours && <Legend />}
      <details>
        <summary>{t('show_table')}</summary>
        <DemandTable {...props} />
      </details>
    </>
  );
}

function sentenceOf({ t, format }: Reader, { demand, outside }: DemandMapProps): string {
  const most = busiestHour(demand);
  if (!most) return t('sv_none');
  const { weekday, hour, n } = most;
  const busiest = t('sv_demand_most', {
    ...{ day: format.weekday(weekday), from: hourName(hour), to: hourName(hour + 1), n },
  });
  if (!outside || !outside.interval) return busiest;
  const { hits, n: all, interval } = outside;
  const share = format.percent(hits / all);
  return `${busiest} ${
    isFew(outside)
      ? t('sv_outside_few', { hits, n: all })
      : t('sv_outside', { share, hits, n: all, range: format.range(interval) })
  }`;
}

function Cells({ demand, open, hasHours }: DemandMapProps) {
  const hatch = useId();
  const most = Math.max(1, ...demand);
  return (
    <svg viewBox={`0 0 ${24 * CELL} ${7 * CELL}`}>
      <Hatch id={hatch} />
      {demand.map((n, i) => {
        const [x, y] = [(i % 24) * CELL, Math.floor(i / 24) * CELL];
        const isClosed = hasHours && !open[i];
        return (
          <g key={i}>
            <rect
              class={isClosed ? 'cell' : 'cell open'}
              {...(isClosed ? { fill: `url(#${hatch})` } : {})}
              {...{ x: x + 0.5, y: y + 0.5, width: CELL - 1, height: CELL - 1 }}
            />
            {/* The area of a dot is its number. */}
            {n > 0 && (
              <circle
                class="dot"
                cx={x + CELL / 2}
                cy={y + CELL / 2}
                r={Math.max(1.8, Math.sqrt(n / most) * (CELL / 2 - 1.5)).toFixed(2)}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}

const Hatch = ({ id }: { id: string }) => (
  <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="closed-ground" width="5" height="5" />
    <rect class="closed-line" width="1.2" height="5" />
  </pattern>
);

function Legend() {
  const { t } = useReader();
  const hatch = useId();
  return (
    <ul class="legend demand-legend">
      {(['sv_open', 'sv_closed'] as const).map((key) => (
        <li key={key}>
          <svg width="16" height="16" aria-hidden="true">
            <Hatch id={hatch} />
            <rect
              class={key === 'sv_open' ? 'cell open' : 'cell'}
              {...(key === 'sv_open' ? {} : { fill: `url(#${hatch})` })}
              {...{ x: 0.5, y: 0.5, width: 15, height: 15 }}
            />
          </svg>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}

function DemandTable({ demand, open, hasHours }: DemandMapProps) {
  const { t, format } = useReader();
  const cell = (i: number): string => {
    const n = format.number(demand[i] ?? 0);
    return hasHours && !open[i] ? t('sv_closed_mark', { n }) : n;
  };
  return (
    <div class="scroll tall" tabIndex={0} role="region" aria-label={t('sv_demand')}>
      <table>
        <caption>{t('sv_demand')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sv_hour')}</th>
            {DAYS.map((day) => (
              <th key={day} scope="col" class="number">
                {format.weekdayShort(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {HOURS.map((hour) => (
            <tr key={hour}>
              <th scope="row">{hourName(hour)}</th>
              {DAYS.map((day) => (
                <td key={day} class="number">
                  {cell(day * 24 + hour)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// When a rule of routing holds: always, while the clinic is open or closed, or between two times of the day.
import { useId } from 'preact/hooks';
import type { RouteRule } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';

type Hours = RouteRule['hours'];
type HoursChoiceProps = { label: string; hours: Hours; onChange: (hours: Hours) => void };

const NAMED = ['any', 'open', 'closed'] as const;
const EVENING: Hours = ['19:00', '09:00'];

export function HoursChoice({ label, hours, onChange }: HoursChoiceProps) {
  const { t } = useReader();
  const id = useId();
  const between = typeof hours === 'string' ? null : hours;
  return (
    <div class="row top">
      <div class="field">
        <label for={id}>{label}</label>
        <select
          id={id}
          value={typeof hours === 'string' ? hours : 'between'}
          onChange={(event) => {
            const named = NAMED.find((name) => name === event.currentTarget.value);
            onChange(named ?? between ?? EVENING);
          }}
        >
          {NAMED.map((name) => (
            <option key={name} value={name}>
              {t(`sv_hours_${name}`)}
            </option>
          ))}
          <option value="between">{t('sv_hours_between')}</option>
        </select>
      </div>
      {between && (
        <>
          <Time label={t('sv_from')} value={between[0]} onChange={(from) => onChange([from, between[1]])} />
          <Time label={t('sv_to')} value={between[1]} onChange={(to) => onChange([between[0], to])} />
        </>
      )}
    </div>
  );
}

type TimeProps = { label: string; value: string; onChange: (time: string) => void };

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`,
);

/** Half hours on a clock of 24, as the opening hours are set; a time in between stays offered. */
export function Time({ label, value, onChange }: TimeProps) {
  const id = useId();
  const offered = HALF_HOURS.includes(value) ? HALF_HOURS : [...HALF_HOURS, value].sort();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {offered.map((time) => (
          <option key={time} value={time}>
            {time}
          </option>
        ))}
      </select>
    </div>
  );
}

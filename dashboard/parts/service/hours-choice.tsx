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

export function Time({ label, value, onChange }: TimeProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="time"
        value={value}
        onInput={(event) => event.currentTarget.value && onChange(event.currentTarget.value.slice(0, 5))}
      />
    </div>
  );
}

// When the clinic answers: hours of each weekday, breaks included, and the dates on which it is closed.
import { useState } from 'preact/hooks';
import { WEEKDAYS } from '../../../worker/contract/vocabulary.ts';
import type { Weekday } from '../../../worker/contract/vocabulary.ts';
import { localDay } from '../../../worker/domain/calendar.ts';
import { russianHolidays } from '../../../worker/domain/holidays.ts';
import { isAbout } from '../../parts/field.tsx';
import { HoursPreview } from '../../parts/hours-preview.tsx';
import { useReader } from '../../reader.ts';
import type { SectionProps } from '../settings.tsx';

type Span = [string, string];
const MAX_SPANS = 4;

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`,
);

export function HoursSection({ draft, edit, error }: SectionProps) {
  const { t } = useReader();
  const { week } = draft.settings.hours;
  return (
    <div class="form">
      <p>{t('hours_intro', { zone: draft.zone.replaceAll('_', ' ') })}</p>
      <HoursPreview hours={draft.settings.hours} zone={draft.zone} nowMs={Date.now()} />
      {WEEKDAYS.map((day, i) => (
        <DayHours
          key={day}
          index={i}
          spans={week[day]}
          isWrong={error !== null && isAbout(error, `settings.hours.week.${day}`)}
          onChange={(spans) => edit((d) => void (d.settings.hours.week[day] = spans))}
          {...(i === 0 ? { repeat: () => edit((d) => copyMonday(d.settings.hours.week)) } : {})}
        />
      ))}
      <Holidays draft={draft} edit={edit} error={error} />
    </div>
  );
}

function copyMonday(week: Record<Weekday, Span[]>): void {
  for (const day of ['tue', 'wed', 'thu', 'fri'] as const) week[day] = structuredClone(week.mon);
}

type DayProps = {
  index: number;
  spans: Span[];
  isWrong: boolean;
  onChange: (spans: Span[]) => void;
  repeat?: () => void;
};

function DayHours({ index, spans, isWrong, onChange, repeat }: DayProps) {
  const { t, format } = useReader();
  const set = (at: number, span: Span) => onChange(spans.map((s, i) => (i === at ? span : s)));
  const last = spans.at(-1)?.[1];
  const fresh: Span = last === undefined ? ['09:00', '18:00'] : [last, '24:00'];
  return (
    <fieldset class={isWrong ? 'day wrong' : 'day'}>
      <legend>{format.weekday(index)}</legend>
      {spans.length === 0 && <span class="small">{t('closed')}</span>}
      {spans.map((span, i) => (
        <span class="span" key={i}>
          <TimeSelect label={t('from')} value={span[0]} onChange={(from) => set(i, [from, span[1]])} />
          –
          <TimeSelect label={t('to')} value={span[1]} end onChange={(to) => set(i, [span[0], to])} />
          <button class="link" type="button" onClick={() => onChange(spans.filter((_, at) => at !== i))}>
            {t('remove')}
          </button>
        </span>
      ))}
      {spans.length < MAX_SPANS && last !== '24:00' && (
        <button class="link" type="button" onClick={() => onChange([...spans, fresh])}>
          {t(spans.length === 0 ? 'open_day' : 'after_break')}
        </button>
      )}
      {repeat && (
        <button class="link" type="button" onClick={repeat}>
          {t('same_all_week')}
        </button>
      )}
      {isWrong && (
        <p class="field-error" role="alert">
          {t('fix_hours')}
        </p>
      )}
    </fieldset>
  );
}

type TimeProps = { label: string; value: string; end?: boolean; onChange: (time: string) => void };

function TimeSelect({ label, value, end = false, onChange }: TimeProps) {
  const times = end ? [...HALF_HOURS.slice(1), '24:00'] : HALF_HOURS;
  const offered = times.includes(value) ? times : [...times, value].sort();
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {offered.map((time) => (
        <option key={time} value={time}>
          {time}
        </option>
      ))}
    </select>
  );
}

function Holidays({ draft, edit, error }: Pick<SectionProps, 'draft' | 'edit' | 'error'>) {
  const { t, format } = useReader();
  const [date, setDate] = useState('');
  const { holidays } = draft.settings.hours;
  const today = localDay(Date.now(), draft.zone);
  const past = holidays.filter((day) => day < today);
  const missing = russianHolidays(today).filter((day) => !holidays.includes(day));
  const isWrong = error !== null && isAbout(error, 'settings.hours.holidays');
  const set = (days: string[]) => edit((d) => void (d.settings.hours.holidays = [...new Set(days)].sort()));
  function add() {
    if (date === '') return;
    set([...holidays, date]);
    setDate('');
  }
  return (
    <fieldset class="holidays">
      <legend>{t('holidays')}</legend>
      <p class="hint">{t('holidays_hint')}</p>
      {holidays.length > 0 && (
        <ul class="chips">
          {holidays.map((day) => (
            <li key={day}>
              {format.longDay(day)}{' '}
              <button
                class="link"
                type="button"
                aria-label={t('remove_named', { name: format.longDay(day) })}
                onClick={() => set(holidays.filter((h) => h !== day))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="row">
        <input
          type="date"
          aria-label={t('holiday_date')}
          value={date}
          onInput={(e) => setDate(e.currentTarget.value)}
        />
        <button class="button small" type="button" onClick={add}>
          {t('add')}
        </button>
      </p>
      {isWrong && (
        <p class="field-error" role="alert">
          {t('fix_holidays')}
        </p>
      )}
      <p class="row">
        {missing.length > 0 && (
          <button class="button small" type="button" onClick={() => set([...holidays, ...missing])}>
            {t('holidays_russia', { from: today.slice(0, 4), to: String(Number(today.slice(0, 4)) + 1) })}
          </button>
        )}
        {past.length > 0 && (
          <button
            class="button small"
            type="button"
            onClick={() => set(holidays.filter((day) => day >= today))}
          >
            {t('holidays_past', { n: past.length })}
          </button>
        )}
      </p>
      <p class="hint">{t('holidays_russia_hint')}</p>
    </fieldset>
  );
}

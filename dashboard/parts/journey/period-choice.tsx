// The choice of a period on the Journey page: spans up to today at a touch, weeks, months, or any two dates.
import { useEffect, useState } from 'preact/hooks';
import type { Period } from '../../../worker/contract/journey.ts';
import { LONG_SPANS, SPANS, periodDates, rangeName, recentMonths, recentWeeks } from '../../periods.ts';
import type { PeriodName } from '../../periods.ts';
import { useReader } from '../../reader.ts';

type PeriodChoiceProps = { name: PeriodName; today: string; onChange: (name: PeriodName) => void };

const WEEKS = 8;
const MONTHS = 25;

export function PeriodChoice({ name, today, onChange }: PeriodChoiceProps) {
  const { t } = useReader();
  const [ownOpen, setOwnOpen] = useState(false);
  const isOwn = name.includes('..') && !isListedWeek(name, today);
  return (
    <div class="period-choice">
      <div class="period">
        <fieldset class="choice">
          <legend class="hidden">{t('period')}</legend>
          {SPANS.map((span) => (
            <label key={span}>
              <input
                type="radio"
                name="period"
                checked={name === span && !ownOpen}
                onChange={() => {
                  setOwnOpen(false);
                  onChange(span);
                }}
              />
              <span>{t('n_days', { n: Number.parseInt(span) })}</span>
            </label>
          ))}
        </fieldset>
        <label>
          <span class="hidden">{t('period_other')}</span>
          <OtherPeriods
            value={ownOpen || isOwn ? 'own' : name}
            today={today}
            onChange={(value) => {
              setOwnOpen(value === 'own');
              if (value !== 'own') onChange(value);
            }}
          />
        </label>
      </div>
      {(ownOpen || isOwn) && (
        <OwnDates
          key={name}
          period={periodDates(name, today)}
          today={today}
          onChange={(own) => {
            setOwnOpen(false);
            onChange(own);
          }}
        />
      )}
    </div>
  );
}

const isListedWeek = (name: PeriodName, today: string): boolean =>
  recentWeeks(today, WEEKS).some((week) => rangeName(week) === name);

type OtherProps = {
  value: PeriodName | 'own';
  today: string;
  onChange: (value: PeriodName | 'own') => void;
};

function OtherPeriods({ value, today, onChange }: OtherProps) {
  const { t, format } = useReader();
  const weeks = recentWeeks(today, WEEKS).map((week) => ({
    name: rangeName(week)!,
    label: format.days(week.from, week.to),
  }));
  const months = recentMonths(today, MONTHS).map((name) => ({ name, label: format.month(`${name}-01`) }));
  const spans = LONG_SPANS.map((name) => ({ name, label: t(`period_${name}`) }));
  const listed = [...spans, ...weeks, ...months];
  const older = value !== 'own' && /^\d{4}-\d\d$/.test(value) && !listed.some(({ name }) => name === value);
  const options = (list: { name: PeriodName; label: string }[]) =>
    list.map(({ name, label }) => (
      <option key={name} value={name}>
        {label}
      </option>
    ));
  return (
    <select
      value={value === 'own' || older || listed.some(({ name }) => name === value) ? value : ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(chosen === 'own' ? 'own' : (listed.find(({ name }) => name === chosen)?.name ?? 'own'));
      }}
    >
      <option value="" disabled>
        {t('period_other')}
      </option>
      <option value="own">{t('period_own')}</option>
      {options(spans)}
      <optgroup label={t('period_weeks')}>{options(weeks)}</optgroup>
      <optgroup label={t('period_months')}>
        {options(months)}
        {older && <option value={value}>{format.month(`${value}-01`)}</option>}
      </optgroup>
    </select>
  );
}

type OwnProps = { period: Period; today: string; onChange: (name: PeriodName) => void };

function OwnDates({ period, today, onChange }: OwnProps) {
  const { t } = useReader();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to > today ? today : period.to);
  const [isWrong, setIsWrong] = useState(false);
  useEffect(() => setIsWrong(false), [from, to]);
  const date = (label: string, value: string, set: (value: string) => void) => (
    <label>
      <span>{label}</span>
      <input
        type="date"
        class="date"
        max={today}
        value={value}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? 'own-dates-wrong' : undefined}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <form
      class="own-dates"
      onSubmit={(event) => {
        event.preventDefault();
        const name = rangeName({ from, to });
        if (name) onChange(name);
        else setIsWrong(true);
      }}
    >
      {date(t('from'), from, setFrom)}
      {date(t('to'), to, setTo)}
      <button class="button" type="submit">
        {t('period_show')}
      </button>
      {isWrong && (
        <p class="field-error" id="own-dates-wrong" role="alert">
          {t('period_wrong')}
        </p>
      )}
    </form>
  );
}

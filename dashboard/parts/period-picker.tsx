// The choice of a period: three spans that end today, or a calendar month.
import { SPANS, recentMonths } from '../periods.ts';
import type { PeriodName } from '../periods.ts';
import { useReader } from '../reader.ts';

type PickerProps = { name: PeriodName; today: string; onChange: (name: PeriodName) => void };

export function PeriodPicker({ name, today, onChange }: PickerProps) {
  const { t, format } = useReader();
  const months = recentMonths(today, 13);
  const isMonth = !name.endsWith('d');
  const listed = isMonth && !months.includes(name) ? [...months, name] : months;
  return (
    <div class="period">
      <fieldset class="choice">
        <legend class="hidden">{t('period')}</legend>
        {SPANS.map((span) => (
          <label key={span}>
            <input type="radio" name="period" checked={name === span} onChange={() => onChange(span)} />
            <span>{t('n_days', { n: Number.parseInt(span) })}</span>
          </label>
        ))}
      </fieldset>
      <label>
        <span class="hidden">{t('month')}</span>
        <select
          value={isMonth ? name : ''}
          onChange={(event) => {
            const chosen = listed.find((month) => month === event.currentTarget.value);
            if (chosen) onChange(chosen);
          }}
        >
          <option value="" disabled>
            {t('month')}
          </option>
          {listed.map((month) => (
            <option key={month} value={month}>
              {format.month(`${month}-01`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

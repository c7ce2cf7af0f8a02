// What visitors read about the hours at this moment, by the widget's own rule and in its words.
import type { Hours } from '../../worker/contract/settings.ts';
import { opening } from '../../worker/domain/opening.ts';
import { useReader } from '../reader.ts';

export function HoursPreview({ hours, zone, nowMs }: { hours: Hours; zone: string; nowMs: number }) {
  const { t, language } = useReader();
  const now = opening(hours, zone, nowMs);
  return (
    <p class="hours-preview" role="status">
      <span class="small">{t('hours_now')}</span>
      <strong>
        {!now
          ? t('hours_unknown')
          : now.open
            ? t('hours_open', { time: now.until })
            : t('hours_closed', { day: dayWords(now.day, now.inDays, language), time: now.from })}
      </strong>
    </p>
  );
}

/** "today", "tomorrow", then the date with its weekday. */
function dayWords(day: string, inDays: number, language: string): string {
  if (inDays <= 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(inDays, 'day');
  const style = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language, style).format(Date.parse(day));
}

// The clinic's other doors: phones and mail as links, and its hours.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { opening, weekLines } from './opening.ts';
import type { Panel } from './panel.ts';

/** Shown as the clinic writes it, dialled by its digits; a number never breaks or turns around. */
export const phoneLink = (phone: string): TemplateResult =>
  html`<a class="phone" dir="ltr" href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`;

export function phoneList({ config }: Panel): TemplateResult {
  const phones = config?.phones ?? [];
  return html`<p class="doors">
    ${phones.map(phoneLink)}
    ${config?.email ? html`<a href="mailto:${config.email}">${config.email}</a>` : nothing}
  </p>`;
}

/** "Open now, until 19:00" or when next; empty when the hours are unknown: nothing is promised then. */
export function openingLine({ config, words: t, host }: Panel, nowMs = Date.now()): string {
  const now = config && opening(config.hours, config.zone, nowMs);
  if (!now) return '';
  const zone = config.zone === Intl.DateTimeFormat().resolvedOptions().timeZone ? '' : ` (${t.clinicTime})`;
  if (now.open) return t.openUntil.replace('{time}', now.until) + zone;
  const far = now.inDays > 6 ? ({ day: 'numeric', month: 'long' } as const) : {};
  const named = new Intl.DateTimeFormat(host.language, { weekday: 'long', ...far, timeZone: 'UTC' });
  const day = [t.today, t.tomorrow][now.inDays] ?? named.format(Date.parse(now.day));
  return t.opensNext.replace('{day}', day).replace('{time}', now.from) + zone;
}

export function hoursTable({ config, words: t, host }: Panel): TemplateResult | typeof nothing {
  const lines = config ? weekLines(config.hours) : [];
  if (lines.every(({ spans }) => !spans.length)) return nothing;
  const format = new Intl.DateTimeFormat(host.language, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  const name = (index: number): string => format.format((index + 4) * 86_400_000);
  return html`<h3>${t.hours}</h3>
    <dl class="hours">
      ${lines.map(
        ({ first, last, spans }) =>
          html`<div>
            <dt>${first === last ? name(first) : `${name(first)}–${name(last)}`}</dt>
            <dd>${spans.length ? spans.map((span) => span.join('–')).join(', ') : t.dayOff}</dd>
          </div>`,
      )}
    </dl>`;
}

// The clinic's other doors: phones and mail as links, and its hours.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { opening } from '../../worker/domain/opening.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

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
export function openingLine({ config, host }: Panel, nowMs = Date.now()): string {
  const now = config && opening(config.hours, config.zone, nowMs);
  if (!now) return '';
  const zone = config.zone === Intl.DateTimeFormat().resolvedOptions().timeZone ? '' : ` (${t.clinicTime})`;
  if (now.open) return t.openUntil.replace('{time}', now.until) + zone;
  const day =
    now.inDays > 1
      ? new Intl.DateTimeFormat(host.language, {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          timeZone: 'UTC',
        }).format(Date.parse(now.day))
      : new Intl.RelativeTimeFormat(host.language, { numeric: 'auto' }).format(now.inDays, 'day');
  return t.opensNext.replace('{day}', day).replace('{time}', now.from) + zone;
}

/** The week in seven lines; nothing when the hours are unknown. */
export function hoursTable({ config, host }: Panel): TemplateResult | typeof nothing {
  const days = Object.values(config?.hours.week ?? {});
  if (!days.flat().length) return nothing;
  const format = new Intl.DateTimeFormat(host.language, { weekday: 'long', timeZone: 'UTC' });
  return html`<h3>${t.hours}</h3>
    <dl class="hours">
      ${days.map(
        // 5 January 1970 was a Monday.
        (spans, index) =>
          html`<div>
            <dt>${format.format((index + 4) * 86_400_000)}</dt>
            <dd>${spans.map((span) => span.join('–')).join(', ') || t.dayOff}</dd>
          </div>`,
      )}
    </dl>`;
}

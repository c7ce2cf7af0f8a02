// The first view: what one can do here, and the rating, which needs two taps.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { linesOf } from './conversation.ts';
import type { Panel, View } from './panel.ts';
import { openingLine } from './phones.ts';
import { rateForm } from './rate.ts';
import * as t from './words.ts';

export function homeView(panel: Panel): TemplateResult {
  const { config, box } = panel;
  const open = config?.ask === 'open';
  const lines = linesOf(box, '');
  const [first, second] = open ? [t.ask, openingLine(panel)] : [t.reach, openingLine(panel)];
  return html`
    <p class="hello">${config?.greeting || t.hello}</p>
    <div class="card">
      ${row(first, second, to(panel, 'ask', 'message'))}
      ${open && mayCall(panel) ? row(t.callback, '', to(panel, 'ask', 'callback')) : nothing}
      ${
        box?.items.length || lines.length
          ? row(t.mine, lines.at(-1)?.from === 'clinic' ? t.answered : '', to(panel, 'chat'))
          : nothing
      }
    </div>
    ${rateForm(panel, config?.survey)}
    <button class="quiet" @click=${() => panel.go('counted')}>${t.counted}</button>
  `;
}

/** A call back needs a phone, and a phone needs a named keeper and their policy. */
export const mayCall = ({ config }: Panel): boolean => Boolean(config?.callback && config.contact);

const to =
  (panel: Panel, view: View, kind = '') =>
  (): void => {
    if (kind) panel.drafts.fill({ kind });
    panel.go(view);
  };

const row = (name: string, more: string, act: () => void): TemplateResult =>
  html`<button class="row" @click=${act}>
    <span>${name}</span>${more ? html`<small>${more}</small>` : nothing}
  </button>`;

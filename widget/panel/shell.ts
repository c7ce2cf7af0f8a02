// What stays while views change: title, back and close, the emergency line, the live regions.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { again } from './again.ts';
import { askView } from './ask.ts';
import { homeView } from './home.ts';
import { lateView } from './late-view.ts';
import { phoneLink, phoneList } from './phones.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

/** The whole dialog. Live regions stand in it from the first paint, empty, so that what comes later is announced. */
export function shell(panel: Panel): TemplateResult {
  const { config, view } = panel;
  const titles = {
    home: config?.clinic,
    rate: config?.clinic,
    ask: t.askTitle,
    chat: t.mine,
    counted: t.counted,
  };
  return html`
    <div class="head">
      ${view === 'home' ? nothing : iconButton(t.back, 'M14 5l-7 7 7 7', () => panel.go('home'))}
      <h2 id="otklik-title" tabindex="-1"><bdi>${titles[view] || t.hello}</bdi></h2>
      ${iconButton(t.close, 'M6 6l12 12M18 6L6 18', () => panel.hide())}
    </div>
    <div class="body">
      ${
        config && view !== 'counted'
          ? html`<p class="urgent">${t.urgent} ${phoneLink(config.emergency)}</p>`
          : nothing
      }
      <div role="alert">
        ${
          panel.troubled
            ? html`<div class="note">
                <p>${t.troubled}</p>
                ${phoneList(panel)}
              </div>`
            : nothing
        }
      </div>
      ${panel.failed ? again(() => panel.load()) : config ? viewOf(panel) : nothing}
    </div>
    <p class="said" role="status">${panel.said}</p>
  `;
}

function viewOf(panel: Panel): unknown {
  const { view } = panel;
  if (view === 'home') return homeView(panel);
  return view === 'ask' ? askView(panel) : lateView(panel, view);
}

const iconButton = (name: string, path: string, act: () => void): TemplateResult =>
  html`<button class="icon" aria-label=${name} @click=${act}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>
  </button>`;

// What is counted, where it lies and who processes it; and the switch that stops it on this device.
import type { TemplateResult } from 'lit/html.js';
import { html, nothing } from './lent.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

export function countedView({ config, host }: Panel): TemplateResult {
  if (!config) return html``;
  const { mode, clinic, contact, dataPlace } = config;
  return html`
    <p>${t.counts[mode]}</p>
    ${
      mode === 'off'
        ? nothing
        : html`<label class="tick card">
            <input
              type="checkbox"
              .checked=${host.flag('off')}
              @change=${({ target }: Event) => host.flag('off', (target as HTMLInputElement).checked)}
            />
            <span>${t.stop}</span>
          </label>`
    }
    <p>${t.device}</p>
    <dl>
      <dt>${t.place}</dt>
      <dd>${t.places[dataPlace]}</dd>
      <dt>${t.who}</dt>
      <dd>${t.whoMore.replace('{clinic}', contact?.legalName || clinic)}</dd>
    </dl>
    ${contact ? html`<p><a href=${contact.policyUrl} target="_blank" rel="noreferrer">${t.policy}</a></p>` : nothing}
  `;
}

// Form parts: a label, its field, its hint and its problem in one root, tied by ids.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { MAX_TEXT } from '../../worker/contract/vocabulary.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

type Field = {
  name: string;
  label: string;
  kind?: 'text' | 'tel' | 'email' | 'area';
  optional?: boolean;
  autocomplete?: 'name' | 'tel' | 'email' | 'off';
  max?: number;
};

export function field(panel: Panel, options: Field): TemplateResult {
  const { name, label, kind = 'text', optional = false, autocomplete = 'off', max = MAX_TEXT } = options;
  const { drafts, problems } = panel;
  const id = `otklik-${name}`;
  const wrong = Boolean(problems[name]);
  const value = drafts.get(name);
  return html`<div class="field">
    <label for=${id}>${label}${optional ? html` <small>${t.optional}</small>` : nothing}</label>
    ${
      kind === 'area'
        ? html`<textarea
            id=${id}
            name=${name}
            rows="3"
            dir="auto"
            maxlength=${max}
            .value=${value}
            aria-describedby="${id}-problem"
            aria-invalid=${wrong}
          ></textarea>`
        : html`<input
            id=${id}
            name=${name}
            type=${kind}
            dir=${kind === 'text' ? 'auto' : 'ltr'}
            autocomplete=${autocomplete}
            maxlength=${max}
            .value=${value}
            aria-describedby="${id}-problem"
            aria-invalid=${wrong}
          />`
    }
    ${problem(panel, name)}
  </div>`;
}

/** What is wrong with a field, in words; empty but present while nothing is. */
export const problem = ({ problems }: Panel, name: string): TemplateResult =>
  html`<p class="problem" id="otklik-${name}-problem" role="alert">${problems[name] ?? ''}</p>`;

/** `problemOf`: name of the field whose problem line describes the box too. */
export const tick = (panel: Panel, name: string, label: unknown, problemOf?: string): TemplateResult =>
  html`<label class="tick">
    <input
      type="checkbox"
      name=${name}
      value="1"
      .checked=${panel.drafts.get(name) === '1'}
      aria-describedby=${problemOf ? `otklik-${problemOf}-problem` : nothing}
    />
    <span>${label}</span>
  </label>`;

/** Send, with the choice for shared computers beside it. */
export const sendRow = (panel: Panel): TemplateResult => {
  return html`${tick(panel, 'shared', html`${t.shared} <small>${t.sharedMore}</small>`)}
    <button class="main" type="submit">${panel.busy ? t.sending : t.send}</button>`;
};

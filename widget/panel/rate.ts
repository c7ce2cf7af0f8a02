// A question of the clinic's: nothing chosen before, answers in words. What follows a choice comes with the late chunk.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import type { PageSurvey } from '../../worker/contract/visitor.ts';
import { again } from './again.ts';
import type { Panel } from './panel.ts';

/** Its nodes stay while the late chunk comes, so that nobody loses their place. */
export function rateForm(
  panel: Panel,
  survey: PageSurvey | null | undefined,
): TemplateResult | typeof nothing {
  if (!survey) return nothing;
  const { late } = panel;
  const rating = late?.rating(panel, survey);
  return html`<div class="rate" role="status">${rating?.said}</div>
    ${
      rating?.given ??
      html`<form
        class="rate"
        novalidate
        @submit=${(event: Event) => (event.preventDefault(), rating?.send?.(event))}
        @change=${(event: Event) => panel.reread(event)}
      >
        ${survey.options.length ? choice(panel, survey) : nothing}
        ${late === null ? again(() => panel.go('home')) : rating?.rest}
      </form>`
    }`;
}

/** Eleven answers stand in two columns. */
function choice({ drafts }: Panel, { id, title, options }: PageSurvey): TemplateResult {
  const name = `score-${id}`;
  return html`<fieldset>
    <legend>${title}</legend>
    <div class="card ${options.length > 9 ? 'many' : ''}">
      ${options.map(
        ([score, words]) =>
          html`<label class="option">
            <input type="radio" name=${name} value=${score} .checked=${drafts.get(name) === `${score}`} />
            ${words}
          </label>`,
      )}
    </div>
  </fieldset>`;
}

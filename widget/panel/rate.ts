// The rating: one question in words, nothing chosen before; what follows is the same for every answer.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { FFT_SCORES } from '../../worker/contract/vocabulary.ts';
import { stateOf } from './conversation.ts';
import { field, problem, sendRow } from './fields.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

export function rateForm(panel: Panel): TemplateResult {
  const { drafts } = panel;
  const chosen = drafts.get('score');
  return html`<div class="rate" role="status">${panel.ratedId ? result(panel) : nothing}</div>
    ${
      panel.ratedId
        ? nothing
        : html`<form
            class="rate"
            novalidate
            @submit=${(event: Event) => submit(panel, event)}
            @change=${(event: Event) => panel.reread(event)}
          >
            <fieldset>
              <legend>${t.fft}</legend>
              <div class="card">
                ${FFT_SCORES.map(
                  (score) =>
                    html`<label class="option">
                      <input type="radio" name="score" value=${score} .checked=${chosen === String(score)} />
                      ${t.scores[score]}
                    </label>`,
                )}
              </div>
            </fieldset>
            ${chosen ? rest(panel) : nothing}
          </form>`
    }`;
}

function rest(panel: Panel): TemplateResult {
  const { config } = panel;
  return html`
    ${config?.text ? field(panel, { name: 'why', label: t.why, kind: 'area', optional: true }) : nothing}
    <p class="hint">${t.whoRates}</p>
    ${problem(panel, 'rate')} ${sendRow(panel)}
  `;
}

/** Never "received" before the clinic's server has said so. */
function result({ rated, sending }: Panel): TemplateResult {
  const state = rated ? stateOf(rated, sending) : 'received';
  return html`<h3 class="note" tabindex="-1">
    ${state === 'received' ? t.thanks : state === 'sending' ? t.sending : t.wait}
  </h3>`;
}

async function submit(panel: Panel, event: Event): Promise<void> {
  const values = panel.readForm(event);
  if (!values) return;
  const text = values('why');
  const body = {
    question: 'fft' as const,
    moment: panel.host.moment,
    score: Number(values('score')),
    ...(text && { text }),
    ...panel.copied,
  };
  const done = await panel.do(async (outbox) => {
    panel.ratedId = await outbox.queue({ door: 'answers', body }, Boolean(values('shared')));
  });
  if (!done) return;
  panel.drafts.clear('score', 'why');
  panel.problems = {};
  panel.update();
  panel.focus('.rate h3');
}

// What follows the choice of an answer, the same for every score: room for words, sending, and what became of it.
import type { PageSurvey } from '../../worker/contract/visitor.ts';
import type { TemplateResult } from 'lit/html.js';
import { answerOf, givenToday, whyLabel } from '../answer.ts';
import { withdraw } from '../erase.ts';
import type { Item } from '../outbox.ts';
import { field, html, nothing, problem, sendRow, stateOf } from './lent.ts';
import type { Panel } from './panel.ts';
import { ratedView } from './rated.ts';
import * as t from './words.ts';

/** The parts of a rating that the panel puts into its form: either what is given, or how one goes on. */
export type Rating = {
  said?: TemplateResult;
  given?: TemplateResult;
  rest?: TemplateResult | typeof nothing;
  send?: (event: Event) => void;
};

export function rating(panel: Panel, survey: PageSurvey): Rating {
  const given = givenToday(panel.box, survey.id);
  if (given && given.id !== panel.changing?.id)
    return {
      said: html`<h3 class="note" tabindex="-1">${howFar(panel, given)}</h3>`,
      given: ratedView(panel, given),
    };
  panel.showing = survey.id;
  const isChosen = !survey.options.length || panel.drafts.get(`score-${survey.id}`);
  return {
    rest: isChosen ? rest(panel, survey) : nothing,
    send: (event) => void submit(panel, survey, event),
  };
}

function rest(panel: Panel, survey: PageSurvey): TemplateResult {
  const { config, drafts } = panel;
  const { id, title } = survey;
  const label = whyLabel(survey, drafts.get(`score-${id}`));
  return html`
    ${
      config?.text
        ? field(panel, { name: `why-${id}`, label: label || title, kind: 'area', optional: Boolean(label) })
        : nothing
    }
    <p class="hint">${t.whoRates}</p>
    ${problem(panel, 'rate')} ${sendRow(panel)}
  `;
}

/** Never "received" before the clinic's server has said so. */
function howFar({ sending }: Panel, given: Item): string {
  const state = stateOf(given, sending);
  return state === 'received' ? t.thanks : state === 'sending' ? t.sending : t.wait;
}

async function submit(panel: Panel, survey: PageSurvey, event: Event): Promise<void> {
  const values = panel.readForm(event);
  if (!values) return;
  const [scoreName, whyName] = [`score-${survey.id}`, `why-${survey.id}`];
  const [score, text] = [values(scoreName), values(whyName)];
  if (!score && !text) return panel.complain({ [whyName]: t.needText });
  const body = answerOf(panel.host, survey, { score, text });
  const done = await panel.do(async (outbox) => {
    // A score is never changed: the old answer is erased, and this one is another.
    if (panel.changing && !(await withdraw(outbox, panel.changing))) throw new Error('not erased');
    await outbox.queue({ door: 'answers', body }, Boolean(values('shared')));
  });
  if (!done) return;
  panel.drafts.clear(scoreName, whyName);
  panel.changing = undefined;
  panel.problems = {};
  panel.update();
  panel.focus('.rate h3');
}

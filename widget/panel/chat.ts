// My messages: what was sent and how far each got, what the clinic replied, writing further, clearing and erasing.
import type { TemplateResult } from 'lit/html.js';
import { givenToday } from '../answer.ts';
import { copied } from '../copied.ts';
import { eraseAll } from '../erase.ts';
import { surveys } from './asked.ts';
import type { Line } from './conversation.ts';
import { field, html, linesOf, nothing, phoneList, rateForm, readers, stateOf } from './lent.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

/** On the line of the form's label, so that nothing moves when it comes and goes. By property: policies refuse the attribute. */
const BESIDE_THE_LABEL = 'margin-bottom:-41px;text-align:end;pointer-events:none';

export function chatView(panel: Panel): TemplateResult {
  const { box, sending } = panel;
  const lines = linesOf(box, sending);
  const known = lines.some(({ state }) => state === 'received' || state === 'answered');
  panel.news?.saw();
  return html`
    <div role="log" class="log" aria-label=${t.mine}>
      ${lines.map((line) => bubble(panel, line))} ${ratings(panel)}
    </div>
    ${panel.typing ? html`<p class="hint" .style=${BESIDE_THE_LABEL}>${t.typing}</p>` : nothing}
    ${box?.view?.state === 'closed' ? solved(panel) : nothing} ${known ? more(panel) : nothing}
    ${box ? leave(panel) : nothing}
  `;
}

/** Asked once per conversation: an answer of an earlier day, given after its last message, was to this one. */
function solved(panel: Panel): TemplateResult | typeof nothing {
  const survey = surveys(panel)?.surveys.find(({ moment }) => moment === 'closed');
  const closedAtMs = panel.box?.view?.messages.at(-1)?.atMs ?? 0;
  const answered = panel.box?.items.some((item) => item.survey === survey?.id && item.atMs > closedAtMs);
  return survey && (!answered || givenToday(panel.box, survey.id)) ? rateForm(panel, survey) : nothing;
}

function bubble(panel: Panel, { from, text, atMs, state, item }: Line): TemplateResult {
  const { host, config } = panel;
  const at = new Intl.DateTimeFormat(host.language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return html`<div class="bubble ${from}">
    <p class="who">${from === 'clinic' ? config?.clinic : t.you}, ${at.format(atMs)}</p>
    <p class="words" dir="auto" data-words>${text || t.callback}</p>
    ${state ? html`<p class="state ${state}">${stateWords(panel, state, item)}</p>` : nothing}
    ${item && state === 'refused' ? refused(panel, item) : nothing}
  </div>`;
}

function stateWords(panel: Panel, state: Line['state'], item: Line['item']): string {
  if (item && state === 'refused') return panel.wordsOf(item);
  return {
    sending: t.sending,
    not_sent: t.notSent,
    received: t.received,
    answered: t.answered,
    refused: '',
    '': '',
  }[state];
}

/** A refused message goes back into the form. */
function refused(panel: Panel, { id, body }: NonNullable<Line['item']>): TemplateResult {
  const edit = async (): Promise<void> => {
    if (!(await panel.do((outbox) => outbox.drop(id)))) return;
    panel.go('ask');
    panel.drafts.fill(JSON.parse(body));
    panel.update();
  };
  return html`${phoneList(panel)} <button class="quiet" @click=${edit}>${t.edit}</button>`;
}

/** The device's own answers: no reply comes to them, but they can be erased. */
function ratings({ box, sending }: Panel): TemplateResult[] {
  const state = { sending: t.sending, not_sent: t.notSent, received: t.received, refused: '' };
  const own = box?.items.filter(({ door }) => door === 'answers') ?? [];
  return own.map(
    (item) =>
      html`<div class="bubble rating">
        <p>${t.rating}: ${state[stateOf(item, sending)].toLowerCase()}</p>
      </div>`,
  );
}

function more(panel: Panel): TemplateResult {
  return html`<form novalidate @submit=${(event: Event) => submit(panel, event)}>
    ${field(panel, { name: 'more', label: t.more, kind: 'area' })}
    <button class="main" type="submit">${panel.busy ? t.sending : t.send}</button>
    ${readers(panel)}
    <p class="hint">${t.notice}</p>
  </form>`;
}

async function submit(panel: Panel, event: Event): Promise<void> {
  const value = panel.readForm(event);
  if (!value) return;
  const text = value('more');
  if (!text) return panel.complain({ more: t.needText });
  const body = {
    kind: 'message' as const,
    text,
    topic: 'other' as const,
    spentMs: panel.spentMs,
    ...copied(panel.host),
  };
  if (!(await panel.do((outbox) => outbox.queue({ door: 'messages', body }, false)))) return;
  panel.drafts.clear('more');
  panel.complain({});
  panel.focus('[name="more"]');
}

/** Clearing is for this device, erasing is for the clinic too; both ask once, in place. */
function leave(panel: Panel): TemplateResult {
  const { asking } = panel;
  const button = (what: Panel['asking'], name: string): TemplateResult =>
    html`<button class="quiet" @click=${() => ask(panel, what)}>${name}</button>`;
  if (!asking) return html`<div class="leave">${button('clear', t.clear)} ${button('erase', t.erase)}</div>`;
  return html`<div class="note" tabindex="-1">
    <p>${t.sure}</p>
    <button class="main" @click=${() => end(panel)}>${asking === 'clear' ? t.clear : t.erase}</button>
    ${button('', t.cancel)}
  </div>`;
}

function ask(panel: Panel, what: Panel['asking']): void {
  panel.asking = what;
  panel.update();
  panel.focus(what ? '.note[tabindex]' : '.leave button');
}

async function end(panel: Panel): Promise<void> {
  let done = true;
  const ran = await panel.do(async (outbox) => {
    if (panel.asking === 'clear') await outbox.forget();
    else done = await eraseAll(outbox, panel.box);
  });
  if (!ran || !done) return panel.say(t.loadFailed);
  panel.changing = undefined;
  panel.go('home');
  panel.say(t.cleared);
}

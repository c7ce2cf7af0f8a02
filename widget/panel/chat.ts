// My messages: what was sent and how far each got, what the clinic replied, writing further, clearing and erasing.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { readers } from './ask.ts';
import { linesOf, stateOf } from './conversation.ts';
import type { Line } from './conversation.ts';
import { field } from './fields.ts';
import type { Panel } from './panel.ts';

export function chatView(panel: Panel): TemplateResult {
  const { words: t, box, sending, config } = panel;
  const lines = linesOf(box, sending);
  const waits = box?.items.some(({ state, tries }) => state === 'waiting' && tries);
  return html`
    <div role="log" class="log" aria-label=${t.mine}>
      ${lines.map((line) => bubble(panel, line))} ${ratings(panel)}
    </div>
    ${lines.length || box?.items.length ? nothing : html`<p class="hint">${t.empty}</p>`}
    ${waits ? html`<button class="quiet" @click=${() => panel.do((outbox) => outbox.retry())}>${t.now}</button>` : nothing}
    ${config?.ask === 'open' && lines.length ? more(panel) : nothing} ${box ? leave(panel) : nothing}
  `;
}

function bubble(panel: Panel, { from, text, atMs, state, item }: Line): TemplateResult {
  const { words: t, host } = panel;
  const at = new Intl.DateTimeFormat(host.language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return html`<div class="bubble ${from}">
    <p class="who">${from === 'clinic' ? t.clinic : t.you}, ${at.format(atMs)}</p>
    <p class="words" dir="auto" data-words>${text || t.callback}</p>
    ${state ? html`<p class="state ${state}">${stateWords(panel, state, item)}</p>` : nothing}
    ${item && state === 'refused' ? refused(panel, item) : nothing}
  </div>`;
}

function stateWords(panel: Panel, state: Line['state'], item: Line['item']): string {
  const { words: t } = panel;
  if (item && state === 'refused') return panel.wordsOf(item);
  return { sending: t.sending, not_sent: t.notSent, received: t.received, answered: t.answered, refused: '', '': '' }[state];
}

/** A refused message: into the form again, or away. */
function refused(panel: Panel, { id, body }: NonNullable<Line['item']>): TemplateResult {
  const { words: t } = panel;
  const edit = async (): Promise<void> => {
    if (!(await panel.do((outbox) => outbox.drop(id)))) return;
    panel.go('ask');
    panel.drafts.fill(JSON.parse(body));
    panel.update();
  };
  return html`<p>
    <button class="quiet" @click=${edit}>${t.edit}</button>
    <button class="quiet" @click=${() => panel.do((outbox) => outbox.drop(id))}>${t.drop}</button>
  </p>`;
}

/** The device's own answers: no reply comes to them, but they can be erased. */
function ratings({ words: t, box, sending }: Panel): TemplateResult[] {
  const state = { sending: t.sending, not_sent: t.notSent, received: t.received, refused: '' };
  const own = box?.items.filter(({ door }) => door === 'answers') ?? [];
  return own.map(
    (item) => html`<div class="bubble rating"><p>${t.rating}: ${state[stateOf(item, sending)].toLowerCase()}</p></div>`,
  );
}

function more(panel: Panel): TemplateResult {
  const { words: t } = panel;
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
  if (!text) return panel.complain({ more: panel.words.needText });
  const body = { kind: 'message' as const, text, topic: 'other' as const, spentMs: panel.spentMs, ...panel.copied };
  if (!(await panel.do((outbox) => outbox.queue({ door: 'messages', body }, false)))) return;
  panel.drafts.clear('more');
  panel.complain({});
  panel.focus('[name="more"]');
}

/** Clearing is for this device, erasing is for the clinic too; both ask once, in place. */
function leave(panel: Panel): TemplateResult {
  const { words: t, asking } = panel;
  const ask = (what: 'clear' | 'erase' | ''): void => {
    panel.asking = what;
    panel.say('');
    panel.focus(what ? '.sure' : '.leave .quiet');
  };
  if (!asking) {
    return html`<div class="leave">
      <button class="quiet" @click=${() => ask('clear')}>${t.clear}</button>
      <button class="quiet" @click=${() => ask('erase')}>${t.erase}</button>
    </div>`;
  }
  const clear = asking === 'clear';
  return html`<div class="note">
    <p class="sure" tabindex="-1">${clear ? t.clearAsk : t.eraseAsk}</p>
    <button class="main" @click=${() => end(panel, clear)}>${clear ? t.clearYes : t.eraseYes}</button>
    <button class="quiet" @click=${() => ask('')}>${t.cancel}</button>
  </div>`;
}

async function end(panel: Panel, clear: boolean): Promise<void> {
  const { words: t } = panel;
  let done = true;
  const ran = await panel.do(async (outbox) => {
    if (clear) await outbox.forget();
    else done = await outbox.eraseAll();
  });
  if (!ran || !done) return panel.say(done ? t.loadFailed : t.eraseFailed);
  panel.ratedId = '';
  panel.go('home');
  panel.say(clear ? t.cleared : t.erased);
}

// Ask: a message or a call back, who reads it and when, contact last and only with consent; or phone and hours instead.
import { html, nothing } from 'lit/html.js';
import { copied } from '../copied.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Contact } from '../../worker/contract/visitor.ts';
import type { Topic } from '../../worker/contract/vocabulary.ts';
import type { MessageDraft } from '../outbox.ts';
import { problemsOf } from './check.ts';
import { field, problem, sendRow, tick } from './fields.ts';
import { mayCall } from './home.ts';
import type { Panel } from './panel.ts';
import { hoursTable, openingLine, phoneList } from './phones.ts';
import * as t from './words.ts';

export function askView(panel: Panel): TemplateResult {
  const { config } = panel;
  if (config?.ask !== 'open') {
    return html`<p>${t.closed}</p>
      ${phoneList(panel)} ${hoursTable(panel)}`;
  }
  const call = isCall(panel);
  return html`<form
    novalidate
    @submit=${(event: Event) => submit(panel, event)}
    @change=${(event: Event) => panel.reread(event)}
  >
    ${mayCall(panel) ? kinds(panel, call) : nothing} ${readers(panel)} ${topics(panel)}
    ${
      call
        ? html`${field(panel, { name: 'phone', label: t.phone, kind: 'tel', autocomplete: 'tel', max: 30 })}
          ${field(panel, { name: 'when', label: t.when, optional: true, max: 120 })}`
        : nothing
    }
    ${field(panel, { name: 'text', label: t.question, kind: 'area', optional: call })}
    <p class="hint">${t.notice}</p>
    ${config.contact ? contact(panel, call) : nothing} ${trap()} ${sendRow(panel)}
  </form>`;
}

const isCall = (panel: Panel): boolean => mayCall(panel) && panel.drafts.get('kind') === 'callback';

export const readers = (panel: Panel): TemplateResult =>
  html`<p class="readers">
    ${panel.config?.readers || t.readers}<br /><strong>${openingLine(panel)}</strong>
  </p>`;

/** What was wrong with a message says nothing about a call. */
function kinds(panel: Panel, call: boolean): TemplateResult {
  const one = (value: string, label: string, checked: boolean): TemplateResult =>
    html`<label
      ><input type="radio" name="kind" value=${value} .checked=${checked} /><span>${label}</span></label
    >`;
  return html`<fieldset class="kinds" @change=${() => (panel.problems = {})}>
    <legend class="said">${t.kind}</legend>
    ${one('message', t.message, !call)} ${one('callback', t.call, call)}
  </fieldset>`;
}

function topics({ config, drafts, late }: Panel): TemplateResult {
  const chosen = drafts.get('topic') || 'other';
  return html`<div class="field">
    <label for="otklik-topic">${t.topic}</label>
    <select id="otklik-topic" name="topic">
      ${config?.topics.map((topic) => html`<option value=${topic} ?selected=${topic === chosen}>${t.topics[topic]}</option>`)}
    </select>
    ${chosen === 'complaint' ? late?.complaint?.() : nothing}
  </div>`;
}

/** In a message the contact is folded away: most people need none. */
function contact(panel: Panel, call: boolean): TemplateResult {
  const { config, problems } = panel;
  const name = field(panel, { name: 'name', label: t.name, optional: true, autocomplete: 'name', max: 80 });
  const consent = html`${tick(
    panel,
    'consent',
    html`${t.consent.replace('{legal}', config?.contact?.legalName ?? '')}
      <a href=${config?.contact?.policyUrl ?? ''} target="_blank" rel="noreferrer">${t.policy}</a>`,
    'consent',
  )}
  ${problem(panel, 'consent')}`;
  if (call) return html`${name} ${consent}`;
  return html`<details ?open=${Object.keys(problems).some((name) => name !== 'text')}>
    <summary>${t.contact} <small>${t.optional}</small></summary>
    <p class="hint">${t.contactMore}</p>
    ${field(panel, { name: 'phone', label: t.phone, kind: 'tel', autocomplete: 'tel', max: 30 })}
    ${field(panel, { name: 'email', label: t.email, kind: 'email', autocomplete: 'email', max: 200 })} ${name}
    ${consent}
  </details>`;
}

/** Programs fill every field they find; people and screen readers do not meet this one. */
const trap = (): TemplateResult =>
  html`<div class="said" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off" /></div>`;

async function submit(panel: Panel, event: Event): Promise<void> {
  const value = panel.readForm(event);
  if (!value) return;
  const call = isCall(panel);
  const problems = problemsOf(value, call);
  if (Object.keys(problems).length) return panel.complain(problems);
  const body = bodyOf(panel, value, call);
  const shared = Boolean(value('shared'));
  if (!(await panel.do((outbox) => outbox.queue({ door: 'messages', body }, shared)))) return;
  panel.go('chat');
  // What was typed is in the outbox now; name and phone are kept for a second question (WCAG 3.3.7).
  panel.drafts.clear('text', 'when', 'website', 'consent');
}

function bodyOf(panel: Panel, value: (name: string) => string, call: boolean): MessageDraft {
  const contact: Contact = { name: value('name'), phone: value('phone'), email: call ? '' : value('email') };
  const given = panel.config?.contact && Object.values(contact).some(Boolean);
  return {
    kind: call ? 'callback' : 'message',
    text: value('text'),
    topic: (value('topic') || 'other') as Topic,
    ...(call && { when: value('when') }),
    ...(given && { contact, consent: panel.config?.contact?.consent }),
    website: value('website'),
    spentMs: panel.spentMs,
    ...copied(panel.host),
  };
}

// A question in a place of the page's own, <otklik-rating question="key">: in the page's type and colours, without the panel.
import type { PageSurvey, SurveysConfig } from '../worker/contract/visitor.ts';
import { LOOK } from '../worker/domain/look.ts';
import { answerOf, givenToday, whyLabel } from './answer.ts';
import { cap } from './cap.ts';
import { withdraw } from './erase.ts';
import type { Box, Item, Outbox } from './outbox.ts';
import type { PanelHost } from './panel-host.ts';
import { stateOf } from './panel/conversation.ts';
import { guardKeys } from './panel/key-guard.ts';
import { markPrivate } from './panel/marks.ts';
import { tellOpened } from './panel/tell-opened.ts';
import * as t from './panel/words.ts';
import { surveysOf } from './surveys.ts';

const CSS = `
:host{display:block}
fieldset{border:0;margin:0;padding:0}
legend{padding:0;margin-bottom:8px;font-weight:600}
label:not(.why){display:flex;gap:10px;align-items:center;min-height:${LOOK.touch}px;cursor:pointer}
input{flex:none;width:20px;height:20px;margin:0;accent-color:currentcolor}
.many{display:flex;flex-wrap:wrap;column-gap:18px}
textarea,button{font:inherit;color:inherit;background:none;border:1px solid;border-radius:${LOOK.radius}px;padding:10px 14px;min-height:${LOOK.touch}px}
textarea{display:block;box-sizing:border-box;width:100%;margin-top:4px}
button{cursor:pointer;font-weight:600;margin:8px 8px 0 0}
p{margin:8px 0}
small,.optional{font-size:.875em}
small{display:block}
:focus-visible{outline:2px solid;outline-offset:2px}`;

const filled = new WeakSet<Element>();
let opened: Promise<Outbox> | undefined;
let box: Box | undefined;
let sending = '';
const redraw = new Set<() => void>();

/** Fills every place of the page that is still empty. A place whose question is off or unknown stays so. */
export function fill(host: PanelHost): void {
  for (const place of document.querySelectorAll('otklik-rating')) {
    if (filled.has(place)) continue;
    filled.add(place);
    surveysOf(host).then(
      (config) => {
        const survey = config.surveys.find(({ key }) => key && key === place.getAttribute('question'));
        if (survey) new Place(host, config, survey, place).draw();
      },
      () => filled.delete(place),
    );
  }
}

/** One box for all places; only looked into once something was sent from this device. */
function outboxOf(host: PanelHost): Promise<Outbox> {
  opened ??= (import(/* @vite-ignore */ host.outboxUrl) as Promise<typeof import('./outbox.ts')>).then(
    ({ openOutbox }) =>
      openOutbox(host, (now, id) => {
        box = now;
        sending = id;
        for (const draw of redraw) draw();
      }),
  );
  opened.catch(() => (opened = undefined));
  return opened;
}

/** An element with what is in it. */
function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  fields: Partial<HTMLElementTagNameMap[Name]>,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...inside);
  return element;
}

/** One place: the question until it is answered, then how far the answer came and what can be done with it. */
class Place {
  readonly host: PanelHost;
  readonly config: SurveysConfig;
  readonly survey: PageSurvey;
  readonly said = make('p', { role: 'status' });
  readonly body = make('div', {});
  readonly root: ShadowRoot;
  /** What is drawn: a change of it redraws, so that nothing typed is lost. */
  drawn = '';
  /** The answer that is being given anew. */
  changing: Item | undefined;
  busy = false;

  constructor(host: PanelHost, config: SurveysConfig, survey: PageSurvey, element: Element) {
    this.host = host;
    this.config = config;
    this.survey = survey;
    element.setAttribute('lang', host.language);
    this.root = element.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(this.body, this.said);
    guardKeys(element, new AbortController().signal, () => undefined);
    redraw.add(() => this.draw());
    if (host.flag('sent')) outboxOf(host).catch(() => undefined);
  }

  draw(): void {
    const given = givenToday(box, this.survey.id);
    const state = given && given.id !== this.changing?.id ? howFar(given) : 'form';
    if (state === this.drawn) return;
    this.drawn = state;
    this.body.replaceChildren(...(state === 'form' ? [this.form()] : this.given(given!)));
    this.said.textContent = state === 'form' ? '' : state;
    markPrivate(this.body);
  }

  form(): HTMLFormElement {
    const { survey, config } = this;
    const rest = make('div', { hidden: survey.options.length > 0 });
    const why = make('textarea', { name: 'why', rows: 3, dir: 'auto', maxLength: 4000 });
    const label = make('span', {}, whyLabel(survey, '') || survey.title);
    const shared = make('input', { type: 'checkbox' });
    const optional = whyLabel(survey, '') ? [' ', make('span', { className: 'optional' }, t.optional)] : [];
    if (config.text) rest.append(make('label', { className: 'why' }, label, ...optional, why));
    rest.append(
      make('p', {}, make('small', {}, t.whoRates)),
      make('label', {}, shared, make('span', {}, t.shared)),
      make('button', {}, t.send),
    );
    const form = make('form', { noValidate: true }, rest);
    if (survey.options.length) form.prepend(this.choice());
    form.onchange = () => {
      const score = scoreOf(form);
      rest.hidden = survey.options.length > 0 && !score;
      label.textContent = whyLabel(survey, score) || survey.title;
      tellOpened(this.host, survey.id, config.mode);
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      void this.send(scoreOf(form), why.value.trim(), shared.checked);
    };
    return form;
  }

  choice(): HTMLFieldSetElement {
    const { title, options } = this.survey;
    const answers = options.map(([score, words]) =>
      make('label', {}, make('input', { type: 'radio', name: 'score', value: String(score) }), words),
    );
    const many = options.length > 9 ? 'many' : '';
    return make('fieldset', {}, make('legend', {}, title), make('div', { className: many }, ...answers));
  }

  given(item: Item): HTMLElement[] {
    const { review } = this.config;
    const change = make('button', {
      onclick: () => {
        this.changing = item;
        this.draw();
        this.focus();
      },
    });
    change.append(t.edit);
    const takeBack = make('button', {
      onclick: () =>
        void this.act(async (outbox) => {
          if (!(await withdraw(outbox, item))) throw new Error('not erased');
          this.focus();
        }),
    });
    takeBack.append(t.withdraw);
    const link = review
      ? [make('p', {}, make('a', { href: review, target: '_blank', rel: 'noreferrer' }, t.review))]
      : [];
    return [change, takeBack, ...link];
  }

  async send(score: string, text: string, shared: boolean): Promise<void> {
    if (!score && !text) return void (this.said.textContent = t.needText);
    await this.act(async (outbox) => {
      // A score is never changed: the old answer is erased, and this one is another.
      if (this.changing && !(await withdraw(outbox, this.changing))) throw new Error('not erased');
      this.changing = undefined;
      const body = answerOf(this.host, this.survey, { score, text });
      await outbox.queue({ door: 'answers', body }, shared);
      if (!shared) cap(this.host, this.config.capDays);
    });
  }

  /** Runs an act on the outbox, one at a time; what was typed stays when it fails. */
  async act(act: (outbox: Outbox) => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await act(await outboxOf(this.host));
    } catch {
      this.said.textContent = t.loadFailed;
    }
    this.busy = false;
    this.draw();
  }

  focus(): void {
    this.root.querySelector<HTMLElement>('input,textarea')?.focus();
  }
}

const scoreOf = (form: HTMLFormElement): string => String(new FormData(form).get('score') ?? '');

/** Never "received" before the clinic's server has said so. */
function howFar(item: Item): string {
  const state = stateOf(item, sending);
  return state === 'received' ? t.thanks : state === 'sending' ? t.sending : t.wait;
}

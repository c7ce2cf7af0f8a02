// The page behind a card or an invite, drawn by the Worker: plain HTML that works without a script. Every text is a text node.
import { html, raw } from 'hono/html';
import type { SurveyView } from '../contract/visitor.ts';
import type { DataPlace, Language, Mode } from '../contract/vocabulary.ts';
import { HOSTED_WORDS, PLACES } from './words.ts';
import { hostedStyle } from './style.ts';

export type Html = ReturnType<typeof html>;
type Tel = string;

/** What stands around every page of a link. */
export type Around = {
  language: Language;
  /** Path of the link, `/v/…`; null where there is no such link. */
  path: string | null;
  clinic: string;
  colour: string;
  phones: readonly Tel[];
  emergency: string;
  dataPlace: DataPlace;
  mode: Mode;
  /** A card leaves a mark on the device after an answer. */
  marks: boolean;
  /** This browser asked not to be counted. */
  isOff: boolean;
};

export type FormValues = { id: string; erase: string; page: string; score: number | null; text: string };
export type Problem = 'needScore' | 'needText' | 'failed' | 'later';

export type FormPage = {
  survey: SurveyView;
  /** Branch and doctor, as the clinic calls them. */
  about: readonly string[];
  values: FormValues;
  problem: Problem | null;
  /** False where no words may be kept: then there is no field for them. */
  takesText: boolean;
};

/**
 * Tells that the page was opened, unless the browser asks for privacy or only prepares the page; and keeps the form where it is
 * while there is no connection. All else works without it.
 */
export const HOSTED_SCRIPT = `(()=>{const f=document.forms[0],n=navigator,tell=()=>fetch(location.pathname+'/opened',{method:'POST',body:new URLSearchParams({page:f.page.value,l:f.l.value}),keepalive:true,credentials:'omit',referrerPolicy:'no-referrer'}).catch(()=>0);if(f.dataset.count&&!n.globalPrivacyControl&&!n.webdriver)document.prerendering?document.addEventListener('prerenderingchange',tell,{once:true}):tell();f.addEventListener('submit',e=>{const o=document.getElementById('offline');if(o.hidden=n.onLine)return;e.preventDefault();o.focus()})})()`;

export const styleOf = (around: Around, page?: FormPage): string =>
  hostedStyle(around.colour, page?.survey.followUp?.when);

type Shell = { around: Around; title: string; error?: string; style: string; script?: string; main: Html };

/** `error` is the contract's code of a refusal, for whoever looks at the page by program. */
export function document({ around, title, error = '', style, script, main }: Shell): Html {
  const { language, path, clinic } = around;
  const t = HOSTED_WORDS[language];
  const other: Language = language === 'ru' ? 'en' : 'ru';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${clinic ? `${title} · ${clinic}` : title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body data-error="${error}">
        <header>
          <b dir="auto">${clinic}</b>
          <a href="${path ?? ''}?l=${other}" lang="${other}" hreflang="${other}">${t.other}</a>
        </header>
        <main>${main}</main>
        ${path === null ? '' : footer(around)}
        ${script === undefined ? '' : raw(`<script>${script}</script>`)}
      </body>
    </html>`;
}

function footer(around: Around): Html {
  const { language, path, clinic, mode, isOff, emergency } = around;
  const t = HOSTED_WORDS[language];
  return html`<footer class="small">
    <p>${t.urgent} <a href="tel:${dialled(emergency)}">${emergency}</a></p>
    <details>
      <summary>${t.counted}</summary>
      <p>
        ${mode === 'off' ? t.countsOff : isOff ? t.stopped : t.counts} ${around.marks ? t.device : t.noDevice}
      </p>
      <p>${t.place.replace('{place}', () => PLACES[language][around.dataPlace])}</p>
      <p>${t.who.replace('{clinic}', () => clinic)}</p>
      ${
        mode === 'off' || isOff
          ? ''
          : html`<form method="post" action="${path}/off">
              <input type="hidden" name="l" value="${language}" /><button class="quiet">${t.stop}</button>
            </form>`
      }
    </details>
  </footer>`;
}

export const dialled = (phone: string): string => phone.replace(/[^\d+]/g, '');

/** The question and its answers, then words, then Send: two touches are enough. */
export function form(around: Around, { survey, about, values, problem, takesText }: FormPage): Html {
  const t = HOSTED_WORDS[around.language];
  const isOpen = survey.options.length === 0;
  const counts = around.mode !== 'off' && !around.isOff;
  return html`${about.length > 0 ? html`<div class="about">${about.map((name) => html`<p dir="auto">${name}</p>`)}</div>` : ''}
    <form method="post" action="${around.path}" data-count="${counts ? '1' : ''}">
      ${problem === null ? '' : html`<p class="problem" role="alert" id="problem" tabindex="-1" autofocus>${t[problem]}</p>`}
      ${isOpen ? '' : options(survey, values.score)}
      ${isOpen || takesText ? words(around, survey, values.text) : ''}
      <input type="hidden" name="id" value="${values.id}" />
      <input type="hidden" name="erase" value="${values.erase}" />
      <input type="hidden" name="page" value="${values.page}" />
      <input type="hidden" name="l" value="${around.language}" />
      <p class="problem" role="alert" id="offline" tabindex="-1" hidden>${t.offline}</p>
      <button class="send">${t.send}</button>
      <p class="hint">${t.readers}</p>
    </form>`;
}

const options = (survey: SurveyView, chosen: number | null): Html =>
  html`<fieldset>
    <legend><h1>${survey.title}</h1></legend>
    <div class="card">
      ${survey.options.map(
        ([score, words]) =>
          html`<label class="option"
            ><input
              type="radio"
              name="score"
              id="s${score}"
              value="${score}"
              required
              ${score === chosen ? 'checked' : ''}
            />
            ${words}</label
          >`,
      )}
    </div>
  </fieldset>`;

function words({ language }: Around, survey: SurveyView, text: string): Html {
  const t = HOSTED_WORDS[language];
  const isOpen = survey.options.length === 0;
  const area = html`<textarea
    id="text"
    name="text"
    maxlength="4000"
    rows="3"
    aria-describedby="privacy"
    ${isOpen ? 'required' : ''}
  >
${text}</textarea>`;
  return html`<div class="field">
    ${
      isOpen
        ? html`<h1><label for="text">${survey.title}</label></h1>`
        : html`<label for="text"
            ><span class="why">${survey.more}</span
            >${survey.followUp ? html`<span class="more">${survey.followUp.ask}</span>` : ''}
            <small>${t.optional}</small></label
          >`
    }
    ${area}
    <p class="hint" id="privacy">${t.privacy}</p>
  </div>`;
}

// What the page behind a link says instead of its form: thanks, or a sentence and at most one way on.
import { html } from 'hono/html';
import { dialled } from './page.ts';
import type { Around, FormValues, Html } from './page.ts';
import { HOSTED_WORDS } from './words.ts';

/** The same for every answer: nobody is led another way because of a score. */
export function thanks(
  around: Around,
  values: Pick<FormValues, 'id' | 'erase' | 'page'>,
  review: string,
): Html {
  const t = HOSTED_WORDS[around.language];
  return html`<h1>${t.thanks}</h1>
    <p>${t.thanksMore}</p>
    ${
      review === ''
        ? ''
        : html`<p>
            ${t.review}<br />
            <a class="review" href="${review}" rel="noopener noreferrer nofollow external"
              >${hostOf(review)}</a
            >
          </p>`
    }
    ${phones(around)}
    <form method="post" action="${around.path}/withdraw">
      <input type="hidden" name="id" value="${values.id}" /><input
        type="hidden"
        name="erase"
        value="${values.erase}"
      /><input type="hidden" name="page" value="${values.page}" /><input
        type="hidden"
        name="l"
        value="${around.language}"
      /><button class="quiet">${t.withdraw}</button>
    </form>`;
}

const hostOf = (address: string): string => new URL(address).host.replace(/^www\./, '');

function phones({ language, phones }: Around): Html | '' {
  if (phones.length === 0) return '';
  return html`<div>
    <p>${HOSTED_WORDS[language].call}</p>
    <ul class="links">
      ${phones.map((phone) => html`<li><a href="tel:${dialled(phone)}">${phone}</a></li>`)}
    </ul>
  </div>`;
}

/** A sentence, what else there is to say, and at most one way on. */
export function note(
  around: Around,
  text: { title: string; more: string; next?: { href: string; words: string } },
): Html {
  return html`<h1>${text.title}</h1>
    <p>${text.more}</p>
    ${text.next ? html`<p><a class="main" href="${text.next.href}">${text.next.words}</a></p>` : ''}
    ${phones(around)}`;
}

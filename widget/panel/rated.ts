// What stands below an answer that was given: changing it, taking it back, and a place to write in public, the same for every score.
import type { TemplateResult } from 'lit/html.js';
import { withdraw } from '../erase.ts';
import type { Item } from '../outbox.ts';
import { surveys } from './asked.ts';
import { html, nothing } from './lent.ts';
import type { Panel } from './panel.ts';
import * as t from './words.ts';

export function ratedView(panel: Panel, given: Item): TemplateResult {
  const review = surveys(panel)?.review;
  return html`
    <div class="leave">
      <button class="quiet" @click=${() => change(panel, given)}>${t.edit}</button>
      <button class="quiet" @click=${() => takeBack(panel, given)}>${t.withdraw}</button>
    </div>
    ${review ? html`<p><a href=${review} target="_blank" rel="noreferrer">${t.review}</a></p>` : nothing}
  `;
}

/** The old answer stands until the new one is sent. */
function change(panel: Panel, given: Item): void {
  panel.changing = given;
  panel.update();
  panel.focus('form.rate :is([type=radio],textarea)');
}

async function takeBack(panel: Panel, given: Item): Promise<void> {
  let done = false;
  const ran = await panel.do(async (outbox) => {
    done = await withdraw(outbox, given);
  });
  if (!ran || !done) return panel.say(t.loadFailed);
  panel.say(t.cleared);
  panel.focus('form.rate :is([type=radio],textarea)');
}

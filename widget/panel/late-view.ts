// The views that nobody needs for a first question: they come in a chunk of their own, and borrow from the panel.
import { html, nothing } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import { readers } from './ask.ts';
import { linesOf, stateOf } from './conversation.ts';
import { field } from './fields.ts';
import type { Lent } from './lent.ts';
import type { Panel } from './panel.ts';
import { phoneList } from './phones.ts';
import * as t from './words.ts';

const LENT: Lent = { html, nothing, field, readers, phoneList, linesOf, stateOf };

/** Empty while the chunk is on its way. */
export function lateView(panel: Panel, name: 'chat' | 'counted'): TemplateResult | typeof nothing {
  if (panel.late) return panel.late.lateViews(LENT)[name](panel);
  return panel.late === null ? again(() => panel.go(name)) : nothing;
}

/** In place of what could not be loaded. */
export const again = (act: () => void): TemplateResult =>
  html`<button class="main" @click=${act}>${t.loadFailed}</button>`;

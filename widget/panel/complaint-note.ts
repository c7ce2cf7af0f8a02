// What a complaint here is not: said beside the topic, to whoever chooses it.
import type { TemplateResult } from 'lit/html.js';
import { html } from './lent.ts';
import * as t from './words.ts';

export const complaintNote = (): TemplateResult => html`<p class="hint" role="status">${t.unofficial}</p>`;

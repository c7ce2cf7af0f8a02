// The button in place of what could not be loaded.
import { html } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import * as t from './words.ts';

export const again = (act: () => void): TemplateResult =>
  html`<button class="main" type="button" @click=${act}>${t.loadFailed}</button>`;

// The views that nobody needs for a first question: they come in a chunk of their own, and borrow from the panel.
import { html, nothing } from 'lit/html.js';
import { again } from './again.ts';
import { readers } from './ask.ts';
import { linesOf, stateOf } from './conversation.ts';
import { field, problem, sendRow } from './fields.ts';
import type { Lent } from './lent.ts';
import type { Panel } from './panel.ts';
import { phoneList } from './phones.ts';
import { rateForm } from './rate.ts';

export const LENT: Lent = {
  ...{ html, nothing, field, readers, phoneList, linesOf, stateOf, rateForm, problem, sendRow, again },
};

/** Empty while the chunk is on its way. */
export function lateView(panel: Panel, name: 'chat' | 'counted' | 'rate'): unknown {
  if (panel.late) return panel.late[name](panel);
  return panel.late === null ? again(() => panel.go(name)) : nothing;
}

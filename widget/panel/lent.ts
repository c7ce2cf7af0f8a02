// What the panel lends to the late chunk, so that lit and the form's parts are not loaded twice.
import type { html as Html, nothing as Nothing } from 'lit/html.js';
import type { again as Again } from './again.ts';
import type { readers as Readers } from './ask.ts';
import type { linesOf as LinesOf, stateOf as StateOf } from './conversation.ts';
import type { field as Field, problem as Problem, sendRow as SendRow } from './fields.ts';
import type { phoneList as PhoneList } from './phones.ts';
import type { rateForm as RateForm } from './rate.ts';

/** The two may be of different builds when a deploy comes between them: change it by adding. */
export type Lent = {
  html: typeof Html;
  nothing: typeof Nothing;
  field: typeof Field;
  readers: typeof Readers;
  phoneList: typeof PhoneList;
  linesOf: typeof LinesOf;
  stateOf: typeof StateOf;
  rateForm: typeof RateForm;
  problem: typeof Problem;
  sendRow: typeof SendRow;
  again: typeof Again;
};

/** Not there before `borrow`. */
export let { html, nothing, field, readers, phoneList, linesOf, stateOf, rateForm, problem, sendRow, again } =
  {} as Lent;

export function borrow(lent: Lent): void {
  ({ html, nothing, field, readers, phoneList, linesOf, stateOf, rateForm, problem, sendRow, again } = lent);
}

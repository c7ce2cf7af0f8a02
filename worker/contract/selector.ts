// The part of CSS selectors that a booking form may be described with: what is not understood here could fail on every page.

const NAME = String.raw`-?[_a-zA-Z\u0080-\uffff][-\w\u0080-\uffff]*`;
const VALUE = String.raw`(?:${NAME}|"[^"\\\n]*"|'[^'\\\n]*')`;
const ATTRIBUTE = String.raw`\[\s*${NAME}\s*(?:[~|^$*]?=\s*${VALUE}\s*[iIsS]?\s*)?\]`;
const SIMPLE = String.raw`(?:[.#]${NAME}|${ATTRIBUTE})`;
/** `form.wide[action*="book" i]`, and what it must not be: `:not(.search)`. */
const COMPOUND = String.raw`(?:(?:${NAME}|\*)(?:${SIMPLE}|:not\(\s*(?:${NAME}|${SIMPLE})\s*\))*|(?:${SIMPLE}|:not\(\s*(?:${NAME}|${SIMPLE})\s*\))+)`;
const COMPLEX = String.raw`${COMPOUND}(?:\s*[>+~]\s*${COMPOUND}|\s+${COMPOUND})*`;
const LIST = new RegExp(String.raw`^\s*${COMPLEX}(?:\s*,\s*${COMPLEX})*\s*$`);

/** Whether every browser takes this as a selector: names, classes, ids, attributes, `:not()`, combinators and commas. */
export const isSelector = (text: string): boolean => LIST.test(text);

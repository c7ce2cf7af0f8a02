// What the loader of one site is given: the short-keyed config and the launcher's style sheet, made from the site's settings.
import type { Settings } from '../contract/settings.ts';
import type { Language } from '../contract/vocabulary.ts';
import { DARK_CANVAS, readableOn, textOn } from './contrast.ts';
import { LOOK } from './look.ts';
import { actStages, addressRules, namedStages } from './stage-rules.ts';

/** Keys are short because every page view of every clinic carries them. */
export type LoaderConfig = {
  /** Origin of the Worker. */
  o: string;
  /** Public key of the site. */
  k: string;
  /** Release of the widget: names the chunks. */
  r: string;
  /** Page origins on which the loader runs. */
  a: string[];
  /** Language when the page names none of ours. */
  l: Language;
  /** The launcher's text per language. */
  t: Record<Language, string>;
  /** 1 counts from the start, 2 from the first opening; absent counts nothing. */
  m?: 1 | 2;
  /** 1 where leaving a stage is asked about: then a page of no stage tells that it is seen. Else absent. */
  q?: 1;
  /** Address rules: stage id and what address-match.ts looks for; the first match wins. */
  u: [number, string][];
  /** Stage ids by the keys that the page may name. */
  s: Record<string, number>;
  /** Stage ids of the acts focus, submit, frame, contact; 0 for none. */
  f: number[];
  /** Selector of booking forms. */
  b: string;
  /** Source of a RegExp over the address of a third-party booking frame or link; absent when there is none. */
  h?: string;
  /** Style sheet of the launcher. */
  c: string;
  /** Shown when the panel cannot be loaded: addresses of links and their texts. */
  x: Record<string, string>;
};

const MODE_CODES = { statistics: 1, 'on-open': 2 } as const;

/** Launcher texts of a clinic that wrote none, and a link that loads the page anew where a clinic has no contact. */
const WORDS: Record<Language, { launcher: string; reload: string }> = {
  ru: { launcher: 'Вопрос или отзыв', reload: 'Не открылось. Обновить страницу' },
  en: { launcher: 'Ask or give feedback', reload: 'This did not open. Reload the page' },
};

/** The config of one site for one release of the widget. */
export function loaderConfig(site: {
  origin: string;
  key: string;
  release: string;
  settings: Settings;
}): LoaderConfig {
  const { settings } = site;
  const launcher = (language: Language): string =>
    settings.texts.launcher[language] || WORDS[language].launcher;
  return {
    o: site.origin,
    k: site.key,
    r: site.release,
    a: settings.origins,
    l: settings.language,
    t: { ru: launcher('ru'), en: launcher('en') },
    ...(settings.mode === 'off' ? {} : { m: MODE_CODES[settings.mode] }),
    ...(asksOfLeaving(settings) && { q: 1 }),
    u: addressRules(settings.stages),
    s: namedStages(settings.stages),
    f: actStages(settings.stages),
    // No element is called so: an empty selector would fail at every touch.
    b: settings.bookingForm || '_',
    ...(settings.bookingHosts.length === 0 ? {} : { h: hostsSource(settings.bookingHosts) }),
    c: launcherCss(settings.look),
    x: contactLinks(settings),
  };
}

const asksOfLeaving = ({ surveys }: Settings): boolean =>
  surveys.some(({ on, moment }) => on && moment === 'unfinished');

/** The first phone and the address; with neither a link with an empty address, which loads the page anew. */
function contactLinks({ phones: [phone], email, language }: Settings): Record<string, string> {
  const links: Record<string, string> = {};
  if (phone !== undefined) links[`tel:${phone.replace(/[^+\d]/g, '')}`] = phone;
  if (email !== '') links[`mailto:${email}`] = email;
  return Object.keys(links).length > 0 ? links : { '': WORDS[language].reload };
}

/** Matches an address on one of these hosts or on a subdomain of one. */
export const hostsSource = (hosts: readonly string[]): string =>
  `^https?://([^/?#@]*\\.)?(${hosts.map((host) => host.replaceAll('.', '\\.')).join('|')})(?![^/?#:])`;

type Literal = string | number | readonly Literal[] | { readonly [key: string]: Literal };

/**
 * The config as a literal of the loader's own language. Strings stand in backticks and keys stand bare, as in the minified
 * code around them: 40 bytes less than JSON after compression. No `<` can end an inline element and no line separator a line
 * of an old engine; a key that is no plain word is quoted.
 */
export function scriptLiteral(value: Literal): string {
  if (typeof value === 'string') return `\`${insideBackticks(value)}\``;
  if (isList(value)) return `[${value.map((part) => scriptLiteral(part)).join()}]`;
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value).map(([key, field]) => `${keyLiteral(key)}:${scriptLiteral(field)}`);
  return `{${fields.join()}}`;
}

/** Array.isArray() does not narrow a readonly list. */
const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

const keyLiteral = (key: string): string =>
  // `__proto__` would set a prototype, quoted or not.
  /^[a-z]\w*$/.test(key) ? key : `[\`${insideBackticks(key)}\`]`;

/** JSON's escapes mean the same inside backticks; the quote needs none, the backtick, `${` and what scripts fear do. */
const insideBackticks = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/`|\$(?=\{)/g, '\\$&')
    .replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The launcher's style sheet. `!important` on `:host` inside a shadow tree beats any rule of the page. Surface and text follow
 * the visitor's light or dark scheme by system colours; a light line around the button parts it from a page of its colour.
 * The speech bubble is a border, so that high contrast modes show it.
 */
export function launcherCss(look: Settings['look']): string {
  const { colour, position, offsetX, offsetY } = look;
  const host = {
    all: 'initial',
    position: 'fixed',
    'z-index': '2147483647',
    [`inset-inline-${position === 'left' ? 'start' : 'end'}`]: `${offsetX}px`,
    'inset-block-end': `calc(${offsetY}px + env(safe-area-inset-bottom))`,
    font: `500 ${LOOK.text}px/1.25 ${LOOK.font}`,
    'color-scheme': 'light dark',
    '--accent': colour,
    '--on-accent': textOn(colour),
    '--link': `light-dark(${readableOn('#ffffff', colour)},${readableOn(DARK_CANVAS, colour)})`,
  };
  const rules = Object.entries(host).map(([name, value]) => `${name}:${value}!important`);
  return [
    `:host{${rules.join(';')}}`,
    // Children of the root only: the panel's elements stand in the same tree.
    // By padding alone 48 px high, so that larger text makes it grow.
    ':host>button,:host>p{display:flex;align-items:center;gap:10px;margin:0;padding:13px 18px;font:inherit;color:var(--on-accent)',
    ';background:var(--accent);border:1px solid #fff6;border-radius:24px;box-shadow:0 2px 12px #0005}',
    ':host>button{cursor:pointer}',
    ":host>button:before{content:'';width:16px;height:12px;border:2px solid;border-radius:6px 6px 6px 0}",
    ':host>button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}',
    // Two links of 44 px, one above the other on a small phone.
    ':host>p{flex-wrap:wrap;padding:0 18px;margin-bottom:8px}:host>p a{color:inherit;padding:12px 0}',
    '@media print{:host{display:none!important}}',
  ].join('');
}

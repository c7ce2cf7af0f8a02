// What the loader of one site is given: the short-keyed config and the launcher's style sheet, made from the site's settings.
import type { Settings } from '../contract/settings.ts';
import type { Language } from '../contract/vocabulary.ts';
import { readableOn, SURFACES, textOn } from './contrast.ts';
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
  /** Per language: the launcher's text, and what is said when the panel cannot be loaded. */
  t: Record<Language, [string, string]>;
  /** 1 counts from the start, 2 from the first opening; absent counts nothing. */
  m?: 1 | 2;
  /** Address rules: stage id and source of a RegExp; the first match wins. */
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
  /** Phone and address shown when the panel cannot be loaded; absent when the clinic gave none. */
  p?: string;
  e?: string;
};

const MODE_CODES = { statistics: 1, 'on-open': 2 } as const;

/** Launcher texts of a clinic that wrote none, and the sentence above its phone when the panel does not load. */
const WORDS: Record<Language, { launcher: string; sorry: string }> = {
  ru: { launcher: 'Вопрос или отзыв', sorry: 'Не открылось. Свяжитесь с нами:' },
  en: { launcher: 'Ask or give feedback', sorry: 'This did not open. Please contact us:' },
};

/** The config of one site for one release of the widget. */
export function loaderConfig(site: {
  origin: string;
  key: string;
  release: string;
  settings: Settings;
}): LoaderConfig {
  const { settings } = site;
  const words = (language: Language): [string, string] => [
    settings.texts.launcher[language] || WORDS[language].launcher,
    WORDS[language].sorry,
  ];
  const [phone] = settings.phones;
  return {
    o: site.origin,
    k: site.key,
    r: site.release,
    a: settings.origins,
    l: settings.language,
    t: { ru: words('ru'), en: words('en') },
    ...(settings.mode === 'off' ? {} : { m: MODE_CODES[settings.mode] }),
    u: addressRules(settings.stages),
    s: namedStages(settings.stages),
    f: actStages(settings.stages),
    b: settings.bookingForm,
    ...(settings.bookingHosts.length === 0 ? {} : { h: hostsSource(settings.bookingHosts) }),
    c: launcherCss(settings.look),
    ...(phone === undefined ? {} : { p: phone }),
    ...(settings.email === '' ? {} : { e: settings.email }),
  };
}

/** Matches an address on one of these hosts or on a subdomain of one. */
export const hostsSource = (hosts: readonly string[]): string =>
  `^https?://([^/?#@]*\\.)?(${hosts.map((host) => host.replaceAll('.', '\\.')).join('|')})(?![^/?#:])`;

/** As JSON that may stand in a script: no `<` ends an inline element, no line separator ends a line of an old engine. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * The launcher's style sheet. `!important` on `:host` inside a shadow tree beats any rule of the page. The button keeps its
 * colour in dark mode; a light line around it parts it from a page of the same colour.
 */
export function launcherCss(look: Settings['look']): string {
  const { colour, position, offsetX, offsetY } = look;
  const { light, dark } = SURFACES;
  const side = position === 'left' ? 'start' : 'end';
  return [
    `:host{all:initial!important;position:fixed!important;z-index:2147483647!important;color-scheme:light dark!important`,
    `;inset-block-end:calc(${offsetY}px + env(safe-area-inset-bottom,0px))!important;inset-inline-${side}:${offsetX}px!important`,
    `;font:500 16px/1.25 system-ui,sans-serif!important`,
    `;--accent:${colour}!important;--on-accent:${textOn(colour)}!important`,
    `;--link:${readableOn(light.surface, colour)}!important;--surface:${light.surface}!important;--text:${light.text}!important}`,
    `@media(prefers-color-scheme:dark){:host{`,
    `--link:${readableOn(dark.surface, colour)}!important;--surface:${dark.surface}!important;--text:${dark.text}!important}}`,
    `@media print{:host{display:none!important}}`,
    `button{display:flex;align-items:center;gap:8px;min-height:48px;max-width:calc(100vw - 32px);padding:8px 18px;font:inherit`,
    `;color:var(--on-accent);background:var(--accent);border:1px solid #ffffff59;border-radius:24px`,
    `;box-shadow:0 2px 12px #0004;cursor:pointer}`,
    `button:hover{box-shadow:0 2px 16px #0007}`,
    `button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}`,
    `svg{width:20px;height:20px;flex:none;fill:currentColor}`,
    `@media(forced-colors:active){button{border-color:ButtonText}}`,
    `p{margin:0 0 8px;padding:12px 16px;color:var(--text);background:var(--surface);border-radius:12px;box-shadow:0 2px 12px #0004}`,
    `p a{display:block;padding:8px 0;color:var(--link)}`,
  ].join('');
}

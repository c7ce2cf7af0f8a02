// Looks up a phrase and fills it in; a phrase with a number picks its plural form by the language's own rules.
import type { Language } from '../../worker/contract/vocabulary.ts';
import { narrow } from '../format.ts';
import type { channelsEn } from './channels-en.ts';
import type { WordKey, en } from './en.ts';
import type { inboxEn } from './inbox-en.ts';
import type { journeyEn } from './journey-en.ts';
import type { linksEn } from './links-en.ts';
import type { reportEn } from './report-en.ts';
import type { saidEn } from './said-en.ts';
import type { satisfactionEn } from './satisfaction-en.ts';
import type { serviceEn } from './service-en.ts';
import type { settingsEn } from './settings-en.ts';
import type { signalsEn } from './signals-en.ts';
import type { surveysEn } from './surveys-en.ts';

/** A phrase with {names} to fill in, or its plural forms chosen by {n}. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type CommonWordKey = keyof typeof en;
export type ChannelsWordKey = keyof typeof channelsEn;
export type InboxWordKey = keyof typeof inboxEn;
export type JourneyWordKey = keyof typeof journeyEn;
export type LinksWordKey = keyof typeof linksEn;
export type ReportWordKey = keyof typeof reportEn;
export type SaidWordKey = keyof typeof saidEn;
export type SatisfactionWordKey = keyof typeof satisfactionEn;
export type ServiceWordKey = keyof typeof serviceEn;
export type SettingsWordKey = keyof typeof settingsEn;
export type SignalsWordKey = keyof typeof signalsEn;
export type SurveysWordKey = keyof typeof surveysEn;
/** Some of all words: what is common, and what pages have brought along. */
export type Dictionary = Partial<Record<WordKey, Phrase>>;
export type Values = Record<string, string | number>;
export type Words = {
  t: (key: WordKey, values?: Values) => string;
  /** Adds the words that a page brings along, before it is shown. */
  addWords: (page: string) => Promise<void>;
};

type Fetched = Record<Language, () => Promise<Dictionary>>;
const SETTINGS: Fetched = {
  ru: () => import('./settings-ru.ts').then((m) => m.settingsRu),
  en: () => import('./settings-en.ts').then((m) => m.settingsEn),
};
const CHANNELS: Fetched = {
  ru: () => import('./channels-ru.ts').then((m) => m.channelsRu),
  en: () => import('./channels-en.ts').then((m) => m.channelsEn),
};
const SURVEYS: Fetched = {
  ru: () => import('./surveys-ru.ts').then((m) => m.surveysRu),
  en: () => import('./surveys-en.ts').then((m) => m.surveysEn),
};
const SATISFACTION: Fetched = {
  ru: () => import('./satisfaction-ru.ts').then((m) => m.satisfactionRu),
  en: () => import('./satisfaction-en.ts').then((m) => m.satisfactionEn),
};
const SERVICE: Fetched = {
  ru: () => import('./service-ru.ts').then((m) => m.serviceRu),
  en: () => import('./service-en.ts').then((m) => m.serviceEn),
};
const REPORT: Fetched = {
  ru: () => import('./report-ru.ts').then((m) => m.reportRu),
  en: () => import('./report-en.ts').then((m) => m.reportEn),
};
const both = (one: Fetched, other: Fetched): Fetched => {
  const of = (language: Language) => async () =>
    Object.assign({}, ...(await Promise.all([one[language](), other[language]()]))) as Dictionary;
  return { ru: of('ru'), en: of('en') };
};
const INBOX: Fetched = {
  ru: () => import('./inbox-ru.ts').then((m) => m.inboxRu),
  en: () => import('./inbox-en.ts').then((m) => m.inboxEn),
};
/** Pages with words of their own. */
const PAGE_WORDS: Record<string, Fetched> = {
  inbox: INBOX,
  canned: INBOX,
  journey: {
    ru: () => import('./journey-ru.ts').then((m) => m.journeyRu),
    en: () => import('./journey-en.ts').then((m) => m.journeyEn),
  },
  links: {
    ru: () => import('./links-ru.ts').then((m) => m.linksRu),
    en: () => import('./links-en.ts').then((m) => m.linksEn),
  },
  words: {
    ru: () => import('./said-ru.ts').then((m) => m.saidRu),
    en: () => import('./said-en.ts').then((m) => m.saidEn),
  },
  satisfaction: SATISFACTION,
  report: both(both(SATISFACTION, SERVICE), REPORT),
  service: SERVICE,
  signals: {
    ru: () => import('./signals-ru.ts').then((m) => m.signalsRu),
    en: () => import('./signals-en.ts').then((m) => m.signalsEn),
  },
  settings: both(both(SETTINGS, CHANNELS), SURVEYS),
  profile: CHANNELS,
  'new-site': SETTINGS,
};

/** `t` of one language. A number fills in as this language writes it. */
export function createWords(language: Language, dictionary: Dictionary): Words {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB');
  const known: Dictionary = { ...dictionary };
  return {
    addWords: async (page) => void Object.assign(known, await PAGE_WORDS[page]?.[language]()),
    t: (key, values = {}) => {
      // A page is shown after its words have come; the key itself is better than a broken screen.
      const phrase = known[key] ?? key;
      const text =
        typeof phrase === 'string' ? phrase : (phrase[plural.select(Number(values['n']))] ?? phrase.other);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? '';
        return typeof value === 'number' ? narrow(number.format(value)) : value;
      });
    },
  };
}

/** The dictionary of one language; only the one that is read is fetched. */
export async function loadWords(language: Language): Promise<Words> {
  const dictionary: Dictionary =
    language === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en;
  return createWords(language, dictionary);
}

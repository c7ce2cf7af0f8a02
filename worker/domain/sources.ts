// Where a visit came from, as one of a few classes: tags beat click ids, click ids beat the referrer, paid beats organic.
import type { SourceClass } from '../contract/vocabulary.ts';

/** What the page saw on arrival; every part may be missing. Dropped as soon as it is classified. */
export type ArrivalFacts = {
  r?: string | undefined;
  us?: string | undefined;
  um?: string | undefined;
  uc?: string | undefined;
  k?: '1' | undefined;
};
export type Source = { source: SourceClass; campaign: string };

/** Hosts by class; a host also means its subdomains. More exact hosts stand in an earlier class than wider ones. */
const HOSTS: readonly [SourceClass, readonly string[]][] = [
  [
    'ai',
    [
      ...[
        'chatgpt.com',
        'chat.openai.com',
        'perplexity.ai',
        'copilot.microsoft.com',
        'gemini.google.com',
        'claude.ai',
      ],
      ...['alice.yandex.ru', 'chat.deepseek.com', 'giga.chat', 'grok.com', 'you.com', 'chat.mistral.ai'],
    ],
  ],
  [
    'mail',
    [
      'mail.google.com',
      'mail.yandex.ru',
      'e.mail.ru',
      'mail.rambler.ru',
      'outlook.live.com',
      'outlook.office.com',
    ],
  ],
  [
    'maps',
    [
      'maps.google.com',
      'maps.google.ru',
      'maps.app.goo.gl',
      'maps.yandex.ru',
      'maps.yandex.com',
      '2gis.ru',
      '2gis.com',
      '2gis.kz',
    ],
  ],
  [
    'reviews',
    [
      ...[
        'prodoctorov.ru',
        'sberhealth.ru',
        'docdoc.ru',
        'napopravku.ru',
        'zoon.ru',
        'yell.ru',
        'otzovik.com',
      ],
      ...['irecommend.ru', 'doctu.ru', 'medihost.ru', 'krasotaimedicina.ru', 'doctolib.fr', 'doctolib.de'],
      ...['healthgrades.com', 'zocdoc.com', 'trustpilot.com', 'yelp.com'],
    ],
  ],
  [
    'messenger',
    ['t.me', 'telegram.org', 'telegram.me', 'wa.me', 'whatsapp.com', 'viber.com', 'max.ru', 'signal.org'],
  ],
  [
    'social',
    [
      ...[
        'vk.com',
        'vk.ru',
        'ok.ru',
        'instagram.com',
        'youtube.com',
        'youtu.be',
        'facebook.com',
        'fb.com',
        'tiktok.com',
      ],
      ...[
        'dzen.ru',
        'rutube.ru',
        'my.mail.ru',
        'x.com',
        'twitter.com',
        't.co',
        'linkedin.com',
        'pinterest.com',
        'reddit.com',
      ],
    ],
  ],
  [
    'search',
    [
      ...[
        'yandex.ru',
        'yandex.com',
        'yandex.by',
        'yandex.kz',
        'yandex.uz',
        'yandex.com.tr',
        'ya.ru',
        'bing.com',
      ],
      ...[
        'duckduckgo.com',
        'go.mail.ru',
        'mail.ru',
        'rambler.ru',
        'nova.rambler.ru',
        'search.yahoo.com',
        'ecosia.org',
      ],
      ...['startpage.com', 'search.brave.com', 'qwant.com', 'baidu.com'],
    ],
  ],
];
/** Google's search hosts end in one of many country suffixes; nothing may stand before the suffix but `google`. */
const GOOGLE = /^(www\.)?google\.([a-z]{2,3}|com?\.[a-z]{2})$/;
/** Paths never travel, so Yandex Maps under yandex.ru is search; an app's referrer names a package. */
const APPS: Readonly<Record<string, SourceClass>> = {
  'org.telegram.messenger': 'messenger',
  'com.whatsapp': 'messenger',
  'com.viber.voip': 'messenger',
  'com.vkontakte.android': 'social',
  'com.google.android.gm': 'mail',
  'com.google.android.googlequicksearchbox': 'search',
  'ru.yandex.yandexmaps': 'maps',
  'ru.dublgis.dgismobile': 'maps',
};

/** Names people write into utm_source. */
const NAMES: readonly [SourceClass, RegExp][] = [
  [
    'ads',
    /^(yandex[_.-]?direct|ya[_.-]?direct|direct[_.-]?yandex|yadirect|google[_.-]?ads|adwords|vk[_.-]?ads|mytarget|bing[_.-]?ads)$/,
  ],
  ['ai', /^(chatgpt(\.com)?|openai|perplexity(\.ai)?|copilot|gemini|claude|alice|deepseek|gigachat)$/],
  ['maps', /^(2gis|dgis|(yandex|google|ya)[_.-]?(maps?|business)|gmb|gbp)$/],
  ['reviews', /^(prodoctorov|sberhealth|sberzdorov\w*|docdoc|napopravku|zoon|yell|doctu|trustpilot)$/],
  ['messenger', /^(telegram|tg|whatsapp|wa|viber|max|signal)$/],
  [
    'social',
    /^(vk|vkontakte|ok|odnoklassniki|instagram|ig|insta|youtube|yt|facebook|fb|tiktok|dzen|rutube|linkedin|twitter|x)$/,
  ],
  ['mail', /^(e?-?mail|newsletter|unisender|sendsay|mailchimp|rassylka)$/],
  ['search', /^(yandex|ya|google|bing|duckduckgo|mail\.ru|mailru|rambler|yahoo|baidu)$/],
];
/** utm_medium, which says how and so is asked before the source's name. */
const PAID =
  /^(cpc|ppc|cpm|cpv|cpa|cpo|cpl|cpt|cpi|paid.*|.*[_-]paid|ads?|adv|banner|display|retargeting|remarketing|target(ed)?|promo[_-]?post)$/;
const MEDIA: readonly [SourceClass, RegExp][] = [
  ['mail', /^(e[_-]?mail|newsletter|rassylka)$/],
  ['messenger', /^(messenger|chat|im|bot)$/],
  ['social', /^(social|social[_-]?(network|media)|smm|post|stories|story|reels)$/],
  ['maps', /^(maps?|geo)$/],
  ['reviews', /^(reviews?|aggregator)$/],
  ['ai', /^(ai|llm)$/],
];

/** The class of an arrival and the campaign's label, '' when there is none worth keeping. */
export function sourceOf(arrival: ArrivalFacts): Source {
  const [name, medium] = [tag(arrival.us), tag(arrival.um)];
  const campaign = campaignLabel(arrival.uc);
  if (medium !== '' || name !== '' || tag(arrival.uc) !== '') {
    return { source: taggedClass(name, medium, arrival.k === '1'), campaign };
  }
  if (arrival.k === '1') return { source: 'ads', campaign };
  return { source: arrival.r ? hostClass(arrival.r) : 'direct', campaign };
}

/** A click id decides only where the tags name a source and do not say how the visit came. */
function taggedClass(name: string, medium: string, hasClickId: boolean): SourceClass {
  if (PAID.test(medium)) return 'ads';
  const byMedium = classIn(MEDIA, medium);
  if (byMedium) return byMedium;
  const byName = classIn(NAMES, name) ?? (name.includes('.') ? knownHostClass(name) : null);
  if (byName === 'search' && medium === '' && hasClickId) return 'ads';
  return byName ?? (medium === 'referral' ? 'referral' : medium === 'organic' ? 'search' : 'campaign');
}

const classIn = (table: readonly [SourceClass, RegExp][], word: string): SourceClass | null =>
  table.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/** The class of a referrer's host: `referral` when it is none of the known. */
export const hostClass = (host: string): SourceClass => knownHostClass(host) ?? 'referral';

function knownHostClass(given: string): SourceClass | null {
  const host = given.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const app = APPS[host];
  if (app) return app;
  const found = HOSTS.find(([, hosts]) =>
    hosts.some((known) => host === known || host.endsWith(`.${known}`)),
  );
  return found?.[0] ?? (GOOGLE.test(host) ? 'search' : null);
}

const tag = (value: string | undefined): string => (value ?? '').trim().toLowerCase();

/** A label is kept only in lower case, in `[a-z0-9_-]{1,40}`, without five digits in a row (a phone, a card, an id). */
export function campaignLabel(value: string | undefined): string {
  const label = tag(value);
  return /^[a-z0-9_-]{1,40}$/.test(label) && !/\d{5}/.test(label) ? label : '';
}

// What is known by name: hosts that refer, and the words people write into tags. Data only; sources.ts holds the rules.
import type { SourceClass } from '../contract/vocabulary.ts';

/** Hosts by class; a host also means its subdomains. More exact hosts stand in an earlier class than wider ones. */
export const HOSTS: readonly [SourceClass, readonly string[]][] = [
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
export const GOOGLE = /^(www\.)?google\.([a-z]{2,3}|com?\.[a-z]{2})$/;
/** Paths never travel, so Yandex Maps under yandex.ru is search; an app's referrer names a package. */
export const APPS: Readonly<Record<string, SourceClass>> = {
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
export const NAMES: readonly [SourceClass, RegExp][] = [
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
export const PAID =
  /^(cpc|ppc|cpm|cpv|cpa|cpo|cpl|cpt|cpi|paid.*|.*[_-]paid|ads?|adv|banner|display|retargeting|remarketing|target(ed)?|promo[_-]?post)$/;
export const MEDIA: readonly [SourceClass, RegExp][] = [
  ['mail', /^(e[_-]?mail|newsletter|rassylka)$/],
  ['messenger', /^(messenger|chat|im|bot)$/],
  ['social', /^(social|social[_-]?(network|media)|smm|post|stories|story|reels)$/],
  ['maps', /^(maps?|geo)$/],
  ['reviews', /^(reviews?|aggregator)$/],
  ['ai', /^(ai|llm)$/],
];

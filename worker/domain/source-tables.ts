// What is known by name: who refers, by which hosts and apps, and the words people write into tags. Data only; sources.ts holds
// the rules. Paths never travel, so a map that lives under its search engine's host is told by its tag only.
import type { SourceClass } from '../contract/vocabulary.ts';

export type Brand = {
  /** Kept in the data, so never renamed: letters, digits and hyphens. Labels are in source-names.ts. */
  name: string;
  source: SourceClass;
  /** Hosts, each with its subdomains. */
  hosts?: readonly string[];
  /** Hosts with no subdomain but `www` and `m`. */
  exactHosts?: readonly string[];
  /** The brand's own host under any of its country suffixes, see `countryHost`. */
  country?: RegExp;
  /** Android packages, which are the host of an app's referrer. */
  apps?: readonly string[];
  /** Words in utm_source, lower case. */
  tags?: RegExp;
  /** The name of its advertisements, where they have one of their own. */
  ads?: string;
};

/** Google's and Yandex's hosts end in one of many country suffixes; nothing may stand before but what is written here. */
const countryHost = (prefix: string, brand: string, suffixes: string): RegExp =>
  new RegExp(`^${prefix}${brand}\\.(?:${suffixes})$`);
const GOOGLE_SUFFIX = '[a-z]{2,3}|com?\\.[a-z]{2}';
const YANDEX_SUFFIX = 'ru|com|by|kz|uz|az|kg|tj|tm|md|lt|lv|ee|fr|eu|net|com\\.(?:tr|am|ge)|co\\.il';

/** More exact hosts stand before wider ones: the first that fits is taken. */
export const BRANDS: readonly Brand[] = [
  // Advertisements
  {
    ...{
      name: 'yandex-direct',
      source: 'ads',
      hosts: ['yabs.yandex.ru', 'an.yandex.ru', 'direct.yandex.ru'],
    },
    tags: /^(ya(ndex)?[_.-]?direct|direct|direct[_.-]?ya(ndex)?|yadirect|ydirect|yd|rsya)$/,
  },
  {
    ...{
      name: 'google-ads',
      source: 'ads',
      hosts: ['doubleclick.net', 'googleadservices.com', 'googlesyndication.com'],
    },
    tags: /^(google[_.-]?ads?|adwords|gads|google[_.-]?adwords)$/,
  },
  {
    ...{
      name: 'vk-ads',
      source: 'ads',
      hosts: ['ads.vk.com', 'target.my.com', 'target.vk.ru', 'ad.mail.ru'],
    },
    tags: /^(vk[_.-]?(ads?|target|reklama)|mytarget|my[_.-]target)$/,
  },
  { name: 'bing-ads', source: 'ads', tags: /^(bing|microsoft)[_.-]?ads$/ },
  // Assistants
  {
    name: 'chatgpt',
    source: 'ai',
    hosts: ['chatgpt.com', 'chat.openai.com'],
    tags: /^(chatgpt(\.com)?|openai)$/,
  },
  { name: 'perplexity', source: 'ai', hosts: ['perplexity.ai'], tags: /^perplexity(\.ai)?$/ },
  {
    name: 'copilot',
    source: 'ai',
    hosts: ['copilot.microsoft.com', 'copilot.com'],
    tags: /^copilot(\.com)?$/,
  },
  { name: 'gemini', source: 'ai', hosts: ['gemini.google.com', 'bard.google.com'], tags: /^gemini$/ },
  { name: 'claude', source: 'ai', hosts: ['claude.ai'], tags: /^claude(\.ai)?$/ },
  { name: 'alice', source: 'ai', hosts: ['alice.yandex.ru'], tags: /^(alice|alisa|yandex[_-]?alice)$/ },
  { name: 'gigachat', source: 'ai', hosts: ['giga.chat', 'gigachat.ru'], tags: /^gigachat$/ },
  { name: 'deepseek', source: 'ai', hosts: ['deepseek.com'], tags: /^deepseek$/ },
  { name: 'grok', source: 'ai', hosts: ['grok.com', 'x.ai'], tags: /^grok$/ },
  { name: 'mistral', source: 'ai', hosts: ['chat.mistral.ai'], tags: /^mistral$/ },
  { name: 'qwen', source: 'ai', hosts: ['chat.qwen.ai', 'qwen.ai'], tags: /^qwen$/ },
  { name: 'you', source: 'ai', exactHosts: ['you.com'] },
  // Mail
  {
    name: 'gmail',
    source: 'mail',
    hosts: ['mail.google.com'],
    apps: ['com.google.android.gm'],
    tags: /^gmail$/,
  },
  {
    ...{
      name: 'yandex-mail',
      source: 'mail',
      country: countryHost('(?:m\\.)?mail\\.', 'yandex', YANDEX_SUFFIX),
    },
    apps: ['ru.yandex.mail'],
  },
  {
    ...{
      name: 'mailru-mail',
      source: 'mail',
      hosts: ['e.mail.ru', 'light.mail.ru', 'touch.mail.ru', 'octavius.mail.ru'],
    },
    apps: ['ru.mail.mailapp'],
  },
  { name: 'rambler-mail', source: 'mail', hosts: ['mail.rambler.ru'] },
  {
    ...{
      name: 'outlook',
      source: 'mail',
      hosts: ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com'],
    },
    apps: ['com.microsoft.office.outlook'],
  },
  { name: 'unisender', source: 'mail', tags: /^unisender$/ },
  { name: 'sendsay', source: 'mail', tags: /^sendsay$/ },
  { name: 'mailchimp', source: 'mail', tags: /^mailchimp$/ },
  // Maps
  {
    ...{
      name: 'yandex-maps',
      source: 'maps',
      country: countryHost('(?:(?:m|n)\\.)?maps\\.', 'yandex', YANDEX_SUFFIX),
    },
    ...{ hosts: ['sprav.yandex.ru'], apps: ['ru.yandex.yandexmaps', 'ru.yandex.yandexnavi'] },
    tags: /^(ya(ndex)?[_.-]?(maps?|business|biznes|karty|navi(gator)?|sprav)|yamaps?|maps\.yandex\.ru)$/,
  },
  {
    ...{ name: '2gis', source: 'maps', apps: ['ru.dublgis.dgismobile', 'ru.dublgis.dgismobile4preview'] },
    hosts: [
      '2gis.ru',
      '2gis.com',
      '2gis.kz',
      '2gis.kg',
      '2gis.uz',
      '2gis.ae',
      '2gis.az',
      '2gis.com.cy',
      '2gis.cz',
      '2gis.am',
    ],
    tags: /^(2gis|dgis|2gis\.ru|2гис)$/,
  },
  {
    ...{ name: 'google-maps', source: 'maps', country: countryHost('maps\\.', 'google', GOOGLE_SUFFIX) },
    ...{ hosts: ['maps.app.goo.gl', 'business.google.com'], apps: ['com.google.android.apps.maps'] },
    tags: /^(google[_.-]?(maps?|business|my[_-]?business|profile)|gmb|gbp)$/,
  },
  { name: 'apple-maps', source: 'maps', hosts: ['maps.apple.com'], tags: /^apple[_.-]?maps?$/ },
  // Reviews and doctors' catalogues
  {
    ...{ name: 'prodoctorov', source: 'reviews', hosts: ['prodoctorov.ru', 'medtochka.ru', 'medflex.ru'] },
    tags: /^(prodoctorov(\.ru)?|pro[_-]?doctorov|medflex|продокторов)$/,
  },
  {
    ...{ name: 'sberhealth', source: 'reviews', hosts: ['sberhealth.ru', 'sberzdorovie.ru'] },
    tags: /^(sber[_.-]?health|sber[_.-]?zdorov[a-z]*|сберздоровье)$/,
  },
  { name: 'docdoc', source: 'reviews', hosts: ['docdoc.ru'], tags: /^docdoc(\.ru)?$/ },
  {
    name: 'napopravku',
    source: 'reviews',
    hosts: ['napopravku.ru'],
    tags: /^(napopravku(\.ru)?|na[_-]popravku|напоправку)$/,
  },
  {
    name: 'zoon',
    source: 'reviews',
    hosts: ['zoon.ru', 'zoon.com.ua', 'zoon.kz', 'zoon.by'],
    tags: /^zoon(\.ru)?$/,
  },
  { name: 'yell', source: 'reviews', hosts: ['yell.ru'], tags: /^yell(\.ru)?$/ },
  { name: 'flamp', source: 'reviews', hosts: ['flamp.ru'], tags: /^flamp$/ },
  { name: 'otzovik', source: 'reviews', hosts: ['otzovik.com'], tags: /^otzovik$/ },
  { name: 'irecommend', source: 'reviews', hosts: ['irecommend.ru'], tags: /^irecommend$/ },
  { name: 'doctu', source: 'reviews', hosts: ['doctu.ru'], tags: /^doctu(\.ru)?$/ },
  { name: 'medihost', source: 'reviews', hosts: ['medihost.ru'] },
  { name: 'krasotaimedicina', source: 'reviews', hosts: ['krasotaimedicina.ru'] },
  { name: 'infodoctor', source: 'reviews', hosts: ['infodoctor.ru'] },
  { name: '32top', source: 'reviews', hosts: ['32top.ru'], tags: /^32top$/ },
  { name: 'startsmile', source: 'reviews', hosts: ['startsmile.ru'], tags: /^startsmile$/ },
  {
    name: 'yandex-uslugi',
    source: 'reviews',
    hosts: ['uslugi.yandex.ru'],
    tags: /^(ya(ndex)?[_.-]?)?uslugi$/,
  },
  { name: 'profi', source: 'reviews', hosts: ['profi.ru'], tags: /^profi(\.ru)?$/ },
  {
    name: 'avito',
    source: 'reviews',
    hosts: ['avito.ru'],
    apps: ['com.avito.android'],
    tags: /^avito(\.ru)?$/,
  },
  {
    name: 'doctolib',
    source: 'reviews',
    hosts: ['doctolib.fr', 'doctolib.de', 'doctolib.it'],
    tags: /^doctolib$/,
  },
  { name: 'jameda', source: 'reviews', hosts: ['jameda.de'], tags: /^jameda$/ },
  {
    name: 'doctoralia',
    source: 'reviews',
    hosts: ['doctoralia.es', 'doctoralia.com.br', 'doctoralia.com.mx', 'doctoralia.it'],
  },
  { name: 'healthgrades', source: 'reviews', hosts: ['healthgrades.com'], tags: /^healthgrades$/ },
  { name: 'zocdoc', source: 'reviews', hosts: ['zocdoc.com'], tags: /^zocdoc$/ },
  { name: 'trustpilot', source: 'reviews', hosts: ['trustpilot.com'], tags: /^trustpilot$/ },
  { name: 'yelp', source: 'reviews', hosts: ['yelp.com'], tags: /^yelp$/ },
  // Messengers
  {
    ...{
      name: 'telegram',
      source: 'messenger',
      hosts: ['t.me', 'telegram.org', 'telegram.me', 'telegram.dog'],
    },
    apps: ['org.telegram.messenger', 'org.telegram.messenger.web', 'org.thunderdog.challegram'],
    tags: /^(telegram|tg|telega|телеграм)$/,
  },
  {
    ...{
      name: 'whatsapp',
      source: 'messenger',
      hosts: ['wa.me', 'whatsapp.com'],
      tags: /^(whats[_-]?app|wa)$/,
    },
    apps: ['com.whatsapp', 'com.whatsapp.w4b'],
  },
  {
    name: 'viber',
    source: 'messenger',
    hosts: ['viber.com', 'vb.me'],
    apps: ['com.viber.voip'],
    tags: /^viber$/,
  },
  {
    name: 'max',
    source: 'messenger',
    hosts: ['max.ru'],
    apps: ['ru.oneme.app'],
    tags: /^(max|max[_-]?messenger|oneme)$/,
  },
  { name: 'vk-messenger', source: 'messenger', exactHosts: ['vk.me'], apps: ['com.vk.im'] },
  { name: 'signal', source: 'messenger', hosts: ['signal.org', 'signal.me'], tags: /^signal$/ },
  // Social
  {
    ...{
      name: 'vk',
      source: 'social',
      hosts: ['vk.com', 'vk.ru', 'vk.cc', 'vkvideo.ru', 'userapi.com'],
      ads: 'vk-ads',
    },
    ...{ apps: ['com.vkontakte.android'], tags: /^(vk|vkontakte|vk\.com|вк|вконтакте)$/ },
  },
  {
    ...{
      name: 'ok',
      source: 'social',
      hosts: ['ok.ru', 'odnoklassniki.ru'],
      apps: ['ru.ok.android'],
      ads: 'vk-ads',
    },
    tags: /^(ok|odnoklassniki|ok\.ru|одноклассники)$/,
  },
  {
    ...{
      name: 'dzen',
      source: 'social',
      hosts: ['dzen.ru', 'zen.yandex.ru', 'zen.yandex.com'],
      apps: ['ru.dzen', 'com.yandex.zen'],
    },
    tags: /^(dzen|zen|ya(ndex)?[_.-]?(zen|dzen)|дзен)$/,
  },
  { name: 'moymir', source: 'social', hosts: ['my.mail.ru'], tags: /^(moy[_-]?mir|my\.mail\.ru)$/ },
  {
    name: 'youtube',
    source: 'social',
    hosts: ['youtube.com', 'youtu.be'],
    apps: ['com.google.android.youtube'],
    tags: /^(youtube|yt)$/,
    ads: 'google-ads',
  },
  { name: 'rutube', source: 'social', hosts: ['rutube.ru'], tags: /^rutube$/ },
  {
    name: 'instagram',
    source: 'social',
    hosts: ['instagram.com', 'instagr.am'],
    apps: ['com.instagram.android'],
    tags: /^(instagram|ig|insta)$/,
  },
  {
    ...{
      name: 'facebook',
      source: 'social',
      hosts: ['facebook.com', 'fb.com', 'fb.me'],
      tags: /^(facebook|fb|meta)$/,
    },
    apps: ['com.facebook.katana', 'com.facebook.lite'],
  },
  {
    name: 'tiktok',
    source: 'social',
    hosts: ['tiktok.com'],
    apps: ['com.zhiliaoapp.musically'],
    tags: /^(tiktok|tik[_-]tok|tt)$/,
  },
  {
    name: 'x',
    source: 'social',
    hosts: ['x.com', 'twitter.com', 't.co'],
    apps: ['com.twitter.android'],
    tags: /^(x|twitter)$/,
  },
  { name: 'threads', source: 'social', hosts: ['threads.net', 'threads.com'], tags: /^threads$/ },
  {
    name: 'linkedin',
    source: 'social',
    hosts: ['linkedin.com', 'lnkd.in'],
    apps: ['com.linkedin.android'],
    tags: /^linkedin$/,
  },
  {
    name: 'pinterest',
    source: 'social',
    hosts: ['pinterest.com', 'pinterest.ru', 'pin.it'],
    tags: /^pinterest$/,
  },
  { name: 'reddit', source: 'social', hosts: ['reddit.com'], tags: /^reddit$/ },
  { name: 'pikabu', source: 'social', hosts: ['pikabu.ru'], tags: /^pikabu$/ },
  { name: 'tenchat', source: 'social', hosts: ['tenchat.ru'], tags: /^tenchat$/ },
  // Search
  {
    ...{
      name: 'yandex',
      source: 'search',
      country: countryHost('(?:(?:www|m)\\.)?', 'yandex', YANDEX_SUFFIX),
      ads: 'yandex-direct',
    },
    ...{ exactHosts: ['ya.ru'], hosts: ['turbopages.org'], tags: /^(yandex|ya|yandex\.ru|ya\.ru|яндекс)$/ },
    apps: ['ru.yandex.searchplugin', 'com.yandex.browser', 'com.yandex.searchapp'],
  },
  {
    ...{
      name: 'google',
      source: 'search',
      country: countryHost('(?:(?:www|m|cse)\\.)?', 'google', GOOGLE_SUFFIX),
      ads: 'google-ads',
    },
    ...{
      hosts: ['cdn.ampproject.org'],
      apps: ['com.google.android.googlequicksearchbox'],
      tags: /^(google|google\.(com|ru))$/,
    },
  },
  {
    name: 'mailru',
    source: 'search',
    hosts: ['go.mail.ru'],
    exactHosts: ['mail.ru'],
    tags: /^(mail\.ru|mailru|mail_ru)$/,
    ads: 'vk-ads',
  },
  {
    name: 'rambler',
    source: 'search',
    hosts: ['nova.rambler.ru', 'search.rambler.ru'],
    exactHosts: ['rambler.ru'],
    tags: /^rambler$/,
  },
  {
    name: 'bing',
    source: 'search',
    exactHosts: ['bing.com', 'cn.bing.com'],
    tags: /^bing$/,
    ads: 'bing-ads',
  },
  { name: 'duckduckgo', source: 'search', hosts: ['duckduckgo.com'], tags: /^(duckduckgo|ddg)$/ },
  {
    name: 'yahoo',
    source: 'search',
    hosts: ['search.yahoo.com', 'search.yahoo.co.jp'],
    exactHosts: ['yahoo.com'],
    tags: /^yahoo$/,
  },
  { name: 'ecosia', source: 'search', hosts: ['ecosia.org'], tags: /^ecosia$/ },
  { name: 'startpage', source: 'search', hosts: ['startpage.com'] },
  { name: 'brave', source: 'search', hosts: ['search.brave.com'] },
  { name: 'qwant', source: 'search', hosts: ['qwant.com'] },
  { name: 'baidu', source: 'search', hosts: ['baidu.com'], tags: /^baidu$/ },
  { name: 'seznam', source: 'search', hosts: ['search.seznam.cz'], exactHosts: ['seznam.cz'] },
  { name: 'naver', source: 'search', hosts: ['search.naver.com'] },
  { name: 'kagi', source: 'search', hosts: ['kagi.com'] },
  // Other pages of the large houses: no search, and not nameless either.
  {
    name: 'yandex-pages',
    source: 'referral',
    hosts: ['yandex.ru', 'yandex.com', 'yandex.kz', 'yandex.by', 'yandex.net'],
  },
  { name: 'mailru-pages', source: 'referral', hosts: ['mail.ru'] },
  { name: 'rambler-pages', source: 'referral', hosts: ['rambler.ru'] },
  { name: 'gosuslugi', source: 'referral', hosts: ['gosuslugi.ru'], tags: /^gosuslugi$/ },
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
/** Words in utm_source that say how and name nobody. */
export const PLAIN_TAGS: readonly [SourceClass, RegExp][] = [['mail', /^(e?-?mail|newsletter|rassylka)$/]];

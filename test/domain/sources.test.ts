// Where a visit came from, case by case, and which campaign labels are kept.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SOURCE_CLASSES } from '../../worker/contract/vocabulary.ts';
import { SOURCE_NAMES, sourceName } from '../../worker/domain/source-names.ts';
import { BRANDS } from '../../worker/domain/source-tables.ts';
import { campaignLabel, hostSource, sourceOf, sourceValue } from '../../worker/domain/sources.ts';

/** Tags, as `source/medium`; `+` says that a click id was there, `@host` where the page was opened from. */
const TAGGED: Record<string, string> = {
  'yandex/cpc': 'ads:yandex-direct',
  'Yandex/CPC': 'ads:yandex-direct',
  'yandex-direct/': 'ads:yandex-direct',
  'direct_yandex/cpc+': 'ads:yandex-direct',
  'yandex/+': 'ads:yandex-direct',
  'yandex/organic+': 'search:yandex',
  'yandex/': 'search:yandex',
  'google/cpc': 'ads:google-ads',
  'google_ads/': 'ads:google-ads',
  'adwords/ppc': 'ads:google-ads',
  'google/+': 'ads:google-ads',
  'google/': 'search:google',
  'bing/cpc': 'ads:bing-ads',
  'vk/cpm': 'ads:vk-ads',
  'vk/cpc@yandex.ru': 'ads:vk-ads',
  'vk_ads/': 'ads:vk-ads',
  'mytarget/cpc': 'ads:vk-ads',
  'ok/cpc': 'ads:vk-ads',
  'vk/+': 'social:vk',
  'vk/post+': 'social:vk',
  'vkontakte/social': 'social:vk',
  'ok/': 'social:ok',
  'dzen/': 'social:dzen',
  'yandex_zen/': 'social:dzen',
  'zen/cpc': 'ads:dzen',
  'instagram/paid_social': 'ads:instagram',
  'ig/stories': 'social:instagram',
  'youtube/video': 'social:youtube',
  'telegram/cpm': 'ads:telegram',
  'telegram/': 'messenger:telegram',
  'tg/chat': 'messenger:telegram',
  'телеграм/': 'messenger:telegram',
  'whatsapp/social': 'social:whatsapp',
  'wa/messenger': 'messenger:whatsapp',
  'max/': 'messenger:max',
  'viber/bot': 'messenger:viber',
  '2gis/': 'maps:2gis',
  '2gis/cpc': 'ads:2gis',
  'dgis/maps': 'maps:2gis',
  'yandex_maps/': 'maps:yandex-maps',
  'yandex-business/': 'maps:yandex-maps',
  'ya_maps/organic': 'maps:yandex-maps',
  'yandex_maps/cpc': 'ads:yandex-maps',
  'gmb/organic': 'maps:google-maps',
  'google_maps/': 'maps:google-maps',
  'prodoctorov/': 'reviews:prodoctorov',
  'prodoctorov.ru/referral': 'reviews:prodoctorov',
  'medflex/': 'reviews:prodoctorov',
  'sberhealth/': 'reviews:sberhealth',
  'sberzdorovie/': 'reviews:sberhealth',
  'docdoc/': 'reviews:docdoc',
  'napopravku/': 'reviews:napopravku',
  'zoon/cpc': 'ads:zoon',
  'leaflet/aggregator': 'reviews',
  'unisender/email+@yandex.ru': 'mail:unisender',
  'newsletter/': 'mail',
  'crm/email': 'mail',
  'mail.ru/': 'search:mailru',
  'rambler/': 'search:rambler',
  'chatgpt.com/': 'ai:chatgpt',
  'perplexity/': 'ai:perplexity',
  'alice/': 'ai:alice',
  'somebody/ai': 'ai',
  'm.vk.com/': 'social:vk',
  'partner.example/referral': 'referral',
  'partner.example/': 'campaign',
  'leaflet/print': 'campaign',
  'somebody/cpc': 'ads',
  'unknown/organic': 'search',
  'vk.com.evil.example/': 'campaign',
  'yandex.evil.example/': 'campaign',
};

const HOSTS: Record<string, string> = {
  // Yandex: search at any suffix, its other houses by their own names
  'yandex.ru': 'search:yandex',
  'www.yandex.ru': 'search:yandex',
  'm.yandex.ru': 'search:yandex',
  'ya.ru': 'search:yandex',
  'www.ya.ru': 'search:yandex',
  'yandex.com': 'search:yandex',
  'yandex.by': 'search:yandex',
  'yandex.kz': 'search:yandex',
  'yandex.com.tr': 'search:yandex',
  'yandex.co.il': 'search:yandex',
  'clinic-example.turbopages.org': 'search:yandex',
  'ru.yandex.searchplugin': 'search:yandex',
  'com.yandex.browser': 'search:yandex',
  'maps.yandex.ru': 'maps:yandex-maps',
  'n.maps.yandex.ru': 'maps:yandex-maps',
  'maps.yandex.com.tr': 'maps:yandex-maps',
  'ru.yandex.yandexmaps': 'maps:yandex-maps',
  'ru.yandex.yandexnavi': 'maps:yandex-maps',
  'yabs.yandex.ru': 'ads:yandex-direct',
  'an.yandex.ru': 'ads:yandex-direct',
  'zen.yandex.ru': 'social:dzen',
  'dzen.ru': 'social:dzen',
  'www.dzen.ru': 'social:dzen',
  'mail.yandex.ru': 'mail:yandex-mail',
  'mail.yandex.kz': 'mail:yandex-mail',
  'alice.yandex.ru': 'ai:alice',
  'uslugi.yandex.ru': 'reviews:yandex-uslugi',
  'translate.yandex.ru': 'referral:yandex-pages',
  // Mail.ru and VK
  'go.mail.ru': 'search:mailru',
  'mail.ru': 'search:mailru',
  'www.mail.ru': 'search:mailru',
  'e.mail.ru': 'mail:mailru-mail',
  'touch.mail.ru': 'mail:mailru-mail',
  'my.mail.ru': 'social:moymir',
  'health.mail.ru': 'referral:mailru-pages',
  'otvet.mail.ru': 'referral:mailru-pages',
  'ad.mail.ru': 'ads:vk-ads',
  'vk.com': 'social:vk',
  'm.vk.com': 'social:vk',
  'away.vk.com': 'social:vk',
  'vk.ru': 'social:vk',
  'VK.COM.': 'social:vk',
  'vk.com:443': 'social:vk',
  'com.vkontakte.android': 'social:vk',
  'vk.me': 'messenger:vk-messenger',
  'ok.ru': 'social:ok',
  'm.ok.ru': 'social:ok',
  'www.odnoklassniki.ru': 'social:ok',
  'ru.ok.android': 'social:ok',
  // Rambler
  'nova.rambler.ru': 'search:rambler',
  'www.rambler.ru': 'search:rambler',
  'mail.rambler.ru': 'mail:rambler-mail',
  'doctor.rambler.ru': 'referral:rambler-pages',
  // Messengers
  't.me': 'messenger:telegram',
  'web.telegram.org': 'messenger:telegram',
  'org.telegram.messenger': 'messenger:telegram',
  'max.ru': 'messenger:max',
  'web.max.ru': 'messenger:max',
  'ru.oneme.app': 'messenger:max',
  'wa.me': 'messenger:whatsapp',
  'web.whatsapp.com': 'messenger:whatsapp',
  'com.whatsapp.w4b': 'messenger:whatsapp',
  'invite.viber.com': 'messenger:viber',
  // Maps and reviews
  '2gis.ru': 'maps:2gis',
  'link.2gis.ru': 'maps:2gis',
  '2gis.kz': 'maps:2gis',
  'ru.dublgis.dgismobile': 'maps:2gis',
  'maps.google.com': 'maps:google-maps',
  'maps.google.co.uk': 'maps:google-maps',
  'com.google.android.apps.maps': 'maps:google-maps',
  'prodoctorov.ru': 'reviews:prodoctorov',
  'medtochka.ru': 'reviews:prodoctorov',
  'sberhealth.ru': 'reviews:sberhealth',
  'lk.sberhealth.ru': 'reviews:sberhealth',
  'docdoc.ru': 'reviews:docdoc',
  'spb.docdoc.ru': 'reviews:docdoc',
  'napopravku.ru': 'reviews:napopravku',
  'spb.napopravku.ru': 'reviews:napopravku',
  'zoon.ru': 'reviews:zoon',
  'www.yell.ru': 'reviews:yell',
  'flamp.ru': 'reviews:flamp',
  'www.doctolib.de': 'reviews:doctolib',
  // Search, social, assistants elsewhere
  'www.google.ru': 'search:google',
  'google.com': 'search:google',
  'google.co.uk': 'search:google',
  'google.com.tr': 'search:google',
  'com.google.android.googlequicksearchbox': 'search:google',
  'www.bing.com': 'search:bing',
  'duckduckgo.com': 'search:duckduckgo',
  'search.yahoo.com': 'search:yahoo',
  'yandex.fr': 'search:yandex',
  'l.instagram.com': 'social:instagram',
  'www.youtube.com': 'social:youtube',
  'lm.facebook.com': 'social:facebook',
  't.co': 'social:x',
  'rutube.ru': 'social:rutube',
  'chatgpt.com': 'ai:chatgpt',
  'gemini.google.com': 'ai:gemini',
  'www.perplexity.ai': 'ai:perplexity',
  'mail.google.com': 'mail:gmail',
  'googleads.g.doubleclick.net': 'ads:google-ads',
  // Nobody: another clinic, and what only looks like the known
  'neighbour-clinic.example:8443': 'referral',
  'yandex.ru.evil.example': 'referral',
  'yandex.evil.example': 'referral',
  'evil-yandex.ru': 'referral',
  'notyandex.ru': 'referral',
  'yandex.rus': 'referral',
  yandex: 'referral',
  'xyandex.ru': 'referral',
  'yandex.ru-login.example': 'referral',
  'xn--yndex-3ve.ru': 'referral',
  'уandex.ru': 'referral',
  'google.com.evil.example': 'referral',
  'notgoogle.com': 'referral',
  'google.evil': 'referral',
  'mail.google.com.evil.example': 'referral',
  'myvk.com': 'referral',
  'vk.com.evil.example': 'referral',
  'vk.co': 'referral',
  'vk-com.example': 'referral',
  'invest.me': 'referral',
  'not.t.me.example': 'referral',
  'climax.ru': 'referral',
  'notmax.ru': 'referral',
  'book.ru': 'referral',
  'prodoctorov.ru.evil.example': 'referral',
  'fake2gis.ru': 'referral',
  'maps.yandex.ru.evil.example': 'referral',
  constructor: 'referral',
  __proto__: 'referral',
  '': 'direct',
};

it('knows tags, click ids and referrers: a corpus of at least 150 cases', () => {
  const seen: Record<string, string> = {};
  for (const key of Object.keys(TAGGED)) {
    const [, us, um, k, r] = /^([^/]*)\/([^+@]*)(\+?)@?(.*)$/.exec(key)!;
    seen[key] = sourceValue(sourceOf({ us, um, ...(k === '' ? {} : { k: '1' as const }), r }));
  }
  expect(seen).toEqual(TAGGED);
  const byHost = Object.keys(HOSTS).map((host) => [host, sourceValue(sourceOf({ r: host }))]);
  expect(Object.fromEntries(byHost)).toEqual(HOSTS);
  expect(Object.keys(TAGGED).length + Object.keys(HOSTS).length).toBeGreaterThanOrEqual(150);
});

it('reads a click id by the referrer that brought it, and an odd tag as none', () => {
  const cases: [Parameters<typeof sourceOf>[0], string][] = [
    [{}, 'direct'],
    [{ k: '1' }, 'ads'],
    [{ r: 'yandex.ru', k: '1' }, 'ads:yandex-direct'],
    [{ r: 'www.google.com', k: '1' }, 'ads:google-ads'],
    [{ r: 'vk.com', k: '1' }, 'ads:vk-ads'],
    // A link with a click id that somebody passed on.
    [{ r: 't.me', k: '1' }, 'ads'],
    [{ r: 'neighbour-clinic.example', k: '1' }, 'ads'],
    [{ us: '  ', um: '', r: 't.me' }, 'messenger:telegram'],
    [{ uc: 'autumn' }, 'campaign'],
    [{ uc: 'autumn', r: 'yandex.ru' }, 'campaign'],
  ];
  for (const [arrival, source] of cases)
    expect([arrival, sourceValue(sourceOf(arrival))]).toEqual([arrival, source]);
});

it('lets out listed classes and names only, whatever a page sends', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('yandex.ru', 'vk', 'cpc', 'ivan@mail.example', '79161234567', 'x'.repeat(200)),
    fc.domain(),
  );
  const names = new Set(['', ...BRANDS.map(({ name }) => name)]);
  fc.assert(
    fc.property(fc.record({ r: words, us: words, um: words, uc: words }), fc.boolean(), (facts, clicked) => {
      const { source, name } = sourceOf(clicked ? { ...facts, k: '1' } : facts);
      expect(SOURCE_CLASSES).toContain(source);
      expect(names).toContain(name);
    }),
    { numRuns: 2000 },
  );
});

it('knows a host only by whole labels: nothing before, after or within it makes another one known', () => {
  const known = BRANDS.flatMap(({ hosts = [], exactHosts = [] }) => [...hosts, ...exactHosts]);
  for (const host of known) {
    expect([host, hostSource(host).name]).not.toEqual([host, '']);
    for (const fake of [`${host}.evil.example`, `${host}x`, host.replaceAll('.', '-')]) {
      expect([fake, hostSource(fake).name]).toEqual([fake, '']);
    }
    if (host.split('.').length === 2) expect(hostSource(`evil-${host}`).name).toBe('');
  }
});

it('has one entry and one label in each language for every name', () => {
  const names = BRANDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(SOURCE_NAMES.toSorted()).toEqual(names.toSorted());
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,24}$/);
  for (const { ads } of BRANDS) if (ads) expect(names).toContain(ads);
  expect([sourceName('yandex-maps', 'ru'), sourceName('yandex-maps', 'en')]).toEqual([
    'Яндекс Карты',
    'Yandex Maps',
  ]);
  expect(sourceName('constructor', 'ru')).toBe('constructor');
});

it('keeps a short plain campaign label in lower case and nothing that could be a person', () => {
  const kept = {
    Spring_2026: 'spring_2026',
    'a-b': 'a-b',
    ' x ': 'x',
    '1234': '1234',
    ['a'.repeat(40)]: 'a'.repeat(40),
  };
  for (const [given, label] of Object.entries(kept)) expect(campaignLabel(given)).toBe(label);
  const dropped = [
    '',
    'весна',
    'ivan@mail.example',
    'two words',
    'a'.repeat(41),
    '79161234567',
    'lead-12345',
    'a%20b',
    '<b>',
  ];
  for (const given of [undefined, ...dropped]) expect([given, campaignLabel(given)]).toEqual([given, '']);
});

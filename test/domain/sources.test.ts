// Where a visit came from, case by case, and which campaign labels are kept.
import { expect, it } from 'vitest';
import { campaignLabel, hostClass, sourceOf } from '../../worker/domain/sources.ts';

it('classifies by tags before click ids before the referrer, and paid before organic', () => {
  const cases: [Parameters<typeof sourceOf>[0], string][] = [
    [{}, 'direct'],
    [{ r: 'yandex.ru' }, 'search'],
    [{ r: 'yandex.ru', k: '1' }, 'ads'],
    [{ r: 'vk.com', us: 'yandex', um: 'cpc' }, 'ads'],
    [{ us: 'yandex', um: 'organic', k: '1' }, 'search'],
    // The tag names only a search engine; the click id says that the click was paid.
    [{ us: 'google', k: '1' }, 'ads'],
    [{ us: 'google' }, 'search'],
    [{ us: 'vk', k: '1' }, 'social'],
    [{ us: 'vk', um: 'post', k: '1' }, 'social'],
    [{ us: 'vk', um: 'CPM' }, 'ads'],
    [{ us: 'instagram', um: 'paid_social' }, 'ads'],
    [{ us: 'tg', um: 'chat' }, 'messenger'],
    [{ us: 'telegram' }, 'messenger'],
    [{ us: 'whatsapp', um: 'social' }, 'social'],
    [{ us: 'unisender', um: 'email', k: '1', r: 'yandex.ru' }, 'mail'],
    [{ us: '2gis' }, 'maps'],
    [{ us: 'yandex_maps' }, 'maps'],
    [{ us: 'google_ads' }, 'ads'],
    [{ us: 'chatgpt.com' }, 'ai'],
    [{ us: 'prodoctorov' }, 'reviews'],
    [{ us: 'partner.example', um: 'referral' }, 'referral'],
    [{ us: 'leaflet', um: 'print' }, 'campaign'],
    [{ uc: 'autumn' }, 'campaign'],
    [{ us: '  ', um: '', r: 't.me' }, 'messenger'],
  ];
  for (const [arrival, source] of cases)
    expect([arrival, sourceOf(arrival).source]).toEqual([arrival, source]);
});

it('knows hosts and their subdomains, and nothing that only looks like them', () => {
  const cases: [string, string][] = [
    ['www.google.ru', 'search'],
    ['google.co.uk', 'search'],
    ['google.com.evil.example', 'referral'],
    ['notgoogle.com', 'referral'],
    ['www.bing.com', 'search'],
    ['duckduckgo.com', 'search'],
    ['go.mail.ru', 'search'],
    ['e.mail.ru', 'mail'],
    ['my.mail.ru', 'social'],
    ['m.vk.com', 'social'],
    ['VK.COM.', 'social'],
    ['myvk.com', 'referral'],
    ['vk.com.evil.example', 'referral'],
    ['l.instagram.com', 'social'],
    ['www.youtube.com', 'social'],
    ['t.me', 'messenger'],
    ['web.telegram.org', 'messenger'],
    ['invest.me', 'referral'],
    ['web.max.ru', 'messenger'],
    ['climax.ru', 'referral'],
    ['chatgpt.com', 'ai'],
    ['gemini.google.com', 'ai'],
    ['alice.yandex.ru', 'ai'],
    ['maps.yandex.ru', 'maps'],
    ['2gis.ru', 'maps'],
    ['prodoctorov.ru', 'reviews'],
    ['napopravku.ru', 'reviews'],
    ['mail.google.com', 'mail'],
    ['org.telegram.messenger', 'messenger'],
    ['neighbour-clinic.example:8443', 'referral'],
  ];
  for (const [host, source] of cases) expect([host, hostClass(host)]).toEqual([host, source]);
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

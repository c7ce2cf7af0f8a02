// Where simulated visits come from, and what their pages would tell of it: referrer's host, tags, a click id.
import type { Dice } from './random.ts';

export type SourceName =
  'search' | 'ads' | 'maps' | 'direct' | 'social' | 'messenger' | 'reviews' | 'ai' | 'mail' | 'referral';
/** The fields of a beacon that only an arrival carries. */
export type ArrivalFields = { r?: string; us?: string; um?: string; uc?: string; k?: '1' };
export type Arrival = { source: SourceName; campaign: string; fields: ArrivalFields };

const SHARES: Record<SourceName, number> = {
  ...{ search: 36, ads: 17, maps: 12, direct: 13, social: 6, messenger: 4, reviews: 5, ai: 3, mail: 2 },
  referral: 2,
};
const HOSTS: Partial<Record<SourceName, string[]>> = {
  search: ['yandex.ru', 'yandex.ru', 'ya.ru', 'www.google.com'],
  maps: ['2gis.ru', 'maps.yandex.ru'],
  social: ['vk.com', 'ok.ru'],
  messenger: ['t.me'],
  reviews: ['prodoctorov.ru', 'napopravku.ru'],
  ai: ['alice.yandex.ru', 'chatgpt.com'],
  referral: ['rayon-lipki.example', 'sadik-solnyshko.example'],
};

type Campaign = { label: string; source: SourceName; from: number; to: number; tags: ArrivalFields };
/** `from` and `to` are parts of the quarter. */
const CAMPAIGNS: Campaign[] = [
  { label: 'brand', source: 'ads', from: 0, to: 1.1, tags: { us: 'yandex', um: 'cpc', k: '1' } },
  { label: 'checkup', source: 'ads', from: 0.1, to: 0.55, tags: { us: 'yandex', um: 'cpc', k: '1' } },
  { label: 'uzi-serdca', source: 'ads', from: 0.5, to: 1.1, tags: { us: 'google', um: 'cpc' } },
  { label: 'privivki', source: 'mail', from: 0.2, to: 0.6, tags: { us: 'newsletter', um: 'email' } },
  { label: 'deti', source: 'social', from: 0.3, to: 0.85, tags: { us: 'vk', um: 'social' } },
];

/** Where the next visit comes from when `part` (0…1) of the quarter has passed. */
export function nextArrival(dice: Dice, part: number): Arrival {
  const source = dice.weighted(SHARES);
  const running = CAMPAIGNS.filter((one) => one.source === source && part >= one.from && part < one.to);
  if (running.length > 0 && dice.chance(0.85)) {
    const { label, tags } = dice.pick(running);
    return { source, campaign: label, fields: { ...tags, uc: label } };
  }
  if (source === 'ads') return { source, campaign: '', fields: { r: 'yandex.ru', k: '1' } };
  if (source === 'mail') return { source, campaign: '', fields: { us: 'newsletter', um: 'email' } };
  const hosts = HOSTS[source];
  return { source, campaign: '', fields: hosts ? { r: dice.pick(hosts) } : {} };
}

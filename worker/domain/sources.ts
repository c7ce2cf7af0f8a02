// Where a visit came from, as a class and, where it is known, a name: tags beat click ids, click ids beat the referrer, paid
// beats organic. What the page saw is dropped here; only listed names and a checked campaign label get out.
import type { SourceClass } from '../contract/vocabulary.ts';
import { BRANDS, MEDIA, PAID, PLAIN_TAGS } from './source-tables.ts';
import type { Brand } from './source-tables.ts';

/** What the page saw on arrival; every part may be missing. */
export type ArrivalFacts = {
  r?: string | undefined;
  us?: string | undefined;
  um?: string | undefined;
  uc?: string | undefined;
  k?: '1' | undefined;
};
/** `name` is one of source-tables.ts, or empty: an unlisted site or tag is only its class. */
type Named = { source: SourceClass; name: string };
export type Source = Named & { campaign: string };

/** A source as the journey keeps it: `class` or `class:name`. */
export const sourceValue = ({ source, name }: Named): string => (name === '' ? source : `${source}:${name}`);

/** The source of an arrival and the campaign's label, '' when there is none worth keeping. */
export function sourceOf(arrival: ArrivalFacts): Source {
  const [word, medium] = [tag(arrival.us), tag(arrival.um)];
  const campaign = campaignLabel(arrival.uc);
  if (medium !== '' || word !== '' || tag(arrival.uc) !== '') {
    return { ...taggedSource(word, medium, arrival.k === '1'), campaign };
  }
  const referrer = arrival.r ? brandOfHost(arrival.r) : null;
  if (arrival.k === '1') return { source: 'ads', name: adsName(referrer), campaign };
  if (!arrival.r) return { source: 'direct', name: '', campaign };
  return { ...(referrer ? named(referrer) : { source: 'referral', name: '' }), campaign };
}

/** A click id decides only where the tags name a source and do not say how the visit came. */
function taggedSource(word: string, medium: string, hasClickId: boolean): Named {
  const brand =
    BRANDS.find(({ tags }) => tags?.test(word)) ?? (word.includes('.') ? brandOfHost(word) : null);
  if (PAID.test(medium)) return { source: 'ads', name: adsName(brand) || (brand?.name ?? '') };
  const byMedium = classIn(MEDIA, medium);
  if (byMedium) return { source: byMedium, name: brand?.name ?? '' };
  if (brand?.source === 'search' && medium === '' && hasClickId) {
    return { source: 'ads', name: adsName(brand) };
  }
  if (brand) return named(brand);
  const plain =
    classIn(PLAIN_TAGS, word) ??
    (medium === 'referral' ? 'referral' : medium === 'organic' ? 'search' : 'campaign');
  return { source: plain, name: '' };
}

const named = ({ source, name }: Brand): Named => ({ source, name });

const adsName = (brand: Brand | null): string => brand?.ads ?? (brand?.source === 'ads' ? brand.name : '');

const classIn = (table: readonly [SourceClass, RegExp][], word: string): SourceClass | null =>
  table.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/** The class and name of a referrer's host: `referral` without a name when it is none of the known. */
export function hostSource(host: string): Named {
  const brand = brandOfHost(host);
  return brand ? named(brand) : { source: 'referral', name: '' };
}

/** Whole labels only: `vk.com.evil.example` and `myvk.com` are nobody. */
function brandOfHost(given: string): Brand | null {
  const host = given.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return BRANDS.find((brand) => hasHost(brand, host)) ?? null;
}

const hasHost = ({ hosts = [], exactHosts = [], apps = [], country }: Brand, host: string): boolean =>
  hosts.some((known) => host === known || host.endsWith(`.${known}`)) ||
  exactHosts.includes(host.replace(/^(www|m)\./, '')) ||
  apps.includes(host) ||
  (country?.test(host) ?? false);

const tag = (value: string | undefined): string => (value ?? '').trim().toLowerCase();

/** A label is kept only in lower case, in `[a-z0-9_-]{1,40}`, without five digits in a row (a phone, a card, an id). */
export function campaignLabel(value: string | undefined): string {
  const label = tag(value);
  return /^[a-z0-9_-]{1,40}$/.test(label) && !/\d{5}/.test(label) ? label : '';
}

// Where a visit came from, as one of a few classes: tags beat click ids, click ids beat the referrer, paid beats organic.
import type { SourceClass } from '../contract/vocabulary.ts';
import { APPS, GOOGLE, HOSTS, MEDIA, NAMES, PAID } from './source-tables.ts';

/** What the page saw on arrival; every part may be missing. Dropped as soon as it is classified. */
export type ArrivalFacts = {
  r?: string | undefined;
  us?: string | undefined;
  um?: string | undefined;
  uc?: string | undefined;
  k?: '1' | undefined;
};
export type Source = { source: SourceClass; campaign: string };

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

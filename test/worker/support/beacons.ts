// Visitors' beacons through the real door, in their order of arrival, and the rows of folded days as the oracle writes them.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { DIMENSIONS } from '../../../worker/contract/journey.ts';
import { decodeBreakdown } from '../../../worker/domain/journey/cells.ts';
import { decodePairTimes } from '../../../worker/domain/journey/times.ts';
import { decodeTrie } from '../../../worker/domain/journey/trie.ts';
import type { ArrivedBeacon, OracleDays, OracleSeries, OracleTimes } from '../../support/journey-oracle.ts';
import { NOON } from './fixtures.ts';
import type { SiteFixture, testApp } from './fixtures.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const UA = {
  desktop:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
};
export const FACTS: Record<string, string> = {
  'direct|': '',
  'search:yandex|': '&r=yandex.ru',
  'ads:vk-ads|spring': '&us=vk&um=cpc&uc=spring',
  'messenger:telegram|': '&r=t.me',
};

/** Sends beacons in their order of arrival through the app; every one must be answered, and `stored` is returned. */
export async function send(
  site: SiteFixture,
  app: ReturnType<typeof testApp>,
  beacon: ArrivedBeacon,
): Promise<number> {
  app.clock.now = beacon.arrivedAtMs;
  const e = beacon.events.map((event) => `${event.stage}.${event.seq}.${event.ageMs}`).join(';');
  const facts = FACTS[`${beacon.source}|${beacon.campaign}`]!;
  const reply = await app.fromPage(
    `/w/${site.key}/beacon`,
    `p=${beacon.page}&l=${beacon.language}&e=${e}${facts}`,
    {
      'CF-Connecting-IP': `203.0.113.${beacon.visitor}`,
      'User-Agent': UA[beacon.device as keyof typeof UA],
    },
  );
  expect(reply.status).toBe(200);
  const body = await reply.json<{ stored: number; why?: string }>();
  expect(body.why ?? 'duplicate').toBe('duplicate');
  return body.stored;
}

type DayRow = Record<'day' | 'series_id' | 'status' | 'paths' | 'times' | `by_${string}`, string> & {
  visits: number;
};
export async function folded(siteId: string): Promise<{ days: OracleDays; statuses: Set<string> }> {
  const { results } = await env.DB.prepare('SELECT * FROM journey_day WHERE site_id = ?1')
    .bind(siteId)
    .all<DayRow>();
  const days: OracleDays = {};
  for (const row of results) {
    const by: OracleDays[string]['by'] = {};
    for (const dimension of DIMENSIONS) {
      for (const [value, { paths }] of decodeBreakdown(row[`by_${dimension}`]!))
        by[`${dimension}=${value}`] = Object.fromEntries(paths);
    }
    days[`${row.day}|${row.series_id}`] = {
      visits: row.visits,
      paths: Object.fromEntries(decodeTrie(row.paths)),
      by,
    };
  }
  return { days, statuses: new Set(results.map((row) => row.status)) };
}

export async function foldedTimes(siteId: string): Promise<OracleTimes> {
  const { results } = await env.DB.prepare('SELECT * FROM journey_day WHERE site_id = ?1')
    .bind(siteId)
    .all<DayRow>();
  return Object.fromEntries(
    results.map((row) => {
      const pairs = [...decodePairTimes(row.times)];
      return [
        `${row.day}|${row.series_id}`,
        Object.fromEntries(pairs.map(([pair, counts]) => [pair, Object.fromEntries(counts)])),
      ];
    }),
  );
}

export const oneVisit = (visitor: number, over: Partial<ArrivedBeacon> = {}): ArrivedBeacon => ({
  ...{
    arrivedAtMs: NOON + visitor * 1000,
    visitor,
    device: 'desktop',
    language: 'ru',
    source: 'direct',
    campaign: '',
  },
  page: `page${String(visitor).padStart(4, '0')}`,
  events: [{ stage: 2 + (visitor % 4), seq: 0, ageMs: 0 }],
  ...over,
});

export const moscow = (site: SiteFixture): OracleSeries[] => [
  { id: site.seriesId, zone: 'Europe/Moscow', startedAtMs: 0 },
];

// Folding on real D1: the same sums whatever order beacons come in, wherever the fold is stopped, whoever folds beside it.
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { oracleDays, oracleTimes } from '../support/journey-oracle.ts';
import type { ArrivedBeacon, OracleSeries } from '../support/journey-oracle.ts';
import { DAY, FACTS, folded, foldedTimes, HOUR, MINUTE, moscow, oneVisit, send } from './support/beacons.ts';
import { Crash, hookedDb } from './support/broken-db.ts';
import { addSite, newId, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';

const visitsLeft = async (): Promise<number> =>
  (await env.DB.prepare('SELECT count(*) AS n FROM visit').first<number>('n')) ?? -1;

// --- arrivals: what visitors did, sent as pages send it, delivered as networks deliver it

type Delivery = { delayMs: number; skewMs: number; copyMs: number | null; resend: boolean };
const delivery: fc.Arbitrary<Delivery> = fc.record({
  delayMs: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 * MINUTE }) },
  ),
  skewMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -3 * MINUTE, max: 3 * HOUR }) },
  ),
  copyMs: fc.option(fc.integer({ min: 0, max: 30 * MINUTE }), { freq: 3 }),
  resend: fc.boolean(),
});
const pageView = fc.record({
  visitor: fc.integer({ min: 1, max: 3 }),
  device: fc.constantFrom('desktop', 'phone'),
  language: fc.constantFrom('ru', 'en'),
  fact: fc.constantFrom(...Object.keys(FACTS)),
  // Around the local midnight of the 15th in Moscow, and the evening before.
  openedAtMs: fc
    .integer({ min: 0, max: 20 })
    .map((step) => Date.parse('2026-10-14T17:00:00Z') + step * 15 * MINUTE),
  acts: fc.array(
    fc.record({
      stage: fc.integer({ min: 1, max: 8 }),
      afterMs: fc.constantFrom(0, 1, 700, 5000, 40 * MINUTE),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  perBeacon: fc.integer({ min: 1, max: 3 }),
  deliveries: fc.array(delivery, { minLength: 5, maxLength: 5 }),
});

type PageView = typeof pageView extends fc.Arbitrary<infer T> ? T : never;

/** All beacons in their order of arrival. */
const arrivals = (views: PageView[]): ArrivedBeacon[] =>
  views.flatMap(beaconsOf).sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);

/** The beacons of one page; the first says where the visit came from. */
function beaconsOf(view: PageView, index: number): ArrivedBeacon[] {
  let atMs = view.openedAtMs;
  const acts = view.acts.map(({ stage, afterMs }, seq) => ({ stage, seq, atMs: (atMs += afterMs) }));
  const [source = '', campaign = ''] = view.fact.split('|');
  const shared = {
    visitor: view.visitor,
    device: view.device,
    language: view.language,
    page: `view${String(index).padStart(4, '0')}`,
  };
  const beacons: ArrivedBeacon[] = [];
  for (let from = 0, n = 0; from < acts.length; from += view.perBeacon, n++) {
    const { delayMs, skewMs, copyMs, resend } = view.deliveries[n]!;
    // Partly sent again: the last event of the beacon before goes along.
    const sent = acts.slice(resend && from > 0 ? from - 1 : from, from + view.perBeacon);
    const sentAtMs = sent.at(-1)!.atMs;
    const events = sent.map((act) => ({
      stage: act.stage,
      seq: act.seq,
      ageMs: Math.max(0, sentAtMs - act.atMs + skewMs),
    }));
    const facts = n === 0 ? { source, campaign } : { source: 'direct', campaign: '' };
    const beacon = { ...shared, ...facts, events, arrivedAtMs: sentAtMs + delayMs };
    beacons.push(beacon);
    if (copyMs !== null) beacons.push({ ...beacon, arrivedAtMs: beacon.arrivedAtMs + copyMs });
  }
  return beacons;
}

describe('exactness', () => {
  it('folds late, doubled, reordered, skewed and partly re-sent beacons to what the oracle says, at any moment', async () => {
    let messy = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(pageView, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
        async (views, dice) => {
          const site = await addSite();
          const app = testApp();
          const beacons = arrivals(views);
          for (const [index, beacon] of beacons.entries()) {
            await send(site, app, beacon);
            if (dice.next().value !== 0) continue;
            expect(await foldVisits(env, beacon.arrivedAtMs, { pageSize: 2 })).toBe(true);
            expect((await folded(site.siteId)).days).toEqual(
              oracleDays(beacons.slice(0, index + 1), moscow(site)),
            );
          }
          messy += (await env.DB.prepare('SELECT sum(messy) AS n FROM visit').first<number>('n')) ?? 0;
          const later = beacons.at(-1)!.arrivedAtMs + 2 * DAY;
          expect(await foldVisits(env, later, { pageSize: 2, queries: 200 })).toBe(true);
          const { days, statuses } = await folded(site.siteId);
          expect(days).toEqual(oracleDays(beacons, moscow(site)));
          expect(await foldedTimes(site.siteId)).toEqual(oracleTimes(beacons, moscow(site)));
          expect(statuses).toEqual(new Set(['closed']));
          expect(await visitsLeft()).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
    // The generator reaches what it is for.
    expect(messy).toBeGreaterThan(5);
  }, 120_000);
});

describe('a fold that is stopped', () => {
  const beacons = [1, 2, 3, 4, 5, 6, 7].map((visitor) => {
    const [first, second] = [2 + (visitor % 4), 3 + (visitor % 3)];
    return oneVisit(visitor, {
      events: [
        { stage: first, seq: 0, ageMs: visitor * 9000 },
        { stage: second, seq: 1, ageMs: 0 },
      ],
    });
  });
  const fill = async (): Promise<SiteFixture> => {
    const site = await addSite();
    const app = testApp();
    for (const beacon of beacons) await send(site, app, beacon);
    return site;
  };

  it('loses and doubles nothing, whichever call fails, before, inside or after it', async () => {
    let crashes = 0;
    for (const moment of ['before', 'inside', 'after'] as const) {
      for (let failing = 0; ; failing++) {
        const site = await fill();
        const DB = hookedDb(env.DB, { at: (call) => (call === failing ? moment : null) });
        const stopped = await foldVisits({ DB }, NOON + 2 * DAY, { pageSize: 3, queries: 60 }).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        expect(await foldVisits(env, NOON + 2 * DAY, { pageSize: 3 })).toBe(true);
        expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, moscow(site)));
        expect(await foldedTimes(site.siteId)).toEqual(oracleTimes(beacons, moscow(site)));
        expect(await visitsLeft()).toBe(0);
        if (!stopped) break;
        crashes++;
      }
    }
    // List, days, mark; three pages, each read and written; then days, budget, clearing. At three moments each.
    expect(crashes).toBe(3 * 12);
  }, 60_000);

  it('loses and doubles nothing when another fold runs through between any two of its calls', async () => {
    for (let between = 0; between < 12; between++) {
      const site = await fill();
      const DB = hookedDb(env.DB, {
        at: async (call) => {
          if (call === between) await foldVisits(env, NOON + 2 * DAY, { pageSize: 2 });
          return null;
        },
      });
      await foldVisits({ DB }, NOON + 2 * DAY, { pageSize: 3 });
      expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, moscow(site)));
      expect(await visitsLeft()).toBe(0);
    }
  }, 60_000);

  it('is exact when several fold at once', async () => {
    const site = await fill();
    await Promise.all(
      [1, 2, 2, 3].map((pageSize) => foldVisits(env, NOON + 2 * DAY, { pageSize, queries: 100 })),
    );
    expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, moscow(site)));
    expect(await visitsLeft()).toBe(0);
  });

  it('goes on in the next run where the statements of a run end', async () => {
    const site = await fill();
    let runs = 1;
    while (!(await foldVisits(env, NOON + 2 * DAY, { pageSize: 1, queries: 16 }))) runs++;
    expect(runs).toBeGreaterThan(2);
    expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, moscow(site)));
  });

  it('does not let a beacon into a day between two pages of its fold', async () => {
    const site = await fill();
    const app = testApp();
    const late: unknown[] = [];
    const DB = hookedDb(env.DB, {
      at: async (call) => {
        if (call < 3) return null;
        app.clock.now = NOON + HOUR;
        const reply = await app.fromPage(`/w/${site.key}/beacon`, `p=late000${call % 10}&l=ru&e=5.0.0`, {
          'CF-Connecting-IP': '203.0.113.1',
        });
        late.push(await reply.json());
        return null;
      },
    });
    await foldVisits({ DB }, NOON + 2 * DAY, { pageSize: 3 });
    expect(late.length).toBeGreaterThan(4);
    expect(late.every((reply) => JSON.stringify(reply) === '{"stored":0,"why":"closed"}')).toBe(true);
    expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, moscow(site)));
  });

  it('writes nothing when nothing came since', async () => {
    const site = await fill();
    for (const [at, label] of [
      [NOON + HOUR, 'open'],
      [NOON + 2 * DAY, 'closed'],
    ] as const) {
      await foldVisits(env, at);
      let rows = 0;
      expect(await foldVisits({ DB: hookedDb(env.DB, { wrote: (n) => (rows += n) }) }, at + 5 * MINUTE)).toBe(
        true,
      );
      expect([label, rows]).toEqual([label, 0]);
    }
    expect((await folded(site.siteId)).statuses).toEqual(new Set(['closed']));
  });
});

describe('open days', () => {
  it('renews the row of today after a beacon and says as of when', async () => {
    const site = await addSite();
    const app = testApp();
    const asOf = () =>
      env.DB.prepare('SELECT as_of FROM journey_day WHERE site_id = ?1').bind(site.siteId).first('as_of');
    await send(site, app, oneVisit(1));
    await foldVisits(env, NOON + 5 * MINUTE);
    expect(await asOf()).toBe(NOON + 5 * MINUTE);
    await foldVisits(env, NOON + 10 * MINUTE);
    expect(await asOf()).toBe(NOON + 5 * MINUTE);
    await send(site, app, oneVisit(2, { arrivedAtMs: NOON + 11 * MINUTE }));
    await foldVisits(env, NOON + 15 * MINUTE);
    expect(await asOf()).toBe(NOON + 15 * MINUTE);
    expect(await visitsLeft()).toBe(2);
  });

  it('does not let an older look replace a newer one, nor any look a closed day', async () => {
    const site = await addSite();
    await send(site, testApp(), oneVisit(1));
    // The older fold has read the visits when the newer one runs through.
    for (const newerAt of [NOON + HOUR, NOON + 2 * DAY]) {
      const DB = hookedDb(env.DB, {
        at: async (call) => {
          if (call === 3) {
            await send(
              site,
              testApp(),
              oneVisit(2, { arrivedAtMs: NOON + 2 * MINUTE, page: `again${String(newerAt).slice(-3)}` }),
            );
            await foldVisits(env, newerAt);
          }
          return null;
        },
      });
      await env.DB.prepare('UPDATE write_budget SET rows_folded = 0').run();
      await foldVisits({ DB }, NOON + 5 * MINUTE);
      const row = await env.DB.prepare('SELECT visits, as_of FROM journey_day WHERE site_id = ?1')
        .bind(site.siteId)
        .first();
      expect(row).toEqual({ visits: 2, as_of: newerAt });
    }
  });

  it('renews open days also while many days wait to be closed, and closes them over the next runs', async () => {
    const [old, busy] = [await addSite(), await addSite()];
    const app = testApp();
    for (let day = 0; day < 6; day++) {
      await send(old, app, oneVisit(1, { arrivedAtMs: NOON + day * DAY, page: `day0000${day}` }));
    }
    const at = NOON + 8 * DAY;
    await send(busy, app, oneVisit(1, { arrivedAtMs: at }));
    expect(await foldVisits(env, at + MINUTE, { queries: 30 })).toBe(false);
    const rows = async (siteId: string) => Object.keys((await folded(siteId)).days).length;
    expect(await rows(busy.siteId)).toBe(1);
    expect(await rows(old.siteId)).toBeGreaterThan(0);
    expect(await rows(old.siteId)).toBeLessThan(6);
    while (!(await foldVisits(env, at + MINUTE, { queries: 30 })));
    expect(await rows(old.siteId)).toBe(6);
  });

  it('renews first the sites that were renewed longest ago', async () => {
    const sites = [await addSite(), await addSite(), await addSite()];
    const app = testApp();
    const renewed = async () =>
      (
        await env.DB.prepare(
          'SELECT site_id FROM journey_day WHERE as_of = (SELECT max(as_of) FROM journey_day)',
        ).all()
      ).results.map((r) => r['site_id']);
    const seen = new Set<unknown>();
    for (let round = 1; round <= 6; round++) {
      for (const site of sites)
        await send(site, app, oneVisit(round, { arrivedAtMs: NOON + round * 5 * MINUTE }));
      await foldVisits(env, NOON + round * 5 * MINUTE, { queries: 11 });
      for (const siteId of await renewed()) seen.add(siteId);
    }
    expect(seen).toEqual(new Set(sites.map((site) => site.siteId)));
  });
});

describe('calendar', () => {
  const stored = async (site: SiteFixture) =>
    Object.keys((await folded(site.siteId)).days)
      .map((name) => name.slice(0, 10))
      .sort();

  it('keeps a day open for two hours after its midnight, in the zone of the site', async () => {
    const site = await addSite({ zone: 'Asia/Vladivostok' });
    // 23:30 in Vladivostok (UTC+10).
    const at = Date.parse('2026-10-14T13:30:00Z');
    await send(site, testApp(), oneVisit(1, { arrivedAtMs: at }));
    for (const [minutes, status] of [
      [30, 'provisional'],
      [149, 'provisional'],
      [150, 'closed'],
    ] as const) {
      await foldVisits(env, at + minutes * MINUTE);
      expect([minutes, (await folded(site.siteId)).statuses]).toEqual([minutes, new Set([status])]);
    }
    expect(await stored(site)).toEqual(['2026-10-14']);
  });

  it('counts days of 23 and 25 hours by the wall calendar', async () => {
    const site = await addSite({ zone: 'Europe/Berlin' });
    const app = testApp();
    const berlin: OracleSeries[] = [{ id: site.seriesId, zone: 'Europe/Berlin', startedAtMs: 0 }];
    // Summer time ends on 2026-10-25 at 01:00Z and begins on 2027-03-28 at 01:00Z.
    const instants = [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
      '2027-03-27T22:59:59Z',
      '2027-03-27T23:00:00Z',
      '2027-03-28T21:59:59Z',
      '2027-03-28T22:00:00Z',
    ];
    const beacons = instants.map((at, i) => oneVisit(i + 1, { arrivedAtMs: Date.parse(at) }));
    for (const beacon of beacons) {
      await send(site, app, beacon);
      await foldVisits(env, beacon.arrivedAtMs);
    }
    await foldVisits(env, Date.parse('2027-03-30T00:00:00Z'));
    const { days } = await folded(site.siteId);
    expect(days).toEqual(oracleDays(beacons, berlin));
    expect(Object.entries(days).map(([name, row]) => [name.slice(0, 10), row.visits])).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
      ['2027-03-27', 1],
      ['2027-03-28', 2],
      ['2027-03-29', 1],
    ]);
  });

  it('starts a series at the midnight a zone changes, and keeps the visit of a repeated date in the old one', async () => {
    const site = await addSite();
    const newYork = newId();
    const midnight = Date.parse('2026-10-14T21:00:00Z');
    await env.DB.prepare(
      `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
       VALUES (?1, ?2, 'journey', 'statistics', 1, 'America/New_York', '2026-10-15', ?3)`,
    )
      .bind(newYork, site.siteId, midnight)
      .run();
    const series = [...moscow(site), { id: newYork, zone: 'America/New_York', startedAtMs: midnight }];
    const beacons = [
      oneVisit(1, { arrivedAtMs: midnight - HOUR }),
      // 17:30 on the 14th in New York: the same date again.
      oneVisit(1, {
        arrivedAtMs: midnight + HOUR / 2,
        page: 'page00x1',
        events: [{ stage: 5, seq: 0, ageMs: 0 }],
      }),
      oneVisit(2, { arrivedAtMs: midnight + HOUR / 2 + 1 }),
      oneVisit(3, { arrivedAtMs: midnight + 8 * HOUR }),
    ];
    const app = testApp();
    for (const beacon of beacons) {
      await send(site, app, beacon);
      await foldVisits(env, beacon.arrivedAtMs);
    }
    // 02:00 in Moscow has passed, but New York's 14th goes on.
    expect((await folded(site.siteId)).statuses).toEqual(new Set(['provisional']));
    await foldVisits(env, midnight + 2 * DAY);
    const { days } = await folded(site.siteId);
    expect(days).toEqual(oracleDays(beacons, series));
    expect(days[`2026-10-14|${newYork}`]?.visits).toBe(1);
    const { results } = await env.DB.prepare(
      'SELECT DISTINCT series_id, zone FROM journey_day ORDER BY zone',
    ).all();
    expect(results).toEqual([
      { series_id: newYork, zone: 'America/New_York' },
      { series_id: site.seriesId, zone: 'Europe/Moscow' },
    ]);
  });

  it('closes every day that was left after the cron stood still', async () => {
    const site = await addSite();
    const app = testApp();
    for (let day = 0; day < 5; day++)
      await send(site, app, oneVisit(1, { arrivedAtMs: NOON + day * DAY, page: `day0000${day}` }));
    let runs = 1;
    while (!(await foldVisits(env, NOON + 9 * DAY))) runs++;
    expect(runs).toBeLessThan(4);
    expect(await stored(site)).toEqual([
      '2026-10-14',
      '2026-10-15',
      '2026-10-16',
      '2026-10-17',
      '2026-10-18',
    ]);
    expect(await visitsLeft()).toBe(0);
  });

  it('forgets old budgets, and keeps the mark of a closed day, which takes no visit ever again', async () => {
    const site = await addSite();
    await send(site, testApp(), oneVisit(1));
    await foldVisits(env, NOON + 2 * DAY);
    const left = async () =>
      env.DB.prepare(
        'SELECT (SELECT count(*) FROM write_budget) AS budgets, (SELECT count(*) FROM journey_fold) AS marks',
      ).first();
    expect(await left()).toEqual({ budgets: 1, marks: 1 });
    await foldVisits(env, NOON + 9 * DAY);
    expect(await left()).toEqual({ budgets: 0, marks: 1 });
    // Even a clock that was turned back opens it for nobody.
    const app = testApp(NOON + HOUR);
    const late = await app.fromPage(`/w/${site.key}/beacon`, 'p=late0001&l=ru&e=5.0.0');
    expect(await late.json()).toEqual({ stored: 0, why: 'closed' });
  });
});

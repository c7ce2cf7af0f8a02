// Weeks and months on real D1: any period is answered exactly, rolled or not, and no roll outlives a change of its days.
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DIMENSIONS } from '../../worker/contract/journey.ts';
import type { JourneyAnswer, JourneyBreakdown, JourneyTimes } from '../../worker/contract/journey.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { addToCell, cutTail, KEPT_PATHS } from '../../worker/domain/journey/cells.ts';
import type { Breakdown } from '../../worker/domain/journey/cells.ts';
import { countedPath, pathOf } from '../../worker/domain/journey/path.ts';
import { decodeTimes } from '../../worker/domain/journey/times.ts';
import { decodeTrie } from '../../worker/domain/journey/trie.ts';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { readJourneyAnswer } from '../../worker/store/journey-days.ts';
import { readSite } from '../../worker/store/sites.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { oracleDays, oracleSum, oracleTimes } from '../support/journey-oracle.ts';
import type { ArrivedBeacon, OracleDays, OracleSeries, OracleTimes } from '../support/journey-oracle.ts';
import { seededRandom, walkStages } from '../bench/clinic.ts';
import { DAY, FACTS, folded, HOUR, oneVisit, send } from './support/beacons.ts';
import { Crash, hookedDb } from './support/broken-db.ts';
import { addMember, addSite, newId, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';

// Months of visits through real D1, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const rolls = async (siteId: string): Promise<string[]> => {
  const { results } = await env.DB.prepare(
    'SELECT kind, from_day, visits FROM journey_roll WHERE site_id = ?1 ORDER BY kind, from_day, series_id',
  )
    .bind(siteId)
    .all<{ kind: string; from_day: string; visits: number }>();
  return results.map((row) => `${row.kind} ${row.from_day} ${row.visits}`);
};

/** The dashboard's view of a period: the sums of all rows by series, over the real routes. */
async function answered(
  app: ReturnType<typeof testApp>,
  ask: { cookie: string; siteId: string; from: string; to: string },
) {
  const get = async <T>(door: string): Promise<T> => {
    const path = `/api/sites/${ask.siteId}/journey${door}?from=${ask.from}&to=${ask.to}`;
    const reply = await app.fromMember(ask.cookie, 'GET', path);
    expect([path, reply.status]).toEqual([path, 200]);
    return reply.json<T>();
  };
  const base = await get<JourneyAnswer>('');
  const sums: OracleDays = {};
  for (const row of base.rows) {
    const sum = (sums[row.seriesId] ??= { visits: 0, paths: {}, by: {} });
    sum.visits += row.visits;
    addTrie(sum.paths, row.paths);
  }
  for (const dimension of DIMENSIONS) {
    const breakdown = await get<JourneyBreakdown>(`/by/${dimension}`);
    for (const { seriesId, cells } of breakdown.rows) {
      for (const [value, cell] of Object.entries(cells)) {
        expect(cell.tail).toBe('');
        addTrie((sums[seriesId]!.by[`${dimension}=${value}`] ??= {}), cell.paths);
      }
    }
  }
  return { base, sums, times: sumTimes((await get<JourneyTimes>('/times')).rows) };
}
function addTrie(sum: Record<string, number>, trie: string): void {
  for (const [path, visits] of decodeTrie(trie)) sum[path] = (sum[path] ?? 0) + visits;
}
function sumTimes(rows: JourneyTimes['rows']): OracleTimes {
  const times: OracleTimes = {};
  for (const { seriesId, pairs } of rows) {
    for (const [pair, text] of Object.entries(pairs)) {
      const sum = ((times[seriesId] ??= {})[pair] ??= {});
      for (const [bucket, visits] of decodeTimes(text)) sum[bucket] = (sum[bucket] ?? 0) + visits;
    }
  }
  return times;
}
/** The oracle's times of closed days from…to added up by series; series without any pair are absent, as in `sumTimes`. */
function oracleTimesSum(times: OracleTimes, from: string, to: string): OracleTimes {
  const sums: OracleTimes = {};
  for (const [name, pairs] of Object.entries(times)) {
    const [day, series] = name.split('|') as [string, string];
    if (day < from || day > to) continue;
    for (const [pair, buckets] of Object.entries(pairs)) {
      const sum = ((sums[series] ??= {})[pair] ??= {});
      for (const [bucket, visits] of Object.entries(buckets)) {
        sum[Number(bucket)] = (sum[Number(bucket)] ?? 0) + visits;
      }
    }
  }
  return sums;
}

async function addSeries(site: SiteFixture, zone: string, startedAtMs: number): Promise<OracleSeries> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
     VALUES (?1, ?2, 'journey', 'statistics', 2, ?3, ?4, ?5)`,
  )
    .bind(id, site.siteId, zone, new Date(startedAtMs).toISOString().slice(0, 10), startedAtMs)
    .run();
  return { id, zone, startedAtMs };
}

/** Folds and rolls until nothing is left, as many runs as it takes. */
async function settle(atMs: number, queries = 200, pageSize = 3): Promise<void> {
  for (let runs = 0; runs < 40; runs++) {
    const before = JSON.stringify(await allRows());
    const done = await foldVisits(env, atMs, { pageSize, queries });
    if (done && before === JSON.stringify(await allRows())) return;
  }
  throw new Error('does not settle');
}
const allRows = async () =>
  (
    await env.DB.prepare(
      `SELECT 'day', site_id, day, series_id FROM journey_day UNION ALL SELECT kind, site_id, from_day, series_id FROM journey_roll`,
    ).all()
  ).results;

const visit = fc.record({
  /** Days and minutes after the first Monday. */
  day: fc.integer({ min: 0, max: 120 }),
  minute: fc.integer({ min: 0, max: 1439 }),
  visitor: fc.integer({ min: 1, max: 200 }),
  device: fc.constantFrom('desktop', 'phone'),
  fact: fc.constantFrom(...Object.keys(FACTS)),
  stages: fc.array(fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 900_000 })), {
    minLength: 1,
    maxLength: 4,
  }),
});
const START = Date.parse('2026-09-07T00:00:00Z');

const beaconOf = (
  v: typeof visit extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): ArrivedBeacon => {
  const [source = '', campaign = ''] = v.fact.split('|');
  let ageMs = 0;
  const ages = v.stages.map(([, gap]) => (ageMs += gap)).reverse();
  return {
    ...{ visitor: v.visitor, device: v.device, language: 'ru', source, campaign },
    arrivedAtMs: START + v.day * DAY + v.minute * 60_000,
    page: `v${String(index).padStart(7, '0')}`,
    events: v.stages.map(([stage], seq) => ({ stage, seq, ageMs: seq === 0 ? ages[0]! : ages[seq]! })),
  };
};

describe('any period', () => {
  it.each(['Europe/Moscow', 'Asia/Kolkata', 'Europe/Berlin', 'America/New_York'])(
    'adds up to what the oracle says, at any moment, in %s, across a change of series and of zone',
    async (zone) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(visit, { minLength: 8, maxLength: 25 }),
          fc.array(fc.tuple(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 130 })), {
            minLength: 4,
            maxLength: 4,
          }),
          fc.integer({ min: 20, max: 100 }),
          async (visits, spans, changeDay) => {
            const site = await addSite({ zone });
            const changed = await addSeries(site, 'Australia/Adelaide', START + changeDay * DAY + 7 * HOUR);
            const series = [{ id: site.seriesId, zone, startedAtMs: 0 }, changed];
            const app = testApp();
            const { cookie } = await addMember(site.clinicId, 'owner', { now: START });
            const beacons = visits.map(beaconOf).sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
            for (const [i, beacon] of beacons.entries()) {
              await send(site, app, beacon);
              if (i % 5 === 4) await foldVisits(env, beacon.arrivedAtMs + 60_000);
            }
            const end = START + 131 * DAY;
            await settle(end);
            app.clock.now = end;
            await env.DB.prepare('UPDATE session SET expires_at = ?1')
              .bind(end + DAY)
              .run();
            const days = oracleDays(beacons, series);
            const times = oracleTimes(beacons, series);
            for (const [a, b] of [...spans, [0, 131] as [number, number]]) {
              const from = addDays('2026-09-06', Math.min(a, b));
              const to = addDays('2026-09-06', Math.max(a, b));
              const seen = await answered(app, { cookie, siteId: site.siteId, from, to });
              expect(seen.sums).toEqual(oracleSum(days, from, to));
              expect(seen.times).toEqual(oracleTimesSum(times, from, to));
            }
          },
        ),
        { numRuns: 2 },
      );
    },
    60_000,
  );
});

describe('rolling', () => {
  /** A visit on every day of nine weeks from Monday, 7 September, closed. */
  async function nineWeeks(): Promise<SiteFixture> {
    const site = await addSite();
    const cells = '{"direct":{"paths":"A(B)","tail":""}}';
    await env.DB.batch(
      Array.from({ length: 63 }, (_, n) =>
        env.DB.prepare(
          `INSERT INTO journey_day (site_id, day, series_id, zone, status, as_of, visits, paths, times, by_source, by_campaign,
             by_device, by_language, by_entry)
           VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', ?4, 1, 'A(B)', '{"AB":"a"}', ?5, ?5, ?5, ?5, ?5)`,
        ).bind(site.siteId, addDays('2026-09-07', n), site.seriesId, START + (n + 1) * DAY, cells),
      ),
    );
    return site;
  }
  const END = START + 63 * DAY + 9 * HOUR;

  it('adds up whole weeks and months once their last day is three days past, and not before', async () => {
    const site = await addSite();
    const app = testApp();
    // Sunday, 13 September; a Moscow day ends at 21:00 UTC.
    await send(site, app, oneVisit(1, { arrivedAtMs: Date.parse('2026-09-13T09:00:00Z') }));
    await foldVisits(env, Date.parse('2026-09-15T20:59:00Z'));
    expect(await rolls(site.siteId)).toEqual([]);
    await foldVisits(env, Date.parse('2026-09-15T21:01:00Z'));
    expect(await rolls(site.siteId)).toEqual(['week 2026-09-07 1']);
    await foldVisits(env, Date.parse('2026-10-02T20:59:00Z'));
    expect(await rolls(site.siteId)).toEqual(['week 2026-09-07 1']);
    await foldVisits(env, Date.parse('2026-10-02T21:01:00Z'));
    expect(await rolls(site.siteId)).toEqual(['month 2026-09-01 1', 'week 2026-09-07 1']);
  });

  it('answers 90 days and the time since by at most a hundred rows read', async () => {
    const site = await nineWeeks();
    await settle(END);
    const { cookie } = await addMember(site.clinicId, 'owner', { now: END });
    for (const [door, from, rows] of [
      ['', '2026-08-12', 37],
      ['/by/source', '2026-08-12', 37],
      ['/times', '2026-08-12', 13],
      ['', '2024-10-09', 15],
    ] as const) {
      const { DB, sum } = meteredDatabase();
      const path = `/api/sites/${site.siteId}/journey${door}?from=${from}&to=2026-11-09`;
      const app = testApp(END);
      const signedIn = await app.send(`/api/me`, { headers: { Cookie: cookie } }, { DB });
      expect(signedIn.status).toBe(200);
      const before = sum.rowsRead;
      const reply = await app.send(path, { headers: { Cookie: cookie } }, { DB });
      const read = sum.rowsRead - before;
      const { rows: got } = await reply.json<{ rows: unknown[] }>();
      expect([door, got.length <= rows]).toEqual([door, true]);
      expect(read).toBeLessThanOrEqual(100);
    }
  });

  it('ends the same wherever it is stopped, before, inside or after any of its statements', async () => {
    const site = await nineWeeks();
    await settle(END);
    const whole = await rolls(site.siteId);
    expect(whole.length).toBe(8 + 2);
    let crashes = 0;
    for (const moment of ['before', 'inside', 'after'] as const) {
      for (let failing = 0; ; failing++) {
        await env.DB.prepare('DELETE FROM journey_roll WHERE from_day >= ?1').bind('2026-10-01').run();
        const DB = hookedDb(env.DB, { at: (call) => (call === failing ? moment : null) });
        const stopped = await foldVisits({ DB }, END, { queries: 100 }).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        await settle(END);
        expect(await rolls(site.siteId)).toEqual(whole);
        if (!stopped) break;
        crashes++;
      }
    }
    expect(crashes).toBeGreaterThan(3 * 8);
  });

  it('goes on over many runs of few statements, and writes nothing when all is rolled', async () => {
    const site = await nineWeeks();
    await settle(END);
    const whole = await rolls(site.siteId);
    await env.DB.prepare('DELETE FROM journey_roll').run();
    await settle(END, 16);
    expect(await rolls(site.siteId)).toEqual(whole);
    const { DB, sum } = meteredDatabase();
    await foldVisits({ DB }, END + 300_000);
    expect(sum.rowsWritten).toBe(0);
    // A run that finds nothing to do is cheap, however long the history.
    expect(sum.rowsRead).toBeLessThanOrEqual(12);
  });

  it('is not written over days that changed since they were read', async () => {
    const site = await nineWeeks();
    await settle(END);
    await env.DB.prepare(`DELETE FROM journey_roll WHERE kind = 'week'`).run();
    let changed = false;
    const DB = hookedDb(env.DB, {
      at: async () => {
        // Between every two calls of the rolling, one more visit in the first week.
        const { meta } = await env.DB.prepare(
          `UPDATE journey_day SET visits = visits + 1 WHERE site_id = ?1 AND day = '2026-09-08' AND visits < 3`,
        )
          .bind(site.siteId)
          .run();
        changed ||= meta.changes > 0;
        return null;
      },
    });
    await foldVisits({ DB }, END, { queries: 100 });
    await settle(END);
    expect(changed).toBe(true);
    const week = await env.DB.prepare(
      `SELECT (SELECT sum(visits) FROM journey_day WHERE day BETWEEN '2026-09-07' AND '2026-09-13') AS days,
         (SELECT visits FROM journey_roll WHERE kind = 'week' AND from_day = '2026-09-07') AS roll`,
    ).first<{ days: number; roll: number | null }>();
    expect(week!.days).toBe(9);
    expect([9, null]).toContain(week!.roll);
  });

  it('goes with a day that is added, changed, opened again or deleted, and the answer is the days', async () => {
    const site = await nineWeeks();
    await settle(END);
    const before = await rolls(site.siteId);
    const kept = before.filter((name) => !/^(week 2026-10-05|month 2026-10)/.test(name));
    expect(kept.length).toBe(before.length - 2);
    for (const sql of [
      `INSERT INTO journey_day SELECT site_id, day, 'other', zone, status, as_of, visits, paths, times, by_source,
         by_campaign, by_device, by_language, by_entry FROM journey_day WHERE day = '2026-10-07'`,
      `UPDATE journey_day SET visits = 5 WHERE day = '2026-10-07'`,
      `UPDATE journey_day SET status = 'provisional' WHERE day = '2026-10-07'`,
      `DELETE FROM journey_day WHERE day = '2026-10-07'`,
    ]) {
      expect(await rolls(site.siteId)).toEqual(before);
      await env.DB.prepare(sql).run();
      expect(await rolls(site.siteId)).toEqual(kept);
      const record = (await readSite(env.DB, site.siteId))!;
      const answer = await readJourneyAnswer(env.DB, record, { from: '2026-10-05', to: '2026-10-11' }, END);
      const days = await env.DB.prepare(
        `SELECT sum(visits) AS visits FROM journey_day WHERE day BETWEEN '2026-10-05' AND '2026-10-11'`,
      ).first<number>('visits');
      expect(answer.rows.reduce((sum, row) => sum + row.visits, 0)).toBe(days);
      // As it was, and rolled again, for the next change.
      await env.DB.batch([
        env.DB.prepare(`DELETE FROM journey_day WHERE series_id = 'other'`),
        env.DB.prepare(`UPDATE journey_day SET visits = 1, status = 'closed' WHERE day = '2026-10-07'`),
        env.DB.prepare(`DELETE FROM journey_roll`),
      ]);
      await settle(END);
    }
  });
});

describe('a tail', () => {
  /** Many visits of one day, each a random path over eight stages, straight into the table that beacons fill. */
  async function crowd(
    site: SiteFixture,
    day: string,
    count: number,
    random: () => number,
  ): Promise<string[]> {
    const sources = ['direct', 'search:yandex', 'maps:2gis', 'ads'];
    const paths = Array.from({ length: count }, () => {
      const length = Math.floor(random() * 7);
      const letters = Array.from({ length }, () => 'BCDEFGH'[Math.floor(random() ** 2 * 7)]!);
      return letters.filter((letter, i) => letter !== letters[i - 1]).join('');
    });
    const visits = paths.map((path, i) => ({
      key: String(i).padStart(6, '0'),
      path,
      source: sources[Math.floor(random() * sources.length)],
    }));
    await env.DB.prepare(
      `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
       SELECT ?1, ?2, value ->> 'key', ?3, value ->> 'source', '', 'phone', 'ru', value ->> 'path', ';page000100B00000000', 0, 0
       FROM json_each(?4)`,
    )
      .bind(site.siteId, day, site.seriesId, JSON.stringify(visits))
      .run();
    return paths.map((path) => `A${path}`);
  }
  function reached(counts: Iterable<[letters: string, visits: number]>): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const [letters, visits] of counts) {
      for (const letter of new Set(letters)) sums[letter] = (sums[letter] ?? 0) + visits;
    }
    return sums;
  }

  it('of a crowded day, and of its week, adds up with the cells to the whole, in visits and in stages reached', async () => {
    const site = await addSite();
    const random = seededRandom(11);
    const days = ['2026-09-07', '2026-09-08', '2026-09-09'];
    const paths: string[][] = [];
    for (const day of days) paths.push(await crowd(site, day, 4000, random));
    const distinct = new Set(paths[0]).size;
    expect(distinct).toBeGreaterThan(1000);
    await settle(Date.parse('2026-09-20T12:00:00Z'), 200, 5000);
    expect(await rolls(site.siteId)).toEqual(['week 2026-09-07 12000']);
    const { cookie } = await addMember(site.clinicId, 'owner', { now: NOON });
    const app = testApp();
    const get = async <T>(door: string, from: string, to: string): Promise<T> =>
      (
        await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/journey${door}?from=${from}&to=${to}`)
      ).json<T>();
    for (const [from, to, expected] of [
      ['2026-09-07', '2026-09-07', paths[0]!],
      ['2026-09-07', '2026-09-13', paths.flat()],
    ] as const) {
      const truth = reached(expected.map((path) => [path, 1]));
      const base = await get<JourneyAnswer>('', from, to);
      expect(reached(decodeTrie(base.rows[0]!.paths))).toEqual(truth);
      const { rows } = await get<JourneyBreakdown>('/by/source', from, to);
      expect(rows.length).toBe(1);
      const cells = Object.values(rows[0]!.cells);
      const kept = cells.flatMap((cell) => [...decodeTrie(cell.paths)]);
      const tails = cells.flatMap((cell) => [...decodeTrie(cell.tail)]);
      expect(tails.length).toBeGreaterThan(0);
      expect(kept.length).toBeLessThanOrEqual(from === to ? KEPT_PATHS.day : KEPT_PATHS.roll);
      expect(reached([...kept, ...tails])).toEqual(truth);
    }
  });

  it('has no place in what ten thousand visits in ninety days leave', async () => {
    const random = seededRandom(5);
    const [day, week]: Breakdown[] = [new Map(), new Map()];
    for (let i = 0; i < 7 * 112; i++) {
      const path = countedPath(pathOf(walkStages(random)));
      const source = `referral:site-${Math.floor(random() * 40)}`;
      addToCell(week!, source, path, 1);
      if (i < 112) addToCell(day!, source, path, 1);
    }
    for (const [cells, kept] of [
      [day!, KEPT_PATHS.day],
      [week!, KEPT_PATHS.roll],
    ] as const) {
      for (const { tail } of cutTail(cells, kept).values()) expect(tail.size).toBe(0);
    }
  });
});

describe('a clock that jumps', () => {
  it('folds a past played afterwards, day after day, and loses nothing of what a later clock had closed', async () => {
    const site = await addSite();
    const app = testApp();
    const series: OracleSeries[] = [{ id: site.seriesId, zone: 'Europe/Moscow', startedAtMs: 0 }];
    const beacons = Array.from({ length: 12 }, (_, day) =>
      oneVisit(day + 1, { arrivedAtMs: START + day * DAY + 9 * HOUR }),
    );
    // The clock of the machine ran first, then the past is played, then the machine's clock again, then an older one.
    const machine = START + 200 * DAY;
    await runJobs(env, machine);
    for (const beacon of beacons) {
      expect(await send(site, app, beacon)).toBe(1);
      await runJobs(env, beacon.arrivedAtMs + 60_000);
    }
    for (const clock of [machine, START + 3 * DAY, machine]) await runJobs(env, clock);
    await settle(machine);
    expect((await folded(site.siteId)).days).toEqual(oracleDays(beacons, series));
    expect((await folded(site.siteId)).statuses).toEqual(new Set(['closed']));
    // A visit of a day that is closed stays out, whatever the clock says now.
    app.clock.now = beacons[3]!.arrivedAtMs + HOUR;
    const late = await app.fromPage(`/w/${site.key}/beacon`, 'p=late0001&l=ru&e=5.0.0');
    expect(await late.json()).toEqual({ stored: 0, why: 'closed' });
    const record = (await readSite(env.DB, site.siteId))!;
    const answer = await readJourneyAnswer(env.DB, record, { from: '2026-09-07', to: '2026-09-30' }, machine);
    expect(answer.rows.reduce((sum, row) => sum + row.visits, 0)).toBe(12);
  });
});

describe('forgetting', () => {
  it('keeps paths and times without dimensions after 13 months, and nothing after 25', async () => {
    const site = await addSite();
    const app = testApp();
    const { cookie } = await addMember(site.clinicId, 'owner', { now: START });
    const beacons = [0, 3, 40].map((day) =>
      oneVisit(day + 1, {
        arrivedAtMs: START + day * DAY + 9 * HOUR,
        events: [
          { stage: 2, seq: 0, ageMs: 5000 },
          { stage: 3, seq: 1, ageMs: 0 },
        ],
      }),
    );
    for (const beacon of beacons) await send(site, app, beacon);
    const at = async (date: string) => {
      const now = Date.parse(`${date}T10:00:00Z`);
      await settle(now);
      for (let i = 0; i < 3; i++) await runJobs(env, now);
      app.clock.now = now;
      await env.DB.prepare(
        `INSERT INTO session (hash, member_id, created_at, seen_at, expires_at)
         SELECT hash, member_id, 0, ?1, ?1 + 1000 FROM saved_session WHERE true ON CONFLICT (hash) DO UPDATE SET expires_at = ?1 + 1000, seen_at = ?1`,
      )
        .bind(now)
        .run();
      const get = async <T>(door: string) => {
        const path = `/api/sites/${site.siteId}/journey${door}?from=2026-09-01&to=2026-10-31`;
        return (await app.fromMember(cookie, 'GET', path)).json<T>();
      };
      const base = await get<JourneyAnswer>('');
      const by = await get<JourneyBreakdown>('/by/device');
      const times = await get<JourneyTimes>('/times');
      return {
        visits: base.rows.reduce((sum, row) => sum + row.visits, 0),
        keptFrom: by.keptFrom,
        inCells: by.rows.flatMap((row) => Object.values(row.cells)).length,
        timed: times.rows.reduce(
          (sum, row) => sum + (decodeTimes(row.pairs['BC'] ?? '').size > 0 ? 1 : 0),
          0,
        ),
      };
    };
    await env.DB.prepare('CREATE TABLE saved_session AS SELECT hash, member_id FROM session').run();
    const left = async () =>
      env.DB.prepare(
        `SELECT (SELECT count(*) FROM journey_day) AS days, (SELECT count(*) FROM journey_day WHERE by_source || by_campaign ||
           by_device || by_language || by_entry <> '') AS told, (SELECT count(*) FROM journey_roll) AS rolls,
           (SELECT count(*) FROM journey_roll WHERE by_source || by_campaign || by_device || by_language || by_entry <> '') AS rolls_told`,
      ).first();
    expect(await at('2027-10-07')).toMatchObject({ visits: 3, keptFrom: '2026-09-07' });
    // September lost its dimensions as a month with its first day, its week of the 7th has them still.
    expect(await left()).toEqual({ days: 3, told: 3, rolls: 4, rolls_told: 3 });
    expect(await at('2027-10-08')).toEqual({ visits: 3, keptFrom: '2026-09-08', inCells: 2, timed: 2 });
    expect(await left()).toEqual({ days: 3, told: 2, rolls: 4, rolls_told: 2 });
    expect(await at('2028-06-01')).toMatchObject({ visits: 3, inCells: 0 });
    expect(await left()).toMatchObject({ days: 3, told: 0, rolls: 4, rolls_told: 0 });
    expect(await at('2028-10-08')).toMatchObject({ visits: 2 });
    expect(await at('2028-11-18')).toMatchObject({ visits: 0, timed: 0 });
    expect(await left()).toMatchObject({ days: 0, rolls: 0 });
    await env.DB.prepare('DROP TABLE saved_session').run();
  });
});

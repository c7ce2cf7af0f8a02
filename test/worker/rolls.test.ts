// Weeks and months on real D1: any period is answered exactly, rolled or not, and no roll outlives a change of its days.
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS } from '../../worker/contract/journey.ts';
import type { JourneyAnswer, JourneyBreakdown, JourneyTimes } from '../../worker/contract/journey.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { decodeTimes } from '../../worker/domain/journey/times.ts';
import { decodeTrie } from '../../worker/domain/journey/trie.ts';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { readJourneyAnswer } from '../../worker/store/journey-days.ts';
import { readSite } from '../../worker/store/sites.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { oracleDays, oracleSum, oracleTimes } from '../support/journey-oracle.ts';
import type { ArrivedBeacon, OracleDays, OracleSeries, OracleTimes } from '../support/journey-oracle.ts';
import { DAY, FACTS, HOUR, oneVisit, send } from './support/beacons.ts';
import { Crash, hookedDb } from './support/broken-db.ts';
import { addMember, addSite, newId, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';

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
async function settle(atMs: number, queries = 200): Promise<void> {
  for (let runs = 0; runs < 40; runs++) {
    const before = JSON.stringify(await allRolls());
    const done = await foldVisits(env, atMs, { pageSize: 3, queries });
    if (done && before === JSON.stringify(await allRolls())) return;
  }
  throw new Error('does not settle');
}
const allRolls = async () =>
  (await env.DB.prepare('SELECT site_id, kind, from_day, series_id FROM journey_roll').all()).results;

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
  /** A visit on every day of nine weeks from Monday, 7 September. */
  async function nineWeeks(): Promise<SiteFixture> {
    const site = await addSite();
    const app = testApp();
    for (let day = 0; day < 63; day++) {
      await send(site, app, oneVisit(1 + (day % 200), { arrivedAtMs: START + day * DAY + 9 * HOUR }));
      if (day % 7 === 6) await foldVisits(env, START + (day + 1) * DAY + 9 * HOUR, { queries: 400 });
    }
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
  }, 60_000);

  it('goes on over many runs of few statements, and writes nothing when all is rolled', async () => {
    const site = await nineWeeks();
    await settle(END);
    const whole = await rolls(site.siteId);
    await env.DB.prepare('DELETE FROM journey_roll').run();
    await settle(END, 16);
    expect(await rolls(site.siteId)).toEqual(whole);
    let written = 0;
    await foldVisits({ DB: hookedDb(env.DB, { wrote: (n) => (written += n) }) }, END + 300_000);
    expect(written).toBe(0);
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

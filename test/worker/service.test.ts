// The figures of service equal a recount by SQL over rows that SQL made; minutes are counted anew by Temporal.
import { env } from 'cloudflare:workers';
import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceAnswer } from '../../worker/contract/service.ts';
import { addMember, addSite, newId, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { rows } from './support/words.ts';

// NOON is Wednesday 14 October 2026, 12:00 in Moscow; the clinic is open from 9 to 19 on weekdays.
const MINUTE = 60_000;
const N = 400;
const PERIOD = { from: '2026-09-17', to: '2026-10-14' };
const FROM = Date.parse('2026-09-16T21:00:00Z');
const TO = Date.parse('2026-10-14T21:00:00Z');

let site: SiteFixture;
let owner: string;
let answer: ServiceAnswer;
const app = testApp();

/** Conversations of all sorts, by arithmetic on a counter: SQL alone knows what it made. */
const MAKE = `
  WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < ${N}),
  drawn AS (SELECT i,
    ?2 - (i * 7919 % 43200) * 60000 AS started,
    (i * 31 % 1600) * 60000 + i AS reply_after,
    CASE WHEN i % 11 = 0 THEN 'waiting' WHEN i % 3 = 0 THEN 'answered' ELSE 'closed' END AS state FROM counter),
  told AS (SELECT *, CASE WHEN state = 'waiting' OR i % 17 = 0 THEN NULL ELSE min(started + reply_after, ?2) END AS replied FROM drawn)
  INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, outcome, language, started_at, last_message_at,
    waiting_since, first_reply_at, closed_at, reopened_at, due_at, first_due_at, solve_due_at, solved_first)
  SELECT printf('01SERVICE%017d', i), ?1, 'token' || i, 'erase', 'message',
    CASE i % 7 WHEN 0 THEN 'price' WHEN 1 THEN 'complaint' WHEN 2 THEN 'results' ELSE 'booking' END, state,
    CASE WHEN state <> 'closed' THEN NULL WHEN i % 5 = 0 THEN 'not_solved' WHEN i % 4 = 0 THEN 'booked_by_phone' ELSE 'solved' END,
    'ru', started, started + 60000, CASE WHEN state = 'waiting' THEN started END, replied,
    CASE WHEN state = 'closed' THEN min(COALESCE(replied, started) + 3600000, ?2) END,
    CASE WHEN i % 29 = 0 THEN started + 500000 END,
    CASE WHEN state = 'waiting' THEN started + 1800000 END, started + 1800000 + (i % 3) * 3600000, started + 9000000,
    CASE WHEN state = 'closed' THEN i % 6 <> 0 END
  FROM told`;

beforeEach(async () => {
  site = await addSite();
  await env.DB.prepare(MAKE).bind(site.siteId, NOON).run();
  // Every fifth person left a phone; one in ten shares it with somebody.
  await env.DB.prepare(
    `INSERT INTO contact (conversation_id, site_id, key_id, sealed, phone_index, consent_version, consent_at)
     SELECT id, site_id, 'test', '', 'phone' || (CAST(substr(token_hash, 6) AS INTEGER) % 100), '1', started_at FROM conversation
     WHERE site_id = ?1 AND CAST(substr(token_hash, 6) AS INTEGER) % 5 = 0`,
  )
    .bind(site.siteId)
    .run();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO series (id, site_id, kind, question, moment, wording, mode, rules_version, zone, started_on, started_at)
       VALUES ('S', ?1, 'answers', 'solved', 'closed', 1, 'statistics', 1, 'Europe/Moscow', '2026-09-01', 1)`,
    ).bind(site.siteId),
    ...[2, 2, 2, 1, 0].map((score, i) =>
      env.DB.prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language)
         VALUES (?1, ?2, '', ?2, 'S', 'solved', 'closed', 'widget', 'statistics', ?3, ?4, 'ru')`,
      ).bind(site.siteId, newId(), i === 0 ? '2026-09-01' : '2026-10-10', score),
    ),
  ]);
  ({ cookie: owner } = await addMember(site.clinicId, 'owner'));
  answer = await ask(owner);
});

async function ask(cookie: string, period = PERIOD): Promise<ServiceAnswer> {
  const reply = await app.fromMember(
    cookie,
    'GET',
    `/api/sites/${site.siteId}/service?${new URLSearchParams(period)}`,
  );
  expect(reply.status).toBe(200);
  return (await reply.json()) as ServiceAnswer;
}

const one = async <Row>(sql: string): Promise<Row> =>
  (
    await rows<Row>(sql.replace('FROM period', `FROM conversation ${WHERE}`), site.siteId, FROM, TO, NOON)
  )[0]!;
const WHERE = 'WHERE site_id = ?1 AND started_at >= ?2 AND started_at < ?3 AND ?4 > 0';

/** Working time from 9 to 19 on weekdays in Moscow: whole minutes by Temporal, and the odd ends of a stretch by subtraction. */
function workMs(fromMs: number, toMs: number): number {
  let ms = 0;
  for (let minute = Math.floor(fromMs / MINUTE) * MINUTE; minute < toMs; minute += MINUTE) {
    const wall = wallOf(minute);
    if (wall.dayOfWeek > 5 || wall.hour < 9 || wall.hour >= 19) continue;
    ms += Math.min(minute + MINUTE, toMs) - Math.max(minute, fromMs);
  }
  return ms;
}
const walls = new Map<number, { dayOfWeek: number; hour: number }>();
/** An hour of Moscow's clock is an hour of UTC. */
function wallOf(atMs: number): { dayOfWeek: number; hour: number } {
  const hour = Math.floor(atMs / 3_600_000);
  let wall = walls.get(hour);
  if (!wall) {
    wall = Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000).toZonedDateTimeISO('Europe/Moscow');
    walls.set(hour, wall);
  }
  return wall;
}
const nearestRank = (sorted: number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1];

describe('a recount by SQL', () => {
  it('finds as many conversations, outcomes, unanswered and unmarked ones', async () => {
    const counts = await one<Record<string, number>>(
      `SELECT count(*) AS n, sum(outcome = 'solved') AS solved, sum(outcome = 'booked_by_phone') AS phone,
         sum(outcome = 'not_solved') AS failed, sum(state = 'closed' AND first_reply_at IS NULL) AS unanswered,
         sum(state = 'answered') AS unmarked, sum(solved_first = 1) AS first, sum(solved_first IS NOT NULL) AS settled FROM period`,
    );
    expect(answer.whole).toMatchObject({
      ...{ conversations: counts['n'], unanswered: counts['unanswered'], unmarked: counts['unmarked'] },
      outcomes: { solved: counts['solved'], booked_by_phone: counts['phone'], not_solved: counts['failed'] },
      firstContact: { hits: counts['first'], n: counts['settled'] },
    });
    expect(counts['n']).toBeGreaterThan(300);
    expect(answer.topics.reduce((sum, topic) => sum + topic.conversations, 0)).toBe(counts['n']);
    expect(answer.isCut).toBe(false);
  });

  it('judges the same first replies in time, and waits with what is not due yet', async () => {
    const share = await one<{ hits: number; n: number; pending: number }>(
      `SELECT sum(first_reply_at <= first_due_at) AS hits,
         sum(first_reply_at IS NOT NULL OR (state <> 'closed' AND ?4 > first_due_at)) AS n,
         sum(first_reply_at IS NULL AND state <> 'closed' AND ?4 <= first_due_at) AS pending FROM period`,
    );
    const { inTime, pending } = answer.whole.firstReply;
    expect({ hits: inTime.hits, n: inTime.n, pending }).toEqual(share);
    // Wilson's interval holds the share and is not all of it.
    expect(inTime.interval!.low).toBeLessThan(share.hits / share.n);
    expect(inTime.interval!.high).toBeGreaterThan(share.hits / share.n);
    for (const topic of answer.topics) {
      const [counted] = await rows<{ hits: number; n: number }>(
        `SELECT sum(first_reply_at <= first_due_at) AS hits,
           sum(first_reply_at IS NOT NULL OR (state <> 'closed' AND ?4 > first_due_at)) AS n FROM conversation ${WHERE} AND topic = ?5`,
        ...[site.siteId, FROM, TO, NOON, topic.topic],
      );
      expect({ hits: topic.firstReply.inTime.hits, n: topic.firstReply.inTime.n }).toEqual(counted);
    }
  });

  it('has the same median, slow end and mean of working time, with who still waits', async () => {
    const runs = await rows<{ from: number; to: number | null }>(
      `SELECT started_at AS "from", first_reply_at AS "to" FROM conversation ${WHERE}
         AND (first_reply_at IS NOT NULL OR (state <> 'closed' AND ?4 > first_due_at))`,
      ...[site.siteId, FROM, TO, NOON],
    );
    const lengths = runs.map(({ from, to }) => workMs(from, to ?? NOON)).sort((a, b) => a - b);
    const { times } = answer.whole.firstReply;
    expect(times.n).toBe(lengths.length);
    expect(times.running).toBe(runs.filter(({ to }) => to === null).length);
    expect(times.median!.ms).toBe(nearestRank(lengths, 0.5));
    expect(times.p90!.ms).toBe(nearestRank(lengths, 0.9));
    expect(times.mean!.ms).toBeCloseTo(lengths.reduce((sum, ms) => sum + ms, 0) / lengths.length, 3);
    expect(times.mean!.atLeast).toBe(true);
  });

  it('judges the same solutions, those that wait past their time among them', async () => {
    const share = await one<{ hits: number; n: number; pending: number }>(
      `SELECT sum(state = 'closed' AND outcome IN ('solved', 'booked_by_phone') AND closed_at <= solve_due_at) AS hits,
         sum(state = 'closed' OR (state = 'waiting' AND ?4 > solve_due_at)) AS n,
         sum(state = 'waiting' AND ?4 <= solve_due_at) AS pending FROM period`,
    );
    const { inTime, pending, times } = answer.whole.solved;
    expect({ hits: inTime.hits, n: inTime.n, pending }).toEqual(share);
    const { n } = await one<{ n: number }>(
      `SELECT sum(outcome IN ('solved', 'booked_by_phone') OR (state = 'waiting' AND ?4 > solve_due_at)) AS n FROM period`,
    );
    expect(times.n).toBe(n);
  });

  it('sees the same people come back', async () => {
    const counted = await one<{ n: number }>(
      `SELECT count(*) AS n FROM conversation AS late LEFT JOIN contact ON contact.conversation_id = late.id
       WHERE late.site_id = ?1 AND late.started_at >= ?2 AND late.started_at < ?3 AND ?4 > 0 AND (late.reopened_at IS NOT NULL
         OR EXISTS (SELECT 1 FROM conversation AS early JOIN contact AS theirs ON theirs.conversation_id = early.id
           WHERE early.site_id = ?1 AND early.topic = late.topic AND theirs.phone_index = contact.phone_index
             AND early.started_at < late.started_at AND late.started_at - early.last_message_at <= 7 * 86400000))`,
    );
    expect(answer.whole.repeats).toMatchObject({ hits: counted.n, n: answer.whole.conversations });
    const again = await one<{ n: number }>('SELECT count(reopened_at) AS n FROM period');
    expect(again.n).toBeGreaterThan(0);
    expect(counted.n).toBeGreaterThan(again.n);
  });

  it('fills the same hours of the week, and adds up to all of them', async () => {
    // Moscow is three hours ahead of UTC all year.
    const hours = await rows<{ hour: number; n: number }>(
      `SELECT (CAST(strftime('%w', started_at / 1000 + 10800, 'unixepoch') AS INTEGER) + 6) % 7 * 24
         + CAST(strftime('%H', started_at / 1000 + 10800, 'unixepoch') AS INTEGER) AS hour, count(*) AS n
       FROM conversation ${WHERE} GROUP BY hour`,
      ...[site.siteId, FROM, TO, NOON],
    );
    const expected = Array.from({ length: 168 }, (_, i) => hours.find(({ hour }) => hour === i)?.n ?? 0);
    expect(answer.demand).toEqual(expected);
    const outside = expected.filter((_, i) => !answer.open[i]).reduce((sum, n) => sum + n, 0);
    expect(answer.outside).toMatchObject({ hits: outside, n: answer.whole.conversations });
    expect(answer.open.filter(Boolean)).toHaveLength(50);
  });

  it('counts who waits now, and what people said after closing within the period', async () => {
    expect(answer.waiting).toEqual(
      (
        await rows(
          `SELECT count(*) AS n, sum(due_at < ?2) AS overdue, min(waiting_since) AS oldestSinceMs
           FROM conversation WHERE site_id = ?1 AND state = 'waiting'`,
          ...[site.siteId, NOON],
        )
      )[0],
    );
    expect(answer.saidSolved).toEqual({ yes: 2, partly: 1, no: 1 });
  });
});

it('lists the newest conversations with what their checks rest on, and only to who reads conversations', async () => {
  const [newest] = await rows<{ id: string; from: number; to: number; due: number }>(
    `SELECT id, started_at AS "from", first_reply_at AS "to", first_due_at AS due FROM conversation ${WHERE}
       AND first_reply_at IS NOT NULL ORDER BY started_at DESC LIMIT 1`,
    ...[site.siteId, FROM, TO, NOON],
  );
  const check = answer.checks!.find(({ id }) => id === newest!.id)!;
  expect(answer.checks).toHaveLength(50);
  expect(check).toMatchObject({
    firstReplyMs: workMs(newest!.from, newest!.to),
    ...{ isInTime: newest!.to <= newest!.due, firstDueAtMs: newest!.due, replies: 0, ready: 0 },
  });
  const { cookie: viewer } = await addMember(site.clinicId, 'viewer');
  const seen = await ask(viewer);
  expect(seen).toEqual({ ...answer, checks: null });
  expect(JSON.stringify(seen)).not.toContain(newest!.id);
});

it('says nothing of nobody, and refuses a longer period than conversations live', async () => {
  const empty = await ask(owner, { from: '2026-08-01', to: '2026-08-02' });
  expect(empty.whole).toMatchObject({
    conversations: 0,
    firstReply: { times: { n: 0, median: null, p90: null, mean: null }, inTime: { n: 0, interval: null } },
    firstContact: { n: 0, interval: null },
  });
  expect(empty).toMatchObject({ topics: [], checks: [] });
  const path = `/api/sites/${site.siteId}/service?from=2026-07-01&to=2026-10-14`;
  expect((await app.fromMember(owner, 'GET', path)).status).toBe(422);
});

it('reads a few rows for each conversation of the period and none of others', async () => {
  const other = await addSite();
  await env.DB.prepare(MAKE.replace("'01SERVICE%017d'", "'02SERVICE%017d'")).bind(other.siteId, NOON).run();
  const { meta } = await env.DB.prepare(
    `SELECT conversation.id, phone_index FROM conversation INDEXED BY conversation_by_start
       LEFT JOIN contact ON contact.conversation_id = conversation.id
     WHERE conversation.site_id = ?1 AND started_at >= ?2 AND started_at < ?3 ORDER BY started_at DESC LIMIT 5001`,
  )
    .bind(site.siteId, NOON - 86_400_000, TO)
    .run();
  const [{ n }] = (await rows<{ n: number }>(
    'SELECT count(*) AS n FROM conversation WHERE site_id = ?1 AND started_at >= ?2',
    ...[site.siteId, NOON - 86_400_000],
  )) as [{ n: number }];
  expect(n).toBeGreaterThan(5);
  expect(meta.rows_read).toBeLessThanOrEqual(3 * n + 1);
});

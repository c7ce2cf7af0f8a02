// A conversation's clocks from its first message to its end, who gets it, and the reminder of a wait that lasts too long.
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import type { Settings } from '../../worker/contract/settings.ts';
import { remindOfWaits } from '../../worker/jobs/reminders.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { addMember, addSite, newId, newSecret, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

// Wednesday 14 October 2026, noon in Moscow; the clinic is open from 9 to 19 on weekdays.
const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (instant: string): number => Date.parse(instant);

let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
const open = async (change?: (settings: Settings) => void): Promise<void> => {
  site = await addSite(change ? { settings: change } : {});
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  await addChannel(site.siteId);
  ({ cookie } = await addMember(site.clinicId, 'operator'));
};

beforeEach(async () => {
  app = testApp();
  await open();
});

type Clocks = Record<'due_at' | 'first_due_at' | 'solve_due_at' | 'remind_at', number | null>;
const clocks = async (): Promise<Clocks> =>
  (await rows<Clocks>('SELECT due_at, first_due_at, solve_due_at, remind_at FROM conversation'))[0]!;
const only = async (): Promise<string> => (await rows<{ id: string }>('SELECT id FROM conversation'))[0]!.id;
const visitor = () => {
  const [token, erase] = [newSecret(), newSecret()];
  return (change: Parameters<typeof message>[0] = {}) =>
    app.fromPage(`/w/${site.key}/messages`, message({ token, erase, ...change }));
};
const act = async (what: string, body: unknown = {}) => {
  const reply = await app.fromMember(
    cookie,
    'POST',
    `/api/sites/${site.siteId}/conversations/${await only()}/${what}`,
    body,
  );
  expect(reply.ok).toBe(true);
};
const reply = () => act('replies', { id: newSecret(), text: 'Здравствуйте!' });

it('starts them with the first message, by the topic’s targets in working time', async () => {
  const { undo } = network(() => new Response('ok'));
  // 18:50 in Moscow: ten minutes of booking's thirty are left today.
  app.clock.now = at('2026-10-14T15:50:00Z');
  expect((await visitor()({ topic: 'booking' })).status).toBe(201);
  undo();
  expect(await clocks()).toEqual({
    due_at: at('2026-10-15T06:20:00Z'),
    first_due_at: at('2026-10-15T06:20:00Z'),
    solve_due_at: at('2026-10-15T09:50:00Z'),
    remind_at: at('2026-10-15T13:50:00Z'),
  });
});

it('keeps the clock of who waits already, stops it with the reply, and starts another with the next question', async () => {
  const { undo } = network(() => new Response('ok'));
  const say = visitor();
  await say({ topic: 'booking' });
  app.clock.now = NOON + 5 * MINUTE;
  await say({ topic: 'results' });
  const first = NOON + 30 * MINUTE;
  expect(await clocks()).toMatchObject({
    due_at: first,
    first_due_at: first,
    remind_at: at('2026-10-15T07:00:00Z'),
  });

  await reply();
  expect(await clocks()).toMatchObject({ due_at: null, first_due_at: first, remind_at: null });

  app.clock.now = NOON + HOUR;
  await say({ topic: 'results' });
  undo();
  // Results have two hours; what was due first, and when all should be solved, stay as they were.
  expect(await clocks()).toMatchObject({
    ...{ due_at: NOON + 3 * HOUR, first_due_at: first, solve_due_at: NOON + 4 * HOUR },
  });
});

it('stops them when it is closed, and counts from the message on when that is taken back', async () => {
  const { undo } = network(() => new Response('ok'));
  await visitor()({ topic: 'price' });
  app.clock.now = NOON + 10 * MINUTE;
  await act('close', { outcome: 'not_solved' });
  expect(await clocks()).toMatchObject({ due_at: null, remind_at: null });
  app.clock.now = NOON + 20 * MINUTE;
  await act('reopen');
  undo();
  expect(await clocks()).toMatchObject({
    ...{ due_at: NOON + HOUR, remind_at: at('2026-10-15T07:20:00Z') },
  });
});

it('stops them whoever ends the wait, and by whichever door', async () => {
  const { undo } = network(() => new Response('ok'));
  await visitor()();
  undo();
  await env.DB.prepare('UPDATE conversation SET waiting_since = NULL').run();
  expect(await clocks()).toMatchObject({ due_at: null, remind_at: null });
});

it('reminds every channel once of a wait, with its topic and no word of the person', async () => {
  const { sent, undo } = network(() => new Response('ok'));
  const say = visitor();
  await say({ topic: 'documents', text: 'Мои секретные слова' });
  const bodies = () => sent.map(({ body }) => body);
  sent.length = 0;

  const due = at('2026-10-15T07:00:00Z');
  expect(await remindOfWaits(env, due - 1)).toBe(true);
  expect(await rows('SELECT 1 FROM notice WHERE event = ?1', 'overdue')).toEqual([]);
  expect(await remindOfWaits(env, due)).toBe(true);
  // The occasion is named: a second runner, or one that died half-way, tells nobody twice.
  await env.DB.prepare('UPDATE conversation SET remind_at = ?1').bind(due).run();
  await remindOfWaits(env, due + 1);
  await remindOfWaits(env, due + HOUR);
  expect(await rows('SELECT topic, conversation_id FROM notice WHERE event = ?1', 'overdue')).toEqual([
    { topic: 'documents', conversation_id: await only() },
  ]);

  await runJobs(env, due + HOUR);
  undo();
  const told = bodies().find((body) => body.includes('"overdue"'));
  expect(told).toContain('"topic":"documents"');
  expect(bodies().join()).not.toContain('секретные');
});

it('leaves a wait alone that was answered before its time, and reads only those that are due', async () => {
  const { undo } = network(() => new Response('ok'));
  await visitor()();
  await reply();
  undo();
  await remindOfWaits(env, NOON + 90 * 24 * HOUR);
  expect(await rows('SELECT 1 FROM notice WHERE event = ?1', 'overdue')).toEqual([]);

  await env.DB.batch(
    Array.from({ length: 400 }, (_, i) =>
      env.DB.prepare(
        `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at,
             last_message_at, waiting_since, remind_at) VALUES (?1, ?2, ?1, 'e', 'message', 'other', 'waiting', 'ru', ?3, ?3, ?3, ?4)`,
      ).bind(newId(), site.siteId, NOON, NOON + (i + 1) * 1000),
    ),
  );
  const { meta } = await env.DB.prepare(
    `SELECT id FROM conversation INDEXED BY conversation_remind
     WHERE remind_at IS NOT NULL AND remind_at <= ?1 AND waiting_since IS NOT NULL ORDER BY remind_at LIMIT 6`,
  )
    .bind(NOON + 500_000)
    .all();
  expect(meta.rows_read).toBeLessThanOrEqual(14);
  // Six a run, the rest in the next.
  const { DB, sum } = meteredDatabase();
  expect(await remindOfWaits({ ...env, DB }, NOON + 500_000)).toBe(false);
  expect(sum.statements).toBeLessThanOrEqual(13);
  expect(await rows('SELECT 1 FROM notice WHERE event = ?1', 'overdue')).toHaveLength(6);
});

it('gives a new conversation to whom the first fitting route names, and to the default when they are gone', async () => {
  const team = newId();
  const gone = newId();
  await open((settings) => {
    const any = { stages: [], languages: [], hours: 'any' as const };
    settings.routing = {
      rules: [
        { ...any, topics: ['results'], give: { to: 'team', id: gone } },
        { ...any, topics: ['booking'], hours: ['20:00', '09:00'], give: { to: 'team', id: team } },
      ],
      otherwise: null,
    };
  });
  const { memberId } = await addMember(site.clinicId, 'owner');
  await env.DB.prepare('INSERT INTO team (id, clinic_id, name) VALUES (?1, ?2, ?3)')
    .bind(team, site.clinicId, 'Вечерняя смена')
    .run();
  const { undo } = network(() => new Response('ok'));
  const holder = async (topic: 'results' | 'booking') => {
    await env.DB.prepare('DELETE FROM conversation').run();
    expect((await visitor()({ topic })).status).toBe(201);
    return (
      await rows<{ team_id: string | null; assignee_id: string | null }>(
        'SELECT team_id, assignee_id, transfers FROM conversation',
      )
    )[0];
  };
  expect(await holder('booking')).toEqual({ team_id: null, assignee_id: null, transfers: 0 });
  app.clock.now = at('2026-10-14T17:30:00Z');
  expect(await holder('booking')).toEqual({ team_id: team, assignee_id: null, transfers: 0 });
  expect(await holder('results')).toEqual({ team_id: null, assignee_id: null, transfers: 0 });
  await env.DB.prepare(
    `UPDATE site SET settings = json_set(settings, '$.routing.otherwise', json(?2)), version = version + 1 WHERE id = ?1`,
  )
    .bind(site.siteId, JSON.stringify({ to: 'member', id: memberId }))
    .run();
  app = testApp(at('2026-10-14T17:40:00Z'));
  expect(await holder('results')).toEqual({ team_id: null, assignee_id: memberId, transfers: 0 });
  undo();
});

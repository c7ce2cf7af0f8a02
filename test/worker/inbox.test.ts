// Work on the inbox: its filters at any size, hands and notes, calls, closing and opening again, ready-made replies, teams.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INBOX_VIEWS } from '../../worker/contract/desk.ts';
import type { CannedReply, Desk, TeamView } from '../../worker/contract/desk.ts';
import type { InboxPage, Thread } from '../../worker/contract/members.ts';
import { TOPICS } from '../../worker/contract/vocabulary.ts';
import { addMember, addSite, newId, newSecret, NOON, testApp } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { PAGE_ROUTES, requestOf, routesOfApp } from './support/routes.ts';
import { addChannel, message, network, rows } from './support/words.ts';
import { buildWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 60_000 });
const DAY = 86_400_000;

let net: ReturnType<typeof network>;
beforeEach(() => void (net = network(() => new Response(''))));
afterEach(() => net.undo());

async function clinic() {
  const site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const app = testApp();
  const door = `/api/sites/${site.siteId}/conversations`;
  const as = (member: { memberId: string; cookie: string }) => ({
    ...member,
    get: async <Reply>(path: string) => (await app.fromMember(member.cookie, 'GET', path)).json<Reply>(),
    post: (path: string, body: unknown = {}) => app.fromMember(member.cookie, 'POST', path, body),
    thread: async (id: string) =>
      (await app.fromMember(member.cookie, 'GET', `${door}/${id}`)).json<Thread>(),
  });
  const anna = as(await addMember(site.clinicId, 'operator'));
  const boris = as(await addMember(site.clinicId, 'operator'));
  const owner = as(await addMember(site.clinicId, 'owner'));
  async function ask(change: Parameters<typeof message>[0] = {}) {
    const m = message(change);
    expect((await app.fromPage(`/w/${site.key}/messages`, m)).status).toBe(201);
    const [found] = await rows<{ id: string }>(
      'SELECT conversation_id AS id FROM message WHERE client_id = ?1',
      m.id,
    );
    return { m, id: found!.id };
  }
  const callback = () =>
    ask({ kind: 'callback', consent: '1', contact: { phone: '+7 900 000-00-00' }, when: 'после шести' });
  return { site, app, door, anna, boris, owner, ask, callback };
}

describe('the filters', () => {
  const SIZES = { few: 2_000, many: 4_000 };

  /** Conversations of every state, kind, topic, person and team; every third of those who wait is overdue. */
  async function addMany(siteId: string, who: { me: string; team: string }, from: number, to: number) {
    await env.DB.prepare(
      `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at,
         waiting_since, due_at, assignee_id, team_id)
       SELECT printf('%026d', n), ?1, 't' || n, 'e', iif(n % 5 = 0, 'callback', 'message'), json_extract(?2, '$[' || CAST(n % 8 AS INTEGER) || ']'),
         s, 'ru', ?3, ?3 + n, iif(s = 'waiting', ?3 + n, NULL), iif(s = 'waiting' AND n % 3 > 0, ?3 + iif(n % 3 = 1, -n, n), NULL),
         iif(n % 7 < 3, ?4, NULL), iif(n % 11 < 5, ?5, NULL)
       FROM (WITH RECURSIVE c (n) AS (SELECT ?6 UNION ALL SELECT n + 1 FROM c WHERE n < ?7)
         SELECT n, iif(n % 13 < 4, 'waiting', iif(n % 13 < 8, 'answered', 'closed')) AS s FROM c)`,
    )
      .bind(siteId, JSON.stringify(TOPICS), NOON, who.me, who.team, from, to)
      .run();
  }

  const whoses = (team: string) => ['', '&whose=me', '&whose=nobody', `&team=${team}`];

  it('read for a page what the page holds, whatever is filtered by, at 2,000 and at 4,000 conversations', async () => {
    const { site, anna, door } = await clinic();
    const team = newId();
    const read = async (query: string) => {
      const { DB, sum } = meteredDatabase();
      const reply = await testApp().send(`${door}?${query}`, { headers: { Cookie: anna.cookie } }, { DB });
      const page = await reply.json<InboxPage>();
      return { count: page.conversations.length, rows: sum.rowsRead };
    };
    const queries = INBOX_VIEWS.flatMap((view) =>
      whoses(team).flatMap((whose) => ['', '&topic=price'].map((topic) => `state=${view}${whose}${topic}`)),
    );
    const most = { few: 0, many: 0 };
    await addMany(site.siteId, { me: anna.memberId, team }, 1, SIZES.few);
    for (const query of queries) most.few = Math.max(most.few, (await read(query)).rows);
    await addMany(site.siteId, { me: anna.memberId, team }, SIZES.few + 1, SIZES.many);
    for (const query of queries) {
      const page = await read(query);
      if (!query.includes('topic')) expect([query, page.count]).toEqual([query, 30]);
      most.many = Math.max(most.many, page.rows);
    }
    // Some 170: the page with its excerpts and contacts, and the waiting counted up to 100.
    expect(most.many).toBeLessThan(250);
    expect(most.many).toBeLessThan(most.few + 20);
  });

  it('give exactly those that a second method finds, each once and in order, page by page', async () => {
    const { site, anna, door } = await clinic();
    const team = newId();
    await addMany(site.siteId, { me: anna.memberId, team }, 1, 500);
    const all = await rows<Record<string, string | number | null>>(
      `SELECT id, state, kind, topic, assignee_id, team_id, due_at, waiting_since, last_message_at FROM conversation`,
    );
    for (const view of INBOX_VIEWS)
      for (const whose of whoses(team))
        for (const topic of ['', '&topic=price']) {
          const seen: string[] = [];
          let next: string | null = '';
          while (next !== null) {
            const page: InboxPage = await anna.get(
              `${door}?state=${view}${whose}${topic}${next && `&before=${next}`}`,
            );
            seen.push(...page.conversations.map(({ id }) => id));
            next = page.next;
          }
          const upwards = ['waiting', 'overdue', 'callbacks'].includes(view);
          const place = (c: (typeof all)[number]) =>
            Number(c['due_at'] ?? c['waiting_since'] ?? c['last_message_at']);
          const wanted = all
            .filter((c) => {
              if (view === 'overdue')
                return c['state'] === 'waiting' && c['due_at'] !== null && Number(c['due_at']) <= NOON;
              if (view === 'callbacks') return c['kind'] === 'callback' && c['state'] !== 'closed';
              return c['state'] === view;
            })
            .filter((c) => whose !== '&whose=me' || c['assignee_id'] === anna.memberId)
            .filter((c) => whose !== '&whose=nobody' || c['assignee_id'] === null)
            .filter((c) => !whose.startsWith('&team') || c['team_id'] === team)
            .filter((c) => topic === '' || c['topic'] === 'price')
            .toSorted(
              (a, b) =>
                (place(a) - place(b) || (String(a['id']) < String(b['id']) ? -1 : 1)) * (upwards ? 1 : -1),
            )
            .map((c) => c['id']);
          expect([view, whose, topic, seen]).toEqual([view, whose, topic, wanted]);
        }
  });

  it('refuse a view that is not there, and a person together with a team', async () => {
    const { anna, app, door } = await clinic();
    for (const query of ['state=all', 'whose=you', 'topic=weather', `whose=me&team=${newId()}`])
      expect((await app.fromMember(anna.cookie, 'GET', `${door}?${query}`)).status).toBe(422);
  });
});

describe('whose it is', () => {
  it('goes to who answers first, is handed over with a note, and the hands are counted', async () => {
    const { site, app, door, anna, boris, owner, ask } = await clinic();
    const { id } = await ask();
    const made = await owner.post(`/api/clinics/${site.clinicId}/teams`, {
      name: 'Ресепшен',
      members: [anna.memberId, boris.memberId],
    });
    const { id: team } = await made.json<{ id: string }>();
    const state = async () => {
      const { conversation } = await anna.thread(id);
      return [conversation.assigneeId, conversation.teamId, conversation.transfers];
    };
    const give = async (by: typeof anna, body: object) => {
      app.clock.now += 1000;
      expect((await by.post(`${door}/${id}/assign`, body)).status).toBe(200);
    };
    // The team has it, then one of the team takes it: nobody handed anything over.
    await give(owner, { team });
    await give(anna, { member: anna.memberId });
    expect(await state()).toEqual([anna.memberId, team, 0]);
    await give(anna, { member: boris.memberId, note: 'Это про твоего врача' });
    await give(boris, { member: owner.memberId });
    await give(owner, { member: null });
    await give(anna, { member: anna.memberId });
    await give(anna, { member: anna.memberId, note: 'никуда не ушло' });
    expect(await state()).toEqual([anna.memberId, team, 3]);
    const { notes } = await anna.thread(id);
    const told = notes.map(({ kind, author, text, toMemberId }) => [kind, author, text, toMemberId]);
    expect(told.toReversed()).toEqual([
      ['handover', 'owner', '', null],
      ['handover', 'operator', '', anna.memberId],
      ['handover', 'operator', 'Это про твоего врача', boris.memberId],
      ['handover', 'operator', '', owner.memberId],
      ['handover', 'owner', '', null],
      ['handover', 'operator', '', anna.memberId],
    ]);
    expect((await anna.get<InboxPage>(`${door}?whose=me`)).conversations.map((c) => c.id)).toEqual([id]);
    expect((await boris.get<InboxPage>(`${door}?whose=me`)).conversations).toEqual([]);
  });

  it('is refused to somebody who may not answer here, and to a team of another clinic', async () => {
    const { site, door, anna, ask } = await clinic();
    const { id } = await ask();
    const viewer = await addMember(site.clinicId, 'viewer');
    const other = await addSite({ clinicId: site.clinicId });
    const elsewhere = await addMember(site.clinicId, 'operator', { sites: [other.siteId] });
    const foreign = newId();
    await env.DB.prepare(`INSERT INTO team (id, clinic_id, name) VALUES (?1, ?2, 'Чужие')`)
      .bind(foreign, (await addSite()).clinicId)
      .run();
    for (const body of [{ member: viewer.memberId }, { member: elsewhere.memberId }, { team: foreign }, {}])
      expect((await anna.post(`${door}/${id}/assign`, body)).status).toBe(422);
    expect(await rows('SELECT assignee_id, team_id FROM conversation')).toEqual([
      { assignee_id: null, team_id: null },
    ]);
  });

  it('is nobody’s again when the person leaves or may no longer answer, and the team’s no more when it is removed', async () => {
    const { site, app, door, anna, boris, owner, ask } = await clinic();
    const [one, two, three] = [await ask(), await ask(), await ask()];
    const made = await owner.post(`/api/clinics/${site.clinicId}/teams`, {
      name: 'Ночь',
      members: [boris.memberId],
    });
    const { id: team } = await made.json<{ id: string }>();
    await anna.post(`${door}/${one.id}/assign`, { member: anna.memberId });
    await anna.post(`${door}/${two.id}/assign`, { member: boris.memberId });
    await anna.post(`${door}/${three.id}/assign`, { team });
    const members = `/api/clinics/${site.clinicId}/members`;
    await app.fromMember(owner.cookie, 'DELETE', `${members}/${anna.memberId}`);
    await app.fromMember(owner.cookie, 'PUT', `${members}/${boris.memberId}`, { role: 'viewer', sites: [] });
    await app.fromMember(owner.cookie, 'DELETE', `/api/clinics/${site.clinicId}/teams/${team}`);
    expect(await rows('SELECT DISTINCT assignee_id, team_id FROM conversation')).toEqual([
      { assignee_id: null, team_id: null },
    ]);
    expect(await rows('SELECT 1 FROM team_member')).toEqual([]);
  });

  it('changes for many at once, and only for those of this site', async () => {
    const { door, anna, ask } = await clinic();
    const own = [await ask(), await ask()];
    const foreign = await (await clinic()).ask();
    const ids = [...own.map(({ id }) => id), foreign.id];
    const done = await anna.post(`${door}/bulk`, { do: 'assign', ids, member: anna.memberId });
    expect(await done.json()).toEqual({ done: 2 });
    const closed = await anna.post(`${door}/bulk`, { do: 'close', ids, outcome: 'solved' });
    expect(await closed.json()).toEqual({ done: 2 });
    expect(
      await rows('SELECT state, assignee_id, closed_by FROM conversation WHERE id = ?1', foreign.id),
    ).toEqual([{ state: 'waiting', assignee_id: null, closed_by: null }]);
    expect(
      await rows(
        `SELECT count(*) AS n FROM conversation WHERE state = 'closed' AND closed_by = ?1`,
        anna.memberId,
      ),
    ).toEqual([{ n: 2 }]);
  });
});

describe('two who answer at once', () => {
  it('are asked once more when a colleague has replied since they looked', async () => {
    const { door, anna, boris, ask } = await clinic();
    const { id, m } = await ask();
    const path = `${door}/${id}/replies`;
    const reply = { id: newSecret(), text: 'Да, в субботу', seen: 1 };
    expect((await anna.post(path, { id: newSecret(), text: 'Нет мест', seen: 1 })).status).toBe(201);
    const late = await boris.post(path, reply);
    expect([late.status, await late.json()]).toEqual([409, { error: 'answered_meanwhile' }]);
    // One's own reply from another tab is no collision, and who has read it is not asked.
    expect((await anna.post(path, { id: newSecret(), text: 'Поправка', seen: 1 })).status).toBe(201);
    expect((await boris.post(path, { ...reply, seen: 3 })).status).toBe(201);
    expect((await boris.post(path, reply)).status).toBe(200);
    expect(
      (await anna.post(path, { id: newSecret(), text: 'Всё равно', seen: 1, anyway: true })).status,
    ).toBe(201);
    expect(m.text).not.toBe('');
    expect((await anna.thread(id)).messages.map(({ text }) => text).slice(1)).toEqual([
      'Нет мест',
      'Поправка',
      'Да, в субботу',
      'Всё равно',
    ]);
  });
});

describe('a call back', () => {
  it('goes from the ask over a call in vain to "reached", and closes as booked by phone', async () => {
    const { app, door, anna, callback } = await clinic();
    const { id } = await callback();
    expect((await anna.get<InboxPage>(`${door}?state=callbacks`)).conversations.map((c) => c.id)).toEqual([
      id,
    ]);
    const call = { id: newSecret(), reached: false };
    for (const status of [201, 200])
      expect((await anna.post(`${door}/${id}/calls`, call)).status).toBe(status);
    expect((await anna.thread(id)).conversation).toMatchObject({
      callTries: 1,
      state: 'waiting',
      reachedAtMs: null,
    });
    app.clock.now += 60_000;
    expect(
      (await anna.post(`${door}/${id}/calls`, { id: newSecret(), reached: true, note: 'Ждёт в среду' }))
        .status,
    ).toBe(201);
    const { conversation, notes } = await anna.thread(id);
    expect(conversation).toMatchObject({
      ...{ callTries: 1, state: 'answered', reachedAtMs: NOON + 60_000, waitingSinceMs: null },
      assigneeId: anna.memberId,
    });
    expect(notes.map(({ kind, text }) => [kind, text])).toEqual([
      ['reached', 'Ждёт в среду'],
      ['not_reached', ''],
    ]);
    // A call that reached the person is the clinic's first human reply.
    expect(await rows('SELECT first_reply_at FROM conversation')).toEqual([
      { first_reply_at: NOON + 60_000 },
    ]);
    await anna.post(`${door}/${id}/close`, { outcome: 'booked_by_phone' });
    expect((await anna.thread(id)).conversation).toMatchObject({
      state: 'closed',
      solvedFirst: true,
      closedById: anna.memberId,
    });
    expect((await anna.post(`${door}/${id}/calls`, { id: newSecret(), reached: true })).status).toBe(409);
  });
});

describe('solved at first contact', () => {
  const after = async (days: number, outcome: string, by: 'visitor' | 'member' | 'nobody') => {
    const { site, app, door, anna, ask } = await clinic();
    const { m, id } = await ask();
    await anna.post(`${door}/${id}/close`, { outcome });
    app.clock.now += days * DAY;
    // Somebody looked in between: Ask is open.
    await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(app.clock.now).run();
    if (by === 'visitor') {
      const more = message({ token: m.token, erase: m.erase, text: 'Так и не дозвонился' });
      expect((await app.fromPage(`/w/${site.key}/messages`, more)).status).toBe(201);
    } else if (by === 'member') await anna.post(`${door}/${id}/reopen`);
    await anna.post(`${door}/${id}/close`, { outcome: 'solved' });
    return (await rows<{ solved_first: number }>('SELECT solved_first FROM conversation'))[0]!.solved_first;
  };

  it.each([
    { outcome: 'solved', by: 'nobody', days: 0, expected: 1 },
    { outcome: 'booked_by_phone', by: 'nobody', days: 0, expected: 1 },
    { outcome: 'solved', by: 'visitor', days: 7, expected: 0 },
    { outcome: 'solved', by: 'member', days: 1, expected: 0 },
    { outcome: 'solved', by: 'visitor', days: 8, expected: 1 },
    { outcome: 'partly', by: 'member', days: 8, expected: 0 },
  ] as const)(
    'is $expected after $outcome, opened by $by $days days later',
    async ({ days, outcome, by, expected }) => {
      expect(await after(days, outcome, by)).toBe(expected);
    },
  );
});

describe('what staff leave for each other', () => {
  it('is stored once, and never part of any answer to a page or of a notice', async () => {
    const world = await buildWorld();
    const app = testApp();
    const door = `/api/sites/${world.site.siteId}/conversations/${world.ids.conversation}`;
    const post = (path: string, body: unknown) =>
      app.fromMember(world.members.operator, 'POST', `${door}${path}`, body);
    const note = { id: newSecret(), text: 'canary-note про пациента' };
    const again = [note, note, { ...note, text: 'другое' }];
    const statuses = [];
    for (const body of again) statuses.push((await post('/notes', body)).status);
    expect(statuses).toEqual([201, 200, 422]);
    const desk = await app.fromMember(world.members.operator, 'GET', `/api/sites/${world.site.siteId}/desk`);
    const [member] = (await desk.json<Desk>()).members;
    expect((await post('/assign', { member: member!.id, note: 'canary-handover' })).status).toBe(200);
    expect((await post('/replies', { id: newSecret(), text: 'Ответ для посетителя' })).status).toBe(201);
    // The thread shows them to staff: the words are really there.
    expect(await (await app.fromMember(world.members.owner, 'GET', door)).text()).toMatch(
      /canary-note.*canary-handover|canary-handover.*canary-note/s,
    );
    let seen = '';
    const doors = routesOfApp().filter((route) => route in PAGE_ROUTES);
    expect(doors.length).toBeGreaterThan(6);
    for (const route of doors) {
      const { method, path, body } = requestOf(route, world);
      const reply =
        method === 'GET'
          ? await app.send(path, { headers: { Origin: 'https://clinic.example' } })
          : await app.fromPage(path, body);
      const text = await reply.text();
      if (path.endsWith('/conversation')) expect(text).toContain('Ответ для посетителя');
      seen += text + JSON.stringify([...reply.headers]);
    }
    seen += JSON.stringify(net.sent);
    expect(seen).not.toMatch(/canary/);
  });
});

describe('ready-made replies and teams', () => {
  it('are listed with what their variables say, each title once, a changed text as a new version', async () => {
    const { site, app, anna } = await clinic();
    const door = `/api/sites/${site.siteId}/canned`;
    const body = { title: 'Как проехать', topic: 'other', text: '{clinic}, Ленина 5' };
    const { id } = await (await anna.post(door, body)).json<{ id: string }>();
    const twice = await anna.post(door, body);
    expect([twice.status, await twice.json()]).toEqual([409, { error: 'name_taken', field: 'title' }]);
    const put = (change: object) =>
      app.fromMember(anna.cookie, 'PUT', `${door}/${id}`, { ...body, ...change });
    expect((await put({ title: 'Где мы' })).status).toBe(204);
    expect((await anna.get<CannedReply[]>(door))[0]).toMatchObject({ title: 'Где мы', version: 1 });
    expect((await put({ text: 'Ленина, 5' })).status).toBe(204);
    const desk = await anna.get<Desk>(`/api/sites/${site.siteId}/desk`);
    expect(desk.canned).toEqual([
      { id, title: 'Как проехать', topic: 'other', text: 'Ленина, 5', version: 2 },
    ]);
    expect(desk.facts).toMatchObject({ clinic: 'Clinic', zone: 'Europe/Moscow' });
    expect(desk.members.length).toBe(3);
  });

  it('are stamped on the reply that began with one; a variable left in the text is not sent', async () => {
    const { door, anna, ask } = await clinic();
    const { id } = await ask();
    const path = `${door}/${id}/replies`;
    const canned = { id: newId(), version: 3 };
    for (const text of ['Здравствуйте, {имя}!', 'Звоните {phone}'])
      expect((await anna.post(path, { id: newSecret(), text, canned })).status).toBe(422);
    expect((await anna.post(path, { id: newSecret(), text: 'Приём {1} или {}', canned })).status).toBe(201);
    expect(await rows(`SELECT canned_id, canned_version FROM message WHERE author = 'member'`)).toEqual([
      { canned_id: canned.id, canned_version: 3 },
    ]);
  });

  it('take only people of the clinic into a team, and each name once', async () => {
    const { site, app, anna, owner } = await clinic();
    const stranger = await addMember((await addSite()).clinicId, 'operator');
    const door = `/api/clinics/${site.clinicId}/teams`;
    const body = { name: 'Ресепшен', members: [anna.memberId, stranger.memberId] };
    const { id } = await (await owner.post(door, body)).json<{ id: string }>();
    expect(await owner.get<TeamView[]>(door)).toEqual([{ id, name: 'Ресепшен', members: [anna.memberId] }]);
    expect((await owner.post(door, { name: 'Ночь', members: [] })).status).toBe(201);
    const put = (change: object) => app.fromMember(owner.cookie, 'PUT', `${door}/${id}`, change);
    const taken = await put({ name: 'Ночь', members: [] });
    expect([taken.status, await taken.json()]).toEqual([409, { error: 'name_taken', field: 'name' }]);
    expect((await put({ name: 'День', members: [owner.memberId] })).status).toBe(204);
    const teams = await owner.get<TeamView[]>(door);
    expect(teams.map(({ name, members }) => [name, members])).toEqual([
      ['День', [owner.memberId]],
      ['Ночь', []],
    ]);
  });
});

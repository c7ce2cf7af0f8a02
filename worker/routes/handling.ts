// The doors to what is done with a conversation besides answering: whose it is, notes, calls, closing and opening again.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { assignSend, bulkSend, callSend, noteSend } from '../contract/desk.ts';
import type { BulkReply, BulkSend } from '../contract/desk.ts';
import { conversationClose } from '../contract/members.ts';
import type { StoredReply } from '../contract/visitor.ts';
import { clientKeyText } from '../domain/idempotency.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { announce } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import { listKnown, updateAssigned } from '../store/assignments.ts';
import { readWait, updateClocks, updateClosed, updateReopened } from '../store/conversations.ts';
import { insertCall, insertNote } from '../store/notes.ts';
import type { NewNote, NoteStored } from '../store/notes.ts';
import { listStaff } from '../store/teams.ts';
import { clocksOf } from './arrival.ts';

const ALL = '/sites/:site/conversations';
const ONE = `${ALL}/:id`;
const DONE = { stored: 1 } satisfies StoredReply;

export function handlingRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const words = [signedIn, siteMember('words')] as const;
  routes.post(`${ONE}/assign`, ...words, postAssign);
  routes.post(`${ONE}/notes`, ...words, postNote);
  routes.post(`${ONE}/calls`, ...words, postCall);
  routes.post(`${ALL}/bulk`, ...words, postBulk);
  routes.post(`${ONE}/close`, ...words, async (c) => {
    const { outcome } = await readBody(c, conversationClose);
    if ((await updateClosed(home(c), { ...named(c), ids: [named(c).id], outcome })) === 0)
      throw new Refusal('not_found');
    told(c, 'conversation');
    return c.json(DONE);
  });
  routes.post(`${ONE}/reopen`, ...words, async (c) => {
    const { reopenDays } = c.var.site.settings;
    if (!(await updateReopened(home(c), { ...named(c), reopenDays }))) throw new Refusal('not_found');
    await startClocks(c);
    told(c, 'conversation');
    return c.json(DONE);
  });
  return routes;
}

const home = (c: Context<AppEnv>): D1Database => databaseFor(c.env, c.var.site);
const named = (c: Context<AppEnv>) => ({
  ...{ siteId: c.var.site.id, id: c.req.param('id') ?? '' },
  ...{ memberId: c.var.signedIn.memberId, nowMs: c.var.now },
});

/** Tells who looks at it, once it is stored; `inside` is told to the clinic only. */
function told(c: Context<AppEnv>, is: 'conversation' | 'inside', conversationId = named(c).id): void {
  c.executionCtx.waitUntil(announce(c.env, c.var.site, { is, conversationId }));
}

/** Somebody who waits again has waited since their message; the clinic, which has just looked, is reminded from now on. */
async function startClocks(c: Context<AppEnv>): Promise<void> {
  const { site, now } = c.var;
  const { siteId, id } = named(c);
  const wait = await readWait(home(c), siteId, id);
  if (!wait) return;
  const { topic, sinceMs } = wait;
  const { dueAtMs } = clocksOf(site, { topic, fromMs: sinceMs });
  const { remindAtMs } = clocksOf(site, { topic, fromMs: now });
  await updateClocks(home(c), { siteId, id, dueAtMs, remindAtMs });
}

type Hands = { member?: string | null | undefined; team?: string | null | undefined };

/** Only to those who may answer at this site, and to teams of its clinic. */
async function refuseStrangers(c: Context<AppEnv>, { member, team }: Hands): Promise<void> {
  if (!member && !team) return;
  const staff = await listStaff(firstDatabase(c.env), c.var.site.clinic.id, c.var.site.id);
  if (member && !staff.members.some(({ id }) => id === member)) throw new Refusal('invalid', 'member');
  if (team && !staff.teams.some(({ id }) => id === team)) throw new Refusal('invalid', 'team');
}

/** Moves them and says so; gives those that moved. */
async function assign(c: Context<AppEnv>, ids: string[], hands: Hands, text: string): Promise<string[]> {
  const { siteId, memberId, nowMs } = named(c);
  const moved = await updateAssigned(home(c), {
    ...{ siteId, memberId, nowMs, text, assigneeId: hands.member, teamId: hands.team },
    of: ids.map((id) => ({ id, noteId: ulid(nowMs) })),
  });
  for (const id of moved) told(c, 'inside', id);
  return moved;
}

async function postAssign(c: Context<AppEnv>): Promise<Response> {
  const { note = '', ...hands } = await readBody(c, assignSend);
  const { siteId, id } = named(c);
  if ((await listKnown(home(c), siteId, [id])).length === 0) throw new Refusal('not_found');
  await refuseStrangers(c, hands);
  await assign(c, [id], hands, note);
  return c.json(DONE);
}

async function postBulk(c: Context<AppEnv>): Promise<Response> {
  const bulk = await readBody(c, bulkSend);
  const known = await listKnown(home(c), named(c).siteId, [...new Set(bulk.ids)]);
  return c.json({ done: await doTo(c, known, bulk) } satisfies BulkReply);
}

async function doTo(c: Context<AppEnv>, ids: string[], bulk: BulkSend): Promise<number> {
  if (bulk.do === 'assign') {
    await refuseStrangers(c, bulk);
    return (await assign(c, ids, bulk, '')).length;
  }
  const { siteId, memberId, nowMs } = named(c);
  const closed = await updateClosed(home(c), { siteId, ids, outcome: bulk.outcome, memberId, nowMs });
  for (const id of ids) told(c, 'conversation', id);
  return closed;
}

async function newNote(c: Context<AppEnv>, id: string, text: string): Promise<NewNote> {
  const { siteId, id: conversationId, memberId, nowMs } = named(c);
  const clientKey = await sha256(clientKeyText(id, memberId));
  return { siteId, conversationId, memberId, nowMs, text, clientKey, noteId: ulid(nowMs) };
}

async function postNote(c: Context<AppEnv>): Promise<Response> {
  const { id, text } = await readBody(c, noteSend);
  return noteReply(c, await insertNote(home(c), await newNote(c, id, text)), 'inside');
}

async function postCall(c: Context<AppEnv>): Promise<Response> {
  const { id, reached, note = '' } = await readBody(c, callSend);
  const stored = await insertCall(home(c), { ...(await newNote(c, id, note)), reached });
  return noteReply(c, stored, reached ? 'conversation' : 'inside');
}

function noteReply(c: Context<AppEnv>, stored: NoteStored, is: 'conversation' | 'inside'): Response {
  if (stored === 'reused') throw new Refusal('id_reused', 'id');
  if (stored === 'closed') throw new Refusal('conversation_closed');
  if (stored === 'unknown') throw new Refusal('not_found');
  told(c, is);
  return c.json(DONE, stored === 'stored' ? 201 : 200);
}

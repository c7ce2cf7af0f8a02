// The doors to complaints: which are open and until when, what a member marks as one, and how each one ended.
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { StoredReply } from '../contract/visitor.ts';
import { complaintAdd, complaintEnd } from '../contract/words.ts';
import type { ComplaintsAnswer, ComplaintView } from '../contract/words.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import { localDay } from '../domain/calendar.ts';
import { dueOn } from '../domain/words/due.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { deleteComplaint, insertComplaint, listComplaints, updateComplaint } from '../store/complaints.ts';
import type { StoredComplaint } from '../store/complaints.ts';
import { readMe } from '../store/profiles.ts';
import type { Site } from '../store/sites.ts';

const ALL = '/sites/:site/complaints';

export function complaintRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const words = [signedIn, siteMember('words')] as const;
  routes.get(ALL, ...words, async (c) => c.json(await complaints(c)));
  routes.post(ALL, ...words, async (c) => {
    const { comment } = await readBody(c, complaintAdd);
    found(await insertComplaint(databaseFor(c.env, c.var.site), c.var.site.id, comment));
    return c.json({ stored: 1 } satisfies StoredReply, 201);
  });
  routes.put(`${ALL}/:id`, ...words, async (c) => {
    const { done, note } = await readBody(c, complaintEnd);
    const by = done ? await nameOf(c) : '';
    found(
      await updateComplaint(databaseFor(c.env, c.var.site), {
        ...{ siteId: c.var.site.id, id: c.req.param('id') },
        done: done ? { by, atMs: c.var.now, note } : null,
      }),
    );
    return c.json({ stored: 1 } satisfies StoredReply);
  });
  routes.delete(`${ALL}/:id`, ...words, async (c) => {
    found(await deleteComplaint(databaseFor(c.env, c.var.site), c.var.site.id, c.req.param('id')));
    return c.body(null, 204);
  });
  return routes;
}

function found(there: boolean): void {
  if (!there) throw new Refusal('not_found');
}

async function nameOf(c: Context<AppEnv>): Promise<string> {
  const me = await readMe(firstDatabase(c.env), c.var.signedIn);
  if (!me) throw new Refusal('not_signed_in');
  return me.member.name || me.member.email;
}

async function complaints(c: Context<AppEnv>): Promise<ComplaintsAnswer> {
  const { site, now } = c.var;
  const today = localDay(now, site.zone);
  const stored = await listComplaints(databaseFor(c.env, site), site.id);
  const views = stored.map((one) => complaintView(site, one, today));
  const open = views.filter(({ done }) => done === null);
  return {
    days: site.settings.complaintDays,
    complaints: [
      ...open.sort((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1)),
      ...views.filter(({ done }) => done !== null),
    ],
  };
}

function complaintView(site: Site, { opened, ...complaint }: StoredComplaint, today: string): ComplaintView {
  const openedOn = 'day' in opened ? opened.day : localDay(opened.atMs, site.zone);
  const due = dueOn(site.settings.hours, openedOn, site.settings.complaintDays);
  return { ...complaint, openedOn, dueOn: due, isOverdue: complaint.done === null && due < today };
}

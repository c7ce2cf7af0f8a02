// SQL of what needs a member's attention: who waits, what is unread, what is broken.
import type { Overview } from '../contract/members.ts';
import { askState } from '../domain/ask-state.ts';
import { localDay } from '../domain/calendar.ts';
import { dueOn } from '../domain/words/due.ts';
import { askFromResults, askStatements } from './channels.ts';
import type { AskReading } from './channels.ts';
import { countUnread } from './comments.ts';
import { openedFromRow, selectOpenComplaints } from './complaints.ts';
import { countWaiting } from './conversations.ts';
import type { Site } from './sites.ts';

/** Ask's state at a site from what was read of it. */
export const siteAskState = (site: Site, reading: AskReading, nowMs: number): Overview['attention']['ask'] =>
  askState(
    {
      ...reading,
      asked: site.settings.ask,
      dataPlace: site.dataPlace,
      inboxDays: site.settings.inboxDays,
      hours: site.settings.hours,
      zone: site.zone,
    },
    nowMs,
  );

/** The first block of the Overview. Counts stop at COUNT_CAP. */
export async function readAttention(
  db: D1Database,
  site: Site,
  nowMs: number,
): Promise<Overview['attention']> {
  const [waiting, unread, complaints, ...ask] = await db.batch([
    countWaiting(db, site.id),
    countUnread(db, site.id),
    selectOpenComplaints(db, site.id),
    ...askStatements(db, site.id, ''),
  ]);
  const reading = askFromResults(ask[0]!, ask[1]!);
  const waits = waiting!.results[0] as { waiting: number; oldest: number | null };
  const comments = unread!.results[0] as { unread: number; oldest: string | null };
  return {
    waiting: waits.waiting,
    oldestWaitingMs: waits.oldest,
    unread: comments.unread,
    oldestUnreadDay: comments.oldest,
    failingChannels: reading.channels.flatMap(({ id, kind, lastError, failingSinceMs }) =>
      failingSinceMs === null ? [] : [{ id, kind, error: lastError ?? '', sinceMs: failingSinceMs }],
    ),
    ask: siteAskState(site, reading, nowMs),
    complaints: complaintsDue(site, complaints!.results, nowMs),
  };
}

function complaintsDue(site: Site, rows: unknown[], nowMs: number): Overview['attention']['complaints'] {
  const today = localDay(nowMs, site.zone);
  const due = rows
    .map(openedFromRow)
    .map((opened) => ('day' in opened ? opened.day : localDay(opened.atMs, site.zone)))
    .map((day) => dueOn(site.settings.hours, day, site.settings.complaintDays))
    .sort();
  return { open: due.length, overdue: due.filter((day) => day < today).length, nextDueOn: due[0] ?? null };
}

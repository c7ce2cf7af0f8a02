// SQL of open visits: one upsert per beacon and day appends to the visit's log and, in order, to its path.
import type { VisitPart } from '../domain/journey/arrivals.ts';
import type { VisitGroup, VisitTiming } from '../domain/journey/fold.ts';
import type { Device, Language } from '../contract/vocabulary.ts';
import { EVENT_LENGTH } from '../domain/journey/log.ts';
import { insertCampaignOfVisit, keptLabel } from './campaigns.ts';
import { budgetDay, readRowsWritten, spendSeenIfChanged, STATISTICS_ROWS_PER_DAY } from './write-budget.ts';
import type { Seen } from './write-budget.ts';
import { upsertSurveyCount } from './survey-counts.ts';
import type { SurveyCount } from './survey-counts.ts';

/** A visit's log is not added to from here on: about 200 events. */
export const MAX_LOG_LENGTH = 4000;

export type KeyedPart = { part: VisitPart; key: string };
export type VisitWrite = {
  siteId: string;
  parts: KeyedPart[];
  /** A class, or `class:name`. */
  source: string;
  campaign: string;
  device: Device;
  language: Language;
  nowMs: number;
  /** The page's origin and the stages, for the install check. */
  seen: Seen;
  /** A question to hand out with the first part, unless the visit has had one; `mark` is this beacon's own. */
  asking?: { mark: string; count: SurveyCount } | null;
};

/**
 * Writes what one beacon adds, in one transaction: two rows (visit, budget), three on a campaign's first sight, around midnight or
 * with a question. Returns the number of events taken, the rows written, and whether the question was handed out; nothing is
 * written for an exact re-send, a full log, a day being folded, or a spent budget.
 */
export async function upsertVisit(
  db: D1Database,
  write: VisitWrite,
): Promise<{ stored: number; rowsWritten: number; asked: boolean }> {
  const { siteId, parts, campaign, nowMs, asking } = write;
  const statements = parts.map((keyed) => upsertPart(db, write, keyed));
  const budget = { day: budgetDay(nowMs), rows: parts.length + (asking ? 2 : 1), seen: write.seen };
  statements.push(spendSeenIfChanged(db, siteId, budget));
  if (asking) statements.push(upsertSurveyCount(db, asking.count, { ifChanged: true }));
  if (campaign !== '') {
    const { part, key } = parts[0]!;
    statements.push(insertCampaignOfVisit(db, { siteId, day: part.day, key }, campaign));
  }
  const results = await db.batch(statements);
  const stored = parts.reduce(
    (sum, { part }, i) => sum + (results[i]!.meta.changes > 0 ? part.events : 0),
    0,
  );
  const [visit] = results[0]!.results as { asked: string }[];
  return {
    stored,
    rowsWritten: results.reduce((sum, { meta }) => sum + meta.rows_written, 0),
    asked: Boolean(asking) && visit?.asked === asking?.mark,
  };
}

/**
 * The order is sure while every beacon continues its page without a gap and begins later than all before it; once it is
 * not, the visit is `messy` and its path is read from the log. The first source that is not `direct` is the visit's, so a
 * beacon that brings one is taken even when its events are known.
 */
function upsertPart(db: D1Database, write: VisitWrite, { part, key }: KeyedPart): D1PreparedStatement {
  const isNew = part.marks.events.map((_, i) => `instr(visit.log, ?${20 + i}) = 0`).join(' OR ');
  return db
    .prepare(
      `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy, asked)
       SELECT ?1, ?2, ?3, ?4, ?5, ${keptLabel('?1', '?6')}, ?7, ?8, ?9, ?10, ?11, ?12, ?19
       WHERE NOT EXISTS (SELECT 1 FROM journey_fold WHERE site_id = ?1 AND day = ?2)
         AND coalesce((SELECT rows_written FROM write_budget WHERE site_id = ?1 AND day = ?13), 0) < ?14
       ON CONFLICT (site_id, day, key) DO UPDATE SET
         messy = visit.messy OR excluded.messy OR ?15 <= visit.last_at
           OR (instr(visit.log, ?16) > 0 AND (instr(visit.log, ?17) = 0 OR instr(visit.log, ?18) > 0)),
         path = visit.path || CASE WHEN substr(visit.path, -1) = substr(excluded.path, 1, 1)
           THEN substr(excluded.path, 2) ELSE excluded.path END,
         log = visit.log || excluded.log,
         last_at = max(visit.last_at, excluded.last_at),
         asked = CASE WHEN visit.asked = '' THEN excluded.asked ELSE visit.asked END,
         campaign = CASE WHEN visit.source = 'direct' THEN excluded.campaign ELSE visit.campaign END,
         source = CASE WHEN visit.source = 'direct' THEN excluded.source ELSE visit.source END
       WHERE length(visit.log) < ${MAX_LOG_LENGTH}
         AND (${isNew} OR (visit.source = 'direct' AND excluded.source <> 'direct'))
       RETURNING asked`,
    )
    .bind(
      ...[
        write.siteId,
        part.day,
        key,
        part.seriesId,
        write.source,
        write.campaign,
        write.device,
        write.language,
      ],
      ...[
        part.path,
        part.log,
        part.lastAtMs,
        part.messy ? 1 : 0,
        budgetDay(write.nowMs),
        STATISTICS_ROWS_PER_DAY,
      ],
      ...[part.firstAtMs, part.marks.page, part.marks.previous, part.marks.events[0]],
      ...[write.asking?.mark ?? '', ...part.marks.events],
    );
}

/** What a visit was like before this beacon: its log, and the mark of the question it was handed; both empty for a new one. */
export async function readVisit(
  db: D1Database,
  { siteId, day, key }: { siteId: string; day: string; key: string },
): Promise<{ log: string; asked: string }> {
  const row = await db
    .prepare('SELECT log, asked FROM visit WHERE site_id = ?1 AND day = ?2 AND key = ?3')
    .bind(siteId, day, key)
    .first<{ log: string; asked: string }>();
  return row ?? { log: '', asked: '' };
}

/** Why a write took nothing. Asked only then, so that a stored beacon pays for no look. */
export async function readRefusal(
  db: D1Database,
  { siteId, parts, nowMs }: VisitWrite,
): Promise<'budget' | 'closed' | 'full' | 'duplicate'> {
  if ((await readRowsWritten(db, siteId, budgetDay(nowMs))) >= STATISTICS_ROWS_PER_DAY) return 'budget';
  const { part, key } = parts.at(-1)!;
  const row = await db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM journey_fold WHERE site_id = ?1 AND day = ?2) AS closed,
         coalesce((SELECT length(log) FROM visit WHERE site_id = ?1 AND day = ?2 AND key = ?3), 0) AS length`,
    )
    .bind(siteId, part.day, key)
    .first<{ closed: number; length: number }>();
  if (row?.closed) return 'closed';
  return (row?.length ?? 0) >= MAX_LOG_LENGTH ? 'full' : 'duplicate';
}

/** The local days for which a site has visits, oldest first: one row read per day. */
export async function listVisitDays(db: D1Database, siteId: string): Promise<string[]> {
  const { results } = await db
    .prepare(
      `WITH RECURSIVE found (day) AS (
         SELECT min(day) FROM visit WHERE site_id = ?1
         UNION ALL
         SELECT (SELECT min(day) FROM visit WHERE site_id = ?1 AND day > found.day) FROM found WHERE found.day IS NOT NULL)
       SELECT day FROM found WHERE day IS NOT NULL`,
    )
    .bind(siteId)
    .all<{ day: string }>();
  return results.map((row) => row.day);
}

export type GroupRow = Omit<VisitGroup, 'seriesId'> & { series_id: string; last_key: string };

/** SQL: one page of the visits of site ?1 on day ?2 after a key, alike ones grouped; `after` and `limit` are expressions. */
export const selectVisitGroups = (after: string, limit: string): string =>
  `SELECT series_id, source, campaign, device, language, path, log, count(*) AS visits, max(key) AS last_key FROM (
     SELECT key, series_id, source, campaign, device, language,
       CASE messy WHEN 0 THEN path ELSE '' END AS path, CASE messy WHEN 0 THEN '' ELSE log END AS log
     FROM visit WHERE site_id = ?1 AND day = ?2 AND key > ${after} ORDER BY key LIMIT ${limit})
   GROUP BY series_id, source, campaign, device, language, path, log`;

export type TimingRow = Omit<VisitTiming, 'seriesId'> & { series_id: string };

/** SQL: the same page for its times: a log each where a visit had several events, else alike ones by their one stage. */
export const selectVisitTimings = (after: string, limit: string): string =>
  `SELECT series_id, path, log, count(*) AS visits FROM (
     SELECT series_id, CASE WHEN length(log) > ${EVENT_LENGTH} THEN '' ELSE path END AS path,
       CASE WHEN length(log) > ${EVENT_LENGTH} THEN log ELSE '' END AS log
     FROM visit WHERE site_id = ?1 AND day = ?2 AND key > ${after} ORDER BY key LIMIT ${limit})
   GROUP BY series_id, path, log`;

export const timingFromRow = ({ series_id, ...rest }: TimingRow): VisitTiming => ({
  ...rest,
  seriesId: series_id,
});

export type GroupPage = { groups: VisitGroup[]; lastKey: string; visits: number };

/** The groups of a page, its last key (`after` when it is empty) and its number of visits. */
export function pageOfGroups(rows: readonly GroupRow[], after: string): GroupPage {
  return {
    groups: rows.map(({ series_id, last_key: _, ...rest }) => ({ ...rest, seriesId: series_id })),
    lastKey: rows.reduce((last, row) => (row.last_key > last ? row.last_key : last), after),
    visits: rows.reduce((sum, row) => sum + row.visits, 0),
  };
}

/** One page of a day's visits after a key. */
export async function listVisitGroups(
  db: D1Database,
  at: { siteId: string; day: string; after: string; limit: number },
): Promise<GroupPage> {
  const { results } = await db
    .prepare(selectVisitGroups('?3', '?4'))
    .bind(at.siteId, at.day, at.after, at.limit)
    .all<GroupRow>();
  return pageOfGroups(results, at.after);
}

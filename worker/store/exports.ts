// SQL of a site's export: every record that says something, page by page, without hashes and secrets.
import type { ExportPart } from '../contract/clinics.ts';

export type ExportRow = Record<string, string | number | null>;
type Pages = {
  sql: string;
  /** Columns that order the rows and name where the next page begins; each with its lowest value. */
  cursor: Record<string, string | number>;
  rows: number;
};

/**
 * Each reads along an index that begins with the site: a page costs its rows and no more. `?1` is the site, then come the
 * cursor's values, then the number of rows.
 */
const PAGES: Record<Exclude<ExportPart, 'site'>, Pages> = {
  series: {
    sql: `SELECT id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at FROM series
      WHERE site_id = ?1 AND (kind, started_at, id) > (?2, ?3, ?4) ORDER BY kind, started_at, id LIMIT ?5`,
    cursor: { kind: '', started_at: 0, id: '' },
    rows: 500,
  },
  answers: {
    sql: `SELECT id, series_id, question, moment, origin, mode, day, score, text, language, stage, source, device, branch_id,
        doctor_id, survey, loader_version, consent_version, read_at FROM answer
      WHERE site_id = ?1 AND (day, id) > (?2, ?3) ORDER BY day, id LIMIT ?4`,
    cursor: { day: '', id: '' },
    rows: 500,
  },
  asked: {
    sql: `SELECT day, question, moment, wording, asked, opened FROM survey_count
      WHERE site_id = ?1 AND (day, question, moment, wording) > (?2, ?3, ?4, ?5)
      ORDER BY day, question, moment, wording LIMIT ?6`,
    cursor: { day: '', question: '', moment: '', wording: 0 },
    rows: 500,
  },
  // Few, because each may hold a contact that has to be opened.
  conversations: {
    sql: `SELECT conversation.id, token_hash, kind, topic, state, outcome, call_when, language, stage, source, device, branch_id,
        doctor_id, started_at, last_message_at, waiting_since, first_reply_at, closed_at, reopened_at,
        team_id, assignee_id, transfers, solved_first, closed_by, due_at, first_due_at, solve_due_at, reached_at, call_tries,
        contact.key_id, contact.sealed, contact.consent_version, contact.consent_at
      FROM conversation LEFT JOIN contact ON contact.conversation_id = conversation.id
      WHERE conversation.site_id = ?1 AND token_hash > ?2 ORDER BY token_hash LIMIT ?3`,
    cursor: { token_hash: '' },
    rows: 100,
  },
  messages: {
    sql: `SELECT client_key, conversation_id, seq, author, (SELECT name FROM member WHERE member.id = member_id) AS member,
        text, language, mode, origin, loader_version, consent_version, at, canned_id, canned_version FROM message
      WHERE site_id = ?1 AND client_key > ?2 ORDER BY client_key LIMIT ?3`,
    cursor: { client_key: '' },
    rows: 300,
  },
  notes: {
    sql: `SELECT client_key, conversation_id, id, kind, (SELECT name FROM member WHERE member.id = member_id) AS member, text,
        to_team_id, to_member_id, after_seq, at FROM internal_note
      WHERE site_id = ?1 AND client_key > ?2 ORDER BY client_key LIMIT ?3`,
    cursor: { client_key: '' },
    rows: 300,
  },
  journey: {
    sql: `SELECT day, series_id, zone, status, visits, paths, times, by_source, by_campaign, by_device, by_language, by_entry, as_of
      FROM journey_day WHERE site_id = ?1 AND (day, series_id) > (?2, ?3) ORDER BY day, series_id LIMIT ?4`,
    cursor: { day: '', series_id: '' },
    rows: 30,
  },
};

export type ExportRows = { rows: ExportRow[]; next: string | null };

/** One page of a part after a cursor (`next` of the page before); null when the cursor makes no sense. */
export async function listExportRows(
  db: D1Database,
  at: { siteId: string; part: Exclude<ExportPart, 'site'>; after: string | undefined },
): Promise<ExportRows | null> {
  const { sql, cursor, rows: limit } = PAGES[at.part];
  const begin =
    at.after === undefined ? Object.values(cursor) : cursorValues(at.after, Object.values(cursor));
  if (begin === null) return null;
  const { results } = await db
    .prepare(sql)
    .bind(at.siteId, ...begin, limit)
    .all<ExportRow>();
  const last = results.length === limit ? results.at(-1) : undefined;
  return { rows: results, next: last ? JSON.stringify(Object.keys(cursor).map((name) => last[name])) : null };
}

function cursorValues(text: string, like: (string | number)[]): (string | number)[] | null {
  try {
    const values: unknown = JSON.parse(text);
    const fits = Array.isArray(values) && values.length === like.length;
    return fits && like.every((value, i) => typeof value === typeof values[i])
      ? (values as (string | number)[])
      : null;
  } catch {
    return null;
  }
}

type Frame<Name extends string> = Record<Name, ExportRow[]>;
const named = <Name extends string>(names: readonly Name[], results: D1Result<ExportRow>[]): Frame<Name> =>
  Object.fromEntries(names.map((name, i) => [name, results[i]?.results ?? []])) as Frame<Name>;

/** The clinic's own names and its people. */
export async function listClinicFrame(
  db: D1Database,
  clinicId: string,
): Promise<Frame<'branches' | 'doctors' | 'members' | 'teams'>> {
  const results = await db.batch<ExportRow>([
    db.prepare('SELECT id, name, removed_at FROM branch WHERE clinic_id = ?1 ORDER BY name').bind(clinicId),
    db
      .prepare('SELECT id, name, branch_id, removed_at FROM doctor WHERE clinic_id = ?1 ORDER BY name')
      .bind(clinicId),
    db
      .prepare(
        `SELECT member.name, member.email, membership.role FROM membership JOIN member ON member.id = membership.member_id
         WHERE membership.clinic_id = ?1 ORDER BY member.name`,
      )
      .bind(clinicId),
    db
      .prepare(
        `SELECT team.id, team.name, group_concat(member.name, ', ') AS members FROM team
           LEFT JOIN team_member ON team_member.team_id = team.id LEFT JOIN member ON member.id = team_member.member_id
         WHERE clinic_id = ?1 GROUP BY team.id ORDER BY team.name`,
      )
      .bind(clinicId),
  ]);
  return named(['branches', 'doctors', 'members', 'teams'], results);
}

/** What else the site holds: campaigns seen, channels without their secrets, saved funnels and replies, topics and complaints, cards and invites. */
export async function listSiteFrame(
  db: D1Database,
  siteId: string,
): Promise<
  Frame<'campaigns' | 'channels' | 'funnels' | 'cannedReplies' | 'topics' | 'complaints' | 'links'>
> {
  const results = await db.batch<ExportRow>([
    db.prepare('SELECT label FROM campaign WHERE site_id = ?1 ORDER BY label').bind(siteId),
    db
      .prepare('SELECT kind, label, created_at FROM channel WHERE site_id = ?1 ORDER BY created_at')
      .bind(siteId),
    db.prepare('SELECT name, steps, strict FROM saved_funnel WHERE site_id = ?1 ORDER BY name').bind(siteId),
    db
      .prepare('SELECT title, topic, text, version FROM canned_reply WHERE site_id = ?1 ORDER BY title')
      .bind(siteId),
    db
      .prepare(
        'SELECT id, name_ru, name_en, words, complaint FROM comment_topic WHERE site_id = ?1 ORDER BY id',
      )
      .bind(siteId),
    db
      .prepare(
        'SELECT kind, record_id, done_at, done_by, note FROM complaint WHERE site_id = ?1 ORDER BY kind, record_id',
      )
      .bind(siteId),
    db
      .prepare(
        `SELECT id, kind, code, label, survey, branch_id, doctor_id, by_name, created_at, expires_at, off_at, uses, invites
         FROM link WHERE site_id = ?1 ORDER BY created_at, id`,
      )
      .bind(siteId),
  ]);
  return named(
    ['campaigns', 'channels', 'funnels', 'cannedReplies', 'topics', 'complaints', 'links'],
    results,
  );
}

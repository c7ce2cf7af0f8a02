// SQL that deletes what has outlived its purpose: bounded pieces of every table that holds something of a person.
import type { Cutoffs } from '../domain/retention.ts';
import { deleteErasedAgain } from './erasures.ts';

/** Rows of each kind that one run deletes at most. */
const PIECE = 500;

/**
 * Deletes one piece of everything that is older than the cutoffs, in one transaction. `noticeId` is the lowest id that a
 * notice made at the cutoff could have. False when some kind filled its piece, so that more may be left.
 */
export async function deletePiece(
  db: D1Database,
  options: { before: Cutoffs; noticeId: string; nowMs: number },
): Promise<boolean> {
  const { before, noticeId, nowMs } = options;
  const results = await db.batch([
    ...deleteConversations(db, before.conversationsMs),
    updateAnswersWordless(db, before.answerTextDay),
    deleteAnswers(db, before.answerDay),
    db
      .prepare(
        `DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE id < ?1
           AND (delivered_at IS NOT NULL OR dead_at IS NOT NULL) LIMIT ${PIECE}) RETURNING id`,
      )
      .bind(noticeId),
    db.prepare('DELETE FROM erasure WHERE at < ?1').bind(before.erasuresMs),
    db.prepare('DELETE FROM signal_note WHERE at < ?1').bind(Date.parse(before.answerDay)),
    db.prepare('DELETE FROM sign_in_link WHERE expires_at <= ?1').bind(nowMs),
    db.prepare('DELETE FROM telegram_code WHERE expires_at <= ?1').bind(nowMs),
    db.prepare('DELETE FROM session WHERE expires_at <= ?1').bind(nowMs),
    ...deleteErasedAgain(db),
    ...['journey_day', 'journey_fold'].map((table) => deleteDays(db, table, before.journeyDay)),
    deleteDays(db, 'survey_count', before.answerDay),
    // Few, because each takes its invites along.
    db
      .prepare('DELETE FROM link WHERE id IN (SELECT id FROM link WHERE expires_at < ?1 LIMIT 5)')
      .bind(before.invitesMs),
    updateWithoutDimensions(db, 'journey_day', before.dimensionsDay),
    updateWithoutDimensions(db, 'journey_roll', before.dimensionsDay),
  ]);
  return results.slice(1, 5).every((deleted) => deleted.results.length < PIECE);
}

/** Messages and contacts go with their conversation; notices name it without a foreign key. */
function deleteConversations(db: D1Database, beforeMs: number): D1PreparedStatement[] {
  const old = `SELECT id FROM conversation WHERE last_message_at < ?1 ORDER BY last_message_at LIMIT ${PIECE}`;
  return [
    db.prepare(`DELETE FROM notice WHERE conversation_id IN (${old})`).bind(beforeMs),
    db.prepare(`DELETE FROM conversation WHERE id IN (${old}) RETURNING id`).bind(beforeMs),
  ];
}

/** The body hash goes too: who guesses a short comment could prove the guess by it. */
const updateAnswersWordless = (db: D1Database, beforeDay: string): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE answer SET text = NULL, erase_hash = NULL, body_hash = ''
       WHERE (site_id, client_key) IN (SELECT site_id, client_key FROM answer INDEXED BY answer_wordy
         WHERE day < ?1 AND (text IS NOT NULL OR erase_hash IS NOT NULL) LIMIT ${PIECE}) RETURNING id`,
    )
    .bind(beforeDay);

/** Site by site, because the index of days begins with the site. */
const deleteAnswers = (db: D1Database, beforeDay: string): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM answer WHERE (site_id, client_key) IN (SELECT answer.site_id, client_key
         FROM site CROSS JOIN answer INDEXED BY answer_by_day ON answer.site_id = site.id AND answer.day < ?1 LIMIT ${PIECE})
       RETURNING id`,
    )
    .bind(beforeDay);

/** Paths stay, breakdowns go; a rolled row loses them with its first day, and is answered by its days from then on. */
function updateWithoutDimensions(
  db: D1Database,
  table: 'journey_day' | 'journey_roll',
  beforeDay: string,
): D1PreparedStatement {
  const [day, key] =
    table === 'journey_day'
      ? ['day', 'site_id, day, series_id']
      : ['from_day', 'site_id, kind, from_day, series_id'];
  return db
    .prepare(
      `UPDATE ${table} SET by_source = '', by_campaign = '', by_device = '', by_language = '', by_entry = ''
       WHERE (${key}) IN (SELECT ${key} FROM ${table} INDEXED BY ${table}_dimensions
         WHERE ${day} < ?1 AND by_source <> '' LIMIT ${PIECE})`,
    )
    .bind(beforeDay);
}

/** Rows of whole days: what is left of visits, the mark that their day is closed, how often questions were asked. */
const deleteDays = (db: D1Database, table: string, beforeDay: string): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM ${table} WHERE (site_id, day) IN (SELECT ${table}.site_id, ${table}.day
         FROM site CROSS JOIN ${table} ON ${table}.site_id = site.id AND ${table}.day < ?1 LIMIT ${PIECE})`,
    )
    .bind(beforeDay);

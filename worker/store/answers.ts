// SQL of answers: stored once however often they are sent, counted by score, read as comments, erased by their secret.
import type { Period } from '../contract/journey.ts';
import type { ScoreAnswer } from '../contract/members.ts';
import { FFT_SCORES } from '../contract/vocabulary.ts';
import type {
  Device,
  Language,
  Mode,
  Moment,
  Origin,
  Question,
  SourceClass,
} from '../contract/vocabulary.ts';
import { insertSeriesIfNew, NEWEST_SERIES, readAnswerSeries } from './answer-series.ts';
import type { AnswerSeries } from './answer-series.ts';
import { addCounts } from '../domain/satisfaction/score.ts';
import { isInviteUnused, updateLinkUnusedIfChanged, updateLinkUsedIfChanged } from './link-uses.ts';
import { listScoreDays } from './score-days.ts';
import { withinWordsBudget } from './words-budget.ts';
import { spendIfChanged } from './write-budget.ts';

export type NewAnswer = {
  siteId: string;
  clientKey: string;
  bodyHash: string;
  eraseHash: string;
  id: string;
  series: AnswerSeries;
  origin: Origin;
  mode: Mode;
  /** Id of the site's question. */
  survey: number;
  /** Null for words only. */
  score: number | null;
  text: string | null;
  /** Stems of the text's words; empty without text. */
  stems: readonly string[];
  language: Language;
  stage: number | null;
  source: SourceClass | null;
  device: Device | null;
  loaderVersion: string;
  budgetDay: string;
  /** The card or invite that it came by; absent for a page of the clinic. */
  link?: AnswerLink;
};

export type AnswerLink = {
  id: string;
  branchId: string | null;
  doctorId: string | null;
  /** Hash of the invite's secret, which this answer uses up; null for a card. */
  inviteHash: string | null;
};

/**
 * `reused`: this sender's id came with another body. `erased`: erased before, and not stored again. `used`: another answer came by
 * this invite. `full`: budget spent.
 */
export type Stored = 'stored' | 'replayed' | 'reused' | 'erased' | 'used' | 'full';

/** Rows that one answer with words writes at most: itself, its indexes, its day's counts, the budget. */
const ANSWER_ROWS = 9;

/** Stores an answer once, with its series when that is new, in one transaction. */
export async function insertAnswer(db: D1Database, a: NewAnswer): Promise<Stored> {
  const inviteHash = a.link?.inviteHash ?? null;
  const isNew = (key: string, day: string, invite: string): string =>
    `NOT EXISTS (SELECT 1 FROM answer WHERE site_id = ?1 AND client_key = ${key})
     AND NOT EXISTS (SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'answer' AND record_id = ${key})
     AND ${isInviteUnused(invite)} AND ${withinWordsBudget(day)}`;
  const results = await db.batch([
    insertSeriesIfNew(db, a.series, {
      sql: isNew('?11', '?12', '?13'),
      binds: [a.clientKey, a.budgetDay, inviteHash],
    }),
    db
      .prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text,
           language, stage, source, device, loader_version, erase_hash, stems, survey, branch_id, doctor_id)
         SELECT ?1, ?4, ?6, ?7, (${NEWEST_SERIES}), ?2, ?3, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
           ?21, ?22 WHERE ${isNew('?4', '?5', '?23')} RETURNING id`,
      )
      .bind(
        a.siteId,
        a.series.question,
        a.series.moment,
        a.clientKey,
        a.budgetDay,
        a.bodyHash,
        a.id,
        a.origin,
        a.mode,
        a.series.day,
        a.score,
        a.text,
        a.language,
        a.stage,
        a.source,
        a.device,
        a.loaderVersion,
        a.eraseHash,
        a.stems.length === 0 ? null : spaced(a.stems),
        a.survey,
        a.link?.branchId ?? null,
        a.link?.doctorId ?? null,
        inviteHash,
      ),
    spendIfChanged(db, a.siteId, a.budgetDay, a.link ? ANSWER_ROWS + 2 : ANSWER_ROWS),
    ...(a.link ? updateLinkUsedIfChanged(db, a.siteId, a.link) : []),
    db
      .prepare(
        `SELECT (SELECT body_hash FROM answer WHERE site_id = ?1 AND client_key = ?2) AS body_hash,
           EXISTS (SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'answer' AND record_id = ?2) AS erased,
           NOT ${isInviteUnused('?3')} AS used`,
      )
      .bind(a.siteId, a.clientKey, inviteHash),
  ]);
  if (results[1]!.results.length > 0) return 'stored';
  const known = results.at(-1)!.results[0] as { body_hash: string | null; erased: number; used: number };
  if (known.body_hash !== null) return known.body_hash === a.bodyHash ? 'replayed' : 'reused';
  if (known.erased) return 'erased';
  return known.used ? 'used' : 'full';
}

/** Each between spaces, so that " stem" finds words that begin so. */
const spaced = (stems: readonly string[]): string => ` ${stems.join(' ')} `;

/**
 * Deletes the answer of this key and erase secret, and remembers the key's hash; `link`, by which it had come, takes another
 * one in its place. False: there is no such answer.
 */
export async function deleteAnswer(
  db: D1Database,
  a: { siteId: string; clientKey: string; eraseHash: string; nowMs: number; link?: AnswerLink },
): Promise<boolean> {
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO erasure (site_id, what, record_id, at) SELECT site_id, 'answer', client_key, ?4 FROM answer
         WHERE site_id = ?1 AND client_key = ?2 AND erase_hash = ?3 ON CONFLICT DO NOTHING`,
      )
      .bind(a.siteId, a.clientKey, a.eraseHash, a.nowMs),
    db
      .prepare('DELETE FROM answer WHERE site_id = ?1 AND client_key = ?2 AND erase_hash = ?3')
      .bind(a.siteId, a.clientKey, a.eraseHash),
    ...(a.link ? updateLinkUnusedIfChanged(db, a.siteId, a.link) : []),
    db
      .prepare(`SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'answer' AND record_id = ?2`)
      .bind(a.siteId, a.clientKey),
  ]);
  return results.at(-1)!.results.length > 0;
}

/** Counts of the newest series of a question and moment within a period; no series is ever added to another. */
export async function countScores(
  db: D1Database,
  siteId: string,
  period: Period,
  asked: { question: Question; moment: Moment },
): Promise<ScoreAnswer> {
  const series = await readAnswerSeries(db, siteId, asked, period.to);
  if (!series) return { period, series: null, counts: FFT_SCORES.map(() => 0) };
  const days = await listScoreDays(db, siteId, { seriesIds: [series.id], period, counted: FFT_SCORES });
  const counts = addCounts(
    days.map((day) => day.counts),
    FFT_SCORES.length,
  );
  return { period, series, counts };
}

// SQL of notices: written in the transaction of the message they are about, claimed by one runner at a time.
import type { EventName } from '../contract/events.ts';
import type { ChannelKind, Language, Topic } from '../contract/vocabulary.ts';
import type { Sealed } from '../seal.ts';

export type PlannedNotice = {
  id: string;
  channelId: string;
  event: 'question' | 'callback';
  topic: Topic;
  nowMs: number;
};

/** An address that somebody has not confirmed gets no notices: it may be a stranger's. */
const MAY_TELL = `channel.enabled = 1 AND (channel.kind <> 'email' OR channel.verified_at IS NOT NULL)`;
/** Words leave for conversations that began after the owner had switched that on: earlier ones were promised otherwise. */
export const MAY_CARRY_WORDS = 'channel.words_from <= conversation.started_at';

/**
 * Writes notices about the message that is about to be stored in the conversation that `its` finds, one for each channel that
 * is still there and on. Where somebody waits already, only channels that carry words hear of a further message.
 * `its` is a condition on `conversation` that binds `?1` to `?4`.
 */
export const insertNotices = (
  db: D1Database,
  notices: PlannedNotice[],
  its: { sql: string; binds: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice (id, site_id, channel_id, conversation_id, seq, event, topic, created_at, next_attempt_at)
       SELECT planned.value ->> 'id', ?1, channel.id, conversation.id,
         1 + COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0),
         CASE WHEN waiting_since IS NULL THEN planned.value ->> 'event' ELSE 'message' END, planned.value ->> 'topic',
         planned.value ->> 'nowMs', planned.value ->> 'nowMs'
       FROM json_each(?5) AS planned
         JOIN channel ON channel.id = planned.value ->> 'channelId' AND channel.site_id = ?1 AND ${MAY_TELL}
         JOIN conversation ON ${its.sql} AND (waiting_since IS NULL OR ${MAY_CARRY_WORDS})`,
    )
    .bind(...its.binds, JSON.stringify(notices));

export type SiteNotice = {
  siteId: string;
  /** One for each channel that the site can have. */
  ids: string[];
  event: EventName;
  conversationId: string | null;
  topic: Topic | null;
  detail: string;
  once: string;
  nowMs: number;
};

/** Writes a notice for each channel that may tell it and was not told of this occasion before; the ids written. */
export async function insertSiteNotices(db: D1Database, n: SiteNotice): Promise<string[]> {
  const { results } = await db
    .prepare(
      `INSERT INTO notice (id, site_id, channel_id, conversation_id, event, topic, detail, once, created_at, next_attempt_at)
       SELECT json_extract(?2, '$[' || (row_number() OVER (ORDER BY channel.id) - 1) || ']'),
         ?1, channel.id, ?3, ?4, ?5, ?6, ?7, ?8, ?8
       FROM channel WHERE site_id = ?1 AND ${MAY_TELL} AND (?4 <> 'digest' OR channel.digest = 1)
       ON CONFLICT (channel_id, once) WHERE once IS NOT NULL DO NOTHING RETURNING id`,
    )
    .bind(n.siteId, JSON.stringify(n.ids), n.conversationId, n.event, n.topic, n.detail, n.once, n.nowMs)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export type DueNotice = {
  id: string;
  event: EventName;
  topic: Topic | null;
  conversationId: string | null;
  detail: string;
  createdAtMs: number;
  /** Attempts made, this one included. */
  attempts: number;
  /** Whether an owner lets words leave by this channel at all. */
  mayCarryWords: boolean;
  channel: { id: string; kind: ChannelKind } & Sealed;
  site: { id: string; name: string; language: Language };
};

type DueRow = {
  id: string;
  event: EventName;
  topic: Topic | null;
  conversation_id: string | null;
  detail: string;
  created_at: number;
  attempts: number;
  channel_id: string;
  kind: ChannelKind;
  key_id: string;
  sealed: string;
  words_from: number | null;
  site_id: string;
  name: string;
  language: Language;
};

/** First pause, doubled with each attempt up to the last. */
export const FIRST_PAUSE_MS = 60_000;
export const LAST_PAUSE_MS = 3_600_000;

/**
 * Takes up to `limit` notices whose time has come and moves their next attempt into the future in one statement, so that
 * no other runner takes them too; a runner that dies leaves them for that next attempt. `ids` limits it to some notices.
 */
export async function updateDueNotices(
  db: D1Database,
  options: { nowMs: number; limit: number; ids?: string[] },
): Promise<DueNotice[]> {
  const { results } = await db
    .prepare(
      `UPDATE notice SET attempts = attempts + 1,
         next_attempt_at = ?1 + min(${LAST_PAUSE_MS}, ${FIRST_PAUSE_MS} << min(attempts, 10))
       WHERE id IN (SELECT notice.id FROM notice JOIN channel ON channel.id = notice.channel_id AND channel.enabled = 1
         WHERE next_attempt_at <= ?1 AND delivered_at IS NULL AND dead_at IS NULL
           AND (?3 IS NULL OR notice.id IN (SELECT value FROM json_each(?3)))
         ORDER BY next_attempt_at LIMIT ?2)
       RETURNING id, event, topic, conversation_id, detail, created_at, attempts, channel_id, site_id`,
    )
    .bind(options.nowMs, options.limit, options.ids ? JSON.stringify(options.ids) : null)
    .all<DueRow>();
  return withChannels(db, results);
}

async function withChannels(db: D1Database, rows: DueRow[]): Promise<DueNotice[]> {
  if (rows.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT channel.id AS channel_id, kind, key_id, sealed, words_from, site.name, site.settings ->> '$.language' AS language
       FROM channel JOIN site ON site.id = channel.site_id WHERE channel.id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify([...new Set(rows.map((row) => row.channel_id))]))
    .all<Pick<DueRow, 'channel_id' | 'kind' | 'key_id' | 'sealed' | 'words_from' | 'name' | 'language'>>();
  const channels = new Map(results.map((channel) => [channel.channel_id, channel]));
  return rows.flatMap((row) => {
    const channel = channels.get(row.channel_id);
    return channel ? [noticeFromRow({ ...row, ...channel })] : [];
  });
}

const noticeFromRow = (row: DueRow): DueNotice => ({
  id: row.id,
  event: row.event,
  topic: row.topic,
  conversationId: row.conversation_id,
  detail: row.detail,
  createdAtMs: row.created_at,
  attempts: row.attempts,
  mayCarryWords: row.words_from !== null,
  channel: { id: row.channel_id, kind: row.kind, keyId: row.key_id, sealed: row.sealed },
  site: { id: row.site_id, name: row.name, language: row.language },
});

/** How an attempt ended: delivered, to be tried again, or given up when it was the last. */
export const updateNoticeEnd = (
  db: D1Database,
  end: { id: string; error: string | null; sentAs: string | null; isLast: boolean; nowMs: number },
): D1PreparedStatement =>
  end.error === null
    ? db
        .prepare('UPDATE notice SET delivered_at = ?2, sent_as = ?3, last_error = NULL WHERE id = ?1')
        .bind(end.id, end.nowMs, end.sentAs)
    : db
        .prepare('UPDATE notice SET last_error = ?2, dead_at = ?3 WHERE id = ?1')
        .bind(end.id, end.error, end.isLast ? end.nowMs : null);

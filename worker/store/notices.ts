// SQL of notices: written in the transaction of the message they are about, claimed by one runner at a time.
import type { ChannelKind, Language, Topic } from '../contract/vocabulary.ts';
import type { Sealed } from '../seal.ts';

export const NOTICE_EVENTS = ['question', 'callback'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

export type PlannedNotice = {
  id: string;
  channelId: string;
  event: NoticeEvent;
  topic: Topic;
  nowMs: number;
};

/**
 * Writes notices about the conversation that `its` finds, one for each channel that is still there and on.
 * `its` is a condition on `conversation` that binds `?1` to `?4`.
 */
export const insertNotices = (
  db: D1Database,
  notices: PlannedNotice[],
  its: { sql: string; binds: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO notice (id, site_id, channel_id, conversation_id, event, topic, created_at, next_attempt_at)
       SELECT planned.value ->> 'id', ?1, channel.id, conversation.id, planned.value ->> 'event', planned.value ->> 'topic',
         planned.value ->> 'nowMs', planned.value ->> 'nowMs'
       FROM json_each(?5) AS planned
         JOIN channel ON channel.id = planned.value ->> 'channelId' AND channel.site_id = ?1 AND channel.enabled = 1
         JOIN conversation ON ${its.sql}`,
    )
    .bind(...its.binds, JSON.stringify(notices));

export type DueNotice = {
  id: string;
  event: NoticeEvent;
  topic: Topic;
  conversationId: string;
  createdAtMs: number;
  /** Attempts made, this one included. */
  attempts: number;
  channel: { id: string; kind: ChannelKind } & Sealed;
  site: { id: string; name: string; language: Language };
};

type DueRow = {
  id: string;
  event: NoticeEvent;
  topic: Topic;
  conversation_id: string;
  created_at: number;
  attempts: number;
  channel_id: string;
  kind: ChannelKind;
  key_id: string;
  sealed: string;
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
       RETURNING id, event, topic, conversation_id, created_at, attempts, channel_id, site_id`,
    )
    .bind(options.nowMs, options.limit, options.ids ? JSON.stringify(options.ids) : null)
    .all<DueRow>();
  return withChannels(db, results);
}

async function withChannels(db: D1Database, rows: DueRow[]): Promise<DueNotice[]> {
  if (rows.length === 0) return [];
  const { results } = await db
    .prepare(
      `SELECT channel.id AS channel_id, kind, key_id, sealed, site.name, site.settings ->> '$.language' AS language
       FROM channel JOIN site ON site.id = channel.site_id WHERE channel.id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify([...new Set(rows.map((row) => row.channel_id))]))
    .all<Pick<DueRow, 'channel_id' | 'kind' | 'key_id' | 'sealed' | 'name' | 'language'>>();
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
  createdAtMs: row.created_at,
  attempts: row.attempts,
  channel: { id: row.channel_id, kind: row.kind, keyId: row.key_id, sealed: row.sealed },
  site: { id: row.site_id, name: row.name, language: row.language },
});

/** How an attempt ended: delivered, to be tried again, or given up when it was the last. */
export const updateNoticeEnd = (
  db: D1Database,
  end: { id: string; error: string | null; isLast: boolean; nowMs: number },
): D1PreparedStatement =>
  end.error === null
    ? db
        .prepare('UPDATE notice SET delivered_at = ?2, last_error = NULL WHERE id = ?1')
        .bind(end.id, end.nowMs)
    : db
        .prepare('UPDATE notice SET last_error = ?2, dead_at = ?3 WHERE id = ?1')
        .bind(end.id, end.error, end.isLast ? end.nowMs : null);

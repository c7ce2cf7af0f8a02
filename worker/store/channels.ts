// SQL of channels: how the clinic is told, whether that works, and what follows from it for Ask.
import type { ChannelView } from '../contract/members.ts';
import type { ChannelKind } from '../contract/vocabulary.ts';
import type { ChannelState } from '../domain/ask-state.ts';
import type { Sealed } from '../seal.ts';

export const MAX_CHANNELS = 5;

type ChannelRow = {
  id: string;
  kind: ChannelKind;
  label: string;
  enabled: number;
  verified_at: number | null;
  failing_since: number | null;
  last_error: string | null;
};

const COLUMNS = 'id, kind, label, enabled, verified_at, failing_since, last_error';

/** A site's channels, oldest first. */
export async function listChannels(db: D1Database, siteId: string): Promise<ChannelView[]> {
  const { results } = await selectChannels(db, siteId).all<ChannelRow>();
  return results.map(channelFromRow);
}

const selectChannels = (db: D1Database, siteId: string): D1PreparedStatement =>
  db.prepare(`SELECT ${COLUMNS} FROM channel WHERE site_id = ?1 ORDER BY id`).bind(siteId);

const channelFromRow = (row: ChannelRow): ChannelView => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  enabled: row.enabled === 1,
  verifiedAtMs: row.verified_at,
  failingSinceMs: row.failing_since,
  lastError: row.last_error,
});

/** Adds a channel; false when the site has MAX_CHANNELS already. */
export async function insertChannel(
  db: D1Database,
  c: { id: string; siteId: string; kind: ChannelKind; label: string; nowMs: number } & Sealed,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, created_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE (SELECT count(*) FROM channel WHERE site_id = ?2) < ${MAX_CHANNELS}`,
    )
    .bind(c.id, c.siteId, c.kind, c.label, c.keyId, c.sealed, c.nowMs)
    .run();
  return meta.changes > 0;
}

/** A channel of this site with its address still sealed, or null. */
export async function readChannel(
  db: D1Database,
  siteId: string,
  id: string,
): Promise<({ id: string; kind: ChannelKind } & Sealed) | null> {
  const row = await db
    .prepare('SELECT id, kind, key_id, sealed FROM channel WHERE site_id = ?1 AND id = ?2')
    .bind(siteId, id)
    .first<{ id: string; kind: ChannelKind; key_id: string; sealed: string }>();
  return row && { id: row.id, kind: row.kind, keyId: row.key_id, sealed: row.sealed };
}

/** Removes a channel with its notices; false when there is no such channel. */
export async function deleteChannel(db: D1Database, siteId: string, id: string): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM channel WHERE site_id = ?1 AND id = ?2')
    .bind(siteId, id)
    .run();
  return meta.changes > 0;
}

/** A channel did its work or failed: a success proves it and ends a failure; a failure keeps when it began. */
export const updateChannelHealth = (
  db: D1Database,
  h: { channelId: string; error: string | null; nowMs: number },
): D1PreparedStatement =>
  h.error === null
    ? db
        .prepare('UPDATE channel SET verified_at = ?2, failing_since = NULL, last_error = NULL WHERE id = ?1')
        .bind(h.channelId, h.nowMs)
    : db
        .prepare(
          'UPDATE channel SET failing_since = COALESCE(failing_since, ?2), last_error = ?3 WHERE id = ?1',
        )
        .bind(h.channelId, h.nowMs, h.error);

export type AskReading = {
  channels: (ChannelState & Pick<ChannelView, 'id' | 'kind' | 'lastError'>)[];
  inboxOpenedAtMs: number | null;
  siteCreatedAtMs: number;
  /** Rows written for the site on `day`. */
  rowsWritten: number;
};

/** What Ask's state depends on beside the settings, read fresh: the isolate's memory of a site may be 30 s old. */
export async function readAsk(db: D1Database, siteId: string, day: string): Promise<AskReading> {
  const [channels, site] = await db.batch(askStatements(db, siteId, day));
  return askFromResults(channels!, site!);
}

export const askStatements = (db: D1Database, siteId: string, day: string): D1PreparedStatement[] => [
  selectChannels(db, siteId),
  db
    .prepare(
      `SELECT inbox_opened_at, created_at,
         (SELECT rows_written FROM write_budget WHERE site_id = ?1 AND day = ?2) AS rows_written
       FROM site WHERE id = ?1`,
    )
    .bind(siteId, day),
];

export function askFromResults(channels: D1Result, site: D1Result): AskReading {
  const row = site.results[0] as
    { inbox_opened_at: number | null; created_at: number; rows_written: number | null } | undefined;
  return {
    channels: (channels.results as ChannelRow[]).map(channelFromRow),
    inboxOpenedAtMs: row?.inbox_opened_at ?? null,
    siteCreatedAtMs: row?.created_at ?? 0,
    rowsWritten: row?.rows_written ?? 0,
  };
}

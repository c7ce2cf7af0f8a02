// SQL of channels: how the clinic is told, whether that works, and what follows from it for Ask.
import type { ChannelView } from '../contract/channels.ts';
import type { ChannelKind } from '../contract/vocabulary.ts';
import type { ChannelState } from '../domain/ask-state.ts';
import type { Sealed } from '../seal.ts';

export const MAX_CHANNELS = 5;

type ChannelRow = {
  id: string;
  kind: ChannelKind;
  label: string;
  enabled: number;
  words_from: number | null;
  digest: number;
  bot_name: string | null;
  verified_at: number | null;
  failing_since: number | null;
  last_error: string | null;
};

const COLUMNS =
  'id, kind, label, enabled, words_from, digest, bot_name, verified_at, failing_since, last_error';

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
  wordsFromMs: row.words_from,
  digest: row.digest === 1,
  bot: row.bot_name,
  verifiedAtMs: row.verified_at,
  failingSinceMs: row.failing_since,
  lastError: row.last_error,
});

/** Adds a channel; false when the site has MAX_CHANNELS already. */
export async function insertChannel(
  db: D1Database,
  c: {
    id: string;
    siteId: string;
    kind: ChannelKind;
    label: string;
    digest: boolean;
    nowMs: number;
  } & Sealed,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, created_at, digest)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
       WHERE (SELECT count(*) FROM channel WHERE site_id = ?2) < ${MAX_CHANNELS}`,
    )
    .bind(c.id, c.siteId, c.kind, c.label, c.keyId, c.sealed, c.nowMs, c.digest ? 1 : 0)
    .run();
  return meta.changes > 0;
}

/** A channel whose address is still sealed. */
export type StoredChannel = {
  id: string;
  siteId: string;
  kind: ChannelKind;
  label: string;
  wordsFromMs: number | null;
  verifiedAtMs: number | null;
  botHash: string | null;
  botName: string | null;
} & Sealed;

export const SEALED_COLUMNS =
  'id, site_id, kind, label, words_from, verified_at, bot_hash, bot_name, key_id, sealed';
export type SealedRow = Pick<
  ChannelRow,
  'id' | 'kind' | 'label' | 'words_from' | 'verified_at' | 'bot_name'
> & {
  site_id: string;
  bot_hash: string | null;
  key_id: string;
  sealed: string;
};
export const sealedFromRow = (row: SealedRow): StoredChannel => ({
  id: row.id,
  siteId: row.site_id,
  kind: row.kind,
  label: row.label,
  wordsFromMs: row.words_from,
  verifiedAtMs: row.verified_at,
  botHash: row.bot_hash,
  botName: row.bot_name,
  keyId: row.key_id,
  sealed: row.sealed,
});

/** A channel of this site with its address still sealed, or null. */
export async function readChannel(db: D1Database, siteId: string, id: string): Promise<StoredChannel | null> {
  const row = await db
    .prepare(`SELECT ${SEALED_COLUMNS} FROM channel WHERE site_id = ?1 AND id = ?2`)
    .bind(siteId, id)
    .first<SealedRow>();
  return row && sealedFromRow(row);
}

/** What a channel may carry. One that carries no words has no bot that listens. */
export async function updateChannelOptions(
  db: D1Database,
  c: { id: string; wordsFromMs: number | null; digest: boolean },
): Promise<void> {
  await db
    .prepare(
      `UPDATE channel SET words_from = ?2, digest = ?3, bot_hash = iif(?2 IS NULL, NULL, bot_hash),
         bot_name = iif(?2 IS NULL, NULL, bot_name) WHERE id = ?1`,
    )
    .bind(c.id, c.wordsFromMs, c.digest ? 1 : 0)
    .run();
}

/** Somebody read the test letter: the address is the clinic's. */
export const updateChannelProven = (db: D1Database, channelId: string, nowMs: number): D1PreparedStatement =>
  updateChannelHealth(db, { channelId, error: null, nowMs });

/** A test letter was taken by the mail API: nothing is proven, but a failure has ended. */
export const updateChannelWell = (db: D1Database, channelId: string): D1PreparedStatement =>
  db.prepare('UPDATE channel SET failing_since = NULL, last_error = NULL WHERE id = ?1').bind(channelId);

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
  channels: (ChannelState & Pick<ChannelView, 'id' | 'kind' | 'label' | 'lastError' | 'wordsFromMs'>)[];
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

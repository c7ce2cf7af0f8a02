// SQL of bots that take answers: whose channels they serve, and which notice an answer refers to.
import type { Sealed } from '../seal.ts';
import { SEALED_COLUMNS, sealedFromRow } from './channels.ts';
import type { SealedRow, StoredChannel } from './channels.ts';
import { MAY_CARRY_WORDS } from './notices.ts';

/** Channels that one bot can serve: more than any clinic has, so that a look stays small. */
const MAX_BOT_CHANNELS = 20;

/** The channels of one bot that carry words, with their secrets still sealed. */
export async function listBotChannels(db: D1Database, botHash: string): Promise<StoredChannel[]> {
  const { results } = await db
    .prepare(
      `SELECT ${SEALED_COLUMNS} FROM channel WHERE bot_hash = ?1 AND words_from IS NOT NULL ORDER BY id LIMIT ${MAX_BOT_CHANNELS}`,
    )
    .bind(botHash)
    .all<SealedRow>();
  return results.map(sealedFromRow);
}

/** A site's channels whose bots take answers. */
export async function listHearingChannels(db: D1Database, siteId: string): Promise<StoredChannel[]> {
  const { results } = await db
    .prepare(`SELECT ${SEALED_COLUMNS} FROM channel WHERE site_id = ?1 AND bot_hash IS NOT NULL ORDER BY id`)
    .bind(siteId)
    .all<SealedRow>();
  return results.map(sealedFromRow);
}

/** A channel's bot takes answers: its public name, and the secrets with what Telegram repeats. */
export async function updateChannelBot(
  db: D1Database,
  c: { id: string; hash: string; name: string } & Sealed,
): Promise<void> {
  await db
    .prepare('UPDATE channel SET bot_hash = ?2, bot_name = ?3, key_id = ?4, sealed = ?5 WHERE id = ?1')
    .bind(c.id, c.hash, c.name, c.keyId, c.sealed)
    .run();
}

export type AnsweredNotice = {
  siteId: string;
  conversationId: string;
  /** The message that the notice was about. */
  seq: number | null;
  /** Whether words of this conversation may travel by the channel. */
  mayCarryWords: boolean;
};

/** The notice that a bot delivered as `sentAs`, if it was about a conversation that is still there. */
export async function readAnsweredNotice(
  db: D1Database,
  { botHash, sentAs }: { botHash: string; sentAs: string },
): Promise<AnsweredNotice | null> {
  const row = await db
    .prepare(
      `SELECT notice.site_id, conversation.id, notice.seq, ${MAY_CARRY_WORDS} AS may FROM notice
         JOIN channel ON channel.id = notice.channel_id AND channel.bot_hash = ?1 AND channel.enabled = 1
         JOIN conversation ON conversation.id = notice.conversation_id
       WHERE notice.sent_as = ?2`,
    )
    .bind(botHash, sentAs)
    .first<{ site_id: string; id: string; seq: number | null; may: number | null }>();
  return row && { siteId: row.site_id, conversationId: row.id, seq: row.seq, mayCarryWords: row.may === 1 };
}

/** The bots of these sites that take answers, with the sites each serves. */
export async function listBots(
  db: D1Database,
  siteIds: string[],
): Promise<{ hash: string; name: string; site: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT bot_hash AS hash, bot_name AS name, site.name AS site FROM channel JOIN site ON site.id = channel.site_id
       WHERE channel.site_id IN (SELECT value FROM json_each(?1)) AND bot_hash IS NOT NULL AND words_from IS NOT NULL
       ORDER BY bot_name, site.name`,
    )
    .bind(JSON.stringify(siteIds))
    .all<{ hash: string; name: string; site: string }>();
  return results;
}

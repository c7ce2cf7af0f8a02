// SQL of members' Telegram accounts: the code that makes a link, the link, and who somebody at Telegram is here.
import type { Language, Role } from '../contract/vocabulary.ts';

/** Keeps one code for a member; the former one is worth nothing from then on. */
export async function upsertTelegramCode(
  db: D1Database,
  c: { memberId: string; onlyClinicId: string | null; hash: string; expiresAtMs: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO telegram_code (member_id, hash, clinic_id, expires_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (member_id) DO UPDATE SET hash = excluded.hash, clinic_id = excluded.clinic_id,
         expires_at = excluded.expires_at`,
    )
    .bind(c.memberId, c.hash, c.onlyClinicId, c.expiresAtMs)
    .run();
}

/** A bot that was sent a code, the sites it serves, and who sent it. */
export type CodeSent = { hash: string; botHash: string; siteIds: string[]; userId: number; nowMs: number };

// ?1 is the code's hash, ?2 now, ?3 the sites of the bot. A code of a session that opens one clinic is good for its bots only.
const LIVE_CODE = `FROM telegram_code WHERE hash = ?1 AND expires_at > ?2 AND EXISTS (
  SELECT 1 FROM site JOIN membership ON membership.clinic_id = site.clinic_id AND membership.member_id = telegram_code.member_id
  WHERE site.id IN (SELECT value FROM json_each(?3)) AND site.removed_at IS NULL
    AND (telegram_code.clinic_id IS NULL OR telegram_code.clinic_id = site.clinic_id))`;

/** Spends a code: the sender's account is that member's at this bot. Null when the code is wrong, too old or not for this bot. */
export async function spendTelegramCode(
  db: D1Database,
  s: CodeSent,
): Promise<{ name: string; language: Language } | null> {
  const binds = [s.hash, s.nowMs, JSON.stringify(s.siteIds)] as const;
  const [found] = await db.batch([
    db.prepare(`SELECT name, language FROM member WHERE id = (SELECT member_id ${LIVE_CODE})`).bind(...binds),
    db
      .prepare(
        `INSERT INTO telegram_link (bot_hash, user_id, member_id, linked_at) SELECT ?4, ?5, member_id, ?2 ${LIVE_CODE}
         ON CONFLICT (bot_hash, user_id) DO UPDATE SET member_id = excluded.member_id, linked_at = excluded.linked_at`,
      )
      .bind(...binds, s.botHash, s.userId),
    // Also what has expired: nobody else looks here.
    db
      .prepare(
        `DELETE FROM telegram_code WHERE expires_at <= ?2 OR (hash = ?1 AND EXISTS (
           SELECT 1 FROM telegram_link WHERE bot_hash = ?3 AND user_id = ?4
             AND telegram_link.member_id = telegram_code.member_id AND linked_at = ?2))`,
      )
      .bind(s.hash, s.nowMs, s.botHash, s.userId),
  ]);
  return (found!.results[0] as { name: string; language: Language } | undefined) ?? null;
}

/** Who a user of Telegram is at a clinic, as this bot knows them, or null. `sites` limits the membership; empty: all. */
export async function readTelegramMember(
  db: D1Database,
  who: { botHash: string; userId: number; clinicId: string },
): Promise<{ memberId: string; role: Role; sites: string[] } | null> {
  const row = await db
    .prepare(
      `SELECT membership.member_id, role, (SELECT json_group_array(site_id) FROM membership_site AS ms
         WHERE ms.clinic_id = membership.clinic_id AND ms.member_id = membership.member_id) AS sites
       FROM telegram_link JOIN membership ON membership.member_id = telegram_link.member_id AND membership.clinic_id = ?3
       WHERE bot_hash = ?1 AND user_id = ?2`,
    )
    .bind(who.botHash, who.userId, who.clinicId)
    .first<{ member_id: string; role: Role; sites: string }>();
  return row && { memberId: row.member_id, role: row.role, sites: JSON.parse(row.sites) as string[] };
}

/** When a member linked which bots. */
export async function listTelegramLinks(db: D1Database, memberId: string): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      'SELECT bot_hash, max(linked_at) AS at FROM telegram_link WHERE member_id = ?1 GROUP BY bot_hash',
    )
    .bind(memberId)
    .all<{ bot_hash: string; at: number }>();
  return new Map(results.map(({ bot_hash, at }) => [bot_hash, at]));
}

/** A member's accounts are strangers again, and a code not yet used is worth nothing. */
export async function deleteTelegramLinks(db: D1Database, memberId: string): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM telegram_link WHERE member_id = ?1').bind(memberId),
    db.prepare('DELETE FROM telegram_code WHERE member_id = ?1').bind(memberId),
  ]);
}

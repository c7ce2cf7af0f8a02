// SQL of sealed contacts: how to reach a person, found by a blind index, opened only for the thread's reader.
import type { Sealed } from '../seal.ts';

export type SealedContact = Sealed & {
  phoneIndex: string | null;
  emailIndex: string | null;
  consentVersion: string;
  consentAtMs: number;
};

/**
 * Keeps a contact for the conversation that `its` finds; a later one replaces an earlier one.
 * `its` is a condition on `conversation` that binds `?1` to `?4`.
 */
export const upsertContact = (
  db: D1Database,
  contact: SealedContact,
  its: { sql: string; binds: readonly string[] },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO contact (conversation_id, site_id, key_id, sealed, phone_index, email_index, consent_version, consent_at)
       SELECT id, site_id, ?5, ?6, ?7, ?8, ?9, ?10 FROM conversation WHERE ${its.sql}
       ON CONFLICT (conversation_id) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed,
         phone_index = excluded.phone_index, email_index = excluded.email_index,
         consent_version = excluded.consent_version, consent_at = excluded.consent_at`,
    )
    .bind(
      ...[...its.binds, contact.keyId, contact.sealed, contact.phoneIndex, contact.emailIndex],
      ...[contact.consentVersion, contact.consentAtMs],
    );

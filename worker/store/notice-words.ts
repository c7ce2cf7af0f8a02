// SQL of the words that a notice may carry: read when it is sent, so that no copy of them waits in a queue.
import type { Sealed } from '../seal.ts';
import { MAY_CARRY_WORDS } from './notices.ts';

export type StoredWords = {
  text: string;
  when: string;
  /** Names the place the contact was sealed for. */
  tokenHash: string;
  contact: Sealed | null;
};

type WordsRow = {
  id: string;
  text: string;
  call_when: string;
  token_hash: string;
  key_id: string | null;
  sealed: string;
};

/** What the messages say that these notices are about, by notice; only where an owner lets words leave. */
export async function listNoticeWords(db: D1Database, ids: string[]): Promise<Map<string, StoredWords>> {
  const { results } = await db
    .prepare(
      `SELECT notice.id, message.text, conversation.call_when, conversation.token_hash, contact.key_id, contact.sealed
       FROM notice JOIN channel ON channel.id = notice.channel_id
         JOIN conversation ON conversation.id = notice.conversation_id AND ${MAY_CARRY_WORDS}
         JOIN message ON message.conversation_id = notice.conversation_id AND message.seq = notice.seq
         LEFT JOIN contact ON contact.conversation_id = conversation.id
       WHERE notice.id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids))
    .all<WordsRow>();
  return new Map(results.map((row) => [row.id, wordsFromRow(row)]));
}

const wordsFromRow = (row: WordsRow): StoredWords => ({
  text: row.text,
  when: row.call_when,
  tokenHash: row.token_hash,
  contact: row.key_id === null ? null : { keyId: row.key_id, sealed: row.sealed },
});

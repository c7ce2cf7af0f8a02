// SQL of what was said at one stage: comments and questions, in one look at the database.
import type { Comment, ConversationRow } from '../contract/members.ts';
import { STAGE_VOICES } from '../contract/funnels.ts';
import { commentFromRow, COMMENT_COLUMNS } from './comments.ts';
import type { CommentRow } from './comments.ts';
import { conversationFromRow, INBOX_COLUMNS } from './conversations.ts';
import type { InboxRow } from './conversations.ts';

export type StageSpan = {
  siteId: string;
  stage: number;
  /** Local dates, both included, and the instants between which those days lie (epoch ms, the second one excluded). */
  from: string;
  to: string;
  fromMs: number;
  toMs: number;
};
export type VoiceRows = { comments: Comment[]; questions: ConversationRow[] };

/** The newest STAGE_VOICES of each. */
export async function readStageVoices(db: D1Database, at: StageSpan): Promise<VoiceRows> {
  const [comments, questions] = await db.batch([
    db
      .prepare(
        `SELECT ${COMMENT_COLUMNS} FROM answer INDEXED BY answer_comment WHERE site_id = ?1 AND text IS NOT NULL
           AND day BETWEEN ?3 AND ?4 AND stage = ?2 ORDER BY day DESC, id DESC LIMIT ${STAGE_VOICES}`,
      )
      .bind(at.siteId, at.stage, at.from, at.to),
    // A conversation's last message is never before its first: that bounds the index.
    db
      .prepare(
        `SELECT ${INBOX_COLUMNS} FROM conversation INDEXED BY conversation_by_state WHERE site_id = ?1
           AND state IN ('waiting', 'answered', 'closed') AND last_message_at >= ?3
           AND started_at >= ?3 AND started_at < ?4 AND stage = ?2 ORDER BY started_at DESC, id DESC LIMIT ${STAGE_VOICES}`,
      )
      .bind(at.siteId, at.stage, at.fromMs, at.toMs),
  ]);
  return {
    comments: (comments!.results as CommentRow[]).map(commentFromRow),
    questions: (questions!.results as InboxRow[]).map(conversationFromRow),
  };
}

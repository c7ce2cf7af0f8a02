// One comment: its date, score and place, the words with personal data hidden, and what can be done with it.
import type { ComponentChildren } from 'preact';
import type { Comment } from '../../worker/contract/members.ts';
import { useReader } from '../reader.ts';
import { Said } from './said.tsx';

type CommentRowProps = {
  comment: Comment;
  isRead: boolean;
  /** What stands beside the date: the score in words, the stage, topics. */
  facts: readonly (string | null | undefined | false)[];
  /** Acts below the words. */
  children?: ComponentChildren;
};

export function CommentRow({ comment, isRead, facts, children }: CommentRowProps) {
  const { t, format } = useReader();
  return (
    <li class={isRead ? 'comment' : 'comment unread'}>
      <p class="meta">
        {!isRead && <span class="new">{t('unread')}</span>}
        <span>{format.day(comment.day)}</span>
        {facts.filter(Boolean).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <Said text={comment.text} lang={comment.language} />
      {children}
    </li>
  );
}

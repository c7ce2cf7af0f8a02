// The latest of what people wrote beside their rating, each marked as read by the one who read it; all of it is a page of its own.
import { useState } from 'preact/hooks';
import type { Comment, Overview } from '../../worker/contract/members.ts';
import { act } from '../act.ts';
import { api } from '../api.ts';
import type { ApiError } from '../api.ts';
import { CommentRow } from '../parts/comment-row.tsx';
import { ErrorLine } from '../parts/notice.tsx';
import { Titled } from '../parts/titled.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { href } from '../router.ts';

type CommentsProps = { site: SiteInHand; latest: Comment[]; overview: Overview; onRead: () => void };

export function Comments({ site, latest, overview, onRead }: CommentsProps) {
  const { t, language } = useReader();
  const [error, setError] = useState<ApiError | null>(null);
  const [readNow, setReadNow] = useState<ReadonlySet<string>>(new Set());
  const unread = latest.filter(({ id, read }) => !read && !readNow.has(id));

  async function markRead(ids: string[]) {
    const failed = await act(() => api.markRead(site.id, ids));
    setError(failed);
    if (failed) return;
    setReadNow(new Set([...readNow, ...ids]));
    onRead();
  }

  function factsOf({ question, score, stage: id }: Comment): (string | undefined)[] {
    const fft = question === 'fft' ? ([5, 4, 3, 2, 1, 0] as const).find((one) => one === score) : undefined;
    const stage = overview.stages.find((one) => one.id === id)?.name;
    return [fft === undefined ? undefined : t(`fft_${fft}`), stage && (stage[language] || stage.ru)];
  }

  return (
    <section id="comments" class="comments" aria-labelledby="comments-title" tabIndex={-1}>
      <Titled id="comments-title" title={t('comments')} about={<p>{t('comments_definition')}</p>} />
      {error && <ErrorLine error={error} />}
      {latest.length === 0 && (
        <p class="calm">{t(overview.site.dataPlace === 'russia' ? 'comments_not_kept' : 'comments_none')}</p>
      )}
      <ul class="comment-list">
        {latest.map((comment) => {
          const isRead = comment.read || readNow.has(comment.id);
          return (
            <CommentRow key={comment.id} comment={comment} isRead={isRead} facts={factsOf(comment)}>
              {!isRead && (
                <button class="link" type="button" onClick={() => void markRead([comment.id])}>
                  {t('mark_read')}
                </button>
              )}
            </CommentRow>
          );
        })}
      </ul>
      <p class="row">
        {unread.length > 1 && (
          <button
            class="button small"
            type="button"
            onClick={() => void markRead(unread.map(({ id }) => id))}
          >
            {t('mark_all_read')}
          </button>
        )}
        {latest.length > 0 && <a href={href({ page: 'words', site: site.id })}>{t('to_words')}</a>}
      </p>
    </section>
  );
}

// What people wrote beside their rating: newest or lowest first, each marked as read by the one who read it.
import { useEffect, useState } from 'preact/hooks';
import type { Comment, Overview } from '../../worker/contract/members.ts';
import { api } from '../api.ts';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { act } from '../act.ts';
import { useResource } from '../resource.ts';
import { FindForm } from '../parts/find-form.tsx';
import { ErrorLine } from '../parts/notice.tsx';
import { Said } from '../parts/said.tsx';
import { Titled } from '../parts/titled.tsx';

/** As many as Overview brings: with fewer there are no more. */
const OVERVIEW_COMMENTS = 5;

type Order = 'newest' | 'lowest';
type CommentsProps = { site: SiteInHand; latest: Comment[]; overview: Overview; onRead: () => void };

export function Comments({ site, latest, overview, onRead }: CommentsProps) {
  const { t } = useReader();
  const [order, setOrder] = useState<Order>('newest');
  const [found, setFound] = useState('');
  const list = useComments(site, { order, found }, latest);
  const [error, setError] = useState<ApiError | null>(null);
  const [readNow, setReadNow] = useState<ReadonlySet<string>>(new Set());
  const unread = list.comments.filter(({ id, read }) => !read && !readNow.has(id));

  async function markRead(ids: string[]) {
    const failed = await act(() => api.markRead(site.id, ids));
    setError(failed);
    if (failed) return;
    setReadNow(new Set([...readNow, ...ids]));
    onRead();
  }

  return (
    <section id="comments" class="comments" aria-labelledby="comments-title" tabIndex={-1}>
      <Titled id="comments-title" title={t('comments')} about={<p>{t('comments_definition')}</p>}>
        {found === '' && <OrderChoice order={order} onChange={setOrder} />}
      </Titled>
      {overview.firstDay !== null && <FindForm found={found} onFind={setFound} />}
      {error && <ErrorLine error={error} />}
      {list.error && <ErrorLine error={list.error} />}
      <p class="hidden" role="status">
        {found !== '' && list.state === 'complete' && t('found_n', { n: list.comments.length })}
      </p>
      {list.comments.length === 0 && list.state === 'complete' && (
        <p class="calm">
          {found !== ''
            ? t('found_none', { words: found })
            : t(overview.site.dataPlace === 'russia' ? 'comments_not_kept' : 'comments_none')}
        </p>
      )}
      <ul class="comment-list">
        {list.comments.map((comment) => (
          <CommentRow
            key={comment.id}
            comment={comment}
            stages={overview.stages}
            isRead={comment.read || readNow.has(comment.id)}
            markRead={() => void markRead([comment.id])}
          />
        ))}
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
        {list.more && (
          <button class="link" type="button" onClick={list.more}>
            {t('show_more')}
          </button>
        )}
      </p>
    </section>
  );
}

function OrderChoice({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  const { t } = useReader();
  return (
    <fieldset class="choice">
      <legend class="hidden">{t('order')}</legend>
      {(['newest', 'lowest'] as const).map((name) => (
        <label key={name}>
          <input type="radio" name="order" checked={order === name} onChange={() => onChange(name)} />
          <span>{t(`order_${name}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

type CommentRowProps = {
  comment: Comment;
  stages: Overview['stages'];
  isRead: boolean;
  markRead: () => void;
};

function CommentRow({ comment, stages, isRead, markRead }: CommentRowProps) {
  const { t, format, language } = useReader();
  const stage = stages.find(({ id }) => id === comment.stage)?.name;
  const score =
    comment.score === null ? null : ([5, 4, 3, 2, 1, 0] as const).find((s) => s === comment.score);
  return (
    <li class={isRead ? 'comment' : 'comment unread'}>
      <p class="meta">
        {!isRead && <span class="new">{t('unread')}</span>}
        <span>{format.day(comment.day)}</span>
        {score !== null && score !== undefined && <span>{t(`fft_${score}`)}</span>}
        {stage && <span>{stage[language] || stage.ru}</span>}
      </p>
      <Said text={comment.text} lang={comment.language} />
      {!isRead && (
        <button class="link" type="button" onClick={markRead}>
          {t('mark_read')}
        </button>
      )}
    </li>
  );
}

type CommentList = {
  comments: Comment[];
  /** `pending`: nothing is known yet of what is asked. */
  state: 'pending' | 'complete';
  error: ApiError | null;
  more: (() => void) | null;
};
type Asked = { order: Order; found: string };

/** Newest come with Overview; another order or more of them are asked for. */
function useComments(site: SiteInHand, { order, found }: Asked, latest: Comment[]): CommentList {
  const [before, setBefore] = useState<string | null>(null);
  const [older, setOlder] = useState<Comment[]>([]);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    setBefore(null);
    setOlder([]);
  }, [order, found, site.id]);
  const needed = order === 'lowest' || asked || found !== '';
  const page = useResource(
    needed ? `comments ${site.id} ${order} ${found} ${before ?? ''}` : null,
    (signal) => api.comments(site.id, { order, before, ...(found === '' ? {} : { find: found }) }, signal),
  );
  const shown =
    page.state === 'complete'
      ? [...older, ...page.value.comments]
      : older.length > 0
        ? older
        : order === 'newest' && found === ''
          ? latest
          : [];
  const next = page.state === 'complete' ? page.value.next : null;
  return {
    comments: shown,
    state: needed && page.state !== 'complete' && shown.length === 0 ? 'pending' : 'complete',
    error: page.state === 'error' ? page.error : null,
    more:
      next !== null
        ? () => {
            setOlder(shown);
            setBefore(next);
          }
        : !needed && latest.length >= OVERVIEW_COMMENTS
          ? () => setAsked(true)
          : null,
  };
}

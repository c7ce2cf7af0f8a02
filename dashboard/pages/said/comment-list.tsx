// The comments of the period, newest or lowest first, by topic, by words or only the unread; each can be read, or be a complaint.
import { useEffect, useState } from 'preact/hooks';
import type { CommentsPage } from '../../../worker/contract/members.ts';
import { daysBetween, localDay } from '../../../worker/domain/calendar.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { CommentRow } from '../../parts/comment-row.tsx';
import { FindForm } from '../../parts/find-form.tsx';
import { Skeleton } from '../../parts/loaded.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { scoreWords } from '../../score-words.ts';
import { nameOfTopic } from '../../topic-name.ts';
import type { WordsInHand } from '../words.tsx';

type Found = CommentsPage['comments'][number];

export function SaidSection(props: WordsInHand) {
  const reader = useReader();
  const { t } = reader;
  const { site, address, words, complaints, move, reload } = props;
  const list = useFound(props);
  const [error, setError] = useState<ApiError | null>(null);
  const [readNow, setReadNow] = useState<ReadonlySet<string>>(new Set());
  const isRead = ({ id, read }: Found): boolean => read || readNow.has(id);
  const unread = list.comments.filter((comment) => !isRead(comment));
  const isComplaint = (id: string): boolean => complaints.complaints.some((one) => one.id === id);

  async function tell(run: () => Promise<unknown>): Promise<boolean> {
    const failed = await act(run);
    setError(failed);
    if (!failed) reload();
    return failed === null;
  }
  async function markRead(ids: string[]) {
    if (await tell(() => api.markRead(site.id, ids))) setReadNow(new Set([...readNow, ...ids]));
  }

  return (
    <section class="comments" aria-labelledby="said-title">
      <Titled id="said-title" title={t('comments')} about={<p>{t('comments_definition')}</p>}>
        <OrderChoice order={address.order} onChange={(order) => move({ order })} />
      </Titled>
      <UnreadAge {...props} />
      <FindForm key={address.find} found={address.find} onFind={(find) => move({ find })} />
      <div class="row filters">
        <label class="chip-check">
          <input
            type="checkbox"
            checked={address.unread}
            onChange={(event) => move({ unread: event.currentTarget.checked })}
          />
          <span>{t('only_unread')}</span>
        </label>
        {address.topic !== null && <TopicChip {...props} />}
      </div>
      {error && <ErrorLine error={error} />}
      {list.error && <ErrorLine error={list.error} />}
      <p class="hidden" role="status">
        {list.isThere && address.find !== '' && t('said_found_n', { n: list.comments.length })}
      </p>
      {!list.isThere && list.comments.length === 0 && !list.error && <Skeleton lines={4} />}
      {list.isThere && list.comments.length === 0 && (
        <p class="calm">
          {address.find !== '' ? t('said_found_none', { words: address.find }) : t('said_none_here')}
        </p>
      )}
      <ul class="comment-list">
        {list.comments.map((comment) => (
          <CommentRow
            key={comment.id}
            comment={comment}
            isRead={isRead(comment)}
            facts={factsOf(reader, props, comment)}
          >
            <p class="row acts">
              {!isRead(comment) && (
                <button class="link" type="button" onClick={() => void markRead([comment.id])}>
                  {t('mark_read')}
                </button>
              )}
              {isComplaint(comment.id) ? (
                <span class="small">{t('is_complaint')}</span>
              ) : (
                <button
                  class="link"
                  type="button"
                  onClick={() => void tell(() => api.addComplaint(site.id, comment.id))}
                >
                  {t('make_complaint')}
                </button>
              )}
            </p>
          </CommentRow>
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
      {words.isCut && <p class="small">{t('words_cut', { n: words.counted })}</p>}
    </section>
  );
}

/** How many nobody has read, and for how long the oldest has waited. */
function UnreadAge({ site, overview }: WordsInHand) {
  const { t, format } = useReader();
  const { unread, oldestUnreadDay } = overview.attention;
  if (unread === 0 || oldestUnreadDay === null) return <p class="small">{t('all_read')}</p>;
  const days = daysBetween(oldestUnreadDay, localDay(Date.now(), site.zone));
  return (
    <p class="small">
      {t('n_unread', { n: unread })}.{' '}
      {t('oldest_unread_days', { day: format.day(oldestUnreadDay), n: Math.max(0, days) })}
    </p>
  );
}

function TopicChip({ words, address, move }: WordsInHand) {
  const { t, language } = useReader();
  const topic = words.topics.find(({ id }) => id === address.topic);
  if (!topic) return null;
  const name = nameOfTopic(topic, language);
  return (
    <button class="chip on" type="button" onClick={() => move({ topic: null })}>
      {name}
      <span aria-hidden="true"> ✕</span>
      <span class="hidden">{t('own_topic_off')}</span>
    </button>
  );
}

type OrderProps = {
  order: WordsInHand['address']['order'];
  onChange: (order: WordsInHand['address']['order']) => void;
};

function OrderChoice({ order, onChange }: OrderProps) {
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

function factsOf(
  reader: Reader,
  { overview, words }: WordsInHand,
  { question, score, stage: id, topics, branch }: Found,
) {
  const stage = overview.stages.find((one) => one.id === id)?.name;
  return [
    score === null ? null : scoreWords(question, score, reader.language),
    stage && (stage[reader.language] || stage.ru),
    branch,
    ...words.topics
      .filter((topic) => topics.includes(topic.id))
      .map((topic) => nameOfTopic(topic, reader.language)),
  ];
}

type FoundList = { comments: Found[]; isThere: boolean; error: ApiError | null; more: (() => void) | null };

/** The list that the address asks for, page by page. */
function useFound({ site, address, words }: WordsInHand): FoundList {
  const { order, unread, topic, find } = address;
  const { from, to } = words.period;
  const asked = JSON.stringify([site.id, order, unread, topic, find, from, to]);
  const [before, setBefore] = useState<string | null>(null);
  const [older, setOlder] = useState<Found[]>([]);
  useEffect(() => {
    setBefore(null);
    setOlder([]);
  }, [asked]);
  const page = useResource(`said ${asked} ${before ?? ''}`, (signal) =>
    api.comments(
      site.id,
      { order, before, from, to, topic, find: find === '' ? null : find, unread: unread ? '1' : null },
      signal,
    ),
  );
  const comments = page.state === 'complete' ? [...older, ...page.value.comments] : older;
  const next = page.state === 'complete' ? page.value.next : null;
  return {
    comments,
    isThere: page.state === 'complete',
    error: page.state === 'error' ? page.error : null,
    more:
      next === null
        ? null
        : () => {
            setOlder(comments);
            setBefore(next);
          },
  };
}

// The owner's topics: how many comments carry each, one press to read them, and the form that makes and changes them.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { MAX_TOPICS } from '../../../worker/contract/words.ts';
import type { CommentTopic } from '../../../worker/contract/words.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { Titled } from '../../parts/titled.tsx';
import type { CsvCell } from '../../csv.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { nameOfTopic } from '../../topic-name.ts';
import type { WordsInHand } from '../words.tsx';
import { SaveCsv } from '../satisfaction/save-csv.tsx';
import { TopicForm } from './topic-form.tsx';

/** `draft`: a phrase that a new topic begins with. */
export type DraftProps = { draft: string | null; setDraft: (phrase: string | null) => void };

export function TopicsSection(props: WordsInHand & DraftProps) {
  const reader = useReader();
  const { t, format } = reader;
  const { site, words, address, draft, setDraft, move } = props;
  const [open, setOpen] = useState<string | null>(null);
  const may = mayRole(site.role, 'topics');
  const close = () => {
    setOpen(null);
    setDraft(null);
  };
  const most = Math.max(1, ...words.topics.map(({ n }) => n));
  return (
    <section aria-labelledby="topics-title">
      <Titled id="topics-title" title={t('topics')} about={<p>{t('topics_definition')}</p>} />
      <p class="small">
        {t('topics_of', { n: words.counted, period: format.days(words.period.from, words.period.to) })}
      </p>
      {words.topics.length === 0 && draft === null && open === null && (
        <p class="calm">{t(may ? 'topics_none' : 'topics_none_operator')}</p>
      )}
      {words.topics.length > 0 && (
        <ul class="topic-list">
          {words.topics.map((topic) =>
            open === topic.id ? (
              <li key={topic.id}>
                <TopicForm {...props} topic={topic} close={close} />
              </li>
            ) : (
              <TopicRow
                key={topic.id}
                {...{ topic, most, may, words }}
                isOn={address.topic === topic.id}
                read={() => move({ topic: address.topic === topic.id ? null : topic.id })}
                edit={() => setOpen(topic.id)}
                drop={<DropTopic {...props} topic={topic} />}
              />
            ),
          )}
        </ul>
      )}
      {words.topics.length > 0 && words.counted > 0 && (
        <p class="small">{t('topics_without', { n: words.without })}</p>
      )}
      {words.topics.length > 0 && (
        <p class="row">
          <SaveCsv
            label={t('topics_csv')}
            name={`otklik-topics-${words.period.from}-${words.period.to}`}
            rows={() => topicRows(reader, words)}
          />
        </p>
      )}
      {may &&
        (draft !== null || open === 'new' ? (
          <TopicForm key={draft ?? ''} {...props} topic={null} close={close} />
        ) : (
          words.topics.length < MAX_TOPICS && (
            <button class="button small" type="button" onClick={() => setOpen('new')}>
              {t('own_topic_add')}
            </button>
          )
        ))}
    </section>
  );
}

type RowProps = {
  topic: WordsInHand['words']['topics'][number];
  words: WordsInHand['words'];
  most: number;
  may: boolean;
  isOn: boolean;
  read: () => void;
  edit: () => void;
  drop: ComponentChildren;
};

function TopicRow({ topic, words, most, may, isOn, read, edit, drop }: RowProps) {
  const { t, language, format } = useReader();
  const share = words.counted === 0 ? 0 : topic.n / words.counted;
  return (
    <li>
      <button class="topic" type="button" aria-pressed={isOn} onClick={read}>
        <span class="name">
          {nameOfTopic(topic, language)}{' '}
          {topic.complaint && <span class="mark">{t('own_topic_is_complaint')}</span>}
        </span>
        <span class="number">
          {format.number(topic.n)} {words.counted > 0 && <span class="small">{format.percent(share)}</span>}
        </span>
        <span class="track" aria-hidden="true">
          <svg width="100%" height="6">
            <rect class="fill" width={`${(topic.n / most) * 100}%`} height="6" rx="3" />
          </svg>
        </span>
      </button>
      {may && (
        <p class="row acts">
          <button class="link" type="button" onClick={edit}>
            {t('own_topic_change')}
            <span class="hidden"> {nameOfTopic(topic, language)}</span>
          </button>
          {drop}
        </p>
      )}
    </li>
  );
}

function DropTopic({ site, topic, address, move, reload }: WordsInHand & { topic: CommentTopic }) {
  const { t, language } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<ApiError | null>(null);
  async function drop() {
    const failed = await act(() => api.dropTopic(site.id, topic.id));
    setError(failed);
    if (failed) return;
    if (address.topic === topic.id) move({ topic: null });
    reload();
  }
  const name = nameOfTopic(topic, language);
  return (
    <>
      <button class="link" type="button" onClick={() => dialog.current?.showModal()}>
        {t('own_topic_drop')}
        <span class="hidden"> {name}</span>
      </button>
      <Confirm
        dialog={dialog}
        title={t('own_topic_drop_title', { name })}
        text={t('own_topic_drop_text')}
        yes={t('own_topic_drop')}
        onYes={() => void drop()}
      />
      {error && <ErrorLine error={error} />}
    </>
  );
}

/** A line per topic, and what all of them are counted of. */
const topicRows = ({ t, language }: Reader, words: WordsInHand['words']): CsvCell[][] => [
  [t('topics_csv_topic'), t('topics_csv_comments')],
  ...words.topics.map((topic): CsvCell[] => [nameOfTopic(topic, language), topic.n]),
  [t('topics_csv_without'), words.without],
  [t('topics_csv_all'), words.counted],
];

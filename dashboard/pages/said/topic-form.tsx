// The form of one topic: its name in both languages, the words that find it, and whether it makes a comment a complaint.
import { useState } from 'preact/hooks';
import { LANGUAGES } from '../../../worker/contract/vocabulary.ts';
import { MAX_TOPIC_WORDS } from '../../../worker/contract/words.ts';
import type { CommentTopic, TopicSave } from '../../../worker/contract/words.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { focusAtOnce } from '../../focus-at-once.ts';
import { Check } from '../../parts/check.tsx';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { WordsInHand } from '../words.tsx';

/** Phrases that are offered beside the words. */
const MOST_OFFERED = 8;

type TopicFormProps = WordsInHand & { topic: CommentTopic | null; draft: string | null; close: () => void };

export function TopicForm({ site, words, topic, draft, close, reload }: TopicFormProps) {
  const { t, language } = useReader();
  const [name, setName] = useState(
    topic?.name ?? { ru: '', en: '', ...(draft ? { [language]: capital(draft) } : {}) },
  );
  const [typed, setTyped] = useState(topic?.words.join('\n') ?? draft ?? '');
  const [complaint, setComplaint] = useState(topic?.complaint ?? false);
  const [error, setError] = useState<ApiError | null>(null);
  const list = typed
    .split(/[\n,;]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const isKnown = (phrase: string): boolean => words.topics.some((one) => one.words.includes(phrase));
  const offered = words.phrases
    .filter(({ text }) => !list.includes(text) && !isKnown(text))
    .slice(0, MOST_OFFERED);

  async function save() {
    const body: TopicSave = { name, words: list.slice(0, MAX_TOPIC_WORDS), complaint };
    const failed = await act(() =>
      topic ? api.saveTopic(site.id, topic.id, body) : api.addTopic(site.id, body),
    );
    setError(failed);
    if (failed) return;
    close();
    reload();
  }

  return (
    <form
      class="topic-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {LANGUAGES.map((code, i) => (
        <Field
          key={code}
          name={i === 0 ? 'name' : `name.${code}`}
          label={t(`own_topic_name_${code}`)}
          error={error}
          fix={t('fix_topic_name')}
        >
          {(control) => (
            <input
              {...control}
              lang={code}
              maxLength={40}
              {...(i === 0 ? { ref: focusAtOnce } : {})}
              value={name[code]}
              onInput={(e) => setName({ ...name, [code]: e.currentTarget.value })}
            />
          )}
        </Field>
      ))}
      <Field
        name="words"
        label={t('own_topic_words')}
        hint={t('own_topic_words_hint')}
        error={error}
        fix={t('fix_topic_words')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={2400}
            value={typed}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        )}
      </Field>
      {offered.length > 0 && (
        <div class="offered" role="group" aria-label={t('own_topic_offered')}>
          <span class="small">{t('own_topic_offered')}</span>
          {offered.map(({ text, n }) => (
            <button
              key={text}
              class="chip"
              type="button"
              onClick={() => setTyped([...list, text].join('\n'))}
            >
              {text} <span class="small">{n}</span>
            </button>
          ))}
        </div>
      )}
      <Check
        label={t('own_topic_complaint')}
        hint={t('own_topic_complaint_hint')}
        checked={complaint}
        onChange={setComplaint}
      />
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p class="row">
        <button class="button small primary" type="submit">
          {t('own_topic_save')}
        </button>
        <button class="button small" type="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1, 40);

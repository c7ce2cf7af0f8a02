// Ready-made replies of a site: each is changed in place and stored at once; what their variables say is listed beside them.
import { useRef, useState } from 'preact/hooks';
import type { CannedReply, CannedSave } from '../../worker/contract/desk.ts';
import { MAX_TEXT, TOPICS } from '../../worker/contract/vocabulary.ts';
import { VARIABLES, variablesLeft } from '../../worker/domain/canned.ts';
import type { Variable } from '../../worker/domain/canned.ts';
import { act } from '../act.ts';
import { ApiError, api } from '../api.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ErrorLine } from '../parts/notice.tsx';
import { useReader } from '../reader.ts';
import { useResource } from '../resource.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';

export function CannedPage({ site }: PageProps) {
  const { t } = useReader();
  const replies = useResource(`canned ${site.id}`, (signal) => api.canned(site.id, signal));
  return (
    <>
      <header class="page-head">
        <h1>{t('page_canned')}</h1>
        <a href={href({ page: 'inbox', site: site.id, conversation: null })}>← {t('to_inbox')}</a>
      </header>
      <p class="calm">{t('page_canned_what')}</p>
      <Loaded resource={replies}>
        {(list) => (
          <>
            {list.map((reply) => (
              <Change key={reply.id} site={site.id} reply={reply} changed={replies.reload} />
            ))}
            <section aria-labelledby="canned-new">
              <h2 id="canned-new">{t('canned_new')}</h2>
              <ReplyForm
                first={{ title: '', topic: '', text: '' }}
                button={t('canned_add')}
                save={(body) => api.addCanned(site.id, body)}
                saved={replies.reload}
                clears
              />
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}

type ChangeProps = { site: string; reply: CannedReply; changed: () => void };

function Change({ site, reply, changed }: ChangeProps) {
  const { t } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const { id, title, topic, text } = reply;
  async function remove() {
    const failed = await act(() => api.dropCanned(site, id));
    setError(failed);
    if (!failed) changed();
  }
  return (
    <section class="canned" aria-label={title}>
      <div class="section-head">
        <h2>{title}</h2>
        <span class="small">{topic === '' ? t('canned_topic_any') : t(`topic_${topic}`)}</span>
      </div>
      {isOpen ? (
        <ReplyForm
          first={{ title, topic, text }}
          button={t('save')}
          save={(body) => api.saveCanned(site, id, body)}
          saved={() => {
            setIsOpen(false);
            changed();
          }}
        />
      ) : (
        <p class="said" dir="auto">
          {text}
        </p>
      )}
      {error && <ErrorLine error={error} />}
      <p class="row">
        <button
          class="link"
          type="button"
          aria-expanded={isOpen}
          aria-label={isOpen ? t('cancel') : t('canned_change', { title })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? 'cancel' : 'canned_edit_one')}
        </button>
        <button
          class="link danger"
          type="button"
          aria-label={t('remove_named', { name: title })}
          onClick={() => dialog.current?.showModal()}
        >
          {t('remove')}
        </button>
      </p>
      <Confirm
        dialog={dialog}
        title={t('canned_remove_title', { title })}
        text={t('canned_remove_text')}
        yes={t('remove')}
        onYes={() => void remove()}
      />
    </section>
  );
}

type FormProps = {
  first: CannedSave;
  button: string;
  save: (body: CannedSave) => Promise<unknown>;
  saved: () => void;
  /** Empty again after saving: for the next new one. */
  clears?: boolean;
};

/** Every variable is filled in here: what is left is unknown. */
const ALL_SAID = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, 'x'])) as Record<
  Variable,
  string
>;

function ReplyForm({ first, button, save, saved, clears = false }: FormProps) {
  const { t, language } = useReader();
  const [reply, setReply] = useState(first);
  const [error, setError] = useState<ApiError | null>(null);
  const [unknown, setUnknown] = useState('');
  const set = (change: Partial<CannedSave>) => setReply({ ...reply, ...change });
  async function submit(event: Event) {
    event.preventDefault();
    const wrong = variablesLeft(reply.text, ALL_SAID).find(({ why }) => why === 'unknown');
    setUnknown(wrong?.name ?? '');
    if (wrong) return setError(new ApiError('invalid', 'text'));
    const failed = await act(() => save(reply));
    setError(failed);
    if (failed) return;
    if (clears) setReply(first);
    saved();
  }
  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <Field name="title" label={t('canned_title')} hint={t('canned_title_hint')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={60}
            autocomplete="off"
            value={reply.title}
            onInput={(event) => set({ title: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="topic" label={t('canned_topic')} error={error}>
        {(control) => (
          <select
            {...control}
            value={reply.topic}
            onChange={(event) =>
              set({ topic: TOPICS.find((topic) => topic === event.currentTarget.value) ?? '' })
            }
          >
            <option value="">{t('canned_topic_any')}</option>
            {TOPICS.map((topic) => (
              <option key={topic} value={topic}>
                {t(`topic_${topic}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        name="text"
        label={t('canned_text')}
        error={error}
        {...(unknown ? { fix: t('canned_wrong', { name: unknown }) } : {})}
      >
        {(control) => (
          <textarea
            {...control}
            rows={5}
            maxLength={MAX_TEXT}
            dir="auto"
            value={reply.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="small">
        <p>{t('canned_variables')}</p>
        <ul class="variables">
          {(Object.keys(VARIABLES) as Variable[]).map((variable) => (
            <li key={variable}>
              <code>{`{${VARIABLES[variable][language]}}`}</code> {t(`variable_${variable}`)}
            </li>
          ))}
        </ul>
      </div>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button primary" type="submit">
          {button}
        </button>
      </p>
    </form>
  );
}

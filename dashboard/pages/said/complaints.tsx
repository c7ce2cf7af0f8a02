// Complaints: what is overdue first, until when each is to be answered, who answered it and how; and what this is not.
import { useState } from 'preact/hooks';
import type { ComplaintView } from '../../../worker/contract/words.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { focusAtOnce } from '../../focus-at-once.ts';
import { ErrorLine } from '../../parts/notice.tsx';
import { Said } from '../../parts/said.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import { href } from '../../router.ts';
import type { WordsInHand } from '../words.tsx';

export function ComplaintsSection(props: WordsInHand) {
  const { t } = useReader();
  const { complaints, days } = props.complaints;
  if (complaints.length === 0) return null;
  const open = complaints.filter(({ done }) => done === null);
  const done = complaints.filter((one) => one.done !== null);
  return (
    <section class="complaints" aria-labelledby="complaints-title">
      <Titled
        id="complaints-title"
        title={t('complaints')}
        about={
          <>
            <p>{t('complaints_definition', { n: days })}</p>
            <p>{t('complaints_erased')}</p>
          </>
        }
      />
      <p class="small">{t('complaints_not_official')}</p>
      {open.length === 0 && <p class="calm">{t('complaints_none_open')}</p>}
      <List {...props} list={open} />
      {done.length > 0 && (
        <details>
          <summary>{t('complaints_done', { n: done.length })}</summary>
          <List {...props} list={done} />
        </details>
      )}
    </section>
  );
}

const List = ({ list, ...props }: WordsInHand & { list: ComplaintView[] }) => (
  <ul class="comment-list">
    {list.map((complaint) => (
      <ComplaintRow key={complaint.id} {...props} complaint={complaint} />
    ))}
  </ul>
);

function ComplaintRow({ site, complaint, reload }: WordsInHand & { complaint: ComplaintView }) {
  const { t, format } = useReader();
  const { id, kind, openedOn, dueOn, isOverdue, text, language, done } = complaint;
  const [isEnding, setIsEnding] = useState(false);
  const [note, setNote] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  async function tell(run: () => Promise<unknown>) {
    const failed = await act(run);
    setError(failed);
    if (failed) return;
    setIsEnding(false);
    reload();
  }
  return (
    <li class={isOverdue ? 'comment overdue' : 'comment'}>
      <p class="meta">
        {done === null && (
          <span class={isOverdue ? 'due late' : 'due'}>
            {t(isOverdue ? 'complaint_overdue' : 'complaint_due', { day: format.weekdayDay(dueOn) })}
          </span>
        )}
        <span>{t(`complaint_${kind}`, { day: format.day(openedOn) })}</span>
      </p>
      {text !== '' && <Said text={text} lang={language} />}
      {done && (
        <p class="small">
          {t('complaint_done_by', { name: done.by, time: format.moment(done.atMs, site.zone) })}
          {done.note !== '' && ` ${done.note}`}
        </p>
      )}
      {isEnding ? (
        <form
          class="row note-form"
          onSubmit={(event) => {
            event.preventDefault();
            void tell(() => api.endComplaint(site.id, id, { done: true, note: note.trim() }));
          }}
        >
          <label>
            <span class="small">{t('complaint_note')}</span>
            <input
              type="text"
              maxLength={300}
              ref={focusAtOnce}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
          <button class="button small primary" type="submit">
            {t('complaint_end')}
          </button>
          <button class="button small" type="button" onClick={() => setIsEnding(false)}>
            {t('cancel')}
          </button>
        </form>
      ) : (
        <p class="row acts">
          {done === null && (
            <button class="button small" type="button" onClick={() => setIsEnding(true)}>
              {t('complaint_end')}
            </button>
          )}
          {kind === 'conversation' && (
            <a href={href({ page: 'inbox', site: site.id, conversation: id })}>{t('complaint_open')}</a>
          )}
          {kind === 'comment' && done === null && (
            <button
              class="link"
              type="button"
              onClick={() => void tell(() => api.dropComplaint(site.id, id))}
            >
              {t('complaint_drop')}
            </button>
          )}
          {done && (
            <button
              class="link"
              type="button"
              onClick={() => void tell(() => api.endComplaint(site.id, id, { done: false, note: '' }))}
            >
              {t('complaint_again')}
            </button>
          )}
        </p>
      )}
      {error && <ErrorLine error={error} />}
    </li>
  );
}

// What several people say in the same words: a press finds their comments, and an owner can make a topic of it.
import { mayRole } from '../../../worker/contract/permissions.ts';
import { MIN_COMMENTS, MIN_DAYS } from '../../../worker/domain/words/thresholds.ts';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { WordsInHand } from '../words.tsx';
import type { DraftProps } from './topics.tsx';

export function PhrasesSection(props: WordsInHand & Pick<DraftProps, 'setDraft'>) {
  const { t } = useReader();
  const { site, words, move, setDraft } = props;
  const may = mayRole(site.role, 'topics');
  return (
    <section aria-labelledby="phrases-title">
      <Titled
        id="phrases-title"
        title={t('phrases')}
        about={<p>{t('phrases_definition', { n: MIN_COMMENTS, days: MIN_DAYS })}</p>}
      />
      {words.phrases.length === 0 ? (
        <p class="calm">{t('phrases_none', { n: MIN_COMMENTS, days: MIN_DAYS })}</p>
      ) : (
        <ol class="phrase-list">
          {words.phrases.map(({ text, n }) => (
            <li key={text}>
              <button class="link" type="button" onClick={() => move({ find: text })}>
                {text}
              </button>
              <span class="number">{t('phrase_n', { n })}</span>
              {may && (
                <button class="link" type="button" onClick={() => setDraft(text)}>
                  {t('phrase_topic')}
                  <span class="hidden">: {text}</span>
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

// A search over what people wrote: asks when it is sent, and says in words that it is on.
import { useState } from 'preact/hooks';
import { useReader } from '../reader.ts';

type FindFormProps = { found: string; onFind: (words: string) => void };

/** `found`: the words of the search that is shown; empty: none. */
export function FindForm({ found, onFind }: FindFormProps) {
  const { t } = useReader();
  const [words, setWords] = useState(found);
  return (
    <form
      class="row find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const asked = words.trim();
        if (asked.length !== 1) onFind(asked);
      }}
    >
      <label>
        <span class="hidden">{t('find_label')}</span>
        <input
          type="search"
          value={words}
          maxLength={100}
          placeholder={t('find_label')}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            // The cross of a search field empties it: all comments come back.
            if (event.currentTarget.value === '' && found !== '') onFind('');
          }}
        />
      </label>
      <button class="button small" type="submit">
        {t('find_button')}
      </button>
    </form>
  );
}

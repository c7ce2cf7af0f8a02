// A person's words with likely personal data hidden until somebody opens it: a screen is seen by more eyes than one.
import { useMemo, useState } from 'preact/hooks';
import { personalPieces } from '../../worker/domain/personal-data.ts';
import { useReader } from '../reader.ts';

/** The words as text, what is likely personal in them as dots. */
export function Masked({ text }: { text: string }) {
  const { t } = useReader();
  const pieces = useMemo(() => personalPieces(text), [text]);
  return (
    <>
      {pieces.map((piece, i) =>
        piece.personal ? (
          <span key={i} class="masked">
            <span aria-hidden="true">••••••</span>
            <span class="hidden">{t('personal_hidden')}</span>
          </span>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

/** A comment, with one button that shows and hides what is masked in it; no button where nothing is. */
export function Said({ text, lang }: { text: string; lang: string }) {
  const { t } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const hasPersonal = useMemo(() => personalPieces(text).some(({ personal }) => personal), [text]);
  return (
    <>
      <p class="said" dir="auto" lang={lang}>
        {isOpen ? text : <Masked text={text} />}
      </p>
      {hasPersonal && (
        <button class="link" type="button" aria-pressed={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t('personal_show')}
        </button>
      )}
    </>
  );
}

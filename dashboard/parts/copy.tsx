// A text to take away, with a button that copies it and says so.
import { useRef, useState } from 'preact/hooks';
import { useReader } from '../reader.ts';

/** `label` names the text for a screen reader. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useReader();
  const [said, setSaid] = useState('');
  const code = useRef<HTMLElement>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t('copied'));
    } catch {
      // No permission, or plain http: the text is selected, so that Ctrl+C takes it.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setSaid(t('copy_by_hand'));
    }
  }
  return (
    <div class="copy">
      <code ref={code} tabIndex={0} role="group" aria-label={label}>
        {text}
      </code>
      <button class="button small" type="button" onClick={() => void copy()}>
        {t('copy')}
      </button>
      <span class="copied" role="status">
        {said}
      </span>
    </div>
  );
}

export function Snippet({ text }: { text: string }) {
  const { t } = useReader();
  return <CopyText text={text} label={t('snippet')} />;
}

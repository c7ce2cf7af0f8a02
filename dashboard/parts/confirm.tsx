// A second question before what cannot be undone: the platform's own modal dialog, focus on the way out.
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { useReader } from '../reader.ts';

type ConfirmProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
};

export function Confirm({ dialog, title, text, yes, onYes }: ConfirmProps) {
  const { t } = useReader();
  const id = useId();
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <p class="row">
        <button class="button" type="button" autofocus onClick={close}>
          {t('cancel')}
        </button>
        <button
          class="button danger"
          type="button"
          onClick={() => {
            close();
            onYes();
          }}
        >
          {yes}
        </button>
      </p>
    </dialog>
  );
}

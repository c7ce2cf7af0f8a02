// A panel at the side of the page: the platform's own modal dialog, so that focus stays in it and goes back where it was.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useReader } from '../../reader.ts';

type SidePanelProps = { title: string; onClose: () => void; children: ComponentChildren };

export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const { t } = useReader();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    if (opened && !opened.open) opened.showModal();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="side"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="side-inner">
        <div class="section-head">
          <h2 id={id}>{title}</h2>
          <button class="button small" type="button" autofocus onClick={() => dialog.current?.close()}>
            {t('close')}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

// The title of a figure with its definition one press away: what it is, how it is worked out, over which period.
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { useReader } from '../reader.ts';

type TitledProps = {
  /** Of the heading, for `aria-labelledby` of its section. */
  id: string;
  title: string;
  /** The definition: paragraphs in plain words; a formula goes into `<Formula>`. */
  about: ComponentChildren;
  level?: 2 | 3;
  /** What stands at the other end of the line: a choice, a link. */
  children?: ComponentChildren;
};

/**
 * <Titled id="score-title" title={t('score_title')} about={<><p>{t('score_definition')}</p><Formula>…</Formula></>} />
 *
 * Opens in the flow below the title, so that it covers nothing and fits any screen; Escape closes it where the focus is.
 */
export function Titled({ id, title, about, level = 2, children }: TitledProps) {
  const { t } = useReader();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="titled" onKeyDown={onKeyDown}>
      <div class="titled-line">
        <Heading id={id}>{title}</Heading>
        <button
          ref={button}
          class="what"
          type="button"
          aria-expanded={open}
          aria-controls={place}
          aria-label={t('what_is', { title })}
          onClick={() => setOpen(!open)}
        >
          <span aria-hidden="true">?</span>
        </button>
        {children}
      </div>
      <div id={place} class="about" hidden={!open}>
        {about}
      </div>
    </div>
  );
}

/** How a figure is worked out, on a line of its own. */
export function Formula({ children }: { children: ComponentChildren }) {
  return <p class="formula">{children}</p>;
}

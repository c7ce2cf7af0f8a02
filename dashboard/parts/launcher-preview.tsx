// The launcher as the loader draws it: the same colour, the same text colour on it, the same corner and distances.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Settings } from '../../worker/contract/settings.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import { textOn } from '../../worker/domain/contrast.ts';
import { useReader } from '../reader.ts';

type PreviewProps = { look: Settings['look']; text: string; language: Language };

const DEFAULT_TEXT: Record<Language, string> = { ru: 'Отзыв или вопрос', en: 'Feedback or question' };

export function LauncherPreview({ look, text, language }: PreviewProps) {
  const { t } = useReader();
  const launcher = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const style = launcher.current?.style;
    if (!style) return;
    style.backgroundColor = look.colour;
    style.color = textOn(look.colour);
    style.left = look.position === 'left' ? `${look.offsetX}px` : 'auto';
    style.right = look.position === 'right' ? `${look.offsetX}px` : 'auto';
    style.bottom = `${look.offsetY}px`;
  }, [look.colour, look.position, look.offsetX, look.offsetY]);
  return (
    <div class="preview" role="img" aria-label={t('preview', { text: text || DEFAULT_TEXT[language] })}>
      <span class="preview-line" />
      <span class="preview-line" />
      <span class="preview-line" />
      <span class="preview-launcher" ref={launcher}>
        {text || DEFAULT_TEXT[language]}
      </span>
    </div>
  );
}

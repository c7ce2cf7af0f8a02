// The launcher as visitors will see it: drawn by the very style sheet and words that the loader of this site is given.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Settings } from '../../worker/contract/settings.ts';
import { loaderConfig } from '../../worker/domain/loader-config.ts';
import { useReader } from '../reader.ts';

export function LauncherPreview({ settings }: { settings: Settings }) {
  const { t } = useReader();
  const place = useRef<HTMLDivElement>(null);
  const { c: css, t: texts } = loaderConfig({ origin: '', key: '', release: '', settings });
  const text = texts[settings.language];
  useLayoutEffect(() => {
    if (place.current) draw(place.current, css, text);
  }, [css, text]);
  return (
    <div class="preview" role="img" aria-label={t('preview', { text })}>
      <span class="preview-line" />
      <span class="preview-line" />
      <span class="preview-line" />
      <div ref={place} inert />
    </div>
  );
}

/** In a shadow root, as on the page; `fixed` is held by the preview's own box. */
function draw(place: HTMLElement, css: string, text: string): void {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.append(text);
  root.replaceChildren(button);
}

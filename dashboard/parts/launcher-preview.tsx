// The launcher as visitors will see it: drawn by the very style sheet and words that the loader of this site is given.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '../../worker/contract/settings.ts';
import { LANGUAGES } from '../../worker/contract/vocabulary.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import { loaderConfig } from '../../worker/domain/loader-config.ts';
import { useReader } from '../reader.ts';
import { Check } from './check.tsx';

export function LauncherPreview({ settings }: { settings: Settings }) {
  const { t } = useReader();
  const [language, setLanguage] = useState<Language>(settings.language);
  const [withContacts, setContacts] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const name = useId();
  const { c: css, t: texts, x } = loaderConfig({ origin: '', key: '', release: '', settings });
  const text = texts[language];
  const links = withContacts ? Object.values(x) : [];
  useLayoutEffect(() => {
    if (place.current) draw(place.current, css, { text, links });
  }, [css, text, links.join()]);
  return (
    <>
      <div class="row">
        <fieldset class="choice">
          <legend class="hidden">{t('preview_language')}</legend>
          {LANGUAGES.map((code) => (
            <label key={code}>
              <input
                type="radio"
                name={name}
                checked={code === language}
                onChange={() => setLanguage(code)}
              />
              <span>{t(`language_${code}`)}</span>
            </label>
          ))}
        </fieldset>
        <Check label={t('preview_contacts')} checked={withContacts} onChange={setContacts} />
      </div>
      <div class="preview" role="img" aria-label={[t('preview', { text }), ...links].join('. ')}>
        <span class="preview-line" />
        <span class="preview-line" />
        <span class="preview-line" />
        <div ref={place} inert />
      </div>
    </>
  );
}

/** In a shadow root, as on the page; `fixed` is held by the preview's own box. */
function draw(place: HTMLElement, css: string, { text, links }: { text: string; links: string[] }): void {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.append(text);
  const contacts = document.createElement('p');
  for (const link of links) {
    const anchor = document.createElement('a');
    anchor.href = '#';
    anchor.append(link);
    contacts.append(anchor);
  }
  root.replaceChildren(...(links.length > 0 ? [contacts] : []), button);
}

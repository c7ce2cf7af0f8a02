// The door of the dashboard: who is here, in which language, and the page that the address names.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../worker/contract/members.ts';
import type { Language } from '../worker/contract/vocabulary.ts';
import { ApiError, api, onSignedOut } from './api.ts';
import { forgetPerson } from './forget.ts';
import { keepFocus } from './lost-focus.ts';
import { App } from './pages/app.tsx';
import { ReaderContext, createReader } from './reader.ts';
import type { Reader } from './reader.ts';
import { parseRoute, takeOverLinks } from './router.ts';
import { loadWords } from './words/words.ts';
import './css/tokens.css';
import './css/base.css';
import './css/layout.css';
import './css/parts.css';
import './css/charts.css';
import './css/forms.css';
import './css/journey.css';
import './css/words.css';
import './css/report.css';
import './css/inbox.css';
import './css/settings.css';
import './css/satisfaction.css';
import './css/service.css';
import './css/clinic.css';
import './css/install.css';
import './css/links.css';

/** Who is signed in: null nobody, undefined not known yet, an error when the Worker could not say. */
export type Visitor = Me | null | undefined | ApiError;

const browserLanguage = (): Language => (navigator.language.startsWith('ru') ? 'ru' : 'en');
const languageOf = (who: Visitor): Language =>
  who && !(who instanceof ApiError) ? who.member.language : browserLanguage();

async function readVisitor(): Promise<Visitor> {
  if (parseRoute(location.pathname).page === 'enter') return null;
  try {
    return await api.me();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.code === 'not_signed_in' ? null : error;
  }
}

function Root() {
  const [who, setWho] = useState<Visitor>();
  const [reader, setReader] = useState<Reader | null>(null);
  const retry = () => void readVisitor().then(setWho);
  const language = who === undefined ? null : languageOf(who);

  useEffect(retry, []);
  useEffect(takeOverLinks, []);
  useEffect(keepFocus, []);
  useEffect(
    () =>
      onSignedOut(() => {
        forgetPerson();
        setWho(null);
      }),
    [],
  );
  useEffect(() => {
    if (language === null) return;
    let stale = false;
    void loadWords(language).then((words) => {
      if (stale) return;
      document.documentElement.lang = language;
      setReader(createReader(words, language));
    });
    return () => void (stale = true);
  }, [language]);

  if (who === undefined || !reader) return null;
  return (
    <ReaderContext.Provider value={reader}>
      <App who={who} setWho={setWho} retry={retry} />
    </ReaderContext.Provider>
  );
}

// Asked for at once, beside the question who is here: nearly always the language that is wanted.
void loadWords(browserLanguage());
const place = document.getElementById('app');
if (place) render(<Root />, place);

// Signing in: the link's token waits in the fragment until a person presses the button, so that no mail scanner spends it.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, api } from '../api.ts';
import type { Visitor } from '../main.tsx';
import { errorKey } from '../parts/notice.tsx';
import { forgetPerson } from '../forget.ts';
import { useReader } from '../reader.ts';
import { go } from '../router.ts';

export function EnterPage({ setWho }: { setWho: (who: Visitor) => void }) {
  const { t } = useReader();
  const token = useToken();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  async function enter() {
    setBusy(true);
    setError(null);
    try {
      const me = await api.enter(token);
      forgetPerson();
      // The token leaves the address before anything else is shown.
      go('/', { replace: true });
      setWho(me);
    } catch (caught) {
      setBusy(false);
      setError(caught instanceof ApiError ? caught : new ApiError('internal'));
    }
  }

  const isSpent =
    !/^[A-Za-z0-9_-]{22,64}$/.test(token) || error?.code === 'link_spent' || error?.code === 'invalid';
  if (isSpent) return <DeadLink />;
  return (
    <Door title={t('enter_title')} text={t('enter_text')}>
      <button class="button primary" type="button" disabled={busy} onClick={() => void enter()}>
        {t(busy ? 'enter_busy' : 'enter_button')}
      </button>
      <div role="alert">{error && <p class="error-line">{t(errorKey(error))}</p>}</div>
      <p class="small">{t('enter_note')}</p>
    </Door>
  );
}

function DeadLink() {
  const { t } = useReader();
  return (
    <Door title={t('link_dead')} text={t('link_dead_why')} alert>
      <p>{t('link_dead_do')}</p>
      <p>
        <a href="/">{t('link_dead_try')}</a>
      </p>
    </Door>
  );
}

export function SignedOutPage({ error, retry }: { error?: ApiError; retry?: () => void }) {
  const { t } = useReader();
  if (error)
    return (
      <Door title={t('could_not_load')} text={t(errorKey(error))} alert>
        <button class="button" type="button" onClick={retry}>
          {t('try_again')}
        </button>
      </Door>
    );
  return (
    <Door title={t('signed_out')} text={t('signed_out_text')}>
      <p>{t('signed_out_do')}</p>
    </Door>
  );
}

type DoorProps = { title: string; text: string; alert?: boolean; children: preact.ComponentChildren };

function Door({ title, text, alert = false, children }: DoorProps) {
  const { t } = useReader();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title]);
  return (
    <main class="door" role={alert ? undefined : undefined}>
      <p class="brand">
        <img src="/icon.svg" alt="" width="28" height="28" /> {t('product')}
      </p>
      <div role={alert ? 'alert' : undefined}>
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {children}
      <p class="small">{t('product_is')}</p>
    </main>
  );
}

/** A second link opened in the same tab changes only the fragment, which loads no page. */
function useToken(): string {
  const read = () => location.hash.slice(1);
  const [token, setToken] = useState(read);
  useEffect(() => {
    const onChange = () => setToken(read());
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return token;
}

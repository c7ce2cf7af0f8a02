// The code of the test letter: who types it has read the letter, and notices may go to that address.
import { useState } from 'preact/hooks';
import { act } from '../../../act.ts';
import { api } from '../../../api.ts';
import type { ApiError } from '../../../api.ts';
import { Field } from '../../../parts/field.tsx';
import { ErrorLine } from '../../../parts/notice.tsx';
import { useReader } from '../../../reader.ts';
import type { SiteInHand } from '../../../reader.ts';

type CodeProps = { site: SiteInHand; id: string; confirmed: () => void };

export function MailCode({ site, id, confirmed }: CodeProps) {
  const { t } = useReader();
  const [code, setCode] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  async function confirm(event: Event) {
    event.preventDefault();
    const refused = await act(() => api.confirmChannel(site.id, id, code));
    setError(refused);
    if (!refused) confirmed();
  }
  return (
    <form class="carries" noValidate onSubmit={(event) => void confirm(event)}>
      <Field
        name="code"
        label={t('mail_code')}
        hint={t('mail_code_hint')}
        error={error}
        fix={t('fix_mail_code')}
      >
        {(control) => (
          <input
            {...control}
            class="code"
            autocomplete="one-time-code"
            spellcheck={false}
            maxLength={12}
            value={code}
            onInput={(e) => setCode(e.currentTarget.value)}
          />
        )}
      </Field>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button small" type="submit">
          {t('mail_confirm')}
        </button>
      </p>
    </form>
  );
}

// A new way of being told: its kind, and the few things that kind needs.
import { useState } from 'preact/hooks';
import type { ChannelCreate, ChannelView } from '../../../../worker/contract/channels.ts';
import type { ChannelKind } from '../../../../worker/contract/vocabulary.ts';
import { ApiError, api } from '../../../api.ts';
import { Field } from '../../../parts/field.tsx';
import { ErrorLine } from '../../../parts/notice.tsx';
import { useReader } from '../../../reader.ts';
import type { SiteInHand } from '../../../reader.ts';
import type { WordKey } from '../../../words/en.ts';

type Values = { url: string; botToken: string; chatId: string; address: string };
type FieldOf = { name: keyof Values; label: WordKey; hint: WordKey; fix: WordKey; keys?: 'email' | 'url' };

const EMPTY: Values = { url: '', botToken: '', chatId: '', address: '' };
/** In the order in which a clinic is likely to want them. */
const FIELDS: Record<ChannelKind, FieldOf[]> = {
  telegram: [
    { name: 'botToken', label: 'bot_token', hint: 'bot_token_hint', fix: 'fix_bot_token' },
    { name: 'chatId', label: 'chat_id', hint: 'chat_id_hint', fix: 'fix_chat_id' },
  ],
  email: [{ name: 'address', label: 'email_address', hint: 'email_hint', fix: 'fix_email', keys: 'email' }],
  webhook: [{ name: 'url', label: 'webhook_url', hint: 'webhook_hint', fix: 'fix_address', keys: 'url' }],
};
const ORDER: ChannelKind[] = ['telegram', 'email', 'webhook'];

type NewProps = { site: SiteInHand; kinds: ChannelKind[]; added: (channel: ChannelView) => void };

export function NewChannel({ site, kinds, added }: NewProps) {
  const { t } = useReader();
  const [kind, setKind] = useState<ChannelKind>('telegram');
  const [values, setValues] = useState(EMPTY);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  async function add(event: Event) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      added(await api.addChannel(site.id, draftOf(kind, values)));
      setValues(EMPTY);
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
    setBusy(false);
  }

  return (
    <form class="form apart" noValidate onSubmit={(event) => void add(event)}>
      <h3>{t('channel_new')}</h3>
      <fieldset class="choice">
        <legend class="hidden">{t('channel_kind')}</legend>
        {ORDER.filter((name) => kinds.includes(name)).map((name) => (
          <label key={name}>
            <input type="radio" name="kind" checked={kind === name} onChange={() => setKind(name)} />
            <span>{t(`channel_${name}`)}</span>
          </label>
        ))}
      </fieldset>
      {FIELDS[kind].map(({ name, label, hint, fix, keys }) => (
        <Field key={name} name={name} label={t(label)} hint={t(hint)} error={error} fix={t(fix)}>
          {(control) => (
            <input
              {...control}
              inputMode={keys ?? 'text'}
              autocomplete="off"
              spellcheck={false}
              placeholder={keys === 'url' ? 'https://' : undefined}
              value={values[name]}
              onInput={(e) => setValues({ ...values, [name]: e.currentTarget.value })}
            />
          )}
        </Field>
      ))}
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button" type="submit" disabled={busy}>
          {t('channel_add')}
        </button>
      </p>
    </form>
  );
}

function draftOf(kind: ChannelKind, values: Values): ChannelCreate {
  const { url, botToken, chatId, address } = values;
  switch (kind) {
    case 'webhook':
      return { kind, url: url.trim() };
    case 'email':
      return { kind, address: address.trim() };
    case 'telegram':
      return { kind, botToken: botToken.trim(), chatId: chatId.trim() };
  }
}

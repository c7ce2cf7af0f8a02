// How the clinic is told that somebody waits: webhook or Telegram, each with its proof and its failures in view.
import { useRef, useState } from 'preact/hooks';
import type { ChannelCreate, ChannelView } from '../../../worker/contract/channels.ts';
import { act } from '../../act.ts';
import { ApiError, api } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyText } from '../../parts/copy.tsx';
import { Field } from '../../parts/field.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { ErrorLine, errorKey } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';

export function NoticesSection({ site }: SectionProps) {
  const { t } = useReader();
  const channels = useResource(`channels ${site.id}`, (signal) => api.channels(site.id, signal));
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <p>{t('notices_intro')}</p>
      <Loaded resource={channels} skeleton={<Skeleton lines={3} />}>
        {({ channels: list }) =>
          list.length === 0 ? (
            <p class="calm">{t('notices_none')}</p>
          ) : (
            <ul class="plain">
              {list.map((channel) => (
                <ChannelRow key={channel.id} site={site} channel={channel} changed={channels.reload} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {secret !== null && (
        <div class="once" role="status">
          <p>
            <strong>{t('secret_once')}</strong>
          </p>
          <CopyText text={secret} label={t('secret')} />
        </div>
      )}
      <NewChannel
        site={site}
        added={(channel) => {
          setSecret(channel.secret ?? null);
          channels.reload();
        }}
      />
    </>
  );
}

type RowProps = { site: SiteInHand; channel: ChannelView; changed: () => void };

function ChannelRow({ site, channel, changed }: RowProps) {
  const { t, format } = useReader();
  const [tested, setTested] = useState<ApiError | 'ok' | 'testing' | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const { failingSinceMs, verifiedAtMs } = channel;
  async function test() {
    setTested('testing');
    setTested((await act(() => api.testChannel(site.id, channel.id))) ?? 'ok');
    changed();
  }
  const health =
    failingSinceMs !== null
      ? t('channel_failing', {
          time: format.moment(failingSinceMs, site.zone),
          why: t(whyKey(channel.lastError)),
        })
      : verifiedAtMs !== null
        ? t('channel_works', { time: format.moment(verifiedAtMs, site.zone) })
        : t('channel_untested');
  return (
    <li class="item">
      <div>
        <b>{t(`channel_${channel.kind}`)}</b> <bdi>{channel.label}</bdi>
        <p class={failingSinceMs === null ? 'small' : 'field-error'}>{health}</p>
        <p role="status" class="small">
          {tested === 'ok' && t('test_ok')}
          {tested === 'testing' && t('test_running')}
          {tested instanceof ApiError &&
            t(tested.code === 'channel_refused' ? 'test_failed' : errorKey(tested))}
        </p>
      </div>
      <p class="row">
        <button
          class="button small"
          type="button"
          disabled={tested === 'testing'}
          onClick={() => void test()}
        >
          {t('test')}
        </button>
        <button class="link danger" type="button" onClick={() => dialog.current?.showModal()}>
          {t('remove')}
        </button>
      </p>
      <Confirm
        dialog={dialog}
        title={t('remove_channel')}
        text={t('remove_channel_text')}
        yes={t('remove')}
        onYes={() => void act(() => api.dropChannel(site.id, channel.id)).then(changed)}
      />
    </li>
  );
}

/** The Worker names a failure shortly; a status of the peer is worded by its class. */
function whyKey(error: string | null) {
  if (error === 'timeout' || error === 'network') return `channel_why_${error}` as const;
  return /\b[45]\d\d\b/.test(error ?? '') ? 'channel_why_refused' : 'channel_why_other';
}

function NewChannel({ site, added }: { site: SiteInHand; added: (channel: ChannelView) => void }) {
  const { t } = useReader();
  const [kind, setKind] = useState<'telegram' | 'webhook'>('telegram');
  const [values, setValues] = useState({ url: '', botToken: '', chatId: '' });
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const body = (): ChannelCreate =>
    kind === 'webhook'
      ? { kind, url: values.url.trim() }
      : { kind, botToken: values.botToken.trim(), chatId: values.chatId.trim() };

  async function add(event: Event) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      added(await api.addChannel(site.id, body()));
      setValues({ url: '', botToken: '', chatId: '' });
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
        {(['telegram', 'webhook'] as const).map((name) => (
          <label key={name}>
            <input type="radio" name="kind" checked={kind === name} onChange={() => setKind(name)} />
            <span>{t(`channel_${name}`)}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'webhook' ? (
        <Field
          name="url"
          label={t('webhook_url')}
          hint={t('webhook_hint')}
          error={error}
          fix={t('fix_address')}
        >
          {(control) => (
            <input
              {...control}
              type="url"
              placeholder="https://"
              value={values.url}
              onInput={(e) => set({ url: e.currentTarget.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <Field
            name="botToken"
            label={t('bot_token')}
            hint={t('bot_token_hint')}
            error={error}
            fix={t('fix_bot_token')}
          >
            {(control) => (
              <input
                {...control}
                autocomplete="off"
                spellcheck={false}
                value={values.botToken}
                onInput={(e) => set({ botToken: e.currentTarget.value })}
              />
            )}
          </Field>
          <Field
            name="chatId"
            label={t('chat_id')}
            hint={t('chat_id_hint')}
            error={error}
            fix={t('fix_chat_id')}
          >
            {(control) => (
              <input
                {...control}
                autocomplete="off"
                spellcheck={false}
                value={values.chatId}
                onInput={(e) => set({ chatId: e.currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button" type="submit" disabled={busy}>
          {t('channel_add')}
        </button>
      </p>
    </form>
  );
}

// One way of being told: does it work, prove it, what it may carry, and away with it.
import { useRef, useState } from 'preact/hooks';
import type { ChannelView } from '../../../../worker/contract/channels.ts';
import { act } from '../../../act.ts';
import { ApiError, api } from '../../../api.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { errorKey } from '../../../parts/notice.tsx';
import { useReader } from '../../../reader.ts';
import type { SiteInHand } from '../../../reader.ts';
import { Carries } from './carries.tsx';
import { MailCode } from './mail-code.tsx';

type RowProps = { site: SiteInHand; holdsWords: boolean; channel: ChannelView; changed: () => void };

export function ChannelRow({ site, holdsWords, channel, changed }: RowProps) {
  const { t } = useReader();
  const [tested, setTested] = useState<ApiError | 'ok' | 'testing' | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const isUnread = channel.kind === 'email' && channel.verifiedAtMs === null;
  async function test() {
    setTested('testing');
    setTested((await act(() => api.testChannel(site.id, channel.id))) ?? 'ok');
    changed();
  }
  return (
    <li class="item channel">
      <div>
        <b>{t(`channel_${channel.kind}`)}</b> <bdi>{channel.label}</bdi>
        <Health channel={channel} zone={site.zone} />
        <p role="status" class="small">
          {tested === 'ok' && t(isUnread ? 'mail_sent' : 'test_ok')}
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
      {isUnread && tested === 'ok' && <MailCode site={site} id={channel.id} confirmed={changed} />}
      <Carries site={site} holdsWords={holdsWords} channel={channel} changed={changed} />
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

function Health({ channel, zone }: { channel: ChannelView; zone: string }) {
  const { t, format } = useReader();
  const { kind, failingSinceMs, verifiedAtMs, lastError } = channel;
  if (failingSinceMs !== null)
    return (
      <p class="field-error">
        {t('channel_failing', { time: format.moment(failingSinceMs, zone), why: t(whyKey(lastError)) })}
      </p>
    );
  return (
    <p class="small">
      {verifiedAtMs !== null
        ? t('channel_works', { time: format.moment(verifiedAtMs, zone) })
        : t(kind === 'email' ? 'channel_unread' : 'channel_untested')}
    </p>
  );
}

const NAMED = ['timeout', 'network', 'address', 'redirect', 'no_mail', 'sealed'] as const;

/** The Worker names a failure shortly; a status of the peer is worded by its class. */
export function whyKey(error: string | null) {
  const named = NAMED.find((name) => name === error);
  if (named) return `channel_why_${named}` as const;
  return /^http_[45]\d\d$/.test(error ?? '') ? 'channel_why_refused' : 'channel_why_other';
}

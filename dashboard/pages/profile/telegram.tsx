// One's own Telegram account: which bots take answers, a code to link it, and unlinking.
import { useState } from 'preact/hooks';
import type { TelegramCode, TelegramView } from '../../../worker/contract/channels.ts';
import type { Me } from '../../../worker/contract/members.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { ApiError, api } from '../../api.ts';
import { CopyText } from '../../parts/copy.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** While a code is out, the page looks whether it has been used. */
const LOOK_EVERY_MS = 3_000;

/** For whoever may answer patients somewhere; others have nothing to link. */
export function TelegramLink({ me }: { me: Me }) {
  return me.clinics.some(({ role }) => mayRole(role, 'words')) ? <Link /> : null;
}

function Link() {
  const { t } = useReader();
  const [code, setCode] = useState<TelegramCode | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [unlinked, setUnlinked] = useState(false);
  const telegram = useResource(
    'telegram',
    (signal) => api.telegram(signal),
    code === null ? {} : { everyMs: LOOK_EVERY_MS },
  );
  async function run(what: () => Promise<void>) {
    setError(null);
    setUnlinked(false);
    try {
      await what();
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
    telegram.reload();
  }
  return (
    <section aria-labelledby="telegram-title">
      <h2 id="telegram-title">{t('telegram_title')}</h2>
      <Loaded resource={telegram} skeleton={<Skeleton lines={2} />}>
        {({ bots }) =>
          bots.length === 0 ? (
            <p class="small">{t('telegram_none')}</p>
          ) : (
            <>
              <p>{t('telegram_what')}</p>
              <Bots bots={bots} />
              {code && <Code code={code} bots={bots} />}
              {error && <ErrorLine error={error} />}
              <p class="row">
                <button
                  class="button"
                  type="button"
                  onClick={() => void run(async () => setCode(await api.telegramCode()))}
                >
                  {t('telegram_link')}
                </button>
                {bots.some(({ linkedAtMs }) => linkedAtMs !== null) && (
                  <button
                    class="link danger"
                    type="button"
                    onClick={() =>
                      void run(async () => {
                        await api.unlinkTelegram();
                        setCode(null);
                        setUnlinked(true);
                      })
                    }
                  >
                    {t('telegram_unlink')}
                  </button>
                )}
                <span role="status">{unlinked && t('telegram_unlinked')}</span>
              </p>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function Bots({ bots }: TelegramView) {
  const { t, format } = useReader();
  return (
    <ul class="plain" aria-live="polite">
      {bots.map(({ name, sites, linkedAtMs }) => (
        <li key={name}>
          <b>@{name}</b> · {sites.join(', ')} ·{' '}
          <span class="small">
            {linkedAtMs === null
              ? t('telegram_not_linked')
              : t('telegram_linked', { time: format.moment(linkedAtMs, zone) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Code({ code: { code, expiresAtMs }, bots }: { code: TelegramCode } & TelegramView) {
  const { t, format } = useReader();
  return (
    <div class="once" role="status">
      <p>{t('telegram_send', { time: format.time(expiresAtMs, zone) })}</p>
      <CopyText text={code} label={t('telegram_code')} />
      <p class="row">
        {bots.map(({ name }) => (
          <a
            key={name}
            class="button small"
            href={`https://t.me/${name}?start=${code}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('telegram_open', { bot: name })}
          </a>
        ))}
      </p>
    </div>
  );
}

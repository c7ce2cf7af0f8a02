// How to reach the person, and what they agreed to; a call back is marked with the phone to tap and when it suits.
import type { Thread } from '../../worker/contract/members.ts';
import { useReader } from '../reader.ts';
import { Due } from './conversation-list.tsx';

type CardProps = { conversation: Thread['conversation']; zone: string };

export function ContactCard({ conversation, zone }: CardProps) {
  const { t, format } = useReader();
  const { contact, kind, when, waitingSinceMs, dueAtMs } = conversation;
  return (
    <div class="contact">
      {waitingSinceMs !== null && (
        <p>
          <strong>{t('waits_for', { time: format.lasting(Date.now() - waitingSinceMs) })}</strong>{' '}
          <span class="small">{t('since', { time: format.moment(waitingSinceMs, zone) })}</span>
          {dueAtMs !== null && (
            <span class="small">
              {' · '}
              <Due dueAtMs={dueAtMs} zone={zone} />
            </span>
          )}
        </p>
      )}
      {kind === 'callback' && (
        <p class="callback">
          <b>{t('callback')}</b>
          {when && (
            <>
              {' '}
              · {t('callback_when')} <bdi>{when}</bdi>
            </>
          )}
        </p>
      )}
      {contact ? (
        <>
          <p class="reach">
            {contact.name && <bdi>{contact.name}</bdi>}
            {contact.phone && (
              <a class="phone" href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>
                {contact.phone}
              </a>
            )}
            {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
          </p>
          <p class="small">
            {t('consented', {
              time: format.moment(contact.consentAtMs, zone),
              version: contact.consentVersion,
            })}
          </p>
        </>
      ) : (
        <p class="small">{t('no_contact')}</p>
      )}
    </div>
  );
}

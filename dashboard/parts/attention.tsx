// What needs somebody today, each with its age and the act beside it; a calm line when nothing does.
import type { Overview } from '../../worker/contract/members.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { href } from '../router.ts';
import { Titled } from './titled.tsx';

type Row = { key: string; text: string; detail: string; act: { label: string; href: string } | null };

export function Attention({ site, overview }: { site: SiteInHand; overview: Overview }) {
  const { t } = useReader();
  const rows = useRows(site, overview);
  return (
    <section class="attention" aria-labelledby="attention-title">
      <Titled id="attention-title" title={t('attention')} about={<p>{t('attention_definition')}</p>} />
      {rows.length === 0 ? (
        <p class="calm">{t('attention_none')}</p>
      ) : (
        <ul>
          {rows.map(({ key, text, detail, act }) => (
            <li key={key}>
              <div>
                <strong>{text}</strong>
                <span>{detail}</span>
              </div>
              {act && (
                <a class="button small" href={act.href}>
                  {act.label}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useRows(site: SiteInHand, { attention, site: { enabled } }: Overview): Row[] {
  const { t, format } = useReader();
  const notices = mayRole(site.role, 'settings')
    ? { label: t('act_notices'), href: href({ page: 'settings', site: site.id, section: 'notices' }) }
    : null;
  const inbox = mayRole(site.role, 'words')
    ? { label: t('act_answer'), href: href({ page: 'inbox', site: site.id, conversation: null }) }
    : null;
  const rows: (Row | false)[] = [
    attention.waiting > 0 && {
      key: 'waiting',
      text: t('n_questions_wait', { n: attention.waiting }),
      detail:
        attention.oldestWaitingMs === null
          ? ''
          : t('oldest_waits', { time: format.lasting(Date.now() - attention.oldestWaitingMs) }),
      act: inbox,
    },
    attention.unread > 0 && {
      key: 'unread',
      text: t('n_unread', { n: attention.unread }),
      detail:
        attention.oldestUnreadDay === null
          ? ''
          : t('oldest_unread', { day: format.day(attention.oldestUnreadDay) }),
      act: inbox && {
        label: t('act_read'),
        href: href({ page: 'words', site: site.id }) + '?unread=1&order=lowest',
      },
    },
    attention.complaints.overdue > 0 && {
      key: 'complaints',
      text: t('complaints_overdue', { n: attention.complaints.overdue }),
      detail: t('complaints_overdue_since', { day: format.longDay(attention.complaints.nextDueOn ?? '') }),
      act: inbox && { label: t('act_answer'), href: href({ page: 'words', site: site.id }) },
    },
    ...attention.failingChannels.map((channel) => ({
      key: channel.id,
      text: t('channel_fails', { channel: t(`channel_${channel.kind}`) }),
      detail: t('channel_fails_since', { time: format.moment(channel.sinceMs, site.zone) }),
      act: notices,
    })),
    !enabled && {
      key: 'disabled',
      text: t('site_disabled'),
      detail: t('site_disabled_why'),
      act: notices && {
        label: t('act_settings'),
        href: href({ page: 'settings', site: site.id, section: 'site' }),
      },
    },
    (attention.ask === 'no_notice' || attention.ask === 'unattended') && {
      key: 'ask',
      text: t('ask_closed'),
      detail: t(`ask_${attention.ask}`),
      act: attention.ask === 'unattended' ? inbox && { ...inbox, label: t('act_inbox') } : notices,
    },
  ];
  return rows.filter((row) => row !== false);
}

// Tells a mailbox of the clinic through an HTTP mail API of the kind that Resend and Emailit speak; Workers have no SMTP.
import type { Outlet, Surroundings } from './channel.ts';
import { noticeHeading, noticeText } from './notice-text.ts';
import { post } from './post.ts';

type Mail = { api: string; key: string; from: string };

/** How this deployment sends mail, or null when it does not. */
export const mailOf = ({
  MAIL_API: api,
  MAIL_KEY: key,
  MAIL_FROM: from,
}: Pick<Surroundings, 'MAIL_API' | 'MAIL_KEY' | 'MAIL_FROM'>): Mail | null =>
  api && key && from ? { api, key, from } : null;

/** Delivers a notice as plain text. The API takes the notice's id as its key, so that a second try is no second letter. */
export const deliverByEmail: Outlet<'email'> = async ({ address }, notice, around) => {
  const mail = mailOf(around);
  if (!mail) return { error: 'no_mail' };
  return post(`${mail.api.replace(/\/$/, '')}/emails`, {
    body: JSON.stringify({
      from: mail.from,
      to: [address],
      subject: `${noticeHeading(notice)} ${notice.site.name}`.replace(/\s+/g, ' ').trim().slice(0, 200),
      text: noticeText(notice),
    }),
    headers: { Authorization: `Bearer ${mail.key}`, 'Idempotency-Key': `${notice.id}/${address}` },
  });
};

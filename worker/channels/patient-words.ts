// What of a patient's words a notice carries: text for whom an owner allowed it, the contact for the clinic's own system only.
import { openContact } from '../contacts.ts';
import type { Env } from '../env.ts';
import type { DueNotice } from '../store/notices.ts';
import type { StoredWords } from '../store/notice-words.ts';
import type { PatientWords } from './channel.ts';

/** Null where nothing may be carried. A contact that cannot be opened is left out: the notice must not fail for it. */
export async function patientWords(
  env: Env,
  { channel, site }: Pick<DueNotice, 'channel' | 'site'>,
  stored: StoredWords | undefined,
): Promise<PatientWords | null> {
  if (!stored) return null;
  const { text, when, tokenHash, contact } = stored;
  const opened =
    contact && channel.kind === 'webhook'
      ? await openContact(env, { siteId: site.id, tokenHash }, contact).catch(() => null)
      : null;
  return { text, when, contact: opened };
}

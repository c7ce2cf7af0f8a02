// What of a patient's words a notice carries: text for whom an owner allowed it, the contact for the clinic's own system only.
import { contactPlace } from '../domain/contact.ts';
import { contactParts } from '../contract/visitor.ts';
import type { Env } from '../env.ts';
import { unseal } from '../seal.ts';
import type { DueNotice } from '../store/notices.ts';
import type { StoredWords } from '../store/notice-words.ts';
import * as v from 'valibot';
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
      ? await unseal(env, contactPlace(site.id, tokenHash), contact).catch(() => null)
      : null;
  const parts = v.safeParse(contactParts, opened);
  return { text, when, contact: parts.success ? parts.output : null };
}

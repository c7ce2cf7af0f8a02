// A contact between its three forms: in clear, sealed, and indexed so that one person's conversations are found.
import * as v from 'valibot';
import { contactParts } from './contract/visitor.ts';
import { contactPlace, emailKey, phoneKey } from './domain/contact.ts';
import type { ContactText } from './domain/contact.ts';
import type { Env } from './env.ts';
import { blindIndex, blindIndexes, seal, unseal } from './seal.ts';
import type { Sealed } from './seal.ts';

type Keys = Pick<Env, 'SEAL_KEYS' | 'NEW_SEAL_KEY'>;
/** Whose contact: the conversation of this token at this site. Elsewhere it does not open. */
type Of = { siteId: string; tokenHash: string };

/** A contact in clear. Throws when it does not open. */
export const openContact = async (env: Keys, of: Of, sealed: Sealed): Promise<ContactText> =>
  v.parse(contactParts, await unseal(env, contactPlace(of.siteId, of.tokenHash), sealed));

export type IndexedContact = Sealed & { phoneIndex: string | null; emailIndex: string | null };

/** A contact sealed and indexed by the first key. */
export async function sealedContact(env: Keys, of: Of, contact: ContactText): Promise<IndexedContact> {
  const [phone, email] = [phoneKey(contact.phone), emailKey(contact.email)];
  return {
    ...(await seal(env, contactPlace(of.siteId, of.tokenHash), contact)),
    phoneIndex: phone && (await blindIndex(env, of.siteId, `phone|${phone}`)),
    emailIndex: email && (await blindIndex(env, of.siteId, `email|${email}`)),
  };
}

/** By what a person's contacts at a site may be indexed: by every key there is, since keys are changed piece by piece. */
export async function personIndexes(
  env: Keys,
  siteId: string,
  { phone, email }: Pick<ContactText, 'phone' | 'email'>,
): Promise<{ phone: string[]; email: string[] }> {
  const all = (kind: 'phone' | 'email', key: string | null) =>
    key === null ? [] : blindIndexes(env, siteId, `${kind}|${key}`);
  return { phone: await all('phone', phoneKey(phone)), email: await all('email', emailKey(email)) };
}

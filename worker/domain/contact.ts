// What of a contact counts: whether anything was filled in, and the form in which equal phones and addresses are equal.
import type { Contact } from '../contract/visitor.ts';
import type { DataPlace } from '../contract/vocabulary.ts';

export type ContactText = { name: string; phone: string; email: string };

/** The contact with absent parts empty, or null when neither phone nor e-mail was given. */
export function contactText(contact: Contact | undefined): ContactText | null {
  const { name = '', phone = '', email = '' } = contact ?? {};
  return phone.trim() || email || name ? { name, phone: phone.trim(), email } : null;
}

/** Digits of a phone with its country: 8 before ten digits is how Russia writes +7. Null when there are too few. */
export function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 5) return null;
  return digits.length === 11 && digits.startsWith('8') && !phone.includes('+')
    ? `7${digits.slice(1)}`
    : digits;
}

export const emailKey = (email: string): string | null => email.trim().toLowerCase() || null;

/** Contact may be asked for only when the person can be told who gets it, under which policy, and it may be kept here. */
export const offersContact = (site: {
  dataPlace: DataPlace;
  clinic: { legalName: string; policyUrl: string };
}): boolean => site.dataPlace !== 'russia' && site.clinic.legalName !== '' && site.clinic.policyUrl !== '';

/** What a contact is sealed for: the conversation of this token at this site. Elsewhere it does not open. */
export const contactPlace = (siteId: string, tokenHash: string): string => `contact|${siteId}|${tokenHash}`;

// What is wrong with a question before it is sent: the same rules as the contract's, told field by field.
import * as t from './words.ts';

/** Words of the problems by field name, in the order of the form; empty when it may be sent. */
export function problemsOf(value: (name: string) => string, call: boolean): Record<string, string> {
  const problems: Record<string, string> = {};
  const [phone, email] = [value('phone'), call ? '' : value('email')];
  if (!call && !value('text')) problems['text'] = t.needText;
  if ((call || phone) && !isPhone(phone)) problems['phone'] = t.badPhone;
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)) problems['email'] = t.badEmail;
  if ((phone || email || value('name')) && !value('consent')) problems['consent'] = t.needConsent;
  return problems;
}

const isPhone = (phone: string): boolean =>
  /^\+?[\d\s().-]{5,30}$/.test(phone) && phone.replace(/\D/g, '').length >= 5;

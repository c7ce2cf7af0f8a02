// What is wrong with a question before it is sent: the same rules as the contract's, told field by field.

export type Problem = 'needText' | 'needPhone' | 'badPhone' | 'badEmail' | 'needConsent';

/** Problems by field name, in the order of the form; empty when it may be sent. */
export function problemsOf(value: (name: string) => string, call: boolean): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  const [phone, email] = [value('phone'), call ? '' : value('email')];
  if (!call && !value('text')) problems['text'] = 'needText';
  if (call && !phone) problems['phone'] = 'needPhone';
  else if (phone && !isPhone(phone)) problems['phone'] = 'badPhone';
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)) problems['email'] = 'badEmail';
  if ((phone || email || value('name')) && !value('consent')) problems['consent'] = 'needConsent';
  return problems;
}

const isPhone = (phone: string): boolean =>
  /^\+?[\d\s().-]{5,30}$/.test(phone) && phone.replace(/\D/g, '').length >= 5;

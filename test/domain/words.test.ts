// What makes two sends the same, and two phones one person's.
import { expect, it } from 'vitest';
import { contactText, emailKey, offersContact, phoneKey } from '../../worker/domain/contact.ts';
import { clientKeyText, messageBodyText, replyBodyText } from '../../worker/domain/idempotency.ts';
import type { MessageSend } from '../../worker/contract/visitor.ts';

it.each([
  ['+7 (912) 345-67-89', '79123456789'],
  ['8 912 345 67 89', '79123456789'],
  ['+8 612 3456789', '86123456789'],
  ['+44 20 7946 0018', '442079460018'],
  ['12-34', null],
  ['', null],
])('the key of phone %s is %s', (phone, key) => {
  expect(phoneKey(phone)).toBe(key);
});

it('takes a contact for none when nothing is filled in', () => {
  expect(contactText(undefined)).toBeNull();
  expect(contactText({ name: '', phone: ' ', email: '' })).toBeNull();
  expect(contactText({ email: 'a@b.example' })).toEqual({ name: '', phone: '', email: 'a@b.example' });
  expect([emailKey(' A@B.example '), emailKey('')]).toEqual(['a@b.example', null]);
});

it('asks for a contact only where the person can be told who gets it and it may be kept', () => {
  const clinic = { legalName: 'LLC', policyUrl: 'https://c.example/p' };
  expect(offersContact({ dataPlace: 'eu', clinic })).toBe(true);
  expect(offersContact({ dataPlace: 'russia', clinic })).toBe(false);
  expect(offersContact({ dataPlace: 'eu', clinic: { ...clinic, legalName: '' } })).toBe(false);
  expect(offersContact({ dataPlace: 'eu', clinic: { ...clinic, policyUrl: '' } })).toBe(false);
});

it('tells messages apart by every word of theirs, and by nothing that the way adds', () => {
  const message: MessageSend = {
    ...{ id: 'i', token: 't', erase: 'e', kind: 'message', text: 'a', topic: 'other', language: 'ru' },
    ...{
      spentMs: 2000,
      loader: 'old',
      when: 'b',
      consent: '1',
      contact: { name: 'n', phone: 'p', email: 'm' },
    },
  };
  const text = messageBodyText(message);
  const same: Partial<MessageSend>[] = [
    { loader: 'new' },
    { spentMs: 9 },
    { from: { k: '1' } },
    { stage: 4 },
  ];
  for (const change of same) expect(messageBodyText({ ...message, ...change })).toBe(text);
  const others: Partial<MessageSend>[] = [
    ...([{ text: 'c' }, { when: 'c' }, { topic: 'price' }, { kind: 'callback' }, { consent: '2' }] as const),
    ...([{ erase: 'f' }, { language: 'en' }, { contact: { name: 'n', phone: 'q', email: 'm' } }] as const),
  ];
  for (const change of others) expect(messageBodyText({ ...message, ...change })).not.toBe(text);
  expect(replyBodyText('one', 'a')).not.toBe(replyBodyText('two', 'a'));
  expect(clientKeyText('a', 'b')).not.toBe(clientKeyText('b', 'a'));
});

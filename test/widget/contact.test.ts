// Which links are a contact with the clinic.
import { expect, it } from 'vitest';
import { CONTACT } from '../../widget/loader/capture.ts';

it.each([
  'tel:+74951234567',
  'sms:+74951234567',
  'mailto:hello@clinic.example',
  'https://wa.me/74951234567',
  'https://api.whatsapp.com/send?phone=74951234567',
  'whatsapp://send?phone=74951234567',
  'https://t.me/clinic',
  'tg://resolve?domain=clinic',
  'https://vk.me/clinic',
  'https://max.ru/u/clinic',
  'viber://chat?number=%2B74951234567',
])('%s is', (href) => expect(CONTACT.test(href)).toBe(true));

it.each([
  'https://clinic.example/contacts',
  'https://evil.example/?u=https://t.me/clinic',
  'https://notwa.me/7495',
  'https://t.me.evil.example/',
  'mailto:?subject=Look',
  'https://t.me/share/url?url=x',
  'https://vk.com/share.php?url=x',
  'viber://forward?text=x',
  'tg://msg_url?url=x',
  'https://vk.com/clinic',
  '',
])('"%s" is not', (href) => expect(CONTACT.test(href)).toBe(false));

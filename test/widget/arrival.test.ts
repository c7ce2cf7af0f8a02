// What of the visitor's way here may leave the page.
import { expect, it } from 'vitest';
import { arrivalOf, isArrival } from '../../widget/loader/arrival.ts';

it.each([
  ['https://yandex.ru/', '', { r: 'yandex.ru' }],
  ['https://site.example:8080/oncology?q=x#y', '', { r: 'site.example:8080' }],
  ['android-app://com.google.android.gm/', '', { r: 'com.google.android.gm' }],
  ['', '', {}],
  [
    '',
    '?utm_source=vk&utm_medium=cpc&utm_campaign=spring_26&utm_term=herpes&utm_content=ad',
    { us: 'vk', um: 'cpc', uc: 'spring_26' },
  ],
  ['', '?a=1&yclid=123456', { k: '1' }],
  ['', '?gclid=a', { k: '1' }],
  ['', '?gbraid=b', { k: '1' }],
  ['', '?ymclid=1', { k: '1' }],
  ['', '?x=1&msclkid=1', { k: '1' }],
  ['', '?rb_clickid=1', { k: '1' }],
  ['', '?ttclid=1', { k: '1' }],
  ['', '?clientid=1&eclipse=2&uncleid=3', {}],
  ['', '?fbclid=on-every-link', {}],
  ['', '?xutm_source=vk&myclid_x=1', {}],
  ['', '?utm_source=', {}],
])('from %s with %s: %o', (referrer, search, arrival) =>
  expect(arrivalOf(referrer, search)).toEqual(arrival),
);

it('cuts a label at 200 characters', () =>
  expect(arrivalOf('', `?utm_source=${'a'.repeat(900)}`)['us']).toHaveLength(200));

it.each([
  ['', true],
  ['https://yandex.ru/', true],
  ['https://clinic.example/doctors', false],
  ['https://clinic.example', false],
  ['https://www.clinic.example/', false],
  ['https://clinic.example.evil.example/', true],
  ['http://clinic.example/', true],
])('from %s is an arrival: %s', (referrer, is) =>
  expect(isArrival(referrer, ['https://clinic.example', 'https://www.clinic.example'])).toBe(is),
);

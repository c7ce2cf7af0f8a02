// Who may read what from where: exact origins for a site's pages, none for members, credentials never.
import { expect, it } from 'vitest';
import { addSite, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import { answer } from './support/words.ts';

const TRICKS = [
  'null',
  'https://clinic.example.evil.example',
  'https://evilclinic.example',
  'https://sub.clinic.example',
  'https://www.clinic.example',
  'http://clinic.example',
  'https://clinic.example:8443',
  'https://CLINIC.example',
  'https://clinic.example/',
  'https://clinic.example, https://evil.example',
  '*',
  '',
];
const DOORS = ['answers', 'messages', 'conversation', 'erase'];

it('lets a page of the site read the answer, by name and without credentials', async () => {
  const { key } = await addSite();
  const reply = await testApp().fromPage(`/w/${key}/answers`, answer());
  expect(reply.status).toBe(201);
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  expect(reply.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  expect(reply.headers.get('Vary')).toBe('Origin');
});

it.each(TRICKS)('refuses words from a page of "%s" and lets it read nothing', async (Origin) => {
  const { key } = await addSite();
  for (const door of DOORS) {
    const reply = await testApp().fromPage(`/w/${key}/${door}`, answer(), { Origin });
    expect([door, reply.status]).toEqual([door, 403]);
    expect(await reply.json()).toEqual({ error: 'foreign_origin' });
    expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

it.each(TRICKS)('counts nothing from a page of "%s" and complains about nothing', async (Origin) => {
  const { key } = await addSite();
  const reply = await testApp().fromPage(`/w/${key}/beacon`, 'p=abcdefgh&l=ru&e=2.1.100', { Origin });
  expect([reply.status, await reply.json()]).toEqual([200, { stored: 0, why: 'origin' }]);
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

it('takes one site at its own pages only', async () => {
  const [ours, theirs] = [
    await addSite(),
    await addSite({ settings: (s) => (s.origins = ['https://other.example']) }),
  ];
  const { fromPage } = testApp();
  expect((await fromPage(`/w/${ours.key}/answers`, answer())).status).toBe(201);
  expect((await fromPage(`/w/${theirs.key}/answers`, answer())).status).toBe(403);
  expect(
    (await fromPage(`/w/${theirs.key}/answers`, answer(), { Origin: 'https://other.example' })).status,
  ).toBe(201);
});

// What the panel is told about a site: in one language, with only the fields that may be asked for there.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { PanelConfig } from '../../worker/contract/visitor.ts';
import { addSite, NOON, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { addChannel } from './support/words.ts';

const read = (key: string, query = '') => testApp().send(`/w/${key}.json${query}`);
const config = async (key: string, query = '') => (await read(key, query)).json<PanelConfig>();
const look = () => env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();

it('gives the whole config of an open site, for a moment and for any origin', async () => {
  const site = await addSite({
    settings: (s) => {
      s.phones = ['+7 495 000-00-00'];
      s.texts.greeting = { ru: 'Здравствуйте', en: 'Hello' };
    },
  });
  await addChannel(site.siteId);
  await look();
  const before = await dump();
  const reply = await read(site.key, '?l=en');
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=30',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(await reply.json()).toMatchObject({
    ...{ language: 'en', clinic: 'Clinic', greeting: 'Hello', readers: '', phones: ['+7 495 000-00-00'] },
    ...{ email: '', emergency: '103', zone: 'Europe/Moscow', ask: 'open', callback: true, text: true },
    contact: { legalName: 'Clinic LLC', policyUrl: 'https://clinic.example/policy', consent: '1' },
    ...{ mode: 'statistics', dataPlace: 'eu' },
  });
  expect((await config(site.key)).greeting).toBe('Здравствуйте');
  expect(await dump()).toBe(before);
});

it('says why a question cannot be asked, and offers no call back then', async () => {
  const closed = await addSite();
  const off = await addSite({ settings: (s) => void (s.ask = false) });
  const russia = await addSite({ dataPlace: 'russia' });
  const noLegal = await addSite({ legal: false });
  await addChannel(russia.siteId);
  await addChannel(noLegal.siteId);
  await look();
  expect(await config(closed.key)).toMatchObject({ ask: 'closed', callback: false });
  expect(await config(off.key)).toMatchObject({ ask: 'off', callback: false });
  expect(await config(russia.key)).toMatchObject({
    ask: 'no_text',
    callback: false,
    contact: null,
    text: false,
  });
  expect(await config(noLegal.key)).toMatchObject({
    ask: 'open',
    callback: false,
    contact: null,
    text: true,
  });
});

it('answers a coded 404 for an unknown or a switched-off site, and refuses another language', async () => {
  const site = await addSite();
  const off = await addSite();
  await env.DB.prepare('UPDATE site SET enabled = 0 WHERE id = ?1').bind(off.siteId).run();
  for (const key of ['nosuchsite', off.key]) {
    const reply = await read(key);
    expect([reply.status, reply.headers.get('Cache-Control'), await reply.json()]).toEqual([
      404,
      'no-store',
      { error: 'not_found' },
    ]);
  }
  const wrong = await read(site.key, '?l=fr');
  expect([wrong.status, await wrong.json()]).toEqual([422, { error: 'invalid', field: 'l' }]);
});

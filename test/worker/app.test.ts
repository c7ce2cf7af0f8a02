// The one error door: an unknown address, a wrong method, a busy and a broken database each get their code.
import type { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { addMember, addSite, testApp } from './support/fixtures.ts';

it('answers an unknown address with a coded 404', async () => {
  const site = await addSite();
  await addMember(site.clinicId, 'owner');
  const reply = await testApp().send('/api/nowhere');
  expect(reply.status).toBe(404);
  expect(await reply.json()).toEqual({ error: 'not_found' });
});

it('answers a known address with another method by 405 and the methods that are there', async () => {
  const reply = await testApp().fromMember('', 'DELETE', '/api/me');
  expect([reply.status, reply.headers.get('Allow')]).toEqual([405, 'GET, PUT']);
  expect(await reply.json()).toEqual({ error: 'method_not_allowed' });
});

const failing = (message: string) =>
  ({
    prepare: () => {
      throw new Error(message);
    },
    batch: () => Promise.reject(new Error(message)),
  }) as unknown as typeof env.DB;

it.each([
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: database is locked: SQLITE_BUSY',
])('asks to come again when the database says "%s"', async (message) => {
  const { cookie } = await addMember((await addSite()).clinicId, 'owner');
  const reply = await testApp().send('/api/me', { headers: { Cookie: cookie } }, { DB: failing(message) });
  expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '5']);
  expect(await reply.json()).toEqual({ error: 'busy' });
});

it('hides an unexpected fault from the reply and logs its message once', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { cookie } = await addMember((await addSite()).clinicId, 'owner');
  const reply = await testApp().send(
    '/api/me?name=CANARY',
    { headers: { Cookie: cookie } },
    { DB: failing('no such table') },
  );
  expect([reply.status, await reply.json()]).toEqual([500, { error: 'internal' }]);
  expect(log.mock.calls).toEqual([['Error: no such table']]);
  log.mockRestore();
});

// The one error door: an unknown address is a coded 404.
import { expect, it } from 'vitest';
import { addMember, addSite, testApp } from './support/fixtures.ts';

it('answers an unknown address with a coded 404', async () => {
  const site = await addSite();
  await addMember(site.clinicId, 'owner');
  const reply = await testApp().send('/api/nowhere');
  expect(reply.status).toBe(404);
  expect(await reply.json()).toEqual({ error: 'not_found' });
});

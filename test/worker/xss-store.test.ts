// Hostile text: people's words come back letter for letter as JSON that no browser runs; what may run is never stored.
import { expect, it } from 'vitest';
import type { CommentsPage, InboxPage, Thread } from '../../worker/contract/members.ts';
import type { Settings, SiteView } from '../../worker/contract/settings.ts';
import { addMember, addSite, testApp } from './support/fixtures.ts';
import { addChannel, answer, message, network } from './support/words.ts';

const CORPUS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "'-alert(1)-'",
  '</script><script>alert(1)</script>',
  '<!--<script>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'a\u2028alert(1)\u2029b',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
];

/** A reply that a browser can only read as data. */
async function data<Body>(reply: Response): Promise<Body> {
  expect(reply.status).toBe(200);
  expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/);
  expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
  return reply.json();
}

it('gives words of visitors back unchanged, in the inbox, the thread, its contact and the comments', async () => {
  const { undo } = network(() => new Response('ok'));
  const site = await addSite();
  await addChannel(site.siteId);
  const { cookie } = await addMember(site.clinicId, 'owner');
  const { fromPage, fromMember } = testApp();
  // Ask is open while somebody looks.
  await fromMember(cookie, 'POST', `/api/sites/${site.siteId}/conversations/seen`);
  for (const [i, text] of CORPUS.entries()) {
    const headers = { 'CF-Connecting-IP': `198.51.100.${i}` };
    const contact = { name: text.slice(0, 80), phone: '+7 900 000-00-00' };
    const sent = message({ text, kind: 'callback', when: text, consent: '1', contact });
    expect((await fromPage(`/w/${site.key}/messages`, sent, headers)).status).toBe(201);
    expect((await fromPage(`/w/${site.key}/answers`, answer({ text }), headers)).status).toBe(201);
  }
  const get = (path: string) => fromMember(cookie, 'GET', `/api/sites/${site.siteId}/${path}`);
  const { conversations } = await data<InboxPage>(await get('conversations'));
  expect(conversations.map((c) => c.excerpt).toSorted()).toEqual(CORPUS.toSorted());
  for (const { id, excerpt } of conversations) {
    const thread = await data<Thread>(await get(`conversations/${id}`));
    expect(thread.messages.map((m) => m.text)).toEqual([excerpt]);
    expect(thread.conversation).toMatchObject({ when: excerpt, contact: { name: excerpt.slice(0, 80) } });
  }
  const { comments } = await data<CommentsPage>(await get('comments'));
  expect(comments.map((c) => c.text).toSorted()).toEqual(CORPUS.toSorted());
  undo();
});

it('gives texts of the settings back unchanged to the dashboard and to the panel', async () => {
  const site = await addSite();
  const { cookie } = await addMember(site.clinicId, 'webmaster');
  const { fromMember, send } = testApp();
  const path = `/api/sites/${site.siteId}/settings`;
  for (const hostile of CORPUS) {
    const { version, domain, zone, enabled, settings } = await data<SiteView>(
      await fromMember(cookie, 'GET', path),
    );
    const text = hostile.slice(0, 30);
    const texts = {
      launcher: { ru: text, en: text },
      greeting: { ru: hostile, en: hostile },
      readers: { ru: hostile, en: hostile },
    };
    const stages = settings.stages.map((stage) => ({ ...stage, name: { ru: text, en: text } }));
    const update = {
      version,
      name: hostile,
      domain,
      zone,
      enabled,
      settings: { ...settings, texts, stages },
    };
    const saved = await data<SiteView>(await fromMember(cookie, 'PUT', path, update));
    expect(saved.settings.texts.greeting.ru).toBe(hostile);
    expect(saved.settings.stages[0]?.name.ru).toBe(text);
    const panel = await data<{ greeting: string }>(await send(`/w/${site.key}.json?l=en`));
    expect(panel.greeting).toBe(hostile);
  }
});

it.each<[string, (s: Settings, hostile: string) => void]>([
  ['a colour', (s, hostile) => (s.look.colour = hostile)],
  ['an allowed page', (s, hostile) => (s.origins = [hostile])],
  ['a booking host', (s, hostile) => (s.bookingHosts = [hostile])],
  ['a phone', (s, hostile) => (s.phones = [hostile])],
  ['the emergency number', (s, hostile) => (s.emergency = hostile)],
  ['an address rule', (s, hostile) => (s.stages[1]!.rules = [{ by: 'url', pattern: hostile }])],
  ['the key of a stage', (s, hostile) => (s.stages[1]!.key = hostile)],
  ['an e-mail', (s, hostile) => (s.email = hostile)],
])('never stores what may run as %s', async (_, put) => {
  const site = await addSite();
  const { cookie } = await addMember(site.clinicId, 'webmaster');
  const { fromMember } = testApp();
  const path = `/api/sites/${site.siteId}/settings`;
  const { version, name, domain, zone, enabled, settings } = await data<SiteView>(
    await fromMember(cookie, 'GET', path),
  );
  for (const hostile of [
    ...CORPUS,
    'data:text/html,<script>',
    'url(javascript:alert(1))',
    'red;background:url(//evil)',
  ]) {
    const edited = structuredClone(settings);
    put(edited, hostile);
    const reply = await fromMember(cookie, 'PUT', path, {
      version,
      name,
      domain,
      zone,
      enabled,
      settings: edited,
    });
    expect([hostile, reply.status]).toEqual([hostile, 422]);
  }
});
